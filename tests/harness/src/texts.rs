//! Texts that have a meaning in other formats, and must be escaped wherever a model has them.

/// Texts with a meaning in Markdown, HTML, Rust, JSON or a terminal.
pub const HOSTILE: &[&str] = &[
    "a `tick",
    "``two`` of. them` `` x. y",
    "```\nlet fence = 1;\n```",
    "```rust\npanic!()",
    "~~~\npanic!()\n~~~",
    "    panic!(\"indented\")",
    "# Heading",
    "# \n# hidden\n## x",
    "raw \"# \"## r#\" \"####",
    "*/ /* // //! /// /**",
    "[unbalanced. (yes",
    "] ) } x](y",
    "[Vec] [`Nope`] [a](super::Nope) [b][c]\n\n[c]: super::Nope",
    "<b",
    "<script>alert(1)</script><style>",
    "</p></li></div> a <T> b <Vec<T>>",
    "<!-- comment",
    "left\u{202e}right\u{2066} and \u{200b}zero \u{feff}",
    "one\ntwo\r\nthree\rfour\u{85}five\u{2028}six\u{b}\u{c}",
    "\u{0}\u{1}\u{8}\u{1b}[31m\u{7f}",
    "\\ \\\\ \\n \\u{41} \\",
    "{} {0} {{ }} $x %s",
    "1. one. two",
    "- a\n- b",
    "> quote. More",
    "| a | b |\n|---|---|\n| c | d |",
    "*emphasis. and_ __more__",
    "**bold. text** end",
    "&amp; &lt;b&gt; &nope; &#0; &",
    "http://a.b/c?d=[e] https://x.y/`z`. Ende",
    "first<br>second<br/>third",
    "#![deny(x)] #[y] 'a '",
    "日本語。🎉 e\u{301} \u{e0041}",
    ".with(| .validate() Error::read(",
    "@Test: a ~ b ^ c ?",
    "-----",
    "",
    " ",
];

/// Returns whether a character is invisible, or hides or reorders others. Generated text must not have such characters.
pub fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    ) || (c.is_control() && c != '\n')
}
