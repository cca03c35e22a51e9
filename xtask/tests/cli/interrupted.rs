//! A run that is killed, at any moment: what is on disk is whole, and the next run ends the work.

use std::{collections::BTreeMap, os::unix::process::ExitStatusExt, path::PathBuf};

use crate::{
    project::{Project, SHOP},
    trace::strace,
};

const GENERATE: [&str; 5] = ["generate", "--name", "mine", "--out", "out"];

/// Texts by path, without the files that are being put together.
type Texts = BTreeMap<PathBuf, String>;

/// A project with two documents of which every file of the crates is another, because it names its document.
fn two_documents(name: &str) -> Project {
    let project = Project::new(name);
    project.write("before.yaml", SHOP);
    project.write("after.yaml", &SHOP.replace("Owner", "Person"));
    project
}

fn generate<'a>(document: &'a str, out: &'a str) -> Vec<&'a str> {
    let [command, name, mine, option, _] = GENERATE;
    vec![command, document, name, mine, option, out]
}

fn texts(project: &Project, folder: &str) -> Texts {
    let below = project.path(folder);
    let files = project.snapshot(folder).into_iter();
    files.map(|(path, (text, _))| (path.strip_prefix(&below).unwrap().to_path_buf(), text)).collect()
}

/// Generates and kills the program when it enters the given call for the given time. `None` without `strace`.
#[track_caller]
fn kill(project: &Project, document: &str, calls: &str, time: usize) -> Option<()> {
    let inject = format!("inject={calls}:signal=SIGKILL:when={time}");
    let trace = format!("trace={calls}");
    let output = strace(project, &["-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject], &generate(document, "out"))?;
    assert_eq!(output.status.signal(), Some(9), "the program was not killed at {calls} {time}: {output:?}");
    Some(())
}

const WRITE: &str = "write";
const RENAME: &str = "?rename,?renameat,?renameat2";

#[test]
fn a_killed_update_leaves_each_file_as_it_was_or_as_it_will_be() {
    let project = two_documents("killed-update");
    project.run(&generate("before.yaml", "out")).expect(0);
    project.run(&generate("after.yaml", "wanted")).expect(0);
    let (before, after) = (texts(&project, "out"), texts(&project, "wanted"));
    assert!(before.iter().all(|(path, text)| after.get(path) != Some(text)), "a file says nothing of its document");
    for (calls, time) in [(WRITE, 1), (WRITE, 3), (WRITE, 6), (RENAME, 1), (RENAME, 2), (RENAME, 5)] {
        if kill(&project, "after.yaml", calls, time).is_none() {
            return;
        }
        for (path, text) in texts(&project, "out") {
            let is_whole = [before.get(&path), after.get(&path)].contains(&Some(&text));
            let is_temporary = path.to_string_lossy().ends_with(".tmp");
            assert!(is_whole || is_temporary, "{} is neither:\n{text}", path.display());
        }
        project.run(&generate("after.yaml", "out")).expect(0);
        assert_eq!(texts(&project, "out"), after, "after {calls} {time}");
        project.run(&generate("before.yaml", "out")).expect(0);
        assert_eq!(texts(&project, "out"), before, "after {calls} {time} and back");
    }
}

#[test]
fn what_a_killed_update_left_goes_when_there_is_nothing_to_write_either() {
    let project = two_documents("killed-and-back");
    project.run(&generate("before.yaml", "out")).expect(0);
    let before = texts(&project, "out");
    for calls in [WRITE, RENAME] {
        if kill(&project, "after.yaml", calls, 1).is_none() {
            return;
        }
        project.run(&generate("before.yaml", "out")).expect(0);
        assert_eq!(texts(&project, "out"), before);
    }
}

#[test]
fn a_killed_first_run_leaves_whole_crates_or_none() {
    let project = two_documents("killed-first");
    project.run(&generate("after.yaml", "wanted")).expect(0);
    let after = texts(&project, "wanted");
    for (calls, time) in [(WRITE, 1), (WRITE, 4), (RENAME, 1), (RENAME, 2)] {
        let _ = std::fs::remove_dir_all(project.path("out"));
        if kill(&project, "after.yaml", calls, time).is_none() {
            return;
        }
        for name in ["mine-models", "mine-client"] {
            let own = |texts: &Texts| texts.iter().filter(|(path, _)| path.starts_with(name)).count();
            let left = own(&texts(&project, "out"));
            assert!(left == 0 || left == own(&after), "{name} has {left} files after {calls} {time}");
        }
        project.run(&generate("after.yaml", "out")).expect(0);
        assert_eq!(texts(&project, "out"), after, "after {calls} {time}");
    }
}
