//! The protocol `restXml`.
//! ([Smithy: restXml](https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html))

use super::super::field::{Field, PAYLOAD, STREAMING, Shape, XML_UNWRAPPED};
use super::super::operation::XmlRoot;
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::service::Service;
use super::super::unknown_error::UnknownError;
use super::super::value::{Slot, Value, View};
use super::codec::{DocumentFormat, ErrorHead, Members, PlainError, Protocol, ReadError};
use super::element::ElementForm;
use super::request_error::RequestError;
use super::rest::{BodyFormat, Message, Rest};
use super::xml::{self, ErrorDocument};
use super::xml_reader::XmlReader;
use super::xml_writer::XmlWriter;

/// The codec.
pub(super) static REST_XML: Rest<Xml> = Rest(Xml);

pub(super) struct Xml;

impl Message<'_> {
    fn service(self) -> &'static Service {
        let (Self::Request(operation) | Self::Response(operation)) = self;
        operation.service
    }

    /// Returns the root of the document, if it isn't named after the shape.
    fn root(self) -> Option<XmlRoot> {
        match self {
            Self::Request(operation) => operation.input_root,
            Self::Response(operation) => operation.output_root,
        }
    }

    /// Returns the writer of a document.
    fn writer(self) -> XmlWriter {
        match self {
            Self::Request(_) => XmlWriter::new(),
            Self::Response(_) => XmlWriter::with_declaration(),
        }
    }

    /// Returns a document.
    ///
    /// # Errors
    /// A value of a request has a character that XML can't hold. In responses it is a reference, as services write it.
    fn finish(self, writer: XmlWriter) -> Result<Vec<u8>, RequestError> {
        match self {
            Self::Request(_) if writer.has_forbidden() => Err(RequestError::ForbiddenCharacter),
            _ => Ok(writer.finish()),
        }
    }
}

impl BodyFormat for Xml {
    const PROTOCOL: Protocol = Protocol::RestXml;
    const MEDIA_TYPE: &'static str = "application/xml";
    const EMPTY_OUTPUT: Option<&'static [u8]> = None;
    const UNSET_STRUCTURE: Option<&'static [u8]> = None;
    const REQUIRES_MEDIA_TYPE: bool = false;
    const HAS_ERROR_HEADER: bool = false;

    fn format(&self) -> &'static dyn DocumentFormat {
        &xml::FORMAT
    }

    fn write_members(
        &self,
        message: Message<'_>,
        members: Members<'_>,
    ) -> Result<Vec<u8>, RequestError> {
        let Members { shape, views } = members;
        let mut writer = message.writer();
        let default = message.service().xml_namespace;
        match find_unwrapped(members) {
            Some((field, view)) => {
                let form = ElementForm::of(field);
                // An element without text stands for the default value, which isn't written otherwise.
                let view = if view.is_absent() { View::String("") } else { view };
                writer.write_value(view, form.with_default_namespace(default));
            }
            None => {
                let root = message.root();
                let name = root.map_or(shape.name, |root| root.name);
                let namespace = root.and_then(|root| root.namespace);
                let namespace = namespace.or(default.map(|uri| (uri, "")));
                writer.write_root(name, namespace, shape.fields, views, Field::is_in_body);
            }
        }
        message.finish(writer)
    }

    fn write_value(
        &self,
        message: Message<'_>,
        field: &'static Field,
        view: View<'_>,
    ) -> Result<Vec<u8>, RequestError> {
        let mut writer = message.writer();
        let form = ElementForm::of(field);
        writer.write_value(view, form.with_default_namespace(message.service().xml_namespace));
        message.finish(writer)
    }

    fn read_members(
        &self,
        body: &[u8],
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
        is_strict: bool,
    ) -> Result<(), ReadError> {
        let (root, mut reader) = XmlReader::parse(body, place, is_strict)?;
        if !value.shape().is_error() {
            return reader.read_body(root, value, place, seen);
        }
        match xml::find_error(root, &mut reader, place)? {
            Some(error) => reader.read_body(error, value, place, seen),
            None => Ok(()),
        }
    }

    fn read_value(
        &self,
        body: &[u8],
        slot: Slot<'_>,
        field: &'static Field,
        place: Place<'_>,
        is_strict: bool,
    ) -> Result<(), ReadError> {
        let (root, mut reader) = XmlReader::parse(body, place, is_strict)?;
        reader.read_value(root, slot, ElementForm::of(field), place)
    }

    fn is_unset_structure(&self, body: &[u8]) -> bool {
        body.trim_ascii().is_empty()
    }

    fn write_error(&self, head: &ErrorHead<'_>, members: Members<'_>) -> Vec<u8> {
        error_document(head.service).write_error(head, members)
    }

    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Vec<u8> {
        error_document(head.service).write_plain_error(head, error)
    }

    /// Operations of S3 that take long answer with the status of a success before they have failed.
    fn is_error(&self, body: &[u8], output: &Shape) -> bool {
        let is_stream = |field: &Field| field.has(STREAMING) || field.location() == PAYLOAD;
        !output.fields.iter().any(is_stream) && xml::is_bare_error(body)
    }

    fn read_error(&self, body: &[u8]) -> Result<UnknownError, String> {
        xml::read_error(body)
    }
}

/// Returns the member that is the root of its document.
fn find_unwrapped<'v>(
    Members { shape, views }: Members<'v>,
) -> Option<(&'static Field, View<'v>)> {
    let mut members = shape.fields.iter().zip(views).filter(|_| shape.has(XML_UNWRAPPED));
    members.find(|(field, _)| field.is_in_body()).map(|(field, view)| (field, *view))
}

/// Returns the form of the documents of errors.
fn error_document(service: &Service) -> &'static ErrorDocument {
    if service.has_unwrapped_errors { &xml::BARE_ERROR } else { &xml::WRAPPED_ERROR }
}
