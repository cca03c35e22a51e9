//! The crates of a batch under the compiler, Clippy and rustdoc.

use super::{
    Slot,
    messages::{Level, Message},
    workspace::{Said, Workspace},
};
use crate::{arguments::Step, failure::Failure};

/// Carries out the steps that are asked for and notes what was found in the rows.
pub(crate) fn compile(workspace: &Workspace, slots: &mut [Slot], steps: &[Step]) -> Result<(), Failure> {
    let mut slots: Vec<&mut Slot> = slots.iter_mut().filter(|slot| slot.row.is_generated()).collect();
    if slots.is_empty() {
        return Ok(());
    }
    let has = |step| steps.contains(&step);
    if has(Step::Clippy) {
        pass(workspace, &mut slots, Pass::Clippy)?;
    } else if has(Step::Check) {
        pass(workspace, &mut slots, Pass::Check)?;
    }
    if has(Step::Doc) {
        slots.retain(|slot| slot.row.check_errors.is_none_or(|errors| errors == 0));
        pass(workspace, &mut slots, Pass::Doc)?;
        pass(workspace, &mut slots, Pass::Doctests)?;
        workspace.clear_documentation()?;
    }
    Ok(())
}

/// One command over all crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Check,
    Clippy,
    Doc,
    Doctests,
}

impl Pass {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check", "--workspace", "--all-features", "--keep-going"],
            Self::Clippy => &["clippy", "--workspace", "--all-features", "--keep-going"],
            Self::Doc | Self::Doctests => &["doc", "--workspace", "--all-features", "--no-deps", "--keep-going"],
        }
    }

    /// What rustdoc is told. To list tests costs next to nothing; nothing is built for them.
    fn rustdoc(self) -> &'static str {
        match self {
            Self::Doctests => "--test --test-args=--list",
            _ => "",
        }
    }
}

/// Runs one command over the crates of these documents. When Cargo fails without a finding that says where, the
/// documents are halved until the one at fault is found.
fn pass(workspace: &Workspace, slots: &mut [&mut Slot], pass: Pass) -> Result<(), Failure> {
    if slots.is_empty() {
        return Ok(());
    }
    workspace.set_members(&slots.iter().flat_map(|slot| slot.packages()).collect::<Vec<_>>())?;
    let said = workspace.cargo(pass.arguments(), pass.rustdoc())?;
    let explained = said.success || said.messages.iter().any(|message| message.level == Level::Error);
    if !explained {
        return halve(workspace, slots, pass, &said);
    }
    for slot in slots {
        note(slot, pass, &said);
    }
    Ok(())
}

fn halve(workspace: &Workspace, slots: &mut [&mut Slot], pass: Pass, said: &Said) -> Result<(), Failure> {
    if let [slot] = slots {
        let last = said.err.lines().rfind(|line| line.starts_with("error"));
        slot.row.explain(last.unwrap_or("cargo failed without a word"));
        let count = match pass {
            Pass::Doc | Pass::Doctests => &mut slot.row.doc_warnings,
            Pass::Check | Pass::Clippy => &mut slot.row.check_errors,
        };
        *count = Some(count.unwrap_or_default() + 1);
        return Ok(());
    }
    let (first, second) = slots.split_at_mut(slots.len() / 2);
    self::pass(workspace, first, pass)?;
    self::pass(workspace, second, pass)
}

fn note(slot: &mut Slot, pass: Pass, said: &Said) {
    let packages = slot.packages();
    let own: Vec<&Message> = said.messages.iter().filter(|message| packages.contains(&message.package)).collect();
    let count = |wanted: &dyn Fn(&Message) -> bool| Some(own.iter().filter(|message| wanted(message)).count());
    let is_clippy = |message: &Message| message.code.starts_with("clippy::");
    let row = &mut slot.row;
    match pass {
        Pass::Check | Pass::Clippy => {
            row.check_errors = count(&|message| message.level == Level::Error && !is_clippy(message));
            row.check_warnings = count(&|message| message.level == Level::Warning && !is_clippy(message));
            if pass == Pass::Clippy {
                row.clippy = count(&is_clippy);
            }
        }
        Pass::Doc => row.doc_warnings = Some(row.doc_warnings.unwrap_or_default() + own.len()),
        Pass::Doctests => {
            let listed =
                |line: &&str| line.ends_with(": test") && packages.iter().any(|name| line.contains(name.as_str()));
            row.doctests = Some(said.out.lines().filter(listed).count());
        }
    }
    let worst = own.iter().find(|message| message.level == Level::Error).or_else(|| own.first());
    // What does not compile matters more than what the generator said about the document.
    if let Some(message) = worst {
        row.why.clear();
        row.explain(&message.text);
    }
}
