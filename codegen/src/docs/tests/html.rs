//! Well-formed HTML of vendors.

use super::check;
use crate::docs::to_rustdoc;

#[test]
fn paragraphs_are_separated_by_blank_lines() {
    check("<p>One.</p> <p>Two\n   words.</p>", "One.\n\nTwo words.");
    check("<p>One.<p>Two.", "One.\n\nTwo.");
    check("Loose <b>text</b><p>Two.</p>", "Loose **text**\n\nTwo.");
    check("<p>a<br>b<br/></p><p><br>c</p>", "a\\\nb\n\nc");
    check("<P>One.</P><P/>", "One.");
}

#[test]
fn text_is_wrapped() {
    let lines = to_rustdoc(&format!("<ul><li>{}</li></ul>", "word ".repeat(60)));
    assert!(lines.len() > 3);
    assert!(lines.iter().all(|line| line.len() <= 96));
    assert!(lines.iter().skip(1).all(|line| line.starts_with("  word")));
    let code = format!("<p>see <code>{}</code></p>", "word ".repeat(60));
    assert_eq!(to_rustdoc(&code).len(), 2);
    let link = format!("<p>see <a href='https://x.y/'>{}</a></p>", "word ".repeat(60));
    assert_eq!(to_rustdoc(&link).len(), 2);
}

#[test]
fn emphasis_is_kept_where_markdown_allows_it() {
    check("<p><b>a</b> <strong>b</strong></p>", "**a b**");
    check("<p><i>a</i>, <em>b</em></p>", "*a*, *b*");
    check("<p><b><i>a</i></b></p>", "***a***");
    check("<p>x<b> a </b>y</p>", "x **a** y");
    check("<p>un<b>believ</b>able</p>", "un**believ**able");
    check("<p>x<b>(a)</b>y <b></b></p>", "x(a)y");
    check("<p><b>a</b><i>b</i></p>", "**a**b");
    check("<b><p>a</p></b>", "**a**");
    check("<p><b>open</p><p>next</p>", "**open**\n\nnext");
}

#[test]
fn code_becomes_a_code_span() {
    check("<p>(<code>a b\n c</code>)</p>", "(`a b c`)");
    check("<p><code>a`b</code> <code>`</code></p>", "``a`b`` `` ` ``");
    check("<p>a<code> </code>b<code></code> <code/>c</p>", "a b c");
    check("<p>a <code> b </code>, c</p>", "a `b` , c");
    check("<code>arn:<i>x</i>:y</code> <b>z</b>", "`arn:x:y` **z**");
    check("<b><code>a</code></b>", "**`a`**");
    check("<code>&lt;T&gt; *_[x]\\</code>", "`<T> *_[x]\\`");
    check("<code>a</code><code>b</code>", "`ab`");
    check("<code><a href='https://x.y'>a b</a></code>", "[`a b`](https://x.y)");
    check("<code><a href='../x'>a b</a></code>", "`a b`");
}

#[test]
fn only_web_and_mail_links_are_kept() {
    check("<a href=\"https://x.y/z\">text</a>.", "[text](https://x.y/z).");
    check("<a HREF=https://x.y/z>a [b]</a>", "[a \\[b\\]](https://x.y/z)");
    check("<a target='x' href='HTTPS://x.y/?a&amp;b'>c</a>", "[c](https://x.y/?a&b)");
    check(
        "<a href='https://x.y'></a> <a href='https://x.y'>https://x.y</a>",
        "<https://x.y> <https://x.y>",
    );
    check("<a href='https://x.y/(a) b\n\"<>'>c</a>", "\\<a href='<https://x.y/(a)> b \"\\<>'>c");
    check("<a href='https://x.y/(a) b\n[`\"'>c</a>", "[c](https://x.y/%28a%29%20b%5B%60%22)");
    check("<a href='mailto:a@b.c#d'>c</a>", "[c](mailto:a%40b.c%23d)");
    check("<a href='javascript:x()'>c</a> <a href='/x'>d</a> <a href='#e'>e</a>", "c d e");
    check("<a href='https://x.y'>a https://b.c</a>", "[a https\\://b.c](https://x.y)");
    check("<p>Hi!<a href='https://x.y'>a</a></p>", "Hi\\![a](https://x.y)");
    check("<p><a>CreateThing</a> <a name='x'>of it</a></p>", "`CreateThing` of it");
}

