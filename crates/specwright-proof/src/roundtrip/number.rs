//! Numbers at the edges of what a schema allows.

use serde_json::Value;

use super::view::View;

/// A number for these keywords. `turn` counts the numbers that were made for this schema.
pub(crate) fn number(view: &View<'_>, integer: bool, turn: usize) -> Option<Value> {
    let candidates = candidates(view, integer);
    let (low, high) = bounds(view);
    let step = view.first("multipleOf").and_then(Value::as_f64);
    let fits = |text: &String| {
        text.parse::<f64>().is_ok_and(|number| {
            low.is_none_or(|low| number >= low)
                && high.is_none_or(|high| number <= high)
                && step.is_none_or(|step| ((number / step) - (number / step).round()).abs() < 1e-6)
        })
    };
    let fitting: Vec<&String> = candidates.iter().filter(|text| fits(text)).collect();
    serde_json::from_str(fitting.get(turn % fitting.len().max(1))?).ok()
}

fn bounds(view: &View<'_>) -> (Option<f64>, Option<f64>) {
    let all = |keyword: &'static str| view.all(keyword).filter_map(Value::as_f64).collect::<Vec<_>>();
    let low = [all("minimum"), all("exclusiveMinimum")].concat().into_iter().reduce(f64::max);
    let high = [all("maximum"), all("exclusiveMaximum")].concat().into_iter().reduce(f64::min);
    (low, high)
}

/// The texts to choose from, as JSON.
fn candidates(view: &View<'_>, integer: bool) -> Vec<String> {
    let format = view.first("format").and_then(Value::as_str).unwrap_or_default();
    let (low, high) = bounds(view);
    let mut texts: Vec<String> = Vec::new();
    for keyword in ["minimum", "maximum"] {
        texts.extend(
            view.all(keyword).map(ToString::to_string).filter(|text| !integer || !text.contains(['.', 'e', 'E'])),
        );
    }
    for (bound, inward) in [(low, 1.0), (high, -1.0)] {
        if let Some(bound) = bound.filter(|bound| bound.abs() < 9e15) {
            let edge = if inward > 0.0 { bound.ceil() } else { bound.floor() };
            texts.extend([edge, edge + inward, edge + 2.0 * inward].map(whole));
        }
    }
    texts.extend(["0", "1", "-1", "100", "42"].map(str::to_owned));
    texts.extend(["1.0", "1e2", "-7.0"].map(str::to_owned));
    if let Some(step) = view.first("multipleOf").and_then(Value::as_f64) {
        for times in [1.0, 2.0, -3.0, 100.0, (low.unwrap_or(0.0) / step).ceil(), (high.unwrap_or(0.0) / step).floor()] {
            let number = step * times;
            texts.push(if number.fract() == 0.0 && number.abs() < 9e15 { whole(number) } else { number.to_string() });
        }
    }
    if !integer {
        texts.extend(["0.5", "-0.1", "123456.789", "1e300", "-1.7976931348623157e308", "5e-324"].map(str::to_owned));
        if cfg!(feature = "exact") && !matches!(format, "float" | "double") {
            texts.extend(["0.12345678901234567890123", "123456789012345678901234567890.5"].map(str::to_owned));
        }
    }
    texts.dedup();
    texts
}

fn whole(number: f64) -> String {
    let text = format!("{number:.0}");
    if text == "-0" { "0".to_owned() } else { text }
}
