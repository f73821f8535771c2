//! Members in headers.

use std::borrow::Cow;
use std::ops::ControlFlow;

use ::http::{HeaderMap, HeaderName, HeaderValue};

use super::super::field::{Field, HEADER, PREFIX_HEADERS, Shape};
use super::super::value::{List, Map, Slot, View};
use super::text::{InvalidText, TextForm, read_text, write_text};

/// The greatest number of headers that one member with a prefix writes. A [`HeaderMap`] that is full panics, and no server takes
/// nearly as many.
const MAX_PREFIX_HEADERS: usize = 4096;

/// Headers about the message or the connection, which a member with an empty prefix doesn't write. Their values would contradict
/// those of the connection, which matters most for the length of the body.
/// ([Smithy: restricted HTTP headers](https://smithy.io/2.0/spec/http-bindings.html#restricted-http-headers))
const RESTRICTED: [&str; 8] = [
    "authorization",
    "connection",
    "content-length",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The error of a member that can't be written as a header, or as the status.
pub(super) struct InvalidHeader(pub(super) &'static str);

/// Writes the members that are headers.
pub(super) fn write_headers(
    shape: &'static Shape,
    views: &[View<'_>],
    headers: &mut HeaderMap,
) -> Result<(), InvalidHeader> {
    let members = || shape.fields.iter().zip(views);
    // Of a header with a prefix and a member of its own, the member counts.
    for (field, view) in members().filter(|(field, _)| field.location() == PREFIX_HEADERS) {
        if let View::Map(map) = view {
            write_prefix_headers(field, *map, headers)?;
        }
    }
    for (field, view) in members().filter(|(field, _)| field.location() == HEADER) {
        if let Some(text) = write_value(*view, TextForm::of(field)) {
            insert(headers, field, field.wire_name(), &text)?;
        }
    }
    Ok(())
}

fn write_prefix_headers(
    field: &Field,
    map: &dyn Map,
    headers: &mut HeaderMap,
) -> Result<(), InvalidHeader> {
    if map.count() > MAX_PREFIX_HEADERS {
        return Err(InvalidHeader(field.name()));
    }
    let mut result = Ok(());
    map.each(&mut |key, view| {
        let is_restricted = || RESTRICTED.iter().any(|name| key.eq_ignore_ascii_case(name));
        if field.wire_name().is_empty() && is_restricted() {
            return ControlFlow::Continue(());
        }
        let name = format!("{}{key}", field.wire_name());
        if let View::String(text) = view {
            result = insert(headers, field, &name, text);
        }
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result
}

fn insert(
    headers: &mut HeaderMap,
    field: &Field,
    name: &str,
    text: &str,
) -> Result<(), InvalidHeader> {
    let name = HeaderName::from_bytes(name.as_bytes());
    // A value with a line break would add headers of its own, and is refused here.
    let value = HeaderValue::from_bytes(text.as_bytes());
    match (name, value) {
        (Ok(name), Ok(value)) => {
            headers.insert(name, value);
            Ok(())
        }
        _ => Err(InvalidHeader(field.name())),
    }
}

/// Returns the text of a header; `None` if there is no value.
fn write_value<'a>(view: View<'a>, form: TextForm) -> Option<Cow<'a, str>> {
    match view {
        View::List(list) => Some(Cow::Owned(write_list(list, form))),
        view => write_text(view, form),
    }
}

/// Returns the entries of a list, separated by commas. Text that is empty or has a comma, a quote or blanks around it is
/// quoted.
fn write_list(list: &dyn List, form: TextForm) -> String {
    let mut line = String::new();
    for view in (0..list.count()).map(|index| list.item(index)) {
        let Some(text) = write_text(view, form) else { continue };
        // No entry is written as nothing.
        if !line.is_empty() {
            line.push_str(", ");
        }
        let is_text = matches!(view, View::String(_) | View::Unrecognized(_));
        // Without quotes, a single empty entry would be an empty list, and blanks around an entry would be lost.
        let is_quoted = text.is_empty()
            || text.contains([',', '"'])
            || trim_blanks(&text).len() < text.len();
        if is_text && is_quoted {
            line.push('"');
            line.push_str(&text.replace('\\', "\\\\").replace('"', "\\\""));
            line.push('"');
        } else {
            line.push_str(&text);
        }
    }
    line
}

/// Reads the header of a member into its place. The header may have several lines if the member is a list.
pub(super) fn read_header(
    slot: Slot<'_>,
    field: &Field,
    values: &[&HeaderValue],
    is_strict: bool,
) -> Result<(), InvalidText> {
    let form = TextForm::of(field);
    match slot {
        Slot::List(list) => {
            let mut lines = values.iter();
            lines.try_for_each(|line| read_list(list, &decode_value(line), form, is_strict))
        }
        slot => {
            let text = values.first().map(|value| decode_value(value)).unwrap_or_default();
            read_text(slot, trim_blanks(&text), form, is_strict)
        }
    }
}

fn read_list(
    list: &mut dyn List,
    line: &str,
    form: TextForm,
    is_strict: bool,
) -> Result<(), InvalidText> {
    let mut rest = trim_blanks(line);
    while !rest.is_empty() {
        let slot = list.push();
        // An HTTP date starts with the day of the week and a comma.
        let is_http_date =
            matches!(slot, Slot::Timestamp(_)) && rest.starts_with(|it: char| it.is_alphabetic());
        let commas = if is_http_date { 2 } else { 1 };
        let (entry, after) = split_entry(rest, commas)?;
        read_text(slot, &entry, form, is_strict)?;
        rest = after;
    }
    Ok(())
}

/// Splits the first entry off a list: what is before the first comma, or the second for HTTP dates, which have a comma
/// themselves.
fn split_entry(line: &str, commas: usize) -> Result<(Cow<'_, str>, &str), InvalidText> {
    if let Some(quoted) = line.strip_prefix('"') {
        return split_quoted(quoted);
    }
    let end = line.match_indices(',').nth(commas - 1).map(|(index, _)| index);
    let (entry, after) = match end {
        Some(end) => (line.get(..end), line.get(end + 1..)),
        None => (Some(line), None),
    };
    let entry = trim_blanks(entry.unwrap_or_default());
    Ok((Cow::Borrowed(entry), trim_blanks(after.unwrap_or_default())))
}

/// Splits a quoted entry off a list, whose first quote has been removed.
fn split_quoted(line: &str) -> Result<(Cow<'_, str>, &str), InvalidText> {
    let mut text = String::new();
    let mut letters = line.char_indices();
    while let Some((index, letter)) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next().map(|(_, letter)| letter)),
            '"' => {
                let after = trim_blanks(line.get(index + 1..).unwrap_or_default());
                let after = match after.strip_prefix(',') {
                    Some(after) => trim_blanks(after),
                    None if after.is_empty() => after,
                    None => return Err(InvalidText("a comma after a quoted entry")),
                };
                return Ok((Cow::Owned(text), after));
            }
            letter => text.push(letter),
        }
    }
    Err(InvalidText("a quote at the end of a quoted entry"))
}

/// Reads all headers with a prefix in lower case into a map.
pub(super) fn read_prefix_headers(map: &mut dyn Map, prefix: &str, headers: &HeaderMap) {
    for name in headers.keys() {
        let (Some(key), Some(value)) = (name.as_str().strip_prefix(prefix), headers.get(name))
        else {
            continue;
        };
        if let Slot::String(slot) = map.insert(key) {
            trim_blanks(&decode_value(value)).clone_into(slot);
        }
    }
}

/// Returns a text without the blanks around it, which are no part of a header's value. Other white space of Unicode is.
/// ([RFC 9110: field values](https://www.rfc-editor.org/rfc/rfc9110#section-5.5))
fn trim_blanks(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// Returns the text of a header's value: UTF-8, or else Latin-1, because user metadata has either.
pub(super) fn decode_value(value: &HeaderValue) -> Cow<'_, str> {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => value.as_bytes().iter().map(|byte| char::from(*byte)).collect(),
    }
}
