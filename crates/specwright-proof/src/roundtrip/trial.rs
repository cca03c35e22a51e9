//! Which values are tried, and what has to become of them.

use std::{collections::BTreeMap, path::Path};

use serde_json::{Value, json};

use super::{
    compare::{Difference, Kind, differences},
    definitions::Definitions,
    judge::Judge,
    program::{Answer, Question, ask},
    sample::{Opening, Sampler, Unknown},
};
use crate::failure::Failure;

/// What was found out about a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// Values that are valid.
    pub(crate) samples: usize,
    /// Values that something unknown was added to.
    pub(crate) unknowns: usize,
    pub(crate) failures: usize,
    /// The first failures of each type, for a person.
    pub(crate) shown: Vec<String>,
    /// Schemas without a sample, by reason.
    pub(crate) skips: BTreeMap<&'static str, usize>,
}

/// A value and what it may lose.
#[derive(Clone, Debug)]
struct Trial {
    definition: usize,
    value: Value,
    expected: Expected,
}

/// What has to come back.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Expected {
    /// All of it.
    All,
    /// All of it, with a part that is unknown: its numbers may be rounded to doubles.
    Unknown,
    /// All of it but what no schema names: the document gives it as an example.
    Named,
    /// All of it but, at most, what stands there.
    AllBut(String),
}

/// The values for all definitions of a document.
pub(crate) struct Trials<'a> {
    definitions: &'a Definitions,
    trials: Vec<Trial>,
    outcome: Outcome,
}

/// How often a value is made for each one that is wanted.
const TRIES: usize = 3;
/// How many values with something unknown there are for each definition.
const UNKNOWNS: usize = 6;
/// How many failures are shown of a document.
const SHOWN: usize = 200;
/// How many failures are shown of a type.
const SHOWN_EACH: usize = 3;

impl<'a> Trials<'a> {
    /// Makes `wanted` values for each definition, and those the document gives.
    pub(crate) fn new(definitions: &'a Definitions, wanted: usize) -> Self {
        let judge = Judge::new(definitions);
        let mut sampler = Sampler::new(&definitions.root);
        let mut made = Self { definitions, trials: Vec::new(), outcome: Outcome::default() };
        for (index, definition) in definitions.types.iter().enumerate() {
            if !judge.knows(index) {
                *made.outcome.skips.entry("schema-not-compiled").or_default() += 1;
                continue;
            }
            let before = made.trials.len();
            let mut values = definitions.examples(definition);
            values.retain(|value| judge.is_valid(index, value));
            let given = values.len();
            let mut openings = Vec::new();
            if let Some(schema) = definitions.root.pointer(&definition.pointer) {
                made.fill(&judge, index, &mut sampler, schema, wanted, &mut values, &mut openings);
            }
            if definition.is_alias {
                values.iter_mut().for_each(plain_integers);
            }
            let all = values.into_iter().enumerate().map(|(position, value)| {
                let expected = if position < given { Expected::Named } else { Expected::All };
                Trial { definition: index, value, expected }
            });
            made.trials.extend(all);
            made.outcome.samples += made.trials.len() - before;
            if made.trials.len() == before {
                let reason = sampler.trouble().unwrap_or("no-valid-sample-found");
                *made.outcome.skips.entry(reason).or_default() += 1;
            }
            made.unknowns(index, &openings);
        }
        made
    }

