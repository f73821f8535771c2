//! Writing values as parameters of the query protocols.
//! ([AWS: query key resolution](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-key-resolution))

use std::fmt::Write;
use std::ops::ControlFlow;

use super::super::field::Field;
use super::super::rule::Fact;
use super::super::value::{FieldVisitor, List, Map, Union, Value, Variant, View};
use super::codec::Members;
use super::element::ElementForm;
use super::percent;
use super::text::write_text;

/// The two ways of naming parameters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyStyle {
    /// The names of `awsQuery`: those of elements in XML.
    AwsQuery,
    /// The names of `ec2Query`, which begin with a capital; lists are flattened.
    Ec2Query,
}

impl KeyStyle {
    /// Appends the name of a member to a key.
    /// ([AWS: ec2Query key resolution](https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#query-key-resolution))
    pub(super) fn push_name(self, field: &Field, key: &mut String) {
        let name = field.wire_name();
        if self == Self::AwsQuery {
            return key.push_str(name);
        }
        let query_name = |fact| if let Fact::QueryName(name) = fact { Some(name) } else { None };
        match field.facts().find_map(query_name) {
            Some(name) => key.push_str(name),
            None => {
                let mut letters = name.chars();
                key.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                key.push_str(letters.as_str());
            }
        }
    }

    /// Returns whether the entries of a list have no name of their own.
    pub(super) fn is_flattened(self, form: ElementForm) -> bool {
        form.is_flattened || self == Self::Ec2Query
    }
}

/// A body with parameters that is being written.
pub(super) struct FormWriter {
    body: String,
    style: KeyStyle,
    /// The key of the value that is being written.
    key: String,
}

impl FormWriter {
    /// Creates a body with the parameters that every request has.
    pub(super) fn new(style: KeyStyle, action: &str, version: &str) -> Self {
        let mut writer = Self { body: String::with_capacity(128), style, key: String::new() };
        writer.write_parameter("Action", action);
        writer.write_parameter("Version", version);
        writer
    }

    /// Returns the body.
    pub(super) fn finish(self) -> Vec<u8> {
        self.body.into_bytes()
    }

    /// Writes the members of an input.
    pub(super) fn write_members(&mut self, Members { shape, views }: Members<'_>) {
        let start = self.key.len();
        for (field, view) in shape.fields.iter().zip(views) {
            if !view.is_absent() {
                self.style.push_name(field, &mut self.key);
                self.write_value(*view, ElementForm::of(field));
                self.key.truncate(start);
            }
        }
    }

    fn write_parameter(&mut self, key: &str, value: &str) {
        if !self.body.is_empty() {
            self.body.push('&');
        }
        self.body.extend(percent::encode(key));
        self.body.push('=');
        self.body.extend(percent::encode(value));
    }

    /// Writes a value under the current key.
    fn write_value(&mut self, view: View<'_>, form: ElementForm) {
        match view {
            View::Structure(value) => self.write_structure(value),
            View::Union(value) => self.write_union(value),
            View::List(list) => self.write_list(list, form),
            View::Map(map) => self.write_map(map, form),
            view => {
                if let Some(text) = write_text(view, form.text) {
                    let key = std::mem::take(&mut self.key);
                    self.write_parameter(&key, &text);
                    self.key = key;
                }
            }
        }
    }

    fn write_structure(&mut self, value: &dyn Value) {
        let start = self.key.len();
        self.key.push('.');
        value.fields(FieldVisitor(&mut |shape, views| {
            self.write_members(Members { shape, views });
        }));
        self.key.truncate(start);
    }

    fn write_union(&mut self, value: &dyn Union) {
        let Variant::Known(index, view) = value.variant() else { return };
        let Some(field) = value.shape().fields.get(index) else { return };
        self.write_below(view, ElementForm::of(field), |style, key| style.push_name(field, key));
    }

    /// Writes a value under the current key with a dot and a name.
    fn write_below(
        &mut self,
        view: View<'_>,
        form: ElementForm,
        push_name: impl FnOnce(KeyStyle, &mut String),
    ) {
        let start = self.key.len();
        self.key.push('.');
        push_name(self.style, &mut self.key);
        self.write_value(view, form);
        self.key.truncate(start);
    }

    fn write_list(&mut self, list: &dyn List, form: ElementForm) {
        if list.count() == 0 {
            // Services of `awsQuery` take a parameter without a value as an empty list.
            if self.style == KeyStyle::AwsQuery {
                self.write_value(View::String(""), form);
            }
            return;
        }
        let start = self.key.len();
        if !self.style.is_flattened(form) {
            self.key.push('.');
            self.key.push_str(form.item().name);
        }
        for index in 0..list.count() {
            self.write_below(list.item(index), form.item(), |_, key| push_number(index, key));
        }
        self.key.truncate(start);
    }

    fn write_map(&mut self, map: &dyn Map, form: ElementForm) {
        let start = self.key.len();
        if !self.style.is_flattened(form) {
            self.key.push_str(".entry");
        }
        let base = self.key.len();
        let mut index = 0;
        map.each(&mut |key, view| {
            self.key.push('.');
            push_number(index, &mut self.key);
            index += 1;
            self.write_below(View::String(key), form.key(), |_, it| it.push_str(form.key().name));
            self.write_below(view, form.value(), |_, it| it.push_str(form.value().name));
            self.key.truncate(base);
            ControlFlow::Continue(())
        });
        self.key.truncate(start);
    }
}

/// Appends the number of an entry, which counts from 1.
fn push_number(index: usize, key: &mut String) {
    // Writing to a string can't fail.
    let _ = write!(key, "{}", index + 1);
}
