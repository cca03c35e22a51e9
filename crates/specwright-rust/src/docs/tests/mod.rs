mod hostile;
mod inert;
mod rustdoc;

use super::{doc_inline, doc_lines, doc_sections};

#[track_caller]
fn check(markdown: &str, expected: &[&str]) {
    assert_eq!(doc_lines(markdown), expected);
}

#[track_caller]
fn check_inline(text: &str, expected: &str) {
    assert_eq!(doc_inline(text), expected);
}

#[test]
fn an_empty_description_has_no_lines() {
    check("", &[]);
    check(" \r\n\t\n<!-- nothing -->\n\u{feff}", &[]);
}

#[test]
fn paragraphs_are_wrapped_between_words() {
    let word = "abcdefghi";
    let line = format!(" {}", [word; 9].join(" "));
    check(&[word; 12].join(" "), &[&line, &format!(" {word} {word} {word}")]);
}

#[test]
fn every_line_end_is_a_line_end() {
    check("one\r\ntwo\rthree\n\rfour", &[" one two three", "", " four"]);
}

#[test]
fn headings_become_bold_lines() {
    check(
        "# Pets #\ntext\n\nDogs\n----\n### **All** `x`",
        &[" **Pets**", "", " text", "", " **Dogs**", "", " **All `x`**"],
    );
}

#[test]
fn all_code_blocks_are_plain_text() {
    let fenced = &[" ```text", " # let x;", "     \tb", " ```"].map(|line| line.replace('\t', "    "));
    let fenced: Vec<&str> = fenced.iter().map(String::as_str).collect();
    check("```rust,no_run\n# let x;\n    \tb\n```", &fenced);
    check("~~~\n# let x;\n    \tb", &fenced);
    check("    # let x;\n        \tb\n", &fenced);
    check("<pre><code># let x;\n    \tb</code></pre>", &fenced);
    check("- a\n\n      ```x\n- b", &[" - a", "", "   ````text", "   ```x", "   ````", "", " - b"]);
}

#[test]
fn a_fence_is_longer_than_what_it_holds() {
    check("~~~~\n```rust\npanic!()\n```\n~~~~", &[" ````text", " ```rust", " panic!()", " ```", " ````"]);
}

#[test]
fn formatting_tags_become_markdown() {
    check("<p>An <b>old</b> <code>a&lt;b&gt;</code><br/>dog</p><p>x</p>", &[" An **old** `a<b>`\\", " dog", "", " x"]);
    check("one of:<ul><li>a</li><li>b<ol><li>c</ol></ul>end", &[" one of:", "", " - a", " - b", "   1. c", "", " end"]);
    check("<a href='https://x.org/a'>site</a> <a href=javascript:x()>no</a>", &[" [site](https://x.org/a) no"]);
    check(
        "<table><tr><th>a<th>b</tr><tr><td>1|2<td><p>x</table>",
        &[" | a    | b   |", " | ---- | --- |", " | 1\\|2 | x   |"],
    );
    check("10<sup>3</sup> H<sub>2</sub>O", &[" 10^3 H2O"]);
}

#[test]
fn other_tags_are_shown() {
    check(
        "Bearer <token>, List<b>, </i> <script>x()</script>",
        &[" Bearer \\<token>, List\\<b>, \\</i> \\<script>x()\\</script>"],
    );
    check("<!-- open", &[" \\<!-- open"]);
}

#[test]
fn entities_make_no_tags() {
    check("&lt;b&gt; &#60;script&#62; &amp;lt; AT&T", &[" \\<b> \\<script> \\&lt; AT&T"]);
}

#[test]
fn brackets_refer_to_no_item() {
    check(
        "[Vec] [x][Vec] [Vec][] [`Vec`] [a](Vec) a[0] [Optional]: no",
        &[" \\[Vec\\] \\[x\\]\\[Vec\\] \\[Vec\\]\\[\\] \\[`Vec`\\] a a\\[0\\] \\[Optional\\]: no"],
    );
    check("[Optional]: yes", &[" \\[Optional\\]: yes"]);
    check("See [x][d].\n\n[d]: https://x.org/ 'Title'", &[" See [x](https://x.org/)."]);
}

