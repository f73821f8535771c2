//! Reading values from XML.
//! ([Smithy: XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings))
//!
//! Neither the name of the root nor namespaces are checked, and unknown elements are skipped, because services add and omit them.

use std::borrow::Cow;

use super::super::content::{Content, UnknownVariant};
use super::super::field::{
    ERROR, Field, NON_OPTIONAL, REQUIRED, REQUIRED_WARN, Shape, XML_ATTRIBUTE, XML_FLATTENED, XML_UNWRAPPED,
};
use super::super::missing::Step;
use super::super::place::Place;
use super::super::read_structure::{SeenMembers, are_keys_equal};
use super::super::value::{List, Map, Slot, Union, Value};
use super::codec::{ReadError, read_member};
use super::element::ElementForm;
use super::text::{InvalidText, read_text};
use super::xml_cursor::{Cursor, Tag, XmlError, has_local_name};

/// A reader of the elements of a document.
#[derive(Clone, Copy)]
pub(super) struct XmlReader<'x> {
    cursor: Cursor<'x>,
    is_strict: bool,
}

impl<'x> XmlReader<'x> {
    /// Returns the reader of a document and the tag of its root.
    ///
    /// # Errors
    /// The document has no root.
    pub(super) fn parse(
        body: &'x [u8],
        place: Place<'_>,
        is_strict: bool,
    ) -> Result<(Tag<'x>, Self), ReadError> {
        let (root, cursor) = Cursor::parse(body).map_err(|error| place.error(error))?;
        Ok((root, Self { cursor, is_strict }))
    }

    /// Reads the members of a structure from its element, those outside the body of a message excepted.
    pub(super) fn read_body(
        &mut self,
        tag: Tag<'x>,
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        let shape = value.shape();
        let mut fields = shape.fields.iter().enumerate();
        match fields.find(|(_, field)| field.is_in_body()).filter(|_| shape.has(XML_UNWRAPPED)) {
            // A root without text stands for the value that isn't written, such as the first region of S3.
            Some(_) if self.clone().read_text(tag, place)?.is_empty() => Ok(()),
            Some((index, field)) => {
                let form = ElementForm::of(field);
                seen.mark(index);
                read_member(shape, field, place, || {
                    self.read_value(tag, value.member(index), form, place)
                })
            }
            None => self.read_members(tag, value, place, seen),
        }
    }

    fn read_members(
        &mut self,
        tag: Tag<'x>,
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        let shape = value.shape();
        self.read_attributes(tag, value, place, seen)?;
        let (mut next, mut flattened) = (0, Vec::new());
        while let Some(child) = self.next_child(tag, place)? {
            let Some((index, field)) = find_element(shape, child.name(), next) else {
                self.skip(child, place)?;
                continue;
            };
            next = index;
            if field.has(XML_FLATTENED) {
                // The first entry has read the others.
                if !flattened.contains(&index) {
                    flattened.push(index);
                    seen.mark(index);
                    read_member(shape, field, place, || {
                        self.read_flattened((tag, child), value.member(index), field, place)
                    })?;
                } else {
                    self.skip(child, place)?;
                }
                continue;
            }
            // A structure that isn't optional can't be emptied of an earlier one.
            if seen.has(index)
                && field.has(NON_OPTIONAL)
                && matches!(value.member(index), Slot::Structure(_))
            {
                return Err(place.error(format_args!("repeated member `{}`", field.name())));
            }
            seen.mark(index);
            read_member(shape, field, place, || {
                self.read_value(child, value.member(index), ElementForm::of(field), place)
            })?;
        }
        set_empty_collections(value, place, seen);
        Ok(())
    }

    fn read_attributes(
        &self,
        tag: Tag<'x>,
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        let shape = value.shape();
        if !shape.fields.iter().any(|field| field.has(XML_ATTRIBUTE)) {
            return Ok(());
        }
        for attribute in tag.attributes() {
            let (name, text) = attribute.map_err(|error| place.error(error))?;
            let Some((index, field)) = find_attribute(shape, name) else { continue };
            seen.mark(index);
            read_member(shape, field, place, || {
                let slot = value.member(index);
                self.set_text(slot, &text, ElementForm::of(field), place)
            })?;
        }
        Ok(())
    }

