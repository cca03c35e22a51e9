//! What codecs cost a reader's `cargo check`: writes the same structs as a crate without codecs, with serde's derives
//! and with `specwright_values::record!`, checks each with warm dependencies and prints CPU seconds and peak memory.
//!
//! `cargo run -p specwright-tests --example codec_compile_cost -- [structs] [rounds]`

#![allow(clippy::print_stdout, reason = "a program whose output is the point")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Marks the process that runs one check and reports what that check used.
const MEASURE: &str = "--measure";

/// One property of every struct: field, wire name, presence as `record!` says it, type with `{}` for the struct before.
const FIELDS: [(&str, &str, &str, &str); 10] = [
    ("id", "id", "required", "String"),
    ("display_name", "displayName", "required", "String"),
    ("created_count", "createdCount", "required", "i64"),
    ("is_active", "isActive", "required", "bool"),
    ("success_ratio", "successRatio", "optional", "Option<f64>"),
    ("contact_email", "contactEmail", "optional", "Option<String>"),
    ("tags", "tags", "optional", "Option<Vec<String>>"),
    ("closed_note", "closedNote", "nullable", "Option<String>"),
    ("billing_domain", "billingDomain", "maybe", "Maybe<String>"),
    ("children", "children", "required", "Vec<{}>"),
];

/// How the structs of a crate are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    Plain,
    Derives,
    Record,
}

impl Codec {
    const ALL: [Self; 3] = [Self::Plain, Self::Derives, Self::Record];

    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Derives => "derives",
            Self::Record => "record",
        }
    }
}

/// What one check used.
#[derive(Clone, Copy, Debug)]
struct Cost {
    cpu_seconds: f64,
    peak_megabytes: f64,
}

impl Cost {
    fn min(self, other: Self) -> Self {
        Self {
            cpu_seconds: self.cpu_seconds.min(other.cpu_seconds),
            peak_megabytes: self.peak_megabytes.min(other.peak_megabytes),
        }
    }
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, folder] if flag == MEASURE => measure(Path::new(folder)),
        [] => compare(300, 3),
        [structs] => compare(structs.parse()?, 3),
        [structs, rounds, ..] => compare(structs.parse()?, rounds.parse()?),
    }
}

fn compare(structs: usize, rounds: usize) -> Outcome<()> {
    let home = env::temp_dir().join(format!("codec-compile-cost-{}", std::process::id()));
    println!("{structs} structs of {} fields, best of {rounds}", FIELDS.len());
    let mut costs = Vec::new();
    for codec in Codec::ALL {
        let folder = home.join(codec.name());
        write_crate(&folder, codec, structs)?;
        check(&folder)?;
        let mut best = measured_apart(&folder)?;
        for _ in 1..rounds {
            best = best.min(measured_apart(&folder)?);
        }
        println!("{:8} {:6.2} s CPU {:6.0} MB", codec.name(), best.cpu_seconds, best.peak_megabytes);
        costs.push(best);
    }
    if let [_, derives, record] = costs.as_slice() {
        let (cpu, memory) = (record.cpu_seconds / derives.cpu_seconds, record.peak_megabytes / derives.peak_megabytes);
        println!("record / derives: {cpu:.2} of the CPU, {memory:.2} of the memory");
    }
    fs::remove_dir_all(home)?;
    Ok(())
}

/// Runs this program again for one check, because a process learns only the highest peak of all its children.
fn measured_apart(folder: &Path) -> Outcome<Cost> {
    let output = Command::new(env::current_exe()?).arg(MEASURE).arg(folder).output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace().map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(cpu_seconds)), Some(Ok(peak_megabytes))) => Ok(Cost { cpu_seconds, peak_megabytes }),
        _ => Err(String::from_utf8_lossy(&output.stderr).into()),
    }
}

/// Checks the crate once more and prints what that took; its dependencies stay checked.
fn measure(folder: &Path) -> Outcome<()> {
    let source = folder.join("src/lib.rs");
    let text = fs::read_to_string(&source)?;
    fs::write(source, text)?;
    check(folder)?;
    let used = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    println!("{} {}", seconds(used.user_time()) + seconds(used.system_time()), used.max_rss() as f64 / 1024.0);
    Ok(())
}

fn check(folder: &Path) -> Outcome<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo)
        .args(["check", "--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .status()?;
    if done.success() { Ok(()) } else { Err(io::Error::other("the check failed").into()) }
}

fn write_crate(folder: &Path, codec: Codec, structs: usize) -> Outcome<()> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let values = workspace.join("crates/specwright-values");
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\nspecwright-values = {{ path = {values:?} }}\n\n\
         [workspace]\n",
        codec.name()
    );
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let mut text = String::from("use specwright_values::Maybe;\n\n");
    for index in 0..structs {
        write_struct(&mut text, codec, index)?;
    }
    fs::write(folder.join("src/lib.rs"), text)?;
    Ok(())
}

fn write_struct(text: &mut String, codec: Codec, index: usize) -> Outcome<()> {
    let child = if index.is_multiple_of(10) { "String".to_owned() } else { format!("Record{}", index - 1) };
    if codec == Codec::Derives {
        writeln!(text, "#[derive(serde::Serialize, serde::Deserialize)]")?;
    }
    writeln!(text, "pub struct Record{index} {{")?;
    for (field, wire, presence, ty) in FIELDS {
        if codec == Codec::Derives {
            writeln!(text, "    #[serde({})]", serde_attribute(wire, presence))?;
        }
        writeln!(text, "    pub {field}: {},", ty.replace("{}", &child))?;
    }
    writeln!(text, "}}\n")?;
    if codec == Codec::Record {
        writeln!(text, "specwright_values::record! {{\n    Record{index} {{")?;
        for (field, wire, presence, _) in FIELDS {
            writeln!(text, "        {field}: {presence} {wire:?},")?;
        }
        writeln!(text, "    }}\n}}\n")?;
    }
    Ok(())
}

fn serde_attribute(wire: &str, presence: &str) -> String {
    let when_empty = match presence {
        "optional" => ", default, skip_serializing_if = \"Option::is_none\"",
        "maybe" => ", default, skip_serializing_if = \"Maybe::is_absent\"",
        _ => "",
    };
    format!("rename = {wire:?}{when_empty}")
}
