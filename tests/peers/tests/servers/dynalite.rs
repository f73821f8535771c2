//! dynalite, a server of DynamoDB in JavaScript.

use std::collections::BTreeMap;
use std::process::Command;
use std::thread;
use std::time::Duration;

use shapesmith_peers::api::dynamodb::operations as ops;
use shapesmith_peers::api::dynamodb::{
    AttributeDefinition, AttributeValue, BatchWriteItemInput, BillingMode, CreateTableInput,
    DeleteItemInput, DeleteTableInput, DescribeTableInput, GetItemInput, KeySchemaElement,
    ListTablesInput, PutItemInput, PutRequest, QueryInput, ScanInput, WriteRequest,
};
use shapesmith_peers::api::support::{Blob, ErrorSet};
use shapesmith_peers::client::Client;
use shapesmith_peers::node::install_packages;
use shapesmith_peers::process::ServerProcess;

const TABLE: &str = "readings";
/// The number of items that are written at once.
const COUNT: usize = 23;

type Item = BTreeMap<String, AttributeValue>;

#[test]
#[ignore = "downloads an npm package"]
fn dynalite_has_tables_and_items() {
    let folder = install_packages();
    let server = ServerProcess::start("/", |_, port| {
        let mut node = Command::new("node");
        node.arg(folder.join("node_modules/dynalite/cli.js"));
        node.args(["--host", "127.0.0.1", "--createTableMs", "20", "--deleteTableMs", "20"]);
        node.args(["--port", &port.to_string()]);
        node
    });
    let client = Client::new(server.url());
    use_tables(&client);
    use_items(&client);
    use_pages(&client);
    client.call::<ops::DeleteTable>(&DeleteTableInput::new(TABLE)).unwrap();
    let used = client.used();
    println!("{used:#?}");
    assert_eq!(used.len(), 10);
    assert_eq!(used.values().filter(|count| count.errors > 0).count(), 5);
}

fn use_tables(client: &Client) {
    let attributes = [("place", "S"), ("time", "N")]
        .map(|(name, kind)| AttributeDefinition::new(name, kind))
        .to_vec();
    let keys = vec![KeySchemaElement::new("place", "HASH"), KeySchemaElement::new("time", "RANGE")];
    let mut input = CreateTableInput::new(attributes, TABLE, keys);
    input.billing_mode = Some(BillingMode::PayPerRequest);
    client.call::<ops::CreateTable>(&input).unwrap();
    client.fail::<ops::CreateTable>(&input, "ResourceInUseException");
    let status = || {
        let output = client.call::<ops::DescribeTable>(&DescribeTableInput::new(TABLE)).unwrap();
        output.table.unwrap().table_status.unwrap()
    };
    while status().as_str() != "ACTIVE" {
        thread::sleep(Duration::from_millis(10));
    }
    let listed = client.call::<ops::ListTables>(&ListTablesInput::default()).unwrap();
    assert_eq!(listed.table_names.as_deref(), Some(&[TABLE.to_owned()][..]));
    client
        .fail::<ops::DescribeTable>(&DescribeTableInput::new("none"), "ResourceNotFoundException");
}

/// Writes and reads an item with attributes of every type, under conditions.
fn use_items(client: &Client) {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let inner = [("n".to_owned(), AttributeValue::N("-1.5".to_owned()))].into();
    let list =
        vec![AttributeValue::Null(true), AttributeValue::Bool(false), AttributeValue::M(inner)];
    let mut item = key("ключ 😀", 0);
    for (name, value) in [
        ("bytes", AttributeValue::B(Blob::from(&[0, 255]))),
        ("blobs", AttributeValue::Bs(vec![Blob::from(&[1]), Blob::from(&[2])])),
        ("list", AttributeValue::L(list)),
        ("texts", AttributeValue::Ss(vec!["a".to_owned(), "b".to_owned()])),
        ("numbers", AttributeValue::Ns(vec!["1".to_owned(), "2".to_owned()])),
        ("text", text("<&>\"\n")),
    ] {
        item.insert(name.to_owned(), value);
    }
    let mut put = PutItemInput::new(TABLE, item.clone());
    put.condition_expression = Some("attribute_not_exists(place)".to_owned());
    client.call::<ops::PutItem>(&put).unwrap();
    let get = GetItemInput::new(TABLE, key("ключ 😀", 0));
    let read = client.call::<ops::GetItem>(&get).unwrap();
    assert_eq!(read.item, Some(item));
    client.fail::<ops::PutItem>(&put, "ConditionalCheckFailedException");
    let mut delete = DeleteItemInput::new(TABLE, key("ключ 😀", 0));
    delete.condition_expression = Some("#t = :t".to_owned());
    delete.expression_attribute_names = Some([("#t".to_owned(), "text".to_owned())].into());
    delete.expression_attribute_values = Some([(":t".to_owned(), text("other"))].into());
    client.fail::<ops::DeleteItem>(&delete, "ConditionalCheckFailedException");
    delete.expression_attribute_values = Some([(":t".to_owned(), text("<&>\"\n"))].into());
    client.call::<ops::DeleteItem>(&delete).unwrap();
    assert_eq!(client.call::<ops::GetItem>(&get).unwrap().item, None);
    // The service has this error, its model hasn't.
    let error = client.call::<ops::GetItem>(&GetItemInput::new(TABLE, Item::new())).unwrap_err();
    assert_eq!((error.code(), error.status()), ("ValidationException", Some(400)));
}

/// Writes items in a batch, and reads them in pages.
fn use_pages(client: &Client) {
    let requests = (0..COUNT).map(|time| {
        let mut request = WriteRequest::default();
        request.put_request = Some(PutRequest::new(key("sea", time)));
        request
    });
    let batch = BatchWriteItemInput::new([(TABLE.to_owned(), requests.collect())].into());
    let output = client.call::<ops::BatchWriteItem>(&batch).unwrap();
    assert!(output.unprocessed_items.unwrap_or_default().is_empty());
    let mut query = QueryInput::new(TABLE);
    query.key_condition_expression = Some("place = :p AND #t >= :t".to_owned());
    query.expression_attribute_names = Some([("#t".to_owned(), "time".to_owned())].into());
    query.expression_attribute_values = Some(
        [
            (":p".to_owned(), AttributeValue::S("sea".to_owned())),
            (":t".to_owned(), AttributeValue::N("3".to_owned())),
        ]
        .into(),
    );
    query.limit = Some(8);
    let (mut found, mut pages) = (Vec::new(), 0);
    loop {
        let output = client.call::<ops::Query>(&query).unwrap();
        found.extend(output.items.unwrap_or_default());
        pages += 1;
        match output.last_evaluated_key {
            Some(last) => query.exclusive_start_key = Some(last),
            None => break,
        }
    }
    assert_eq!(found, (3..COUNT).map(|time| key("sea", time)).collect::<Vec<_>>());
    assert_eq!(pages, 3);
    let mut scan = ScanInput::new(TABLE);
    scan.select = Some("COUNT".into());
    assert_eq!(client.call::<ops::Scan>(&scan).unwrap().count, i32::try_from(COUNT).ok());
}

fn key(place: &str, time: usize) -> Item {
    let place = ("place".to_owned(), AttributeValue::S(place.to_owned()));
    [place, ("time".to_owned(), AttributeValue::N(time.to_string()))].into()
}
