//! The documentation page of an operation: request, response, errors, pagination, waiters, examples.

mod code;
mod example;
mod members;
mod messages;
mod waiters;

pub use example::raw_string;

use crate::docs;
use crate::rust::{Api, ErrorSet, EventStream, Operation, Pagination, Type};

/// The pages of a module.
pub struct Page<'a> {
    api: &'a Api,
    /// The paths by which users name the module and the support module, if they are known.
    paths: Option<Paths>,
}

/// Paths in code of the crate's users.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The crate.
    pub krate: String,
    /// The module within the crate.
    pub module: String,
    /// The support module, crate included.
    pub support: String,
}

impl<'a> Page<'a> {
    /// Creates the pages of a module. Their examples run as tests if the paths are known.
    pub fn new(api: &'a Api, paths: Option<Paths>) -> Self {
        Self { api, paths }
    }

    /// Returns the page of an operation, as lines of Markdown.
    pub fn operation(&self, operation: &Operation) -> Vec<String> {
        let mut lines = operation.docs.clone();
        lines.extend(messages::describe_messages(self.api, operation));
        lines.extend(self.structure("Request", &operation.input, true));
        lines.extend(describe_events(&operation.input_events));
        lines.extend(self.structure("Response", &operation.output, false));
        lines.extend(describe_events(&operation.output_events));
        lines.extend(self.errors(&operation.errors));
        lines.extend(operation.pagination.as_ref().map(describe_pagination).unwrap_or_default());
        lines.extend(waiters::describe_waiters(&operation.waiters));
        lines.extend(self.examples(operation));
        lines
    }

    /// Returns a line about an error: its status and its first sentence.
    pub fn error(&self, name: &str) -> Vec<String> {
        let item = self.api.item(name);
        let Some((item, exception)) = item.and_then(|item| Some((item, item.exception()?))) else {
            return vec![docs::code(name)];
        };
        let about = first_sentence(&item.docs);
        if about == docs::code(item.origin.name()) {
            return vec![format!("{}.", exception.status)];
        }
        vec![format!("{}. {about}", exception.status)]
    }

    fn structure(&self, title: &str, ty: &Type, sent: bool) -> Vec<String> {
        let heading = [String::new(), format!("# {title}"), String::new()].into_iter();
        let Type::Item(name) = ty else {
            let empty = "[`Empty`](support::Empty), which has no members.".to_owned();
            return heading.chain([empty]).collect();
        };
        let about = format!("{}:", link(name));
        let members = self.api.item(name).map(|item| members::list_members(item, self.api, sent));
        let members = members.unwrap_or_default();
        if members.is_empty() {
            return heading.chain([format!("{}, which has no members.", link(name))]).collect();
        }
        heading.chain([about, String::new()]).chain(members).collect()
    }

    fn errors(&self, set: &ErrorSet) -> Vec<String> {
        let name = &set.name;
        let about = format!("[`{name}`](super::errors::{name}):");
        let list = set.variants.iter().map(|variant| {
            let about = self.error(&variant.item).concat();
            format!("- {} {about}", link(&variant.item))
        });
        let heading = [String::new(), "# Errors".to_owned(), String::new()];
        if set.variants.is_empty() {
            let none = format!("[`{name}`](super::errors::{name}); the model lists no errors.");
            return heading.into_iter().chain([none]).collect();
        }
        heading.into_iter().chain([about, String::new()]).chain(list).collect()
    }
}

/// Returns a link from the module of operations to an item.
fn link(item: &str) -> String {
    let name = item.trim_start_matches("r#");
    format!("[`{name}`](super::{item})")
}

/// Returns the paragraph about a stream of events, if there is one.
fn describe_events(events: &Option<EventStream>) -> Vec<String> {
    let Some(EventStream { item, .. }) = events else { return Vec::new() };
    vec![String::new(), format!("A stream of events follows: {}.", link(item))]
}

fn describe_pagination(pagination: &Pagination) -> Vec<String> {
    let Pagination { input_token, output_token, items, page_size } = pagination;
    let [input, output] = [input_token, output_token].map(|path| docs::code(path));
    let mut text = format!(
        "The response is paginated: while it has {output}, request the next page with {input} set to that value."
    );
    if let Some(items) = items {
        text.push_str(&format!(" The items are in {}.", docs::code(items)));
    }
    if let Some(page_size) = page_size {
        text.push_str(&format!(" {} limits the items of a page.", docs::code(page_size)));
    }
    vec![String::new(), "# Pagination".to_owned(), String::new(), text]
}

/// Returns the first paragraph of a documentation as one line; empty if it starts with another block.
pub fn first_paragraph(docs: &[String]) -> String {
    let lines: Vec<&str> = docs.iter().map(|line| line.trim()).collect();
    let end = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
    let lines = lines.get(..end).unwrap_or_default();
    if lines.iter().any(|line| opens_block(line)) {
        return String::new();
    }
    let lines: Vec<&str> = lines.iter().map(|line| without_break(line)).collect();
    lines.join(" ")
}

/// Returns whether the line starts a heading, a list, a quote, a table or a block of code or HTML.
fn opens_block(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < line.len() && digits.starts_with(['.', ')']);
    let marker = if numbered { digits.get(1..) } else { line.strip_prefix(['-', '*', '+']) };
    marker.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        || line.starts_with(['#', '>', '|', '~'])
        || line.starts_with("```")
        || (line.starts_with('<') && !line.starts_with("<http"))
}

/// Returns the line without the backslash of a hard line break.
fn without_break(line: &str) -> &str {
    let escaped = line.len() - line.trim_end_matches('\\').len();
    if escaped % 2 == 1 { line.get(..line.len() - 1).unwrap_or(line) } else { line }
}

/// Returns the first sentence of a documentation.
pub fn first_sentence(docs: &[String]) -> String {
    let paragraph = first_paragraph(docs);
    let ends = paragraph.match_indices(". ").map(|(end, _)| end);
    let first = ends.filter_map(|end| paragraph.get(..=end)).find(|text| is_whole(text));
    first.unwrap_or(&paragraph).to_owned()
}

/// Returns whether the text ends outside of code spans, links, brackets and emphasis, and not with an abbreviation.
fn is_whole(text: &str) -> bool {
    let abbreviated = ["e.g.", "i.e.", "vs.", "etc."].iter().any(|short| text.ends_with(short));
    let Some(text) = without_code(text) else { return false };
    let count = |c: char| text.matches(c).count();
    let closed = count('[') == count(']') && count('(') == count(')');
    let marks = text.split(|c| c != '*').filter(|run| !run.is_empty());
    closed && marks.count() % 2 == 0 && !abbreviated
}

/// Returns the text without code spans and escaped characters; `None` if a code span has no end.
fn without_code(text: &str) -> Option<String> {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(['`', '\\']) {
        let (before, mark) = rest.split_at(at);
        kept.push_str(before);
        rest = match mark.strip_prefix('\\') {
            Some(escaped) => escaped.get(escaped.chars().next().map_or(0, char::len_utf8)..)?,
            None => after_code(mark)?,
        };
    }
    Some(kept + rest)
}

/// Returns the text after the code span at its start, which ends with as many backticks as it starts with.
fn after_code(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('`');
    let fence = text.len() - rest.len();
    loop {
        let run = rest.get(rest.find('`')?..)?;
        rest = run.trim_start_matches('`');
        if run.len() - rest.len() == fence {
            return Some(rest);
        }
    }
}
