//! Joins the pieces of a paragraph, with markers around bold and italic text.

use super::chars::is_punctuation;

/// A piece of Markdown that may be broken into lines only at its spaces.
pub struct Unit {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    pub before: Gap,
}

/// The separator before a piece.
#[derive(Clone, Copy, PartialEq)]
pub enum Gap {
    None,
    Space,
    Break,
}

/// Returns the Markdown of a paragraph.
pub fn assemble(units: &[Unit]) -> String {
    let mut out = String::with_capacity(units.iter().map(|unit| unit.text.len() + 6).sum());
    let mut runs =
        units.chunk_by(|a, b| a.strong == b.strong && a.emphasis == b.emphasis).peekable();
    let mut marked = false;
    while let Some(run) = runs.next() {
        let [first, rest @ ..] = run else { continue };
        let delimiter = match (first.strong, first.emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        push_gap(&mut out, first.before);
        let next = runs.peek().and_then(|run| run.first());
        // Adjacent markers would be read as one run.
        let clear = !(marked && first.before == Gap::None);
        marked = !delimiter.is_empty() && clear && can_mark(&out, run, next);
        let delimiter = if marked { delimiter } else { "" };
        out.push_str(delimiter);
        push_unit(&mut out, first);
        for unit in rest {
            push_gap(&mut out, unit.before);
            push_unit(&mut out, unit);
        }
        out.push_str(delimiter);
    }
    out
}

impl Gap {
    /// Returns a space if there is no gap and `space` is set; otherwise the gap itself.
    pub fn or_space(self, space: bool) -> Gap {
        if self == Gap::None && space { Gap::Space } else { self }
    }
}

fn push_gap(out: &mut String, gap: Gap) {
    match gap {
        _ if out.is_empty() => {}
        Gap::None => {}
        Gap::Space => out.push(' '),
        Gap::Break => out.push('\n'),
    }
}

fn push_unit(out: &mut String, unit: &Unit) {
    if unit.text.starts_with('`') && out.ends_with('`') {
        // Adjacent code spans would be read as one.
        out.push(' ');
    }
    if unit.text.starts_with('[') && out.ends_with('!') {
        // An exclamation mark would turn the link into an image.
        out.pop();
        out.push_str("\\!");
    }
    out.push_str(&unit.text);
}

/// Returns whether markers around the run are read as emphasis, which depends on the adjacent characters.
fn can_mark(out: &str, run: &[Unit], next: Option<&Unit>) -> bool {
    let next = next.filter(|unit| unit.before == Gap::None);
    let inner = |c: Option<char>, outer: Option<char>| match (c, outer) {
        (None, _) => false,
        (_, None) => true,
        (Some(c), Some(outer)) => {
            !is_punctuation(c) || outer.is_whitespace() || is_punctuation(outer)
        }
    };
    let first = run.first().and_then(|unit| unit.text.chars().next());
    let last = run.last().and_then(|unit| unit.text.chars().next_back());
    inner(first, out.chars().next_back())
        && inner(last, next.and_then(|unit| unit.text.chars().next()))
}
