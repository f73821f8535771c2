//! Reading values from parameters of the query protocols.
//! ([AWS: query key resolution](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-key-resolution))

use super::super::missing::Step;
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::value::{List, Map, Slot, Union, Value};
use super::codec::{ReadError, read_member};
use super::element::ElementForm;
use super::form::Form;
use super::form_writer::KeyStyle;
use super::text::{InvalidText, read_text};

/// A reader of parameters.
pub(super) struct FormReader<'f> {
    pub(super) form: &'f Form<'f>,
    pub(super) style: KeyStyle,
    pub(super) is_strict: bool,
}

impl FormReader<'_> {
    /// Reads the members of a structure whose parameters have keys that begin with `key`.
    pub(super) fn read_members(
        &self,
        value: &mut dyn Value,
        key: &mut String,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        let (shape, start) = (value.shape(), key.len());
        for (index, field) in shape.fields.iter().enumerate() {
            self.style.push_name(field, key);
            if self.has_value(key) {
                seen.mark(index);
                read_member(shape, field, place, || {
                    self.read_value(value.member(index), key, ElementForm::of(field), place)
                })?;
            }
            key.truncate(start);
        }
        Ok(())
    }

    /// Returns whether a value has a parameter: one with its key, or with a key below it.
    fn has_value(&self, key: &mut String) -> bool {
        if self.form.get(key).is_some() {
            return true;
        }
        key.push('.');
        let has_below = self.form.has_below(key);
        key.pop();
        has_below
    }

    fn read_value(
        &self,
        slot: Slot<'_>,
        key: &mut String,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        match slot {
            Slot::Structure(value) => {
                let place = place.below()?;
                let mut seen = SeenMembers::new(value.shape());
                let start = key.len();
                key.push('.');
                self.read_members(value, key, place, &mut seen)?;
                key.truncate(start);
                seen.check(place)
            }
            Slot::Union(value) => self.read_union(value, key, place.below()?),
            Slot::List(list) => self.read_list(list, key, form, place.below()?),
            Slot::Map(map) => self.read_map(map, key, form, place.below()?),
            slot => {
                let Some(text) = self.form.get(key) else {
                    return Err(place.error("expected a parameter without further names"));
                };
                let invalid =
                    |InvalidText(expected)| place.error(format_args!("expected {expected}"));
                read_text(slot, text, form.text, self.is_strict).map_err(invalid)
            }
        }
    }

    fn read_union(
        &self,
        value: &mut dyn Union,
        key: &mut String,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let (shape, start) = (value.shape(), key.len());
        key.push('.');
        let base = key.len();
        let mut set = None;
        for (index, field) in shape.fields.iter().enumerate() {
            self.style.push_name(field, key);
            if self.has_value(key) && set.replace((index, field)).is_some() {
                return Err(place.error("more than one member of the union is set"));
            }
            key.truncate(base);
        }
        let Some((index, field)) = set else {
            return Err(place.error("no member of the union is set"));
        };
        self.style.push_name(field, key);
        read_member(shape, field, place, || {
            self.read_value(value.choose(index), key, ElementForm::of(field), place)
        })?;
        key.truncate(start);
        Ok(())
    }

    /// Reads a list. Clients of old versions leave the name of entries out, or have it where it is left out today.
    fn read_list(
        &self,
        list: &mut dyn List,
        key: &mut String,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let start = key.len();
        let is_named = !self.style.is_flattened(form);
        let names = [is_named.then_some(form.item().name), None, Some("member")];
        let numbers = self.find_numbers(key, &names);
        for (index, number) in numbers.into_iter().enumerate() {
            let base = key.len();
            key.push('.');
            key.push_str(&number);
            place.enter(Step::Index(index));
            let result = self.read_value(list.push(), key, form.item(), place);
            place.leave();
            result.map_err(|error| place.in_item(index, error))?;
            key.truncate(base);
        }
        key.truncate(start);
        Ok(())
    }

    fn read_map(
        &self,
        map: &mut dyn Map,
        key: &mut String,
        form: ElementForm,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let start = key.len();
        let is_named = !self.style.is_flattened(form);
        let numbers = self.find_numbers(key, &[is_named.then_some("entry"), None, Some("entry")]);
        for number in numbers {
            let base = key.len();
            key.push('.');
            key.push_str(&number);
            key.push('.');
            let entry = key.len();
            key.push_str(form.key().name);
            let Some(name) = self.form.get(key) else {
                return Err(place.error("missing key of a map's entry"));
            };
            key.truncate(entry);
            key.push_str(form.value().name);
            if !self.has_value(key) {
                return Err(place.error("missing value of a map's entry"));
            }
            place.enter(Step::Key(name));
            let result = self.read_value(map.insert(name), key, form.value(), place);
            place.leave();
            result.map_err(|error| place.in_entry(name, error))?;
            key.truncate(base);
        }
        key.truncate(start);
        Ok(())
    }

    /// Returns the numbers of the entries of a collection in ascending order, and appends the name of entries, if they have one: the
    /// first of `names` with which there are entries. Numbers may have gaps.
    fn find_numbers(&self, key: &mut String, names: &[Option<&str>]) -> Vec<String> {
        let start = key.len();
        for name in names {
            key.truncate(start);
            if let Some(name) = name {
                key.push('.');
                key.push_str(name);
            }
            key.push('.');
            let below = self.form.keys_below(key).map(|rest| rest.split('.').next().unwrap_or(rest));
            let mut numbers: Vec<(u32, &str)> =
                below.filter_map(|text| Some((parse_number(text)?, text))).collect();
            numbers.sort_unstable();
            numbers.dedup_by_key(|(number, _)| *number);
            if !numbers.is_empty() {
                let numbers = numbers.into_iter().map(|(_, text)| text.to_owned()).collect();
                key.pop();
                return numbers;
            }
        }
        key.truncate(start);
        Vec::new()
    }
}

/// Parses the number of an entry.
fn parse_number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}
