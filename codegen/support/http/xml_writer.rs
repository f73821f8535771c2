//! Writing XML.
//! ([Smithy: XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings))

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::super::field::{Field, XML_ATTRIBUTE};
use super::super::value::{FieldVisitor, List, Map, Union, Value, Variant, View};
use super::element::ElementForm;
use super::text::write_text;

/// A document that is being written.
pub(super) struct XmlWriter {
    text: String,
    has_forbidden: bool,
}

impl XmlWriter {
    /// Creates a document without elements.
    pub(super) fn new() -> Self {
        Self { text: String::with_capacity(256), has_forbidden: false }
    }

    /// Creates a document with a declaration in front.
    pub(super) fn with_declaration() -> Self {
        let mut writer = Self::new();
        writer.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        writer
    }

    /// Returns the document.
    pub(super) fn finish(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    /// Returns whether a value has a character that XML can't hold. It is written as a reference, which lenient readers take.
    /// ([XML 1.0: characters](https://www.w3.org/TR/xml/#charsets))
    pub(super) fn has_forbidden(&self) -> bool {
        self.has_forbidden
    }

    /// Writes a start tag without attributes.
    pub(super) fn open(&mut self, name: &str, namespace: Option<(&str, &str)>) {
        self.open_tag(name, namespace);
        self.text.push('>');
    }

    /// Writes an end tag.
    pub(super) fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// Writes an element with text.
    pub(super) fn write_text_element(&mut self, name: &str, text: &str) {
        self.open(name, None);
        self.push_escaped(text, false);
        self.close(name);
    }

    /// Writes the beginning of a start tag, to which attributes can be added.
    fn open_tag(&mut self, name: &str, namespace: Option<(&str, &str)>) {
        self.text.push('<');
        self.text.push_str(name);
        if let Some((uri, prefix)) = namespace {
            self.text.push_str(" xmlns");
            if !prefix.is_empty() {
                self.text.push(':');
                self.text.push_str(prefix);
            }
            self.push_attribute_value(uri);
        }
    }

    fn push_attribute_value(&mut self, value: &str) {
        self.text.push_str("=\"");
        self.push_escaped(value, true);
        self.text.push('"');
    }

    /// Writes text. Readers normalize line ends, and in attributes all white space, unless it is a reference.
    fn push_escaped(&mut self, text: &str, is_attribute: bool) {
        let mut rest = text;
        let is_special = |c: char| {
            matches!(c, '&' | '<' | '>' | '"' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{FFFE}' | '\u{FFFF}')
                || c < ' ' && (is_attribute || !matches!(c, '\t' | '\n'))
        };
        while let Some(at) = rest.bytes().position(starts_special) {
            let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.text.push_str(plain);
            let mut chars = special.chars();
            match chars.next() {
                Some(c) if is_special(c) => self.push_special(c),
                c => self.text.extend(c),
            }
            rest = chars.as_str();
        }
        self.text.push_str(rest);
    }

    fn push_special(&mut self, special: char) {
        match special {
            '&' => self.text.push_str("&amp;"),
            '<' => self.text.push_str("&lt;"),
            '>' => self.text.push_str("&gt;"),
            '"' => self.text.push_str("&quot;"),
            _ => {
                let is_control = special < ' ' && !matches!(special, '\t' | '\n' | '\r');
                self.has_forbidden |= is_control || matches!(special, '\u{FFFE}' | '\u{FFFF}');
                self.text.push_str(&format!("&#x{:X};", u32::from(special)));
            }
        }
    }

    /// Writes the element of a structure with these members, and with those for which `is_written` holds in it.
    pub(super) fn write_root(
        &mut self,
        name: &str,
        namespace: Option<(&str, &str)>,
        fields: &'static [Field],
        views: &[View<'_>],
        is_written: impl Fn(&Field) -> bool,
    ) {
        let members = || present_members(fields, views).filter(|(field, _)| is_written(field));
        self.open_tag(name, namespace);
        for (field, view) in members().filter(|(field, _)| field.has(XML_ATTRIBUTE)) {
            self.write_attribute(field, *view);
        }
        self.text.push('>');
        for (field, view) in members().filter(|(field, _)| !field.has(XML_ATTRIBUTE)) {
            self.write_value(*view, ElementForm::of(field));
        }
        self.close(name);
    }

    /// Writes the elements of members, without one around them.
    pub(super) fn write_members(&mut self, fields: &'static [Field], views: &[View<'_>]) {
        for (field, view) in present_members(fields, views) {
            self.write_value(*view, ElementForm::of(field));
        }
    }

    fn write_attribute(&mut self, field: &Field, view: View<'_>) {
        let form = ElementForm::of(field);
        if let Some(text) = write_text(view, form.text) {
            self.text.push(' ');
            self.text.push_str(form.name);
            self.push_attribute_value(&text);
        }
    }

    /// Writes the element of a value, or the elements of a flattened collection; nothing if there is no value.
    pub(super) fn write_value(&mut self, view: View<'_>, form: ElementForm) {
        match view {
            View::Absent | View::Null => {}
            View::Structure(value) => self.write_structure(value, form),
            View::Union(value) => self.write_union(value, form),
            View::List(list) => self.write_list(list, form),
            View::Map(map) => self.write_map(map, form),
            view => {
                self.open(form.name, form.namespace);
                self.push_escaped(&write_text(view, form.text).unwrap_or(Cow::Borrowed("")), false);
                self.close(form.name);
            }
        }
    }

    fn write_structure(&mut self, value: &dyn Value, form: ElementForm) {
        value.fields(FieldVisitor(&mut |shape, views| {
            self.write_root(form.name, form.namespace, shape.fields, views, |_| true);
        }));
    }

    fn write_union(&mut self, value: &dyn Union, form: ElementForm) {
        self.open(form.name, form.namespace);
        let known = match value.variant() {
            Variant::Known(index, view) => {
                value.shape().fields.get(index).map(|field| (field, view))
            }
            Variant::Unknown(_) => None,
        };
        if let Some((field, view)) = known {
            self.write_value(view, ElementForm::of(field));
        }
        self.close(form.name);
    }

    fn write_list(&mut self, list: &dyn List, form: ElementForm) {
        let items = (0..list.count()).map(|index| list.item(index));
        if form.is_flattened {
            return items.for_each(|view| self.write_value(view, form.flattened_item()));
        }
        self.open(form.name, form.namespace);
        items.for_each(|view| self.write_value(view, form.item()));
        self.close(form.name);
    }

    fn write_map(&mut self, map: &dyn Map, form: ElementForm) {
        let (entry, namespace) =
            if form.is_flattened { (form.name, form.namespace) } else { ("entry", None) };
        if !form.is_flattened {
            self.open(form.name, form.namespace);
        }
        map.each(&mut |key, view| {
            self.open(entry, namespace);
            self.write_value(View::String(key), form.key());
            self.write_value(view, form.value());
            self.close(entry);
            ControlFlow::Continue(())
        });
        if !form.is_flattened {
            self.close(form.name);
        }
    }
}

/// Returns the members with a value, which are few in many structures.
fn present_members<'a>(
    fields: &'static [Field],
    views: &'a [View<'a>],
) -> impl Iterator<Item = (&'static Field, &'a View<'a>)> {
    fields.iter().zip(views).filter(|(_, view)| !matches!(view, View::Absent | View::Null))
}

/// Returns whether a character that may have to be escaped starts with this byte. A comparison of bytes is faster than one of
/// characters.
fn starts_special(byte: u8) -> bool {
    matches!(byte, 0..=0x1F | b'&' | b'<' | b'>' | b'"' | 0x7F | 0xC2 | 0xE2 | 0xEF)
}
