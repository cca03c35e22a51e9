// Writes an OpenAPI 3.1 document for each specification of @typespec/http-specs, and one of 3.2 for streams: 3.1 cannot say what
// events are, and in 3.2 a reference has another meaning in XML than the suite has.
//
// usage: node emit.mjs <folder with node_modules> <out>
// Prints one line for each specification that no document comes of: its name, a tab, the reason.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const modules = path.resolve(process.argv[2], "node_modules");
const out = path.resolve(process.argv[3]);

// The emitter reads the examples of a property named `constructor` from the prototype of a map, and ends.
const examples = path.join(modules, "@typespec/openapi3/dist/src/examples.js");
const head = "export function getExampleOrExamples(program, examples) {\n";
const guard = "    if (!Array.isArray(examples)) return {};\n";
const source = readFileSync(examples, "utf8");
if (!source.includes(guard)) {
  writeFileSync(examples, source.replace(head, head + guard));
}

const { compile, NodeHost } = await import(pathToFileURL(path.join(modules, "@typespec/compiler/dist/src/index.js")).href);

const root = path.join(modules, "@typespec/http-specs/specs");
const specifications = [];
const visit = (folder) => {
  if (existsSync(path.join(folder, "main.tsp"))) {
    specifications.push(folder);
  }
  for (const entry of readdirSync(folder).sort()) {
    const inner = path.join(folder, entry);
    if (statSync(inner).isDirectory()) visit(inner);
  }
};
visit(root);

for (const folder of specifications) {
  const name = path.relative(root, folder).replaceAll(path.sep, "-");
  const report = (reason) => console.log(`${name}\t${reason.replace(/\s+/g, " ")}`);
  try {
    const program = await compile(NodeHost, path.join(folder, "main.tsp"), {
      outputDir: path.join(out, name),
      emit: ["@typespec/openapi3"],
      options: {
        "@typespec/openapi3": {
          "emitter-output-dir": path.join(out, name),
          "file-type": "json",
          "openapi-versions": [name.startsWith("streaming") ? "3.2.0" : "3.1.0"],
        },
      },
    });
    const error = program.diagnostics.find((diagnostic) => diagnostic.severity === "error");
    if (error) report(error.message);
  } catch (error) {
    report(String(error));
  }
}
