//! Members in the query of a URI.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::super::field::{Field, QUERY, QUERY_PARAMS, Shape};
use super::super::value::{Map, Slot, View};
use super::percent;
use super::text::{InvalidText, TextForm, read_text, write_text};

/// The parameters of a query, decoded, in their order.
#[derive(Default)]
pub(super) struct Query<'r> {
    parameters: Vec<(Cow<'r, str>, Cow<'r, str>)>,
}

impl<'r> Query<'r> {
    /// Parses a query; `None` if it isn't UTF-8.
    pub(super) fn parse(query: &'r str) -> Option<Self> {
        let parts = query.split('&').filter(|part| !part.is_empty());
        Some(Self { parameters: parts.map(decode_parameter).collect::<Option<_>>()? })
    }

    /// Returns whether there are no parameters.
    pub(super) fn is_empty(&self) -> bool {
        self.parameters.is_empty()
    }

    /// Returns the values of a parameter.
    pub(super) fn values<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        let parameters = self.parameters.iter();
        parameters.filter(move |(key, _)| key == name).map(|(_, value)| &**value)
    }
}

/// Returns the name and value of a parameter, decoded; `None` if they aren't UTF-8.
pub(super) fn decode_parameter(part: &str) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    Some((percent::decode_query(name)?, percent::decode_query(value)?))
}

/// A target with a query that is being written.
struct QueryWriter<'t> {
    target: &'t mut String,
    has_query: bool,
}

impl QueryWriter<'_> {
    fn write_parameter(&mut self, name: &str, value: &str) {
        self.target.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.target.extend(percent::encode(name));
        self.target.push('=');
        self.target.extend(percent::encode(value));
    }
}

/// Writes the parameters of members behind those that the target has.
pub(super) fn write_query(shape: &'static Shape, views: &[View<'_>], target: &mut String) {
    let has_query = target.contains('?');
    let mut writer = QueryWriter { target, has_query };
    let members = || shape.fields.iter().zip(views);
    for (field, view) in members().filter(|(field, _)| field.location() == QUERY) {
        let form = TextForm::of(field);
        each_entry(*view, &mut |view| {
            if let Some(text) = write_text(view, form) {
                writer.write_parameter(field.wire_name(), &text);
            }
        });
    }
    let is_named =
        |key: &str| shape.fields.iter().any(|field| field.location() == QUERY && field.wire_name() == key);
    for (_, view) in members().filter(|(field, _)| field.location() == QUERY_PARAMS) {
        let View::Map(map) = view else { continue };
        map.each(&mut |key, view| {
            // A parameter that another member is bound to is that member's, even if it isn't set.
            each_entry(view, &mut |view| match view {
                View::String(text) | View::Unrecognized(text) if !is_named(key) => {
                    writer.write_parameter(key, text);
                }
                _ => {}
            });
            ControlFlow::Continue(())
        });
    }
}

/// Calls `visit` with each entry of a list, or with a value that isn't a list.
fn each_entry<'a>(view: View<'a>, visit: &mut dyn FnMut(View<'a>)) {
    match view {
        View::List(list) => (0..list.count()).for_each(|index| visit(list.item(index))),
        view => visit(view),
    }
}

/// Reads the parameter of a member into its place. Of a repeated parameter the first counts, unless the member is a list.
pub(super) fn read_parameter<'q>(
    slot: Slot<'_>,
    field: &Field,
    mut values: impl Iterator<Item = &'q str>,
    is_strict: bool,
) -> Result<(), InvalidText> {
    let form = TextForm::of(field);
    match slot {
        Slot::List(list) => {
            values.try_for_each(|value| read_text(list.push(), value, form, is_strict))
        }
        slot => read_text(slot, values.next().unwrap_or_default(), form, is_strict),
    }
}

/// Reads all parameters into a map, those of other members, too.
/// ([Smithy: httpQueryParams](https://smithy.io/2.0/spec/http-bindings.html#httpqueryparams-trait))
pub(super) fn read_parameters(map: &mut dyn Map, query: &Query<'_>) {
    let mut parameters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in &query.parameters {
        parameters.entry(name).or_default().push(value);
    }
    for (name, values) in parameters {
        match map.insert(name) {
            Slot::List(list) => {
                for value in values {
                    if let Slot::String(slot) = list.push() {
                        value.clone_into(slot);
                    }
                }
            }
            Slot::String(slot) => values.first().copied().unwrap_or_default().clone_into(slot),
            _ => {}
        }
    }
}
