//! Documents in XML: errors, and the values in them.

use std::borrow::Cow;

use super::super::field::Field;
use super::super::place::{Place, Trace};
use super::super::read_structure::SeenMembers;
use super::super::unknown_error::UnknownError;
use super::super::value::{Slot, Value, View};
use super::codec::{DocumentFormat, ErrorHead, Members, PlainError, ReadError};
use super::customizations::create_host_id;
use super::element::ElementForm;
use super::xml_cursor::{Cursor, Tag};
use super::xml_reader::XmlReader;
use super::xml_writer::XmlWriter;

/// The format of documents in XML.
pub(super) static FORMAT: XmlFormat = XmlFormat;

pub(super) struct XmlFormat;

impl DocumentFormat for XmlFormat {
    fn write_members(&self, Members { shape, views }: Members<'_>) -> Vec<u8> {
        let mut writer = XmlWriter::new();
        writer.write_root(shape.name, None, shape.fields, views, |_| true);
        writer.finish()
    }

    fn write_value(&self, field: &Field, view: View<'_>) -> Vec<u8> {
        let mut writer = XmlWriter::new();
        writer.write_value(view, ElementForm::of(field));
        writer.finish()
    }

    fn read_members(
        &self,
        document: &[u8],
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        let (root, mut reader) = XmlReader::parse(document, place, false)?;
        reader.read_body(root, value, place, seen)
    }

    fn read_value(
        &self,
        document: &[u8],
        field: &Field,
        slot: Slot<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let (root, mut reader) = XmlReader::parse(document, place, false)?;
        reader.read_value(root, slot, ElementForm::of(field), place)
    }

    fn read_message(&self, document: &[u8]) -> Option<String> {
        let trace = Trace::default();
        let place = trace.root(&Slot::None);
        let (root, mut reader) = XmlReader::parse(document, place, false).ok()?;
        while let Some(child) = reader.next_child(root, place).ok()? {
            if child.name().eq_ignore_ascii_case("message") {
                return reader.read_text(child, place).ok().map(Cow::into_owned);
            }
            reader.skip(child, place).ok()?;
        }
        None
    }
}

/// The form of the document of an error in a protocol.
pub(super) struct ErrorDocument {
    /// The elements around the members, from the root to the inside.
    elements: &'static [&'static str],
    /// Whether the root has the namespace of the service.
    has_namespace: bool,
    /// Whether the members include the kind of the error.
    has_type: bool,
    /// The name of the element with the identifier of the request, at the end of the root.
    request_id: &'static str,
}

/// The form of `restXml` and `awsQuery`.
pub(super) static WRAPPED_ERROR: ErrorDocument = ErrorDocument {
    elements: &["ErrorResponse", "Error"],
    has_namespace: true,
    has_type: true,
    request_id: "RequestId",
};

/// The form of services with [unwrapped errors](super::super::service::Service::has_unwrapped_errors).
pub(super) static BARE_ERROR: ErrorDocument = ErrorDocument {
    elements: &["Error"],
    has_namespace: false,
    has_type: false,
    request_id: "RequestId",
};

/// The form of `ec2Query`.
pub(super) static LISTED_ERROR: ErrorDocument = ErrorDocument {
    elements: &["Response", "Errors", "Error"],
    has_namespace: false,
    has_type: false,
    request_id: "RequestID",
};

impl ErrorDocument {
    /// Writes an error with its kind, code and message, and its further members.
    pub(super) fn write_error(&self, head: &ErrorHead<'_>, members: Members<'_>) -> Vec<u8> {
        let is_message = |field: &Field| field.name().eq_ignore_ascii_case("message");
        self.write(head, |writer| {
            for (field, view) in members.shape.fields.iter().zip(members.views) {
                match view {
                    // Clients only know the message by this name.
                    View::String(text) if is_message(field) => {
                        writer.write_text_element("Message", text);
                    }
                    // Clients would read two codes.
                    _ if self.is_in_head(field) => {}
                    view if field.is_in_body() => writer.write_value(*view, ElementForm::of(field)),
                    _ => {}
                }
            }
        })
    }