    #[allow(clippy::too_many_arguments, reason = "two results of one loop")]
    fn fill<'d>(
        &self,
        judge: &Judge,
        index: usize,
        sampler: &mut Sampler<'d>,
        schema: &'d Value,
        wanted: usize,
        values: &mut Vec<Value>,
        openings: &mut Vec<(Value, Opening)>,
    ) {
        let given = values.len();
        let mut without = 0;
        for _ in 0..wanted * TRIES {
            if values.len() >= wanted + given || (values.len() == given && without > 20) {
                break;
            }
            let Some((value, opened)) = sampler.sample(schema) else {
                without += 1;
                continue;
            };
            // What may be null is so where it is used; definitions stand for the rest.
            if value.is_null() || !judge.is_valid(index, &value) {
                without += 1;
                continue;
            }
            if openings.len() < UNKNOWNS * 8 {
                openings.extend(opened.into_iter().map(|opening| (value.clone(), opening)));
            }
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }

    /// Values that something unknown is put into, of each kind the same share.
    fn unknowns(&mut self, definition: usize, openings: &[(Value, Opening)]) {
        let mut counts = [0; 3];
        for (value, Opening { at, unknown }) in openings.iter().rev() {
            let kind = match unknown {
                Unknown::Property { .. } => 0,
                Unknown::EnumValue(_) => 1,
                Unknown::Variant(_) => 2,
            };
            let Some(count) = counts.get_mut(kind).filter(|count| **count < UNKNOWNS / 3) else { continue };
            let mut value = value.clone();
            let Some(place) = value.pointer_mut(at) else { continue };
            let expected = match unknown {
                Unknown::Property { kept } => {
                    let Value::Object(object) = place else { continue };
                    object.insert(PROPERTY.to_owned(), json!({ "of": ["tomorrow", 1] }));
                    if *kept { Expected::All } else { Expected::AllBut(format!("{at}/{PROPERTY}")) }
                }
                Unknown::EnumValue(other) | Unknown::Variant(other) => {
                    *place = other.clone();
                    Expected::Unknown
                }
            };
            *count += 1;
            self.outcome.unknowns += 1;
            self.trials.push(Trial { definition, value, expected });
        }
    }

    /// The values that are valid.
    #[cfg(test)]
    pub(crate) fn valid(&self) -> impl Iterator<Item = &Value> {
        self.trials.iter().take(self.outcome.samples).map(|trial| &trial.value)
    }

    /// Has the program decode and encode everything.
    pub(crate) fn run(mut self, program: &Path, folder: &Path) -> Result<Outcome, Failure> {
        let name = |index: usize| self.definitions.types.get(index).map_or("", |definition| definition.name.as_str());
        let questions: Vec<Question> = self
            .trials
            .iter()
            .map(|trial| Question { name: name(trial.definition).to_owned(), value: trial.value.to_string() })
            .collect();
        let answers = ask(program, folder, &questions)?;
        let mut shown = BTreeMap::new();
        for (trial, (answer, question)) in self.trials.iter().zip(answers.iter().zip(&questions)) {
            if let Some(fault) = fault(self.definitions, trial, answer) {
                self.outcome.failures += 1;
                let count = shown.entry(trial.definition).or_insert(0_usize);
                *count += 1;
                if *count <= SHOWN_EACH && self.outcome.shown.len() < SHOWN {
                    self.outcome.shown.push(format!("{}: {fault}: {}", question.name, short(&question.value)));
                }
            }
        }
        Ok(self.outcome)
    }
}

/// Writes whole numbers without a fraction. A name for `i64` has the decoding of `i64`; that `1.0` is a whole number is
/// known to records and unions only.
pub(crate) fn plain_integers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
            if let Some(plain) = whole.and_then(|number| format!("{number:.0}").parse::<i64>().ok()) {
                *value = plain.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plain_integers),
        Value::Object(object) => object.values_mut().for_each(plain_integers),
        _ => {}
    }
}

/// What an unknown property is called.
const PROPERTY: &str = "aPropertyOfTomorrow";

fn short(text: &str) -> String {
    if text.chars().count() > 600 {
        format!("{}...", text.chars().take(600).collect::<String>())
    } else {
        text.to_owned()
    }
}

/// What is wrong with an answer.
fn fault(definitions: &Definitions, trial: &Trial, answer: &Answer) -> Option<String> {
    let back = match answer {
        Answer::Refused(error) => return Some(format!("not decoded: {error}")),
        Answer::Back(back) => back,
    };
    let Ok(back) = serde_json::from_str::<Value>(back) else { return Some("what came back is no JSON".to_owned()) };
    let allowed = |difference: &Difference| {
        let lost = difference.kind == Kind::Lost;
        definitions.defaults.explains(difference)
            || match &trial.expected {
                Expected::All => false,
                Expected::Unknown => difference.is_rounding(),
                Expected::Named => lost && !definitions.names(trial.definition, &difference.at),
                Expected::AllBut(at) => lost && *at == difference.at,
            }
    };
    let wrong = differences(&trial.value, &back).into_iter().find(|difference| !allowed(difference))?;
    Some(wrong.to_string())
}
