//! What the protocols `rpcv2Cbor` and `rpcv2Json` have in common: the operation in the path, and a header with the protocol.
//! ([Smithy: RPC v2](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html))

use ::http::{HeaderMap, HeaderValue, Method, Response, header};

use super::super::empty::EMPTY_SHAPE;
use super::codec::{
    ErrorHead, Members, OperationFacts, RequestParts, ResponseView, SMITHY_PROTOCOL, add_query_mode,
};

/// The names of a protocol in messages.
pub(super) struct RpcNames {
    /// The value of the header `smithy-protocol`.
    pub(super) protocol: &'static str,
    /// The media type of bodies.
    pub(super) media_type: &'static str,
}

impl RpcNames {
    /// Returns a request with this body, which inputs that aren't modeled don't have.
    pub(super) fn write_request(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
        body: impl FnOnce(Members<'_>) -> Vec<u8>,
    ) -> RequestParts {
        let mut headers = HeaderMap::new();
        headers.insert(SMITHY_PROTOCOL, HeaderValue::from_static(self.protocol));
        headers.insert(header::ACCEPT, HeaderValue::from_static(self.media_type));
        add_query_mode(operation.service, &mut headers);
        let body = self.write_body(members, &mut headers, body);
        let target = format!("/service/{}/operation/{}", operation.service.name, operation.name);
        RequestParts { method: Method::POST, target, headers, body }
    }

    /// Returns a response with this body, which outputs that aren't modeled don't have.
    pub(super) fn write_output(
        &self,
        members: Members<'_>,
        body: impl FnOnce(Members<'_>) -> Vec<u8>,
    ) -> Response<Vec<u8>> {
        let mut headers = HeaderMap::new();
        headers.insert(SMITHY_PROTOCOL, HeaderValue::from_static(self.protocol));
        let body = self.write_body(members, &mut headers, body);
        let mut response = Response::new(body);
        *response.headers_mut() = headers;
        response
    }

    fn write_body(
        &self,
        members: Members<'_>,
        headers: &mut HeaderMap,
        body: impl FnOnce(Members<'_>) -> Vec<u8>,
    ) -> Vec<u8> {
        if std::ptr::eq(members.shape, &EMPTY_SHAPE) {
            return Vec::new();
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        body(members)
    }

    /// Returns whether a response says that it is in the protocol. Otherwise it is that of a proxy, and only its status counts.
    pub(super) fn are_in(&self, response: ResponseView<'_>) -> bool {
        response.headers.get(SMITHY_PROTOCOL).is_some_and(|name| name == self.protocol)
    }

    /// Returns the response of an error with this body.
    pub(super) fn write_error(&self, head: &ErrorHead<'_>, body: Vec<u8>) -> Response<Vec<u8>> {
        let mut response = Response::new(body);
        *response.status_mut() = head.status;
        let headers = response.headers_mut();
        headers.insert(SMITHY_PROTOCOL, HeaderValue::from_static(self.protocol));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        head.add_query_error(headers);
        response
    }
}
