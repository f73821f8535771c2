//! A client of AWS: HTTP messages of generated types, signed, over a small HTTP client.

use std::collections::BTreeMap;
#[cfg(sample)]
use std::io::Read;
use std::sync::{LazyLock, Mutex};
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use http::{Request, Response};

#[cfg(sample)]
use crate::api::support::http::{ChecksumAlgorithm, ChunkEncoder};
use crate::api::support::http::{Endpoint, ResponseError, response};
use crate::api::support::{ErrorSet, Operation};
#[cfg(sample)]
use crate::chunks::Chunks;

const REGION: &str = "us-east-1";

/// A client of the services at an endpoint.
pub struct Client {
    endpoint: Endpoint,
    agent: ureq::Agent,
    used: Mutex<BTreeMap<String, Use>>,
}

/// How often a client used an operation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Use {
    /// The number of outputs.
    pub outputs: usize,
    /// The number of errors.
    pub errors: usize,
}

impl Client {
    /// Creates a client of the endpoint at `url`.
    pub fn new(url: &str) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        Self {
            endpoint: Endpoint::parse(url).unwrap().with_host_prefix(false),
            agent: config.build().new_agent(),
            used: Mutex::default(),
        }
    }

    /// Calls an operation. Returns its output or error; a response that is neither is a failure of the test.
    #[track_caller]
    pub fn call<O: Operation>(&self, input: &O::Input) -> Result<O::Output, O::Error> {
        let mut request = self.endpoint.request::<O>(input).unwrap();
        sign_request(&mut request, O::SERVICE.signing_name.unwrap(), None);
        let received = self.send(request.clone());
        self.read::<O>(&request, &received)
    }

    /// Calls an operation whose body is streamed in chunks, with a checksum behind them.
    #[cfg(sample)]
    #[track_caller]
    pub fn call_in_chunks<O: Operation>(
        &self,
        input: &O::Input,
        algorithm: ChecksumAlgorithm,
        length: u64,
        body: impl Read + Send + 'static,
    ) -> Result<O::Output, O::Error> {
        let encoder = ChunkEncoder::new(algorithm, length);
        let mut request = self.endpoint.request::<O>(input).unwrap();
        encoder.add_headers(request.headers_mut());
        let kind = request.headers()["x-amz-content-sha256"].to_str().unwrap().to_owned();
        sign_request(&mut request, O::SERVICE.signing_name.unwrap(), Some(&kind));
        let chunks = Chunks::new(encoder, body);
        let received =
            self.send(request.clone().map(|_| ureq::SendBody::from_owned_reader(chunks)));
        self.read::<O>(&request, &received)
    }

    /// Reads a response, and counts it.
    #[track_caller]
    fn read<O: Operation>(
        &self,
        request: &Request<Vec<u8>>,
        received: &Response<Vec<u8>>,
    ) -> Result<O::Output, O::Error> {
        let name = format!("{}:{}", O::SERVICE.name, O::NAME);
        let mut used = self.used.lock().unwrap();
        let used = used.entry(name).or_default();
        match response::<O>(received) {
            Ok(output) => {
                used.outputs += 1;
                Ok(output)
            }
            Err(ResponseError::Service(error)) => {
                used.errors += 1;
                Err(error)
            }
            Err(ResponseError::Malformed(malformed)) => {
                panic!("{malformed}\n{}\n{}", print_request(request), print_response(received))
            }
        }
    }

    /// Calls an operation that fails with an error of the model.
    #[track_caller]
    pub fn fail<O: Operation>(&self, input: &O::Input, code: &str) -> O::Error {
        match self.call::<O>(input) {
            Err(error) => {
                assert_eq!(error.code(), code, "{}: {error}", O::NAME);
                assert!(error.info().is_some(), "{}: {error:?}", O::NAME);
                error
            }
            Ok(output) => panic!("{}: {output:?}", O::NAME),
        }
    }

    /// Returns how often each operation was used; the names have the shape name of the service in front.
    pub fn used(&self) -> BTreeMap<String, Use> {
        self.used.lock().unwrap().clone()
    }

    fn send(&self, request: Request<impl ureq::AsSendBody>) -> Response<Vec<u8>> {
        let (head, mut body) = self.agent.run(request).unwrap().into_parts();
        Response::from_parts(head, body.read_to_vec().unwrap())
    }
}

/// Signs a request, and returns the signature. A body that is signed otherwise, such as a stream, has a text in place of its hash.
pub fn sign_request(
    request: &mut Request<Vec<u8>>,
    service: &str,
    body_hash: Option<&str>,
) -> String {
    let parameters = v4::SigningParams::builder()
        .identity(identity())
        .region(REGION)
        .name(service)
        .time(SystemTime::now())
        .settings(signing_settings(service))
        .build()
        .unwrap()
        .into();
    let (method, target) = (request.method().as_str(), request.uri().to_string());
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    let body = match body_hash {
        Some(hash) => SignableBody::Precomputed(hash.to_owned()),
        None => SignableBody::Bytes(request.body()),
    };
    let signable = SignableRequest::new(method, &target, headers, body).unwrap();
    let (instructions, signature) = sign(signable, &parameters).unwrap().into_parts();
    instructions.apply_to_request_http1x(request);
    signature
}

/// Returns the parameters of the signature of a frame in a stream of events.
pub fn frame_signing_params(service: &str, time: SystemTime) -> v4::SigningParams<'_, ()> {
    let parameters = v4::SigningParams::builder().identity(identity()).region(REGION);
    parameters.name(service).time(time).settings(()).build().unwrap()
}

fn identity() -> &'static Identity {
    static IDENTITY: LazyLock<Identity> =
        LazyLock::new(|| Credentials::from_keys("AKIDEXAMPLE", "secret", None).into());
    &IDENTITY
}

/// Returns how requests to a service are signed: S3 signs paths as they are, and has the hash of the body in a header.
fn signing_settings(service: &str) -> SigningSettings {
    let mut settings = SigningSettings::default();
    if service == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    settings
}

fn print_request(request: &Request<Vec<u8>>) -> String {
    let body = String::from_utf8_lossy(request.body());
    format!("{} {}\n{:#?}\n{body}", request.method(), request.uri(), request.headers())
}

fn print_response(response: &Response<Vec<u8>>) -> String {
    let body = String::from_utf8_lossy(response.body());
    format!("{}\n{:#?}\n{body}", response.status(), response.headers())
}
