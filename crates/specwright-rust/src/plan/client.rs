//! The client crate: one method and one module per operation.

use std::collections::BTreeMap;

use specwright_ir::{Api, Diagnostics, Operation, Webhook};

use super::{
    credentials::{self, CredentialPlan},
    docs, features, formats,
    headers::{self, HeadersPlan},
    links,
    models::ModelsPlan,
    operation::{self, OperationPlan, OperationScopes, TYPES_IN_SCOPE},
    package::{Dependency, Options, Package},
    paging,
    readme::{self, ReadmePlan},
    sections::{self, SectionPlan},
    servers::{self, ServerPlan},
    type_expr::{Imports, TypeExpr, contains},
    type_names::TypeNames,
    variants,
    xml::XmlPlan,
};
use crate::{
    docs::doc_inline,
    names::{Scope, words},
};

/// The client crate of an API.
#[derive(Clone, Debug)]
pub(crate) struct ClientPlan {
    pub(crate) package: Package,
    /// Where the documents are kept.
    pub(crate) source: String,
    /// The models crate's name in code.
    pub(crate) models: String,
    pub(crate) docs: Vec<String>,
    /// An overview of the operations, as docs of the crate.
    pub(crate) groups: Vec<String>,
    pub(crate) client_docs: Vec<String>,
    pub(crate) base_url: Option<String>,
    pub(crate) credentials: Vec<CredentialPlan>,
    /// The operations: one section without a tag, or a section for each tag.
    pub(crate) sections: Vec<SectionPlan>,
    /// The headers of answers.
    pub(crate) headers: HeadersPlan,
    /// What the crate shows of the types that values have, so that callers need no other crate for them: those of its own
    /// operations, and those of the models.
    pub(crate) values: Imports,
    /// How values stand in XML.
    pub(crate) xml: XmlPlan,
    /// The events of streams.
    pub(crate) events: super::EventsPlan,
    /// The servers that a caller may choose.
    pub(crate) servers: Vec<ServerPlan>,
    /// The examples in the crate's docs.
    pub(crate) readme: ReadmePlan,
}

/// Setters that every builder has.
const BUILDER_METHODS: &[&str] = &[
    "new",
    "base_url",
    "allow_http",
    "timeout",
    "connect_timeout",
    "read_timeout",
    "max_attempts",
    "max_retry_share",
    "body_limit",
    "user_agent",
    "default_header",
    "hook",
    "transport",
    "wrap_transport",
    "proxy_from_env",
    "server",
    "replace_server",
    "trust_origin",
    "credential",
    "proxy",
    "identity",
    "root_certificate",
    "min_tls_version",
    "build",
    "build_blocking",
];

/// Methods that every client has.
const CLIENT_METHODS: &[&str] = &["builder", "new"];

/// How prose speaks of the API: `Pet Store API`.
pub(super) fn api_name(api: &Api) -> String {
    let title = api.info.title.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.as_str() {
        "" => "API".to_owned(),
        title if words(title).iter().any(|word| word == "api" || word == "apis") => title.to_owned(),
        title => format!("{title} API"),
    }
}

/// The API's version in parentheses, with a space before it; empty when there is none.
pub(super) fn version(api: &Api) -> String {
    match api.info.version.trim() {
        "" => String::new(),
        version => format!(" ({version})"),
    }
}

pub(super) fn plan(
    api: &Api,
    options: &Options,
    names: &TypeNames,
    models: &ModelsPlan,
    diagnostics: &mut Diagnostics,
) -> ClientPlan {
    let tags = sections::Tags::plan(api, options);
    let mut scopes = OperationScopes {
        modules: Scope::snake()
            .reserve(super::package::NOT_MODULES)
            .reserve(&["mod", "operations", &Package::code_name(&options.models)])
            .reserve(&tags.modules()),
        methods: Scope::methods().reserve(CLIENT_METHODS),
        types: Scope::types().reserve(TYPES_IN_SCOPE).reserve(super::type_names::IMPORTED),
    };
    let mut plain: Vec<OperationPlan> =
        api.operations.iter().map(|operation| operation::plan(operation, names, &mut scopes, diagnostics)).collect();
    let records = paging::Records::of(models, names);
    for (operation, plan) in api.operations.iter().zip(&mut plain) {
        paging::plan(operation, plan, &records, diagnostics);
    }
    // Their names come after those of all others, which so are what they are without them.
    let with_others = |(operation, plain): (&Operation, OperationPlan)| {
        let mut others = variants::with_bodies(operation, &plain, names, &mut scopes);
        others.extend(variants::as_streams(operation, &plain, names, &mut scopes));
        std::iter::once(plain).chain(others)
    };
    let mut operations: Vec<OperationPlan> = api.operations.iter().zip(plain).flat_map(with_others).collect();
    let headers = headers::plan(api, &mut operations, names, diagnostics);
    let events = super::events::plan(api, &operations, names);
    let mut setters = Scope::methods().reserve(BUILDER_METHODS);
    let credentials = credentials::plan(&api.credentials, &mut setters);
    credentials::tell_scopes(api, &mut operations);
    servers::tell(api, &mut operations);
    links::tell(api, &mut operations);
    let imports = models.modules.iter().map(|module| &module.imports).chain([&headers.imports, &events.imports]);
    let imports = imports.chain(operations.iter().map(|operation| &operation.imports));
    let values: Imports = imports.flatten().filter(|import| import.is_value()).cloned().collect();
    let title = format!("Client of the {}{}.", api_name(api), version(api));
    let package = Package {
        name: options.client.clone(),
        description: format!("Client of the {}", api_name(api)),
        location: options.location.clone(),
        dependencies: dependencies(options, &operations, (&headers, &events), &values, names.xml()),
        features: features::of_client(&tags.modules()),
    };
    let description = api.info.description.as_deref();
    ClientPlan {
        package,
        source: options.source.clone(),
        models: Package::code_name(&options.models),
        docs: docs::of_sections([Some(title.as_str()), description, api.info.see.as_deref().map(docs::see).as_deref()]),
        groups: groups(api, &operations, &tags, names),
        client_docs: crate::docs::doc_lines(&title),
        base_url: api.server.as_ref().map(|server| server.url.clone()),
        readme: readme::plan(&operations, &credentials, &tags),
        credentials,
        headers,
        values,
        xml: names.xml().clone(),
        events,
        servers: servers::plan(api),
        sections: sections::plan(operations, &tags),
    }
}