    /// Writes an error whose members aren't those of the model.
    pub(super) fn write_plain_error(
        &self,
        head: &ErrorHead<'_>,
        error: &PlainError<'_>,
    ) -> Vec<u8> {
        self.write(head, |writer| {
            if let Some(message) = error.message {
                writer.write_text_element("Message", message);
            }
        })
    }

    /// Returns whether a member has the name of an element that every error has.
    fn is_in_head(&self, field: &Field) -> bool {
        let name = field.wire_name();
        name == "Code" || self.has_type && name == "Type"
    }

    fn write(&self, head: &ErrorHead<'_>, write_members: impl FnOnce(&mut XmlWriter)) -> Vec<u8> {
        let mut writer = XmlWriter::with_declaration();
        let mut namespace = head.service.xml_namespace.filter(|_| self.has_namespace);
        for element in self.elements {
            writer.open(element, namespace.take().map(|uri| (uri, "")));
        }
        if self.has_type {
            let fault = if head.is_client_fault { "Sender" } else { "Receiver" };
            writer.write_text_element("Type", fault);
        }
        writer.write_text_element("Code", head.code);
        write_members(&mut writer);
        if let Some((root, inner)) = self.elements.split_first() {
            inner.iter().rev().for_each(|element| writer.close(element));
            writer.write_text_element(self.request_id, head.request_id);
            if let Some(id) = create_host_id(head.service, head.request_id) {
                writer.write_text_element("HostId", &id);
            }
            writer.close(root);
        }
        writer.finish()
    }
}

/// Returns the element with the members of an error, whose root may be it, or have it or a list of errors in it.
pub(super) fn find_error<'x>(
    root: Tag<'x>,
    reader: &mut XmlReader<'x>,
    place: Place<'_>,
) -> Result<Option<Tag<'x>>, ReadError> {
    let mut element = root;
    while element.name() != "Error" {
        let found = loop {
            match reader.next_child(element, place)? {
                Some(child) if matches!(child.name(), "Error" | "Errors") => break child,
                Some(child) => reader.skip(child, place)?,
                None => return Ok(None),
            }
        };
        element = found;
    }
    Ok(Some(element))
}

/// Returns the element with the members of an output: the child of the root whose name ends with `Result`, or else the root.
/// ([AWS: awsQuery responses](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization))
pub(super) fn find_result<'x>(
    root: Tag<'x>,
    reader: &mut XmlReader<'x>,
    place: Place<'_>,
) -> Result<Option<Tag<'x>>, ReadError> {
    let start = *reader;
    while let Some(child) = reader.next_child(root, place)? {
        if child.name().ends_with("Result") {
            return Ok(Some(child));
        }
        reader.skip(child, place)?;
    }
    *reader = start;
    Ok(Some(root))
}

/// Reads the code and message of an error.
///
/// # Errors
/// The body isn't a document.
pub(super) fn read_error(body: &[u8]) -> Result<UnknownError, String> {
    if body.trim_ascii().is_empty() {
        return Ok(UnknownError::default());
    }
    let trace = Trace::default();
    read_code(body, trace.root(&Slot::None)).map_err(|error| error.to_string())
}

fn read_code(body: &[u8], place: Place<'_>) -> Result<UnknownError, ReadError> {
    let (root, mut reader) = XmlReader::parse(body, place, false)?;
    let mut error = UnknownError::default();
    let Some(element) = find_error(root, &mut reader, place)? else { return Ok(error) };
    while let Some(child) = reader.next_child(element, place)? {
        match child.name() {
            "Code" => error.code = reader.read_text(child, place)?.trim().to_owned(),
            name if name.eq_ignore_ascii_case("message") => {
                error.message = Some(reader.read_text(child, place)?.into_owned());
            }
            _ => reader.skip(child, place)?,
        }
    }
    Ok(error)
}

/// Returns whether a document is an error that has no element around it.
pub(super) fn is_bare_error(body: &[u8]) -> bool {
    Cursor::parse(body).is_ok_and(|(root, _)| root.name() == "Error")
}
