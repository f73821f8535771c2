//! Calls of DynamoDB, whose protocol is awsJson1_0.

use aws_sdk_dynamodb::types::AttributeValue;
use aws_shapes::dynamodb::operations::{GetItem, OPERATIONS, PutItem};
use http::Response;
use tokio::runtime::Runtime;

use crate::{define_client, measure_messages, measure_sdk};

const ITEM: &str = r#"{"id":{"S":"12345"},"count":{"N":"42"},"tags":{"SS":["a","b"]},"nested":{"M":{"x":{"BOOL":true}}}}"#;

define_client!(aws_sdk_dynamodb);

pub fn measure_calls(runtime: &Runtime) {
    measure_put_item(runtime);
    measure_get_item(runtime);
}

fn measure_put_item(runtime: &Runtime) {
    let item = format!("{{\"TableName\":\"things\",\"Item\":{ITEM}}}");
    let input = serde_json::from_str(&item).expect("an input");
    let canned = Response::new(&b"{}"[..]);
    measure_messages::<PutItem>("PutItem", OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk("PutItem", runtime, || async {
        sdk.put_item()
            .table_name("things")
            .item("id", AttributeValue::S("12345".to_owned()))
            .item("count", AttributeValue::N("42".to_owned()))
            .item("tags", AttributeValue::Ss(vec!["a".to_owned(), "b".to_owned()]))
            .item(
                "nested",
                AttributeValue::M([("x".to_owned(), AttributeValue::Bool(true))].into()),
            )
            .send()
            .await
            .expect("an output")
    });
}

fn measure_get_item(runtime: &Runtime) {
    let key = r#"{"TableName":"things","Key":{"id":{"S":"12345"}}}"#;
    let input = serde_json::from_str(key).expect("an input");
    let body = format!("{{\"Item\":{ITEM}}}");
    let canned = Response::new(body.as_bytes());
    measure_messages::<GetItem>("GetItem", OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk("GetItem", runtime, || async {
        let key = AttributeValue::S("12345".to_owned());
        sdk.get_item().table_name("things").key("id", key).send().await.expect("an output")
    });
}
