//! Which characters the bytes of a document are.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::decode::Problem;
use crate::headers;

/// The text of a document: in the encoding of its byte order mark, or that of its media type, or that it declares
/// (RFC 7303, section 3).
pub(super) fn text(body: &[u8], head: &HeaderMap) -> Result<String, Problem> {
    match body {
        [] => return Err(Problem::new("it is empty")),
        [0xef, 0xbb, 0xbf, text @ ..] => return utf8(text),
        [0xfe, 0xff, text @ ..] => return utf16(text, u16::from_be_bytes),
        [0xff, 0xfe, text @ ..] => return utf16(text, u16::from_le_bytes),
        _ => {}
    }
    let encoding = charset(head).or_else(|| declared(body)).unwrap_or_default();
    match encoding.to_ascii_lowercase().as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => utf8(body),
        "iso-8859-1" | "iso8859-1" | "latin1" => Ok(body.iter().copied().map(char::from).collect()),
        "utf-16" | "utf-16be" => utf16(body, u16::from_be_bytes),
        "utf-16le" => utf16(body, u16::from_le_bytes),
        _ => Err(Problem::new("it is in an encoding that is not read here")),
    }
}

fn utf8(text: &[u8]) -> Result<String, Problem> {
    std::str::from_utf8(text).map(str::to_owned).map_err(|_| Problem::new("it is not UTF-8"))
}

fn utf16(text: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let (units, rest) = text.as_chunks::<2>();
    let text = char::decode_utf16(units.iter().map(|bytes| unit(*bytes))).collect::<Result<String, _>>();
    text.ok().filter(|_| rest.is_empty()).ok_or_else(|| Problem::new("it is not UTF-16"))
}

fn charset(head: &HeaderMap) -> Option<String> {
    let media_type = head.get(CONTENT_TYPE)?.to_str().ok()?;
    headers::parameters(media_type).iter().skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The encoding in the XML declaration, which is written in ASCII where it counts.
fn declared(body: &[u8]) -> Option<String> {
    const LONGEST: usize = 256;
    let start = body.get(..body.len().min(LONGEST))?;
    let start = String::from_utf8_lossy(start);
    let (declaration, _) = start.strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.split(quote).nth(1).map(str::to_owned)
}
