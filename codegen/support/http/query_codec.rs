//! The protocols `awsQuery` and `ec2Query`: parameters in the body of requests, XML in responses.
//! ([AWS: awsQuery](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html),
//! [AWS: ec2Query](https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html))

use ::http::{HeaderMap, HeaderValue, Method, Response, header};

use super::super::any_operation::AnyOperation;
use super::super::empty::EMPTY_SHAPE;
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::unknown_error::UnknownError;
use super::codec::{
    Codec, DocumentFormat, ErrorHead, HeadProblem, InputSource, Members, OperationFacts, OperationSource,
    PlainError, Protocol, ReadError, RequestParts, ResponseView, Target,
};
use super::form::{FORM, Form, find_parameters};
use super::form_reader::FormReader;
use super::form_writer::{FormWriter, KeyStyle};
use super::header::InvalidHeader;
use super::request_error::RequestError;
use super::xml::{self, ErrorDocument};
use super::xml_reader::XmlReader;
use super::xml_writer::XmlWriter;

/// The codec of `awsQuery`.
pub(super) static AWS_QUERY: QueryCodec = QueryCodec {
    protocol: Protocol::AwsQuery,
    style: KeyStyle::AwsQuery,
    xml: "text/xml",
    errors: &xml::WRAPPED_ERROR,
};
/// The codec of `ec2Query`.
pub(super) static EC2_QUERY: QueryCodec = QueryCodec {
    protocol: Protocol::Ec2Query,
    style: KeyStyle::Ec2Query,
    xml: "text/xml;charset=UTF-8",
    errors: &xml::LISTED_ERROR,
};

pub(super) struct QueryCodec {
    protocol: Protocol,
    style: KeyStyle,
    /// The media type of responses.
    xml: &'static str,
    /// The form of the documents of errors.
    errors: &'static ErrorDocument,
}

impl QueryCodec {
    fn respond(&self, body: Vec<u8>) -> Response<Vec<u8>> {
        let mut response = Response::new(body);
        let media_type = HeaderValue::from_static(self.xml);
        response.headers_mut().insert(header::CONTENT_TYPE, media_type);
        response
    }

    /// Returns the facts about an error with its code in this protocol, which `ec2Query` doesn't tell from that in others.
    fn with_query_code<'e>(&self, head: &ErrorHead<'e>) -> ErrorHead<'e> {
        match self.style {
            KeyStyle::AwsQuery => ErrorHead { code: head.query_code, ..*head },
            KeyStyle::Ec2Query => *head,
        }
    }

    fn respond_with_error(&self, head: &ErrorHead<'_>, body: Vec<u8>) -> Response<Vec<u8>> {
        let mut response = self.respond(body);
        *response.status_mut() = head.status;
        response
    }
}

impl Codec for QueryCodec {
    fn protocol(&self) -> Protocol {
        self.protocol
    }

    fn operation_source(&self) -> OperationSource {
        OperationSource::Action
    }

    fn media_type(&self) -> &'static str {
        FORM
    }

    fn format(&self) -> &'static dyn DocumentFormat {
        &xml::FORMAT
    }

    fn write_request(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
    ) -> Result<RequestParts, RequestError> {
        let mut writer = FormWriter::new(self.style, operation.name, operation.service.version);
        writer.write_members(members);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(FORM));
        let body = writer.finish();
        Ok(RequestParts { method: Method::POST, target: "/".to_owned(), headers, body })
    }

    fn check_head(&self, _: &InputSource<'_, '_>, _: &dyn AnyOperation) -> Result<(), HeadProblem> {
        // The parameters of a request without this media type are in its query.
        Ok(())
    }

    fn read_input(
        &self,
        source: &InputSource<'_, '_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let form = find_parameters(source.request).and_then(Form::parse);
        let form = form.ok_or_else(|| place.error("expected UTF-8"))?;
        let reader = FormReader { form: &form, style: self.style, is_strict: source.is_strict };
        let mut seen = SeenMembers::new(target.value.shape());
        reader.read_members(target.value, &mut String::new(), place, &mut seen)?;
        seen.check(place)
    }

    fn write_output(
        &self,
        operation: &OperationFacts,
        Members { shape, views }: Members<'_>,
        request_id: &str,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let mut writer = XmlWriter::with_declaration();
        let root = format!("{}Response", operation.name);
        writer.open(&root, operation.service.xml_namespace.map(|uri| (uri, "")));
        match self.style {
            KeyStyle::AwsQuery => {
                let result = format!("{}Result", operation.name);
                // Clients look for the element of a structure even if it has no members.
                if !std::ptr::eq(shape, &EMPTY_SHAPE) {
                    writer.write_root(&result, None, shape.fields, views, |_| true);
                }
                writer.open("ResponseMetadata", None);
                writer.write_text_element("RequestId", request_id);
                writer.close("ResponseMetadata");
            }
            KeyStyle::Ec2Query => {
                writer.write_members(shape.fields, views);
                writer.write_text_element("requestId", request_id);
            }
        }
        writer.close(&root);
        Ok(self.respond(writer.finish()))
    }

    fn write_error(
        &self,
        head: &ErrorHead<'_>,
        members: Members<'_>,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let head = self.with_query_code(head);
        Ok(self.respond_with_error(&head, self.errors.write_error(&head, members)))
    }

    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Response<Vec<u8>> {
        let head = self.with_query_code(head);
        self.respond_with_error(&head, self.errors.write_plain_error(&head, error))
    }

    fn read_output(
        &self,
        response: ResponseView<'_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let shape = target.value.shape();
        let mut seen = SeenMembers::new(shape);
        if !response.body.trim_ascii().is_empty() {
            let (root, mut reader) = XmlReader::parse(response.body, place, false)?;
            let element = match (shape.is_error(), self.style) {
                (true, _) => xml::find_error(root, &mut reader, place)?,
                (false, KeyStyle::AwsQuery) => xml::find_result(root, &mut reader, place)?,
                (false, KeyStyle::Ec2Query) => Some(root),
            };
            if let Some(element) = element {
                reader.read_body(element, target.value, place, &mut seen)?;
            }
        }
        seen.check(place)
    }

    fn read_error(&self, response: ResponseView<'_>) -> Result<UnknownError, String> {
        xml::read_error(response.body)
    }
}