fn dependencies(
    options: &Options,
    operations: &[OperationPlan],
    (headers, events): (&HeadersPlan, &super::EventsPlan),
    values: &Imports,
    xml: &XmlPlan,
) -> Vec<Dependency> {
    let features: &[&str] = if xml.roots.is_empty() { &[] } else { &["xml"] };
    let mut dependencies = vec![
        Dependency::Beside(options.models.clone()),
        Dependency::Own { name: "specwright-runtime", default_features: false, features },
    ];
    if !values.is_empty() || operations.iter().any(OperationPlan::collects) {
        dependencies.push(Dependency::Own { name: "specwright-values", default_features: true, features: &[] });
    }
    let is_json: fn(&TypeExpr) -> bool = |ty| matches!(ty, TypeExpr::Json | TypeExpr::JsonMap);
    let types = || operations.iter().flat_map(OperationPlan::types).chain(headers.types()).chain(events.types());
    if types().any(|ty| contains(ty, is_json)) {
        dependencies.push(Dependency::Json);
    }
    dependencies.extend(formats::dependencies(types(), &options.formats));
    dependencies
}

/// Every operation under its first tag: the declared tags in their order, then the others, then operations without one.
/// Behind them, the requests that the server makes.
fn groups(api: &Api, operations: &[OperationPlan], tags: &sections::Tags, types: &TypeNames) -> Vec<String> {
    let mut by_tag: BTreeMap<Option<&str>, Vec<&OperationPlan>> = BTreeMap::new();
    for operation in operations {
        by_tag.entry(operation.tag.as_deref()).or_default().push(operation);
    }
    let mut lines = Vec::new();
    for name in sections::order(api) {
        let Some(members) = by_tag.get(&name) else { continue };
        let heading = name.map_or_else(|| "Operations".to_owned(), doc_inline);
        lines.extend([String::new(), format!(" # {heading}"), String::new()]);
        if let Some(tag) = api.tags.iter().find(|tag| Some(tag.name.as_str()) == name) {
            let text = docs::of_sections([tag.description.as_deref(), tag.see.as_deref().map(docs::see).as_deref()]);
            if !text.is_empty() {
                lines.extend(text);
                lines.push(String::new());
            }
        }
        if let Some(feature) = tags.module(name) {
            lines.extend([format!(" Cargo feature `{}`.", feature.plain()), String::new()]);
        }
        lines.extend(members.iter().map(|operation| list_entry(operation)));
    }
    if !api.webhooks.is_empty() {
        lines.extend([String::new(), " # Requests that the server makes".to_owned(), String::new()]);
        lines.extend(api.webhooks.iter().map(|webhook| webhook_entry(webhook, types)));
    }
    lines
}

/// The name of a webhook, its summary, and what its body is read as.
fn webhook_entry(webhook: &Webhook, names: &TypeNames) -> String {
    let mut entry = format!(" - {}", docs::code(&webhook.id));
    let body = webhook.body.first().and_then(|body| body.format.ty()).map(|ty| names.expr(ty));
    match body {
        Some(TypeExpr::Model(name)) => entry.push_str(&format!(", a [`{0}`](models::{0})", name.plain())),
        Some(TypeExpr::Option(inner)) => {
            if let TypeExpr::Model(name) = *inner {
                entry.push_str(&format!(", a [`{0}`](models::{0}) or `null`", name.plain()));
            }
        }
        _ => {}
    }
    if let Some(summary) = webhook.summary.as_deref() {
        entry.push_str(&format!(": {}", doc_inline(summary)));
    }
    entry
}

fn list_entry(operation: &OperationPlan) -> String {
    let link = format!(" - [`{0}`](Client::{0})", operation.method.plain());
    match &operation.summary {
        Some(summary) => format!("{link}: {summary}"),
        None => link,
    }
}
