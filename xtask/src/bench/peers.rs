//! Other generators, and how they are called.

use std::path::{Path, PathBuf};

/// The arguments that make a program generate the crate of a document below a folder.
type Arguments = fn(document: String, out: &Path) -> Vec<String>;

/// Another generator that is installed.
pub(super) struct Peer {
    pub(super) name: &'static str,
    program: PathBuf,
    arguments: Arguments,
}

impl Peer {
    /// The words of a call that generates the crate of a document below `out`.
    pub(super) fn command(&self, document: &Path, out: &Path) -> Vec<String> {
        let mut words = vec![text(&self.program)];
        words.extend((self.arguments)(text(document), out));
        words
    }
}

/// The peers whose programs are in a folder.
pub(super) fn found(folder: &Path) -> Vec<Peer> {
    let known: [(&str, Arguments); 3] = [
        ("oas3-gen", |document, out| {
            words(["generate", "client-mod", "-i"], [document, "-o".to_owned(), text(&out.join("src/api"))])
        }),
        ("ploidy", |document, out| {
            let rest = [document, "-o".to_owned(), text(out), "--name".to_owned(), "bench".to_owned()];
            words(["generate", "rust"], rest)
        }),
        // It writes into the folder it is run in.
        ("openapi-to-rust", |document, _| words(["generate"], [document])),
    ];
    let peers = known.into_iter().map(|(name, arguments)| Peer { name, program: folder.join(name), arguments });
    peers.filter(|peer| peer.program.is_file()).collect()
}

fn words(fixed: impl IntoIterator<Item = &'static str>, rest: impl IntoIterator<Item = String>) -> Vec<String> {
    fixed.into_iter().map(str::to_owned).chain(rest).collect()
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