    /// Reads all entries of a flattened list or map, of which the first is here, and returns to the place behind the entries that
    /// follow one another here. Entries behind other elements are skipped later.
    fn read_flattened(
        &mut self,
        (parent, first): (Tag<'x>, Tag<'x>),
        slot: Slot<'_>,
        field: &Field,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let form = ElementForm::of(field);
        let mut entries = match slot {
            Slot::List(list) => Entries::List(list),
            Slot::Map(map) => Entries::Map(map),
            slot => return self.read_value(first, slot, form, place),
        };
        let place = place.below()?;
        self.read_entry(first, &mut entries, 0, form, place)?;
        let (mut index, mut behind) = (1, *self);
        let mut is_run = true;
        while let Some(child) = self.next_child(parent, place)? {
            if are_keys_equal(child.name(), form.name) {
                self.read_entry(child, &mut entries, index, form, place)?;
                index += 1;
                if is_run {
                    behind = *self;
                }
            } else {
                is_run = false;
                self.skip(child, place)?;
            }
        }
        *self = behind;
        Ok(())
    }

    fn read_entry(
        &mut self,
        tag: Tag<'x>,
        entries: &mut Entries<'_>,
        index: usize,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        match entries {
            Entries::List(list) => self.read_item(tag, *list, index, form, place),
            Entries::Map(map) => self.read_map_entry(tag, *map, form, place),
        }
    }

    /// Reads a value from its element.
    pub(super) fn read_value(
        &mut self,
        tag: Tag<'x>,
        slot: Slot<'_>,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        match slot {
            Slot::Structure(value) => {
                let place = place.below()?;
                let mut seen = SeenMembers::new(value.shape());
                self.read_members(tag, value, place, &mut seen)?;
                seen.check(place)
            }
            Slot::Union(value) => self.read_union(tag, value, place.below()?),
            Slot::List(list) => self.read_list(tag, list, form, place.below()?),
            Slot::Map(map) => self.read_map(tag, map, form, place.below()?),
            slot => {
                let text = self.read_text(tag, place)?;
                self.set_text(slot, &text, form, place)
            }
        }
    }

    /// Sets a value from its text. White space around anything but text means nothing.
    fn set_text(
        &self,
        slot: Slot<'_>,
        text: &str,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let text = match slot {
            Slot::String(_) | Slot::Enum(_) => text,
            _ if self.is_strict => text,
            _ => text.trim_ascii(),
        };
        let invalid = |InvalidText(expected)| place.error(format_args!("expected {expected}"));
        read_text(slot, text, form.text, self.is_strict).map_err(invalid)
    }

    fn read_list(
        &mut self,
        tag: Tag<'x>,
        list: &mut dyn List,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let mut index = 0;
        while let Some(child) = self.next_child(tag, place)? {
            self.read_item(child, list, index, form, place)?;
            index += 1;
        }
        Ok(())
    }

    fn read_item(
        &mut self,
        tag: Tag<'x>,
        list: &mut dyn List,
        index: usize,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        place.enter(Step::Index(index));
        let result = self.read_value(tag, list.push(), form.item(), place);
        place.leave();
        result.map_err(|error| place.in_item(index, error))
    }

    fn read_map(
        &mut self,
        tag: Tag<'x>,
        map: &mut dyn Map,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        while let Some(child) = self.next_child(tag, place)? {
            self.read_map_entry(child, map, form, place)?;
        }
        Ok(())
    }

    /// Reads an entry, whose key and value may be in either order.
    fn read_map_entry(
        &mut self,
        tag: Tag<'x>,
        map: &mut dyn Map,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let (mut key, mut value) = (None, None);
        while let Some(child) = self.next_child(tag, place)? {
            if has_local_name(form.key().name, child.name()) {
                key = Some(self.read_text(child, place)?);
                continue;
            }
            if has_local_name(form.value().name, child.name()) {
                value = Some((child, *self));
            }
            self.skip(child, place)?;
        }
        let key = key.unwrap_or(Cow::Borrowed(""));
        let Some((child, mut reader)) = value else {
            return Err(place.error("missing value of a map's entry"));
        };
        place.enter(Step::Key(&key));
        let result = reader.read_value(child, map.insert(&key), form.value(), place);
        place.leave();
        result.map_err(|error| place.in_entry(&key, error))
    }

    fn read_union(
        &mut self,
        tag: Tag<'x>,
        value: &mut dyn Union,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let shape = value.shape();
        let mut is_set = false;
        while let Some(child) = self.next_child(tag, place)? {
            if std::mem::replace(&mut is_set, true) {
                return Err(place.error("more than one member of the union is set"));
            }
            match find_element(shape, child.name(), 0) {
                Some((index, field)) if field.has(XML_FLATTENED) => {
                    read_member(shape, field, place, || {
                        self.read_flattened((tag, child), value.choose(index), field, place)
                    })?;
                    // All entries have been read.
                    while let Some(child) = self.next_child(tag, place)? {
                        self.skip(child, place)?;
                    }
                    return Ok(());
                }
                Some((index, field)) => read_member(shape, field, place, || {
                    self.read_value(child, value.choose(index), ElementForm::of(field), place)
                })?,
                None => {
                    let content = self.read_content(child, place)?;
                    value.set_unknown(UnknownVariant::new(child.name().to_owned(), content));
                }
            }
        }
        if is_set { Ok(()) } else { Err(place.error("no member of the union is set")) }
    }

    /// Reads an element of an unknown type: the elements in it, or its text.
    fn read_content(&mut self, tag: Tag<'x>, place: Place<'_>) -> Result<Content, ReadError> {
        let place = place.below()?;
        let mut reader = *self;
        let mut entries = Vec::new();
        while let Some(child) = self.next_child(tag, place)? {
            entries.push((child.name().to_owned(), self.read_content(child, place)?));
        }
        if !entries.is_empty() {
            return Ok(Content::Map(entries));
        }
        let text = reader.read_text(tag, place)?;
        Ok(Content::String(text.into_owned()))
    }

    /// Returns the text in an element and moves behind its end.
    pub(super) fn read_text(
        &mut self,
        tag: Tag<'x>,
        place: Place<'_>,
    ) -> Result<Cow<'x, str>, ReadError> {
        self.cursor.read_text(tag).map_err(|error| place.error(error))
    }

    /// Moves behind the start tag of the next child of an element and returns the tag; `None` behind the end of the element.
    pub(super) fn next_child(
        &mut self,
        parent: Tag<'x>,
        place: Place<'_>,
    ) -> Result<Option<Tag<'x>>, ReadError> {
        self.cursor.next_child(parent).map_err(|error| place.error(error))
    }

    /// Moves behind the end of an element.
    pub(super) fn skip(&mut self, tag: Tag<'x>, place: Place<'_>) -> Result<(), ReadError> {
        self.cursor.skip(tag).map_err(|error: XmlError| place.error(error))
    }
}

