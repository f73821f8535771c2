//! Other engines: `regress` reads the pattern itself as ECMA 262 does; `fancy-regex` reads the pattern in the syntax of the parsed one.

use super::super::set::Set;
use super::super::syntax::Syntax;

/// What another engine says of a text; `None` where it gave up.
pub struct Engines {
    ecma: Option<regress::Regex>,
    /// How long a text may be: that engine goes back without bounds.
    longest: usize,
    fancy: Option<fancy_regex::Regex>,
}

impl Engines {
    pub fn new(pattern: &str, syntax: &Syntax) -> Self {
        let unicode = regress::Regex::with_flags(pattern, "u").ok();
        // What is an error with the flag may mean something without, as long as it isn't about properties.
        let web = || {
            let same =
                !pattern.contains("\\p") && !pattern.contains("\\P") && !pattern.contains("\\u{");
            // Here the meaning that is decided on is another: a code point in braces, pairs of surrogates.
            let other =
                pattern.contains("\\x{") || pattern.contains("\\uD8") || pattern.contains("\\A");
            regress::Regex::new(pattern).ok().filter(|_| same && !other)
        };
        let mut text = String::new();
        write(syntax, &mut text);
        let fancy = fancy_regex::RegexBuilder::new(&text)
            .backtrack_limit(200_000)
            .delegate_size_limit(200_000_000)
            .build();
        Self { ecma: unicode.or_else(web), longest: longest(syntax), fancy: fancy.ok() }
    }

    pub fn has_ecma(&self) -> bool {
        self.ecma.is_some()
    }

    pub fn ecma(&self, text: &str) -> Option<bool> {
        self.ecma
            .as_ref()
            .filter(|_| text.len() <= self.longest)
            .map(|regex| regex.find(text).is_some())
    }

    pub fn fancy(&self, text: &str) -> Option<bool> {
        self.fancy.as_ref().and_then(|regex| regex.is_match(text).ok())
    }
}

/// A text's length for which trying all ways that repetitions can share it takes no age.
fn longest(syntax: &Syntax) -> usize {
    match repetitions(syntax) {
        (_, 2..) => 12,
        (0..=2, _) => 300,
        (3..=4, _) => 60,
        _ => 30,
    }
}

/// How many repetitions there are, and how deep they nest.
fn repetitions(syntax: &Syntax) -> (usize, usize) {
    match syntax {
        Syntax::Empty | Syntax::Start | Syntax::Set(_) => (0, 0),
        Syntax::Sequence(parts) | Syntax::Either(parts) => {
            let parts = parts.iter().map(repetitions);
            parts.fold((0, 0), |(sum, deepest), (count, depth)| (sum + count, deepest.max(depth)))
        }
        Syntax::Look { body, .. } | Syntax::Repeat(body, _, Some(0 | 1)) => repetitions(body),
        Syntax::Repeat(body, min, max) => {
            let (count, depth) = repetitions(body);
            let choice = usize::from(*max != Some(*min));
            (count + choice, depth + usize::from(choice == 1 || depth > 0))
        }
    }
}

/// The pattern in the dialect of `fancy-regex`, with every set spelled out.
fn write(syntax: &Syntax, to: &mut String) {
    match syntax {
        Syntax::Empty => {}
        Syntax::Start => to.push_str("\\A"),
        Syntax::Set(set) => write_set(set, to),
        Syntax::Sequence(parts) => parts.iter().for_each(|part| write_group(part, to)),
        Syntax::Either(branches) => {
            for (index, branch) in branches.iter().enumerate() {
                to.push_str(if index > 0 { "|" } else { "" });
                write_group(branch, to);
            }
        }
        Syntax::Repeat(body, min, max) => {
            write_group(body, to);
            let max = max.map_or(String::new(), |max| max.to_string());
            to.push_str(&format!("{{{min},{max}}}"));
        }
        Syntax::Look { behind: false, negated: true, body }
            if **body == Syntax::Set(Set::all()) =>
        {
            to.push_str("\\z");
        }
        Syntax::Look { behind, negated, body } => {
            to.push_str(if *behind { "(?<" } else { "(?" });
            to.push_str(if *negated { "!" } else { "=" });
            write(body, to);
            to.push(')');
        }
    }
}

fn write_group(syntax: &Syntax, to: &mut String) {
    to.push_str("(?:");
    write(syntax, to);
    to.push(')');
}

fn write_set(set: &Set, to: &mut String) {
    if set.is_empty() {
        to.push_str("(?!)");
        return;
    }
    to.push('[');
    for (from, to_) in set.code_points() {
        to.push_str(&format!("\\x{{{from:x}}}-\\x{{{to_:x}}}"));
    }
    to.push(']');
}
