//! CommonMark of Smithy models.

use super::check;

#[test]
fn plain_text_is_unchanged() {
    check("The thing.", "The thing.");
    check("One\n  two.\n\n\n\nThree.\n", "One two.\n\nThree.");
    check("a  \nb\\\nc", "a\\\nb\\\nc");
}

#[test]
fn inline_markup_is_kept() {
    check("*a* __b__ `c d` ``e`f``", "*a* **b** `c d` ``e`f``");
    check("***a*** **b *c* d**", "***a*** **b** ***c*** **d**");
    check("a * b, 2 _ 3, snake_case_name", "a \\* b, 2 \\_ 3, snake_case_name");
    check("**open `tick", "\\*\\*open \\`tick");
    check("\\*a\\* &lt;b&gt; \\x", "\\*a\\* \\<b> \\x");
}

#[test]
fn only_web_links_are_kept() {
    check("[a *b*](https://x.y/z \"title\")", "[a b](https://x.y/z)");
    check("<https://x.y/z> <mailto:a@b.c>", "<https://x.y/z> <mailto:a@b.c>");
    check("![alt](https://x.y/i.png)!", "[alt](https://x.y/i.png)!");
    check("[a](b) [c](javascript:d) [e]( <https://x.y/(z> )", "a c [e](https://x.y/%28z)");
    check("[Foo] [`Bar`] [a][b]", "\\[Foo\\] \\[`Bar`\\] \\[a\\]\\[b\\]");
    check("[a]: https://x.y\n[^1]: b[^1]", "\\[a\\]: <https://x.y> \\[^1\\]: b\\[^1\\]");
}

#[test]
fn lists_and_quotes_are_kept() {
    check("a\n- b\n  c\n- d\n\n  e\n    1. f\n\ng", "a\n\n- b c\n- d\n\n  e\n  1. f\n\ng");
    check("* a\n* b\n\n- c\n", "- a\n- b\n\n* c");
    check("3) a\n4) b", "3. a\n4. b");
    check("> a\nb\n>\n> - c", "> a b\n>\n> - c");
    check("in\n2. b\n1) c", "in 2. b\n\n1. c");
    check("- a\n\n- b", "- a\n- b");
}

#[test]
fn code_blocks_are_not_doctests() {
    check("a\n```rust,ignore\nfn x() {}\n\n\n```\nb", "a\n\n```text\nfn x() {}\n```\n\nb");
    check("~~~~\n```\n~~~\n~~~~", "````text\n```\n~~~\n````");
    check("a\n\n    let x;\n\n      y\n\nb", "a\n\n```text\nlet x;\n\n  y\n```\n\nb");
    check("- a\n  ```\n  b\n", "- a\n\n  ```text\n  b\n  ```");
    check("a\n    b", "a b");
}

#[test]
fn headings_become_bold_and_rules_are_removed() {
    check("# A #\n## B\nC\n===\nD\n---\n\n***\nE", "**A**\n\n**B**\n\n**C**\n\n**D**\n\nE");
}

#[test]
fn html_tags_in_code_are_not_html() {
    check("Use `<p>` and *b*", "Use `<p>` and *b*");
    check("*a*\n```\n<p>x</p>\n```", "*a*\n\n```text\n<p>x</p>\n```");
    check("Map<String, Vec<T>> *a*", "Map\\<String, Vec\\<T>> *a*");
    check("<foo>a</foo> *b*", "\\<foo>a\\</foo> *b*");
    check("<p>*a* `b` # c</p>", "\\*a\\* \\`b\\` # c");
}
