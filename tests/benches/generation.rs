//! The whole line, from the text of the documents under `specs/` to the text of every generated file, in memory.

#![allow(missing_docs, reason = "criterion's macros")]
#![allow(clippy::expect_used, reason = "a benchmark has nobody to report to")]

use std::fs;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use specwright_rust::Options;
use specwright_tests::{Files, generate_as, root};

fn files(api: &str, names: &[&str]) -> Files {
    names.iter().fold(Files::default(), |files, name| {
        let text = fs::read_to_string(root().join("specs").join(api).join(name)).expect("a document");
        files.with(name, &text)
    })
}

fn options(api: &str) -> Options {
    Options {
        models: format!("{api}-models"),
        client: format!("{api}-client"),
        source: format!("specs/{api}"),
        ..specwright_tests::options()
    }
}

/// Every byte of every file of both crates.
fn generate(files: &Files, options: &Options) -> usize {
    let line = generate_as(files, options);
    assert_eq!(line.crates.len(), 2);
    let texts = line.crates.iter().flat_map(|one| one.files.iter()).map(|(_, text)| text.len());
    black_box(texts.sum())
}

fn generation(criterion: &mut Criterion) {
    let apis = [
        ("archera", files("archera", &["orgs.json", "invites.json", "overlay.yaml"])),
        ("bv", files("bv", &["openapi.yaml"])),
    ];
    let mut group = criterion.benchmark_group("generation");
    for (api, files) in &apis {
        let options = options(api);
        group.throughput(Throughput::Bytes(generate(files, &options) as u64));
        group.bench_function(*api, |bencher| bencher.iter(|| generate(files, &options)));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30).without_plots();
    targets = generation
}
criterion_main!(benches);
