//! Reads HTML, well-formed or not, and writes its visible content to a page.

use super::container::ListKind;
use super::entity::decode;
use super::inline::Face;
use super::page::Page;
use super::tags::{Tag, Token, Tokens};

/// The maximum number at which a list may start; Markdown has a limit as well.
const HIGHEST_NUMBER: u32 = 1_000_000;

/// Returns whether the text has an HTML tag outside Markdown's code.
pub fn is_html(text: &str) -> bool {
    let mut fenced = false;
    text.split('\n').any(|line| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        !fenced && line.contains('<') && has_tag(line)
    })
}

/// Writes the text to the page.
pub fn read(text: &str, page: &mut Page) {
    let mut reader = Reader { page, faces: Faces::default(), preformatted: None };
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => reader.text(text),
            Token::Tag(tag) => reader.tag(tag, &mut tokens),
        }
    }
    reader.close_preformatted();
}

fn has_tag(line: &str) -> bool {
    let ticks = line.matches('`').count();
    let mut before = 0;
    Tokens::new(line).any(|token| match token {
        Token::Text(text) => {
            before += text.matches('`').count();
            false
        }
        // A tag with backticks on both sides is in a code span.
        Token::Tag(_) if before % 2 == 1 && before < ticks => false,
        Token::Tag(tag) => match role(tag.name) {
            Role::Unknown => false,
            Role::Block | Role::Inline | Role::Example => tag.closing,
            _ => true,
        },
    })
}

/// The effect of a tag.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Paragraph,
    Break,
    Strong,
    Emphasis,
    Code,
    Link,
    List(ListKind),
    Item,
    Term,
    Definition,
    Quote(&'static str),
    Heading,
    Preformatted,
    Row,
    Cell,
    Dropped,
    /// Tags that only end a paragraph, or have no effect. Their names are also used as placeholders, as in `<section>`, so
    /// they count as tags only if they are closed.
    Block,
    Inline,
    /// Raw messages, which are preformatted. They count as tags under the same condition.
    Example,
    Unknown,
}

fn role(name: &str) -> Role {
    let lower;
    let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        lower = name.to_ascii_lowercase();
        &lower
    } else {
        name
    };
    match name {
        "p" | "para" => Role::Paragraph,
        "br" => Role::Break,
        "b" | "strong" => Role::Strong,
        "i" | "em" | "var" => Role::Emphasis,
        "code" | "tt" | "kbd" | "samp" => Role::Code,
        "a" => Role::Link,
        "ul" => Role::List(ListKind::Bullets),
        "ol" => Role::List(ListKind::Numbers),
        "dl" => Role::List(ListKind::Terms),
        "table" => Role::List(ListKind::Rows),
        "li" => Role::Item,
        "dt" => Role::Term,
        "dd" => Role::Definition,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "note" => Role::Quote("Note:"),
        "important" => Role::Quote("Important:"),
        "caution" => Role::Quote("Caution:"),
        "warning" => Role::Quote("Warning:"),
        "tip" => Role::Quote("Tip:"),
        "blockquote" => Role::Quote(""),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "pre" | "programlisting" | "codeblock" | "screen" => Role::Preformatted,
        "script" | "style" | "fullname" => Role::Dropped,
        "hr" | "div" | "section" | "article" | "center" | "details" | "summary" | "caption"
        | "html" | "body" | "examples" | "example" | "description" | "figure" => Role::Block,
        "span" | "u" | "s" | "del" | "ins" | "sub" | "sup" | "small" | "big" | "font" | "thead"
        | "tbody" | "tfoot" | "abbr" | "cite" | "q" | "mark" | "img" | "wbr" => Role::Inline,
        "request" | "response" => Role::Example,
        _ => Role::Unknown,
    }
}

/// The open tags that change the format of the text.
#[derive(Default)]
struct Faces {
    strong: u32,
    emphasis: u32,
    code: u32,
    /// The format around the code. It doesn't change within the code.
    around_code: Face,
    link: Option<usize>,
}

impl Faces {
    fn face(&self) -> Face {
        if self.code > 0 {
            return Face { code: true, link: self.link, ..self.around_code };
        }
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        Face { strong, emphasis, code: false, link: self.link }
    }

    fn set_code(&mut self, closing: bool) {
        if self.code == 0 {
            self.around_code = self.face();
        }
        count(&mut self.code, closing);
    }
}