#[test]
fn only_web_and_mail_links_are_links() {
    check(
        "[a](http://x.org) [b](mailto:a@b.org) [c](#d) [e](file:///f) [g](mailto:a@b)",
        &[" [a](http://x.org) [b](mailto:a@b.org) c e g"],
    );
    check("[a](JavaScript:x) <javascript:x> <https://x.org> <a@b.org>", &[" a javascript:x <https://x.org> a@b.org"]);
    check(
        "![a](https://x.org/i.png) [![b](https://x.org/b)](https://x.org/c) ![](d.png)",
        &[" [a](https://x.org/i.png) [b](https://x.org/c)"],
    );
}

#[test]
fn addresses_in_text_become_links_without_the_punctuation() {
    check(
        "(see https://x.org/a_b?c=(d).) http://a.b, **https://c.d**.",
        &[" (see <https://x.org/a_b?c=(d)>.) <http://a.b>, **<https://c.d>**."],
    );
    check("https://{host}/v1 or https://", &[" `https://{host}/v1` or https://"]);
}

#[test]
fn tables_lists_and_quotes_survive() {
    check("a | b\n:-|-:\n`x|y` | z \\| w\n", &[" | a   | b   |", " | :-- | --: |", " | \\`x | y\\` |"]);
    check(
        "a | b\n:-|-:\n`x\\|y` | z \\| w\n",
        &[" | a      | b      |", " | :----- | -----: |", " | `x\\|y` | z \\| w |"],
    );
    check(
        "7) a\n8) b\n\n   c\n\n* d\n- e\n> f\n> > g",
        &[" 7. a", "", " 8. b", "", "    c", "", " - d", "", " * e", "", " > f", " >", " > > g"],
    );
    check("- [x] done\n- [ ] open\n***", &[" - \\[x\\] done", " - \\[ \\] open", "", " ___"]);
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    check("\\# a \\* b \\_c_ snake_case __x \\`y a\\\nb", &[" \\# a \\* b \\_c\\_ snake_case \\_\\_x \\`y a\\", " b"]);
    check("1986\\. A year --flag C:\\dir 1 < 2", &[" 1986\\. A year \\--flag C:\\dir 1 < 2"]);
    check("\\- a\n\\+ b\n\\=== c", &[" \\- a + b === c"]);
}

#[test]
fn hidden_characters_are_gone() {
    check("a\u{202e}b\u{200b}c\u{0}d&#x202e;e\u{1b}[0m `f\u{2066}g` \u{e0041}", &[" abcde\\[0m `fg`"]);
}

#[test]
fn unclosed_emphasis_stays_text() {
    check("a **b `c *d\n\ne", &[" a \\*\\*b \\`c \\*d", "", " e"]);
}

#[test]
fn emphasis_is_kept_where_it_is_understood() {
    check("*a* __b__ ~~c~~ ***d*** **e**f", &[" *a* **b** ~~c~~ ***d*** **e**f"]);
    check("<b>Note:</b>x <i>(a)</i>, y<i>(b)</i> <b><i>c</i></b>", &[" **Note**:x *(a)*, y(*b)* ***c***"]);
    check("a<b>`x`</b>b a<b>:</b>b", &[" a`x`b a:b"]);
}

#[test]
fn a_section_cannot_swallow_the_next() {
    let sections = doc_sections(["```\ncode", "<!-- ", "", "<ul><li>a", "**Deprecated.**", "- b", "- c"]);
    assert_eq!(
        sections,
        [" ```text", " code", " ```", "", " \\<!--", "", " - a", "", " **Deprecated.**", "", " - b", "", " * c",]
    );
}

#[test]
fn a_summary_is_one_line() {
    check_inline("# of\npets", "\\# of pets");
    check_inline("1. Add `x`\r\n  <b>now</b>", "1\\. Add `x` **now**");
    check_inline("[x]: y", "\\[x\\]: y");
    check_inline("~~~ a ``` b", "\\~\\~\\~ a \\`\\`\\` b");
    check_inline("<p>a</p><p>b</p>", "a b");
    check_inline(" \n", "");
}

#[test]
fn deep_nesting_ends_in_plain_content() {
    let quotes = doc_lines(&format!("{}x", ">".repeat(5_000)));
    assert!(quotes.concat().ends_with('x') && quotes.concat().len() < 200);
    let tags = doc_lines(&format!("{}x{}", "<ul><li>".repeat(2_000), "</ul>".repeat(2_000)));
    assert!(tags.concat().contains('x'));
    let emphasis = doc_lines(&format!("{}x{}", "*a _b ".repeat(2_000), "_ *".repeat(2_000)));
    assert!(emphasis.concat().contains('x'));
}
