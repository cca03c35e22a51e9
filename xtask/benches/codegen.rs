//! `cargo xtask codegen` as a whole process, from the files under `specs/` to the files under `generated/`: with nothing
//! there yet, with nothing to change, and as a check.

#![allow(missing_docs, reason = "criterion's macros")]
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark has nobody to report to")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

/// A project of its own with the two APIs of this checkout.
fn project() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("codegen-bench");
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    for api in ["archera", "bv"] {
        let folder = root.join("specs").join(api);
        fs::create_dir_all(&folder).expect("a folder");
        for entry in fs::read_dir(specs.join(api)).expect("an API") {
            let entry = entry.expect("a file");
            fs::copy(entry.path(), folder.join(entry.file_name())).expect("a copy");
        }
    }
    root
}

fn codegen(root: &Path, arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("codegen")
        .args(arguments)
        .arg("--root")
        .arg(root)
        .stdout(Stdio::null())
        .status()
        .expect("the command");
    assert!(status.success(), "codegen {arguments:?} failed");
}

fn benchmark(criterion: &mut Criterion) {
    let root = project();
    let mut group = criterion.benchmark_group("codegen of both APIs");
    group.sample_size(20);
    group.bench_function("cold", |bencher| {
        let remove = || match fs::remove_dir_all(root.join("generated")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{error}"),
            _ => {}
        };
        bencher.iter_batched(remove, |()| codegen(&root, &[]), BatchSize::PerIteration);
    });
    codegen(&root, &[]);
    group.bench_function("warm", |bencher| bencher.iter(|| codegen(&root, &[])));
    group.bench_function("check", |bencher| bencher.iter(|| codegen(&root, &["--check"])));
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