/// Sets the required flattened collections that have no entries: an empty one has no element. Structures with them have fewer
/// members than are marked in any structure.
fn set_empty_collections(value: &mut dyn Value, place: Place<'_>, seen: &mut SeenMembers) {
    // Outside of validation, a member that may be absent is.
    let is_validated = place.trace.missing.is_some();
    let required = if is_validated { REQUIRED | REQUIRED_WARN } else { 0 } | NON_OPTIONAL;
    for (index, field) in value.shape().fields.iter().enumerate().take(128) {
        if field.has(XML_FLATTENED) && field.flags() & required != 0 && !seen.has(index) {
            value.member(index);
            seen.mark(index);
        }
    }
}

/// The entries of a flattened list or map.
enum Entries<'s> {
    List(&'s mut dyn List),
    Map(&'s mut dyn Map),
}

/// Returns the member of an element. Elements mostly have the order of the model, so the search starts at the last one found.
fn find_element(
    shape: &'static Shape,
    name: &str,
    next: usize,
) -> Option<(usize, &'static Field)> {
    let is_element = |field: &Field| {
        field.is_in_body()
            && !field.has(XML_ATTRIBUTE)
            && has_local_name(field.wire_name(), name)
    };
    let (before, after) = shape.fields.split_at_checked(next)?;
    let mut places = (before.len()..).zip(after).chain((0..).zip(before));
    places.find(|(_, field)| is_element(field)).or_else(|| find_message(shape, name))
}

/// Returns the member of an error with its message, whose element services spell in any case.
fn find_message(shape: &'static Shape, name: &str) -> Option<(usize, &'static Field)> {
    if !shape.has(ERROR) || !name.eq_ignore_ascii_case("message") {
        return None;
    }
    let mut fields = shape.fields.iter().enumerate();
    fields.find(|(_, field)| field.is_in_body() && field.name().eq_ignore_ascii_case(name))
}

/// Returns the member of an attribute, whose name may have a prefix.
fn find_attribute(shape: &'static Shape, name: &str) -> Option<(usize, &'static Field)> {
    let mut fields = shape.fields.iter().enumerate();
    fields.find(|(_, field)| field.has(XML_ATTRIBUTE) && field.wire_name() == name)
}
