//! Members in the head of a message: labels, query parameters, headers and the status code.

use ::http::{HeaderMap, HeaderValue, StatusCode};

use super::super::field::{
    Field, HEADER, LABEL, NON_OPTIONAL, PREFIX_HEADERS, QUERY, QUERY_PARAMS, RESPONSE_CODE,
};
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::value::{Slot, Value};
use super::codec::{InputSource, Labels, ReadError, ResponseView, Target};
use super::header;
use super::query::{self, Query};
use super::text::{InvalidText, TextForm, read_text};

/// The parts of a message's head that members are read from.
#[derive(Clone, Copy)]
pub(super) struct Head<'a, 'r> {
    labels: Option<&'a Labels<'r>>,
    query: Option<&'a Query<'r>>,
    headers: &'a HeaderMap,
    status: Option<StatusCode>,
    is_strict: bool,
}

impl<'a, 'r> Head<'a, 'r> {
    /// Returns the head of a request.
    pub(super) fn of_request(source: &InputSource<'a, 'r>) -> Self {
        Self {
            labels: Some(source.labels),
            query: Some(source.query),
            headers: source.request.headers,
            status: None,
            is_strict: source.is_strict,
        }
    }

    /// Returns the head of a response.
    pub(super) fn of_response(response: ResponseView<'a>) -> Self {
        Self {
            labels: None,
            query: None,
            headers: response.headers,
            status: Some(response.status),
            is_strict: false,
        }
    }

    /// Returns whether the message is a request.
    pub(super) fn is_request(self) -> bool {
        self.status.is_none()
    }

    /// Reads the members that the head has.
    pub(super) fn read(
        self,
        target: &mut Target<'_>,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        let shape = target.value.shape();
        for (index, field) in shape.fields.iter().enumerate() {
            let read = match field.location() {
                LABEL => self.read_label(target.value, index, field),
                QUERY => self.read_parameter(target.value, index, field),
                QUERY_PARAMS => Ok(self.read_parameters(target.value, index, field)),
                HEADER => self.read_header(target, index, field),
                PREFIX_HEADERS => Ok(self.read_prefix_headers(target.value, index, field)),
                RESPONSE_CODE => Ok(self.read_status(target.value, index)),
                _ => Ok(false),
            };
            match read {
                Ok(true) => seen.mark(index),
                Ok(false) => {}
                Err(InvalidText(expected)) => {
                    let error = place.error(format_args!("expected {expected}"));
                    return Err(place.in_member(shape, field, error));
                }
            }
        }
        Ok(())
    }

    fn read_label(
        self,
        value: &mut dyn Value,
        index: usize,
        field: &Field,
    ) -> Result<bool, InvalidText> {
        let mut labels = self.labels.into_iter().flatten();
        let Some((_, text)) = labels.find(|(name, _)| *name == field.name()) else {
            return Ok(false);
        };
        read_text(value.member(index), text, TextForm::of(field), self.is_strict)?;
        Ok(true)
    }

    fn read_parameter(
        self,
        value: &mut dyn Value,
        index: usize,
        field: &Field,
    ) -> Result<bool, InvalidText> {
        let Some(query) = self.query else { return Ok(false) };
        let mut values = query.values(field.wire_name()).peekable();
        if values.peek().is_none() {
            return Ok(false);
        }
        query::read_parameter(value.member(index), field, values, self.is_strict)?;
        Ok(true)
    }

    fn read_parameters(self, value: &mut dyn Value, index: usize, field: &Field) -> bool {
        let Some(query) = self.query.filter(|query| !query.is_empty()) else {
            return field.has(NON_OPTIONAL);
        };
        if let Slot::Map(map) = value.member(index) {
            query::read_parameters(map, query);
        }
        true
    }

    /// Reads a header. Where a value may be left out, one that is empty or a malformed date is: services and their users send
    /// these.
    fn read_header(
        self,
        target: &mut Target<'_>,
        index: usize,
        field: &Field,
    ) -> Result<bool, InvalidText> {
        let values: Vec<&HeaderValue> = self.headers.get_all(field.wire_name()).iter().collect();
        if values.is_empty() {
            return Ok(false);
        }
        if let Some(trial) = &mut target.trial {
            let slot = trial.member(index);
            let may_omit = matches!(slot, Slot::Timestamp(_))
                || values.iter().all(|value| value.is_empty());
            if may_omit && header::read_header(slot, field, &values, self.is_strict).is_err() {
                return Ok(false);
            }
        }
        let slot = target.value.member(index);
        header::read_header(slot, field, &values, self.is_strict)?;
        Ok(true)
    }

    fn read_prefix_headers(self, value: &mut dyn Value, index: usize, field: &Field) -> bool {
        let prefix = field.wire_name().to_ascii_lowercase();
        if !self.headers.keys().any(|name| name.as_str().starts_with(&prefix)) {
            // A map that must be there is empty without such headers.
            return field.has(NON_OPTIONAL);
        }
        if let Slot::Map(map) = value.member(index) {
            header::read_prefix_headers(map, &prefix, self.headers);
        }
        true
    }

    fn read_status(self, value: &mut dyn Value, index: usize) -> bool {
        let Some(status) = self.status else { return false };
        if let Slot::I32(slot) = value.member(index) {
            *slot = i32::from(status.as_u16());
        }
        true
    }
}
