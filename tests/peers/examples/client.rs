//! Lists the functions of an account: `cargo run --example client -- https://lambda.us-east-1.amazonaws.com`.

use std::error::Error;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_shapes::lambda::ListFunctionsRequest;
use aws_shapes::lambda::operations::ListFunctions;
use aws_shapes::support::Operation;
use aws_shapes::support::http::{Endpoint, response};
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use http::{Request, Response};
use ureq::Agent;

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:9001".to_owned());
    let endpoint = Endpoint::parse(&url)?;
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let mut input = ListFunctionsRequest::default();
    loop {
        let page = send::<ListFunctions>(&agent, &endpoint, &input)?;
        for function in page.functions.unwrap_or_default() {
            println!("{}", function.function_name.unwrap_or_default());
        }
        input.marker = page.next_marker.filter(|marker| !marker.is_empty());
        if input.marker.is_none() {
            return Ok(());
        }
    }
}

/// Sends the request of any operation, and reads its response.
fn send<O: Operation>(
    agent: &Agent,
    endpoint: &Endpoint,
    input: &O::Input,
) -> Result<O::Output, Box<dyn Error>> {
    let mut request = endpoint.request::<O>(input)?;
    add_signature(&mut request, O::SERVICE.signing_name.unwrap_or_default())?;
    let (head, mut body) = agent.run(request)?.into_parts();
    let received = Response::from_parts(head, body.read_to_vec()?);
    Ok(response::<O>(&received)?)
}

fn add_signature(request: &mut Request<Vec<u8>>, service: &str) -> Result<(), Box<dyn Error>> {
    let [id, secret] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map(std::env::var);
    let identity = Credentials::new(id?, secret?, None, None, "environment").into();
    let parameters = SigningParams::builder().identity(&identity).region("us-east-1").name(service);
    let parameters = parameters.time(SystemTime::now()).settings(SigningSettings::default());
    let headers = request.headers().iter();
    let headers = headers.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let (method, uri) = (request.method().as_str(), request.uri().to_string());
    let body = SignableBody::Bytes(request.body());
    let signable = SignableRequest::new(method, uri, headers, body)?;
    let (signature, _) = sign(signable, &parameters.build()?.into())?.into_parts();
    signature.apply_to_request_http1x(request);
    Ok(())
}
