//! What holds for every description, checked with the parser that rustdoc uses.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::{read, verify};
use super::hostile::{HOSTILE, PIECES};
use super::{doc_inline, doc_lines};

#[track_caller]
fn check_inert(description: &str) {
    let lines = doc_lines(description);
    for line in &lines {
        assert!(line.is_empty() || line.starts_with(' ') && !line.ends_with(' '), "{description:?} gives {line:?}");
    }
    let text: Vec<&str> = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    check_text(description, &text.join("\n"));
    assert_eq!(doc_lines(&text.join("\n")), lines, "read again: {description:?}");

    let followed = doc_lines(&format!("{description}\n\nthe end"));
    assert!(followed.concat().contains("the end"), "{description:?} swallows what follows: {followed:?}");

    let line = doc_inline(description);
    assert!(!line.contains('\n') && line.trim() == line, "{description:?} gives {line:?}");
    check_text(description, &line);
}

#[track_caller]
fn check_text(description: &str, text: &str) {
    assert!(verify::is_inert(text), "{description:?} gives {text:?}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{description:?} gives {text:?}");
    let bidi = ['\u{200b}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2060}'..='\u{206f}', '\u{feff}'..='\u{feff}'];
    assert!(!text.chars().any(|c| bidi.iter().any(|range| range.contains(&c))), "{description:?} gives {text:?}");
    assert_eq!(bare_address(text), None, "{description:?} gives {text:?}");
}

/// An address that rustdoc would want in angle brackets.
fn bare_address(text: &str) -> Option<String> {
    let mut is_link_or_code = 0;
    for event in Parser::new_ext(text, read::options() | Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => is_link_or_code += 1,
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => is_link_or_code -= 1,
            Event::Text(text) if is_link_or_code == 0 => {
                let mut hosts = text.split("http://").skip(1).chain(text.split("https://").skip(1));
                let is_host = |host: &&str| {
                    let labels: Vec<&str> = host.split('.').collect();
                    labels.len() > 1 && labels.iter().take(2).all(|label| label.starts_with(char::is_alphanumeric))
                };
                if let Some(host) = hosts.find(is_host) {
                    return Some(host.to_owned());
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn hostile_descriptions_are_inert() {
    assert!(HOSTILE.len() >= 60);
    for description in HOSTILE {
        check_inert(description);
    }
}

#[test]
fn hostile_pairs_are_inert() {
    for (nth, first) in HOSTILE.iter().enumerate() {
        let second = HOSTILE[(nth * 31 + 7) % HOSTILE.len()];
        for joint in ["", " ", "\n", "\n\n", "\n- ", "\n> "] {
            check_inert(&format!("{first}{joint}{second}"));
        }
    }
}

#[test]
fn random_mixes_are_inert() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for _ in 0..4_000 {
        let length = 2 + random(24);
        let mix: String = (0..length).map(|_| PIECES[random(PIECES.len())]).collect();
        check_inert(&mix);
    }
}