struct Reader<'p> {
    page: &'p mut Page,
    faces: Faces,
    /// The preformatted text so far, and the number of open tags around it.
    preformatted: Option<(String, u32)>,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        let text = decode(text);
        match &mut self.preformatted {
            Some((preformatted, _)) => preformatted.push_str(&text),
            None => self.page.text(&text, self.faces.face()),
        }
    }

    fn tag(&mut self, tag: Tag<'_>, tokens: &mut Tokens<'_>) {
        let role = match role(tag.name) {
            role @ (Role::Unknown | Role::Block | Role::Inline | Role::Example) => {
                if self.is_placeholder(role, tag, tokens) {
                    return self.text(shown(tag));
                }
                if role == Role::Example { Role::Preformatted } else { role }
            }
            role => role,
        };
        match role {
            Role::Preformatted => self.set_preformatted(tag.closing),
            Role::Dropped if !tag.closing => tokens.skip_to_end(tag.name),
            _ if self.preformatted.is_some() => self.tag_in_preformatted(role),
            Role::Strong | Role::Emphasis | Role::Code | Role::Link => self.set_face(role, tag),
            Role::Break => self.page.line_break(),
            Role::Dropped | Role::Inline | Role::Unknown => {}
            _ if tag.closing => self.close(role),
            _ => self.open(role, tag),
        }
    }

    /// Returns whether a tag is a placeholder, as in `arn:<partition>:…`, or part of an example.
    fn is_placeholder(&self, role: Role, tag: Tag<'_>, tokens: &mut Tokens<'_>) -> bool {
        if self.faces.code > 0 || (role == Role::Unknown && self.preformatted.is_some()) {
            return true;
        }
        let empty = tag.attributes.ends_with('/') || matches!(tag.name, "hr" | "img" | "wbr");
        !tag.closing && !empty && !tokens.will_close(tag.name)
    }

    fn set_face(&mut self, role: Role, tag: Tag<'_>) {
        match role {
            Role::Link => self.set_link(tag),
            // A tag that is never closed is an empty element of XML.
            _ if tag.attributes.ends_with('/') => {}
            Role::Code => self.faces.set_code(tag.closing),
            Role::Strong => count(&mut self.faces.strong, tag.closing),
            _ => count(&mut self.faces.emphasis, tag.closing),
        }
    }

    fn set_link(&mut self, tag: Tag<'_>) {
        if let Some(link) = self.faces.link.take() {
            self.page.inline.close_link(link);
        }
        if !tag.closing {
            let href = tag.attribute("href").map(decode);
            self.faces.link = Some(self.page.inline.open_link(href.as_deref()));
        }
    }

    fn open(&mut self, role: Role, tag: Tag<'_>) {
        if !self.page.inline.is_blank() {
            self.faces = Faces::default();
        }
        match role {
            Role::List(kind) => self.page.open_list(kind, start_number(tag)),
            Role::Item | Role::Row => self.page.open_item(),
            Role::Term => {
                self.page.open_item();
                self.faces.strong += 1;
            }
            Role::Quote(label) => self.page.open_quote(label),
            Role::Heading => {
                self.page.end_paragraph();
                self.faces.strong += 1;
            }
            Role::Cell => {
                self.page.open_cell();
                self.faces.strong += u32::from(tag.name.eq_ignore_ascii_case("th"));
            }
            _ => self.page.end_paragraph(),
        }
    }

    fn close(&mut self, role: Role) {
        self.faces = Faces::default();
        match role {
            Role::List(kind) => self.page.close_list(kind),
            Role::Item | Role::Row => self.page.close_item(),
            Role::Term => self.page.close_term(),
            Role::Quote(_) => self.page.close_quote(),
            Role::Cell => {}
            _ => self.page.end_paragraph(),
        }
    }

    fn set_preformatted(&mut self, closing: bool) {
        match (&mut self.preformatted, closing) {
            (Some((_, depth)), _) => {
                count(depth, closing);
                if *depth == 0 {
                    self.close_preformatted();
                }
            }
            (None, false) => {
                self.faces = Faces::default();
                self.preformatted = Some((String::new(), 1));
            }
            (None, true) => {}
        }
    }

    fn close_preformatted(&mut self) {
        if let Some((text, _)) = self.preformatted.take() {
            self.page.code_block(&text);
        }
    }

    /// Handles a tag in preformatted text, where block tags only end lines.
    fn tag_in_preformatted(&mut self, role: Role) {
        if let (Role::Break, Some((text, _))) = (role, &mut self.preformatted) {
            text.push('\n');
        }
    }
}

/// Returns the text of a placeholder. An address in angle brackets loses these.
fn shown(tag: Tag<'_>) -> &str {
    let address = tag.name.starts_with("http") && tag.attributes.starts_with("//");
    if address { tag.raw.trim_matches(['<', '>']) } else { tag.raw }
}

fn count(depth: &mut u32, closing: bool) {
    *depth = if closing { depth.saturating_sub(1) } else { depth.saturating_add(1) };
}

fn start_number(tag: Tag<'_>) -> u32 {
    let number = tag.attribute("start").and_then(|number| number.trim().parse().ok());
    number.unwrap_or(1).min(HIGHEST_NUMBER)
}
