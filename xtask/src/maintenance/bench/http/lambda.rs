//! Calls of Lambda, whose protocol is restJson1.

use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::InvocationType as SdkInvocationType;
use aws_shapes::lambda::operations::{Invoke, ListFunctions, OPERATIONS};
use aws_shapes::lambda::{InvocationRequest, InvocationType, ListFunctionsRequest};
use http::Response;
use tokio::runtime::Runtime;

use crate::{define_client, measure_messages, measure_sdk};

const FUNCTION: &str = r#"{"FunctionName":"my-function","FunctionArn":"arn:aws:lambda:us-west-2:123456789012:function:my-function","Runtime":"nodejs18.x","Role":"arn:aws:iam::123456789012:role/service-role/my-function-role","Handler":"index.handler","CodeSize":1234,"Timeout":3,"MemorySize":128,"Version":"$LATEST","Environment":{"Variables":{"LOG":"debug","TABLE":"things"}}}"#;

define_client!(aws_sdk_lambda);

pub fn measure_calls(runtime: &Runtime) {
    measure_list_functions(runtime);
    measure_invoke(runtime);
}

fn measure_list_functions(runtime: &Runtime) {
    let name = "ListFunctions, 50 functions";
    let mut input = ListFunctionsRequest::default();
    input.max_items = Some(50);
    let body = format!("{{\"Functions\":[{}]}}", vec![FUNCTION; 50].join(","));
    let canned = Response::new(body.as_bytes());
    measure_messages::<ListFunctions>(name, OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk(name, runtime, || async {
        let output = sdk.list_functions().max_items(50).send().await.expect("an output");
        assert_eq!(output.functions().len(), 50);
        output
    });
}

fn measure_invoke(runtime: &Runtime) {
    let mut input = InvocationRequest::new("my-function");
    input.invocation_type = Some(InvocationType::RequestResponse);
    input.payload = Some(br#"{"key":"value"}"#.to_vec().into());
    let canned = Response::new(&br#"{"ok":true}"#[..]);
    measure_messages::<Invoke>("Invoke", OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk("Invoke", runtime, || async {
        sdk.invoke()
            .function_name("my-function")
            .invocation_type(SdkInvocationType::RequestResponse)
            .payload(Blob::new(br#"{"key":"value"}"#))
            .send()
            .await
            .expect("an output")
    });
}
