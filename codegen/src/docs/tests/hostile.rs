//! Malformed and hostile text.

use super::check;
use crate::docs::to_rustdoc;
use std::time::{Duration, Instant};

#[test]
fn text_without_content_gives_no_lines() {
    for text in ["", " \n\t ", "<p></p>", "<p> <b> </b></p>", "\u{0}", "<ul><li></li></ul>"] {
        assert!(to_rustdoc(text).is_empty(), "{text:?}");
    }
}

#[test]
fn broken_tags_are_text() {
    check("<p>a < b <3 <= c <", "a \\< b <3 <= c \\<");
    check("<p>a <b", "a \\<b");
    check("<p>a <a href=\"x", "a \\<a href=\"x");
    check("<p>a <a href=\"https://x.y>b</a> c", "a [b](https://x.y) c");
    check("<p>a <!-- b", "a \\<!\\-- b");
    check("<p><script>a", "a");
    check("</p></li></ul></b></note><p>a</ul></li></p>", "a");
    check("<b><i>a</b></i> <p>b", "***a***\n\nb");
    check("<note><p>a</note></p>b", "> **Note:** a\n\nb");
}

#[test]
fn block_markers_at_the_start_of_a_line_are_escaped() {
    for (text, expected) in [
        ("# a", "\\# a"),
        ("> a", "\\> a"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("* a", "\\* a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("1.5 a", "1.5 a"),
        ("-5", "-5"),
        ("--a", "\\--a"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("| - |", "\\| - |"),
        ("~~~", "\\~\\~\\~"),
        ("___", "\\_\\_\\_"),
        ("a - b + 1. # > | =", "a - b + 1. # > | ="),
    ] {
        check(&format!("<p>{text}</p>"), expected);
        check(&format!("<p>b<br>{text}</p>"), &format!("b\\\n{expected}"));
        check(&format!("<ul><li>{text}</ul>"), &format!("- {expected}"));
    }
}

#[test]
fn inline_markers_in_text_are_escaped() {
    check("<p>[a] [b](c) ![d] ]</p>", "\\[a\\] \\[b\\](c) !\\[d\\] \\]");
    check("<p>a_b _c_ d__e _f a_</p>", "a_b \\_c\\_ d__e \\_f a\\_");
    check("<p>a\\b \\ \\` \\* c\\</p>", "a\\b \\\\ \\\\\\` \\\\\\* c\\\\");
    check("<p>~a~ ``</p>", "\\~a\\~ \\`\\`");
}

#[test]
fn bare_addresses_are_links() {
    check(
        "<p>See https://x.y/a_b*(c), (http://d.e).</p>",
        "See <https://x.y/a_b*(c)>, (<http://d.e>).",
    );
    check(
        "<p>https:// https://{a}.b https://a.&lt;b> http://a.<i>b</i></p>",
        "https\\:// https\\://{a}.b https\\://a.\\<b> http\\://a.*b*",
    );
    check("see https://x.y", "see <https://x.y>");
    check("<p>\\https://x.y</p>", "\\\\<https://x.y>");
}

#[test]
fn invisible_and_bidirectional_characters_are_removed() {
    check("a\u{0}b\u{7}\u{202e}c\u{2066}d\u{200b}e\u{feff}\u{e0041}", "abcde");
    check("a\tb\rc\r\nd\u{2028}e\u{85}f\u{a0}g", "a b c d e f g");
    check("<p>\"# */ /** //! \\", "\"# \\*/ /\\*\\* //! \\\\");
    check("<code>a\u{202e}\u{1}b</code>", "`ab`");
}

#[test]
fn text_after_a_link_never_defines_a_reference() {
    check("<code><a href='https://x.y'>]: a</a></code>", "[\\]: a](https://x.y)");
}

#[test]
fn nesting_is_limited() {
    for tag in ["ul", "b", "p", "note", "ul><li", "table><tr><td", "pre", "code", "dl><dt"] {
        let lines = to_rustdoc(&(format!("<{tag}>").repeat(100_000) + "a"));
        assert_eq!(lines.iter().filter(|line| line.contains('a')).count(), 1, "{tag}");
        assert!(lines.iter().all(|line| line.len() < 60), "{tag}");
    }
    assert!(!to_rustdoc(&"> ".repeat(100_000)).is_empty());
    to_rustdoc(&"- ".repeat(100_000));
    let closed = "<ul><li>".repeat(50) + &"</li></ul>".repeat(50);
    check(&(closed + "<p>a</p>"), "a");
}

#[test]
fn time_is_linear() {
    let start = Instant::now();
    for unit in [
        "<",
        "<p \"",
        "<!--",
        "<script>",
        "<foo>",
        "<ul><li>x",
        "<note>x",
        "<b>x",
        "`",
        "[a](",
        "](a '",
        "*a ",
        "_a *b* ",
        "> > a\n",
        "- a\n",
        "&",
        "&#",
        "https://",
        "(https://a.b/",
        "</",
        "\\",
        "_",
        "<a href=x ",
        "<https://",
        "x<br>",
        "``` `` ` ",
        "[",
        "\u{202e}",
    ] {
        to_rustdoc(&unit.repeat(100_000 / unit.len()));
        to_rustdoc(&format!("<p>{}", unit.repeat(100_000 / unit.len())));
    }
    // A quadratic step takes minutes.
    assert!(start.elapsed() < Duration::from_secs(60));
}
