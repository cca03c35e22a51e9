//! Hostile text in every place of a document: it stays text.

mod compiled;
mod payloads;
mod places;
mod shape;
mod tree;

use std::{
    collections::BTreeMap,
    fs,
    panic::{self, AssertUnwindSafe},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use specwright_ir::Code;
use specwright_rust::Crate;
use specwright_tests::{Files, Line, generate};

use crate::snapshot::fixtures;
use places::{Place, Role};
use shape::Vocabulary;
use tree::Tree;

/// Documents with every kind of place, a few in each: what takes time is to print the crates.
const TEMPLATES: &[&str] = &["about", "parameters", "bodies", "records", "enums"];

/// How many cases there must be at least: no place may get lost.
const FEWEST_CASES: usize = 5_000;

#[test]
fn hostile_text_stays_text_wherever_it_stands() {
    let templates: Vec<Benign> = TEMPLATES.iter().map(|name| Benign::new(template(name))).collect();
    let places: Vec<(&Benign, Place)> = templates
        .iter()
        .flat_map(|benign| places::all(&benign.template).into_iter().map(move |place| (benign, place)))
        .collect();
    let payloads = payloads::all();
    let cases: Vec<(usize, usize)> = (0..places.len())
        .flat_map(|place| (0..payloads.len()).map(move |payload| (place, payload)))
        .filter(|(place, payload)| payloads::is_tried(*payload, *place))
        .collect();
    assert!(cases.len() >= FEWEST_CASES, "only {} cases", cases.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some((place, payload)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let ((benign, place), payload) = (&places[*place], &payloads[*payload]);
            if let Err(why) = benign.check(place, payload) {
                let payload: String = payload.chars().take(60).collect();
                wrong.push(format!("{} = {payload:?}: {why}", place.pointer));
            }
        }
        wrong
    };
    let workers = thread::available_parallelism().map_or(2, usize::from);
    let wrong: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let shown: Vec<&str> = wrong.iter().take(20).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), shown.join("\n"));
}

fn template(name: &str) -> Tree {
    let text = fs::read_to_string(fixtures("injection").join(format!("{name}.yaml"))).unwrap();
    Tree::read(&text)
}

/// A template, and what it gives as it is.
struct Benign {
    template: Tree,
    line: Line,
    vocabulary: Vocabulary,
    /// The shape of each file, by crate and text.
    shapes: BTreeMap<String, String>,
    found: BTreeMap<Code, usize>,
}

impl Benign {
    fn new(template: Tree) -> Self {
        let line = from_json(&template);
        assert_eq!(line.crates.len(), 2, "{}", specwright_tests::findings(&line));
        let vocabulary = shape::vocabulary(&line.crates);
        let mut shapes = BTreeMap::new();
        for (path, text) in line.crates.iter().flat_map(|one| one.files.iter()) {
            if path.ends_with(".rs") {
                shapes.insert(text.to_owned(), shape::of(text, &vocabulary).unwrap());
            }
        }
        Self { found: counts(&line), template, vocabulary, shapes, line }
    }

    fn check(&self, place: &Place, payload: &str) -> Result<(), String> {
        let document = places::put(&self.template, place, payload);
        let line = panic::catch_unwind(AssertUnwindSafe(|| from_json(&document))).map_err(|_| "a panic".to_owned())?;
        let is_reported =
            counts(&line).iter().any(|(code, count)| self.found.get(code).is_none_or(|before| before < count));
        if line.crates.is_empty() {
            return if is_reported && place.role != Role::Prose {
                Ok(())
            } else {
                Err("nothing is generated".to_owned())
            };
        }
        let vocabulary = shape::unsaid(&self.vocabulary, payload);
        for (before, after) in self.line.crates.iter().zip(&line.crates) {
            let is_same = self.compare(before, after, &vocabulary)?;
            let may_differ = place.role == Role::Kind || (place.role == Role::Name && is_reported);
            if !is_same && !may_differ {
                return Err(format!("the shape of {} is another, and nothing is reported", after.name));
            }
        }
        Ok(())
    }

    /// Whether two crates have the same shape. An error says why the second is no sound crate.
    fn compare(&self, before: &Crate, after: &Crate, vocabulary: &Vocabulary) -> Result<bool, String> {
        let mut shapes = [Vec::new(), Vec::new()];
        for (one, shapes) in [before, after].into_iter().zip(&mut shapes) {
            for (path, text) in one.files.iter() {
                if !is_plain(path) {
                    return Err(format!("a file is called {path:?}"));
                }
                if let Some(hidden) = text.chars().find(|character| is_hidden(*character)) {
                    return Err(format!("{path} has {hidden:?} in it"));
                }
                if path.ends_with(".rs") {
                    shapes.push(self.shape(text, vocabulary).map_err(|error| format!("{path}: {error}"))?);
                }
            }
            shapes.sort();
        }
        let manifest = |one: &Crate| manifest_keys(one.files.get("Cargo.toml").unwrap_or_default());
        let [before_shapes, after_shapes] = shapes;
        if manifest(before)? != manifest(after)? && before_shapes == after_shapes {
            return Err("Cargo.toml has other keys".to_owned());
        }
        Ok(before_shapes == after_shapes)
    }

    fn shape(&self, text: &str, vocabulary: &Vocabulary) -> Result<String, String> {
        match self.shapes.get(text) {
            Some(shape) if vocabulary.len() == self.vocabulary.len() => Ok(shape.clone()),
            _ => shape::of(text, vocabulary),
        }
    }
}

fn from_json(document: &Tree) -> Line {
    generate(&Files::document("openapi.json", &document.json()))
}

fn counts(line: &Line) -> BTreeMap<Code, usize> {
    let mut counts = BTreeMap::new();
    for found in &line.diagnostics {
        *counts.entry(found.code).or_default() += 1;
    }
    counts
}

/// Whether a path leads to a file inside the crate's folder, on every system, and one that rustc can load.
fn is_plain(path: &str) -> bool {
    const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com1", "lpt1"];
    path.split('/').all(|part| {
        let stem = part.split('.').next().unwrap_or_default();
        let characters = |character: char| character.is_ascii_alphanumeric() || "_.".contains(character);
        !stem.is_empty() && !DEVICES.contains(&stem) && part.chars().all(characters) && part.len() <= 255
    })
}

/// Whether a character is one that a reader of generated text does not see, or that turns what is beside it.
fn is_hidden(character: char) -> bool {
    let turns =
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let has_no_width = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let breaks_lines = matches!(character, '\u{2028}' | '\u{2029}');
    let tags = matches!(character, '\u{e0000}'..='\u{e007f}');
    character.is_control() && character != '\n' || turns || has_no_width || breaks_lines || tags
}

/// The keys of a manifest, with the values of all but the description.
fn manifest_keys(text: &str) -> Result<Vec<String>, String> {
    let table: toml::Table = toml::from_str(text).map_err(|error| format!("Cargo.toml: {error}"))?;
    let mut keys = Vec::new();
    for (section, values) in &table {
        for (key, value) in values.as_table().into_iter().flatten() {
            let shown = if key == "description" { String::new() } else { format!("{value:?}") };
            keys.push(format!("{section}.{key} = {shown}"));
        }
    }
    Ok(keys)
}
