//! What the program asks the operating system for, as `strace` sees it.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::project::Project;

/// One system call.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    /// The call as `strace` writes it.
    pub(crate) line: String,
    /// The text of its arguments, with paths made absolute.
    pub(crate) texts: Vec<PathBuf>,
    /// What was opened, links followed; `None` of other calls and of those that failed.
    pub(crate) opened: Option<PathBuf>,
}

/// Runs the program in a checkout with more options of `strace`. `None`, and a line that says so, where there is no
/// `strace` or it may not look; a failed test when `SPECWRIGHT_REQUIRE_TOOLS` is `1`.
pub(crate) fn strace(project: &Project, options: &[&str], arguments: &[&str]) -> Option<Output> {
    let may_look = Command::new("strace").args(["-e", "trace=none", "true"]).output();
    if !may_look.is_ok_and(|output| output.status.success()) {
        let required = std::env::var_os("SPECWRIGHT_REQUIRE_TOOLS").is_some_and(|value| value == "1");
        assert!(!required, "strace does not work here, and SPECWRIGHT_REQUIRE_TOOLS=1 asks for it");
        // Past the test harness, which hides what passing tests print: a test that proves nothing must say so.
        let _ = writeln!(std::io::stderr(), "skipped: strace does not work here (`.ci/run` installs it)");
        return None;
    }
    let mut command = Command::new("strace");
    command.arg("-f").args(options).arg(env!("CARGO_BIN_EXE_xtask")).arg("--root").arg(&project.root);
    // The test's own, in which the loader would look first.
    command.env_remove("LD_LIBRARY_PATH");
    Some(command.args(arguments).current_dir(&project.root).output().unwrap())
}

/// Runs the program and lists every call that has to do with the network, with a path or with another program.
pub(crate) fn calls(project: &Project, arguments: &[&str]) -> Option<(Output, Vec<Call>)> {
    let log = project.path("calls.log");
    let options = ["-qq", "-y", "-s", "8192", "-e", "trace=%network,%file", "-e", "signal=none", "-o"];
    let output = strace(project, &[options.as_slice(), &[log.to_str().unwrap()]].concat(), arguments)?;
    let text = fs::read_to_string(&log).unwrap();
    fs::remove_file(log).unwrap();
    Some((output, text.lines().filter_map(|line| call(line, &project.root)).collect()))
}

/// Reads `12 openat(AT_FDCWD</folder>, "file", O_RDONLY) = 3</folder/file>`. A call that another thread interrupted is
/// two lines; the second says what came of it.
fn call(line: &str, here: &Path) -> Option<Call> {
    let (_, line) = line.split_once(' ')?;
    let line = line.trim_start();
    let resumed = line.strip_prefix("<... ").and_then(|rest| rest.split_once(' '));
    let (name, arguments) = resumed.or_else(|| line.split_once('('))?;
    let opened = line
        .rsplit_once(" = ")
        .filter(|_| matches!(name, "open" | "openat" | "openat2" | "creat"))
        .and_then(|(_, result)| result.split_once('<'))
        .and_then(|(_, path)| path.rsplit_once('>'))
        .map(|(path, _)| PathBuf::from(path));
    Some(Call { name: name.to_owned(), line: line.to_owned(), texts: texts(arguments, here), opened })
}

/// The quoted arguments. What follows a folder (`3</folder>, "file"`) is in it.
fn texts(arguments: &str, here: &Path) -> Vec<PathBuf> {
    let mut texts = Vec::new();
    let mut folder = here.to_path_buf();
    let mut rest = arguments;
    while let Some(start) = rest.find(['"', '<']) {
        let is_quoted = rest[start..].starts_with('"');
        let inside = &rest[start + 1..];
        let Some(end) = inside.find(if is_quoted { '"' } else { '>' }) else { break };
        if is_quoted {
            texts.push(folder.join(&inside[..end]));
            folder = here.to_path_buf();
        } else {
            folder = PathBuf::from(&inside[..end]);
        }
        rest = &inside[end + 1..];
    }
    texts
}
