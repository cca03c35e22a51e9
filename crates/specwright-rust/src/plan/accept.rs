//! What a request says that its answer may be.

use specwright_ir::{Content, Operation};

/// What the runtime asks for by itself.
const USUAL: &str = "application/json";

/// The media types that are read beside the preferred ones, the first most.
const BESIDE: [&str; 4] = ["0.9", "0.8", "0.7", "0.6"];

/// The `accept` header: the media types of the successes in the order of their statuses, then those beside them, then
/// those of the errors; anything, where no answer has a body. `None` when that is what is asked for anyway.
pub(super) fn header(operation: &Operation) -> Option<String> {
    let (successes, errors): (Vec<_>, Vec<_>) =
        operation.responses.iter().partition(|response| response.status.is_success());
    let mut listed = Listed::default();
    successes.iter().flat_map(|response| &response.content).for_each(|content| listed.add(content, || None));
    let mut weights = BESIDE.iter().chain(std::iter::repeat(&"0.6"));
    let beside = successes.iter().flat_map(|response| &response.others);
    beside.for_each(|content| listed.add(content, || weights.next()));
    // Where nothing but errors have a body they are all that is asked for.
    let weight = Some(&"0.5").filter(|_| !listed.known.is_empty());
    errors.iter().flat_map(|response| response.wholes()).for_each(|content| listed.add(content, || weight));
    match listed.text.as_str() {
        // Nothing is said of a body, which so may be anything.
        "" => Some("*/*".to_owned()),
        text if text.eq_ignore_ascii_case(USUAL) => None,
        _ => Some(listed.text),
    }
}

#[derive(Default)]
struct Listed {
    known: Vec<String>,
    text: String,
}

impl Listed {
    fn add<'w>(&mut self, content: &Content, weight: impl FnOnce() -> Option<&'w &'static str>) {
        let media_type = asked(&content.media_type);
        if self.known.contains(&media_type) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(", ");
        }
        self.text.push_str(&media_type);
        if let Some(weight) = weight() {
            self.text.push_str(&format!(";q={weight}"));
        }
        self.known.push(media_type);
    }
}

/// A media type without its charset: which one an answer has is told by the answer.
fn asked(media_type: &str) -> String {
    let is_charset = |parameter: &&str| parameter.to_ascii_lowercase().starts_with("charset=");
    let pieces: Vec<&str> = media_type.split(';').map(str::trim).filter(|piece| !is_charset(piece)).collect();
    pieces.join(";")
}
