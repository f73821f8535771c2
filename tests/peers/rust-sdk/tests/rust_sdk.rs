//! The AWS SDK for Rust as the client of the emulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType, TableStatus,
};
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{FunctionCode, Runtime};
use shapesmith_peers::emulator::Emulator;
use shapesmith_peers_rust_sdk::{dynamodb, lambda};
use shapesmith_test_support::find_shared;

const NAMES: [&str; 3] = ["a", "b", "c"];

#[tokio::test]
async fn functions_are_created_listed_invoked_and_deleted() {
    let (emulator, server) = Emulator::start();
    let client = lambda(server.url());
    for name in NAMES {
        let code = FunctionCode::builder().zip_file(Blob::new([0, 1, 255])).build();
        let made = client
            .create_function()
            .function_name(name)
            .role("arn:aws:iam::123456789012:role/worker")
            .code(code)
            .handler("echo")
            .runtime(Runtime::from("python3.12"))
            .description("é");
        let made = made.send().await.unwrap();
        assert_eq!((made.function_name(), made.code_size()), (Some(name), 3));
        assert_eq!(made.description(), Some("é"));
    }
    let mut pages = client.list_functions().into_paginator().page_size(2).send();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        let functions = page.unwrap().functions.unwrap_or_default();
        names.push(functions.into_iter().filter_map(|it| it.function_name).collect::<Vec<_>>());
    }
    assert_eq!(names, [vec!["a", "b"], vec!["c"]]);
    let found = client.get_function().function_name("a").send().await.unwrap();
    assert_eq!(found.configuration().and_then(|it| it.handler()), Some("echo"));
    let payload: Vec<u8> = (0..=255).collect();
    let result = client.invoke().function_name("a").payload(Blob::new(payload.clone()));
    let result = result.send().await.unwrap();
    assert_eq!((result.status_code(), result.function_error()), (200, None));
    assert_eq!(result.payload().map(Blob::as_ref), Some(payload.as_slice()));
    for name in NAMES {
        client.delete_function().function_name(name).send().await.unwrap();
    }
    assert_eq!(emulator.answered().len(), 5, "{:?}", emulator.answered());
}

#[tokio::test]
async fn errors_of_lambda_have_types() {
    let (_emulator, server) = Emulator::start();
    let client = lambda(server.url());
    let error = client.get_function().function_name("missing").send().await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 404);
    let error = error.into_service_error();
    assert!(error.is_resource_not_found_exception(), "{error:?}");
    assert!(error.meta().message().unwrap().ends_with("function:missing"), "{error:?}");
    // The model has no such error.
    let error = client.get_function().function_name("not a name").send().await.unwrap_err();
    let error = error.into_service_error();
    assert_eq!(error.meta().code(), Some("ValidationException"));
    assert!(error.meta().message().unwrap().starts_with("1 validation error"), "{error:?}");
}

async fn create_table(client: &aws_sdk_dynamodb::Client, name: &str) -> TableStatus {
    let attribute =
        AttributeDefinition::builder().attribute_name("pk").attribute_type(ScalarAttributeType::S);
    let key = KeySchemaElement::builder().attribute_name("pk").key_type(KeyType::Hash);
    let made = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute.build().unwrap())
        .key_schema(key.build().unwrap());
    let table = made.send().await.unwrap().table_description.unwrap();
    table.table_status.unwrap()
}

#[tokio::test]
async fn tables_and_items_are_created_listed_and_deleted() {
    if find_shared("DynamoDB with the SDK for Rust").is_none() {
        return;
    }
    let (_emulator, server) = Emulator::start();
    let client = dynamodb(server.url());
    for name in ["tab-a", "tab-b", "tab-c"] {
        assert_eq!(create_table(&client, name).await, TableStatus::Creating);
    }
    let mut pages = client.list_tables().into_paginator().page_size(2).send();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        names.push(page.unwrap().table_names.unwrap_or_default());
    }
    assert_eq!(names, [vec!["tab-a", "tab-b"], vec!["tab-c"]]);
    let map = [("inner".to_owned(), AttributeValue::L(vec![AttributeValue::Null(true)]))];
    let item = [
        ("pk", AttributeValue::S("ключ".to_owned())),
        ("number", AttributeValue::N("12345678901234567890.5".to_owned())),
        ("bytes", AttributeValue::B(aws_sdk_dynamodb::primitives::Blob::new([0, 255]))),
        ("texts", AttributeValue::Ss(vec!["a".to_owned(), String::new()])),
        ("map", AttributeValue::M(map.into())),
    ];
    let item: std::collections::HashMap<_, _> =
        item.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let put = client.put_item().table_name("tab-a").set_item(Some(item.clone()));
    put.send().await.unwrap();
    let key = || AttributeValue::S("ключ".to_owned());
    let get = || client.get_item().table_name("tab-a").key("pk", key()).send();
    assert_eq!(get().await.unwrap().item, Some(item));
    let delete = client.delete_item().table_name("tab-a").key("pk", key());
    delete.send().await.unwrap();
    assert_eq!(get().await.unwrap().item, None);
    client.delete_table().table_name("tab-a").send().await.unwrap();
    let error = client.describe_table().table_name("tab-a").send().await.unwrap_err();
    assert!(error.into_service_error().is_resource_not_found_exception());
}
