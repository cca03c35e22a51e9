//! JSON texts one after the other, as they are written.

use serde_core::Serialize;

use crate::headers;

/// RFC 7464, section 2.2: a record begins with this.
const RECORD: u8 = 0x1e;

/// Whether records of this media type are framed as in RFC 7464, and not just lines.
pub(crate) fn is_sequence(media_type: &str) -> bool {
    let essence =
        headers::parameters(media_type).first().map(|essence| essence.to_ascii_lowercase()).unwrap_or_default();
    essence.ends_with("/json-seq") || essence.ends_with("+json-seq")
}

pub(crate) fn push<T: Serialize + ?Sized>(body: &mut Vec<u8>, item: &T, is_sequence: bool) -> serde_json::Result<()> {
    if is_sequence {
        body.push(RECORD);
    }
    let start = body.len();
    serde_json::to_writer(&mut *body, item)?;
    // JSON text that came as text may have line ends between its tokens, and has them nowhere else.
    for byte in body.iter_mut().skip(start).filter(|byte| matches!(byte, b'\n' | b'\r')) {
        *byte = b' ';
    }
    body.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;

    #[test]
    fn text_that_has_several_lines_becomes_one() {
        let raw = RawValue::from_string("{\r\n \"a\":\n \"b\\n\"\n}".into()).expect("JSON");
        let mut body = Vec::new();
        push(&mut body, &raw, false).expect("JSON");
        assert_eq!(String::from_utf8_lossy(&body), "{   \"a\":  \"b\\n\" }\n");
    }
}