#[test]
fn list_items_are_not_separated_by_blank_lines() {
    check("<p>a</p> <ul> <li> <p>b</p> </li> <li>c</li></ul> <p>d</p>", "a\n\n- b\n- c\n\nd");
    check(
        "<ul><li>a<ol><li>b</li><li><p>c</p><p>d</p></li></ol></li><li>e</li></ul>",
        "- a\n  1. b\n  2. c\n\n     d\n- e",
    );
    check("<ol start=\"9\"><li>a<li>b<ul><li>c</ul></ol>", "9. a\n10. b\n    - c");
    check("<ul><li></li><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b");
    check("<li>a</li><li>b</li><p>c</p>", "- a\n- b\n\nc");
    check("<ul>a<li>b</ul>", "- a\n- b");
    check("<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>", "- a\n\n* b\n\n1. c\n\n1) d");
    check("<ul><li><p>a</p><p>b</p><ul><li>c</ul></ul>", "- a\n\n  b\n  - c");
}

#[test]
fn definition_lists_become_bullet_lists() {
    check(
        "<dl><dt>a</dt><dd><p>b</p><p>c</p></dd><dt>d:</dt> <dd>e</dd><dt>f</dt></dl>",
        "- **a**: b\n\n  c\n- **d:** e\n- **f**",
    );
    check("<dl><dt><code>a</code></dt><dd><ul><li>b</ul></dd></dl>", "- **`a`**\n  - b");
    check("<dd>x", "x");
}

#[test]
fn notes_become_quotes() {
    check("<p>a</p><note><p>b</p> <p>c</p></note><p>d</p>", "a\n\n> **Note:** b\n>\n> c\n\nd");
    check("<important>a</important><caution>b</caution>", "> **Important:** a\n\n> **Caution:** b");
    check("<note><ul><li>a</ul></note>", "> **Note:**\n>\n> - a");
    check("<ul><li>a<note>b</note></li><li>c</li></ul>", "- a\n\n  > **Note:** b\n- c");
    check("<note> </note><blockquote>a</blockquote>", "> a");
}

#[test]
fn headings_become_bold_paragraphs() {
    check("<h1>Title *</h1>text", "**Title \\***\n\ntext");
    check("<h6><b>a</b> <code>b</code></h6>", "**a `b`**");
}

#[test]
fn preformatted_text_is_not_a_doctest() {
    check(
        "<p>a</p><pre>\n  x = &lt;1&gt;\n\n\n\ty  \n</pre>b",
        "a\n\n```text\n  x = <1>\n\n    y\n```\n\nb",
    );
    check("<pre><code>a<br>``` `</code></pre>", "````text\na\n``` `\n````");
    check("<ul><li>a<pre>b</pre></li><li>c</ul>", "- a\n\n  ```text\n  b\n  ```\n- c");
    check("<pre><a>x</a><Vec></pre><pre> </pre>", "```text\nx<Vec>\n```");
    check("<p>a<programlisting>b", "a\n\n```text\nb\n```");
    check("<examples><request>\nGET /\n</request></examples><p>x</p>", "```text\nGET /\n```\n\nx");
}

#[test]
fn tables_become_lists_of_rows() {
    check(
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tr><td><p>c</p></td><td>d</td></tr></table>",
        "- **a** — **b**\n- c — d",
    );
}

#[test]
fn tags_without_effect_are_removed() {
    check("<fullname>AWS Lambda</fullname> <p>a</p>", "a");
    check("<script>x<y</script><style>z</style><p>a</p>", "a");
    check("<p><foo bar='1'>a</foo> <span>b</span><custom/>c</p>", "a bc");
    check("<p>a<!-- <p>b --> c</p><!DOCTYPE html>", "a c");
    check("<p>arn:<region>:<Your id></p>", "arn:\\<region>:\\<Your id>");
    check("<p><code><a-b>x</a-b></code></p>", "`<a-b>x</a-b>`");
}

#[test]
fn entities_are_decoded() {
    check(
        "<p>&lt;a&gt; &amp;amp; &quot;&#39;&apos; a&nbsp; &nbsp;b &#x41;&#8212;&eacute;</p>",
        "\\<a> \\&amp; \"'' a b A—é",
    );
    check(
        "<p>&unknown; &; & &#xZ; &#99999999999; a&b;c</p>",
        "\\&unknown; &; & \\&#xZ; \u{fffd} a\\&b;c",
    );
    check("<p>&#x202e;a&#0;b&#10;c&#xd800;</p>", "ab c\u{fffd}");
}
