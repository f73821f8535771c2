//! Services that speak awsJson1_0 and awsJson1_1.

use shapesmith_peers::api::support::{Blob, ErrorSet};
use shapesmith_peers::api::{cognito, dynamodb, ecr, eventbridge, kinesis, logs, sfn, sqs, ssm};
use shapesmith_peers::client::Client;

use crate::{NAMES, assert_names, read_pages};

pub fn use_cognito(client: &Client) {
    use cognito::operations as ops;
    let created: Vec<String> = NAMES
        .map(|name| {
            let output =
                client.call::<ops::CreateUserPool>(&cognito::CreateUserPoolRequest::new(name));
            output.unwrap().user_pool.unwrap().id.unwrap()
        })
        .into();
    let listed = read_pages(2, |token| {
        let mut input = cognito::ListUserPoolsRequest::new(2);
        input.next_token = token;
        let output = client.call::<ops::ListUserPools>(&input).unwrap();
        (output.user_pools, output.next_token)
    });
    assert_names(listed.into_iter().map(|pool| pool.name));
    let input = cognito::DescribeUserPoolRequest::new(&created[0]);
    let read = client.call::<ops::DescribeUserPool>(&input).unwrap().user_pool.unwrap();
    assert_eq!(read.name.as_deref(), Some("first"));
    for id in &created {
        client.call::<ops::DeleteUserPool>(&cognito::DeleteUserPoolRequest::new(id)).unwrap();
    }
    client.fail::<ops::DescribeUserPool>(&input, "ResourceNotFoundException");
}

pub fn use_dynamodb(client: &Client) {
    use dynamodb::operations as ops;
    let key = dynamodb::KeySchemaElement::new("id", "HASH");
    let attribute = dynamodb::AttributeDefinition::new("id", "S");
    for name in NAMES {
        let mut input =
            dynamodb::CreateTableInput::new(vec![attribute.clone()], name, vec![key.clone()]);
        input.billing_mode = Some(dynamodb::BillingMode::PayPerRequest);
        client.call::<ops::CreateTable>(&input).unwrap();
    }
    let listed = read_pages(2, |token| {
        let mut input = dynamodb::ListTablesInput::default();
        (input.limit, input.exclusive_start_table_name) = (Some(2), token);
        let output = client.call::<ops::ListTables>(&input).unwrap();
        (output.table_names, output.last_evaluated_table_name)
    });
    assert_names(listed.into_iter().map(Some));
    use_items(client);
    for name in NAMES {
        client.call::<ops::DeleteTable>(&dynamodb::DeleteTableInput::new(name)).unwrap();
    }
    let input = dynamodb::DescribeTableInput::new("first");
    client.fail::<ops::DescribeTable>(&input, "ResourceNotFoundException");
}

/// Writes and reads an item with attributes of many types.
fn use_items(client: &Client) {
    use dynamodb::AttributeValue as Attribute;
    use dynamodb::operations as ops;
    let inner = [("n".to_owned(), Attribute::N("1.5".to_owned()))].into();
    let list = vec![Attribute::Null(true), Attribute::Bool(false), Attribute::M(inner)];
    let key = ("id".to_owned(), Attribute::S("ключ".to_owned()));
    let item: std::collections::BTreeMap<_, _> = [
        key.clone(),
        ("bytes".to_owned(), Attribute::B(Blob::from(&[0, 255]))),
        ("list".to_owned(), Attribute::L(list)),
        ("texts".to_owned(), Attribute::Ss(vec!["a".to_owned(), "b".to_owned()])),
    ]
    .into();
    let mut input = dynamodb::PutItemInput::new("first", item.clone());
    client.call::<ops::PutItem>(&input).unwrap();
    let read = client.call::<ops::GetItem>(&dynamodb::GetItemInput::new("first", [key].into()));
    assert_eq!(read.unwrap().item, Some(item));
    input.condition_expression = Some("attribute_not_exists(id)".to_owned());
    client.fail::<ops::PutItem>(&input, "ConditionalCheckFailedException");
    // The service has this error, its model hasn't.
    let input = dynamodb::PutItemInput::new("first", [].into());
    let error = client.call::<ops::PutItem>(&input).unwrap_err();
    assert_eq!((error.code(), error.status()), ("ValidationException", Some(400)));
}

pub fn use_ecr(client: &Client) {
    use ecr::operations as ops;
    for name in NAMES {
        client.call::<ops::CreateRepository>(&ecr::CreateRepositoryRequest::new(name)).unwrap();
    }
    let listed = read_pages(1, |token| {
        let mut input = ecr::DescribeRepositoriesRequest::default();
        (input.max_results, input.next_token) = (Some(2), token);
        let output = client.call::<ops::DescribeRepositories>(&input).unwrap();
        (output.repositories, output.next_token)
    });
    assert_names(listed.into_iter().map(|repository| repository.repository_name));
    for name in NAMES {
        client.call::<ops::DeleteRepository>(&ecr::DeleteRepositoryRequest::new(name)).unwrap();
    }
    let input = ecr::DeleteRepositoryRequest::new("first");
    client.fail::<ops::DeleteRepository>(&input, "RepositoryNotFoundException");
}

pub fn use_eventbridge(client: &Client) {
    use eventbridge::operations as ops;
    for name in NAMES {
        let mut input = eventbridge::PutRuleRequest::new(name);
        input.event_pattern = Some(r#"{"source": ["é"]}"#.to_owned());
        client.call::<ops::PutRule>(&input).unwrap();
    }
    let listed = read_pages(2, |token| {
        let mut input = eventbridge::ListRulesRequest::default();
        (input.limit, input.next_token) = (Some(2), token);
        let output = client.call::<ops::ListRules>(&input).unwrap();
        (output.rules, output.next_token)
    });
    assert_names(listed.into_iter().map(|rule| rule.name));
    let input = eventbridge::DescribeRuleRequest::new("first");
    let read = client.call::<ops::DescribeRule>(&input).unwrap();
    assert_eq!(read.state, Some(eventbridge::RuleState::Enabled));
    assert_eq!(read.event_pattern.as_deref(), Some(r#"{"source": ["é"]}"#));
    for name in NAMES {
        client.call::<ops::DeleteRule>(&eventbridge::DeleteRuleRequest::new(name)).unwrap();
    }
    client.fail::<ops::DescribeRule>(&input, "ResourceNotFoundException");
}

pub fn use_kinesis(client: &Client) {
    use kinesis::operations as ops;
    for name in NAMES {
        let mut input = kinesis::CreateStreamInput::new(name);
        input.shard_count = Some(1);
        client.call::<ops::CreateStream>(&input).unwrap();
    }
    let listed = read_pages(2, |last| {
        let mut input = kinesis::ListStreamsInput::default();
        (input.limit, input.exclusive_start_stream_name) = (Some(2), last);
        let output = client.call::<ops::ListStreams>(&input).unwrap();
        let names = output.stream_names.unwrap();
        let last = names.last().cloned().filter(|_| output.has_more_streams == Some(true));
        (Some(names), last)
    });
    assert_names(listed.into_iter().map(Some));
    use_records(client);
    for name in NAMES {
        let mut input = kinesis::DeleteStreamInput::default();
        input.stream_name = Some(name.to_owned());
        client.call::<ops::DeleteStream>(&input).unwrap();
    }
    let mut input = kinesis::DescribeStreamSummaryInput::default();
    input.stream_name = Some("first".to_owned());
    client.fail::<ops::DescribeStreamSummary>(&input, "ResourceNotFoundException");
}

/// Writes a record of binary data, and reads it.
fn use_records(client: &Client) {
    use kinesis::operations as ops;
    let data = Blob::new((0..=255).collect::<Vec<u8>>());
    let mut input = kinesis::PutRecordInput::new(data.clone(), "key");
    input.stream_name = Some("first".to_owned());
    let put = client.call::<ops::PutRecord>(&input).unwrap();
    let mut input = kinesis::GetShardIteratorInput::new(put.shard_id.unwrap(), "TRIM_HORIZON");
    input.stream_name = Some("first".to_owned());
    let iterator = client.call::<ops::GetShardIterator>(&input).unwrap().shard_iterator.unwrap();
    let input = kinesis::GetRecordsInput::new(iterator);
    let records = client.call::<ops::GetRecords>(&input).unwrap().records.unwrap();
    assert_eq!((records.len(), records[0].data.as_ref()), (1, Some(&data)));
    assert!(records[0].approximate_arrival_timestamp.is_some());
}

pub fn use_logs(client: &Client) {
    use logs::operations as ops;
    for name in NAMES {
        let mut input = logs::CreateLogGroupRequest::new(name);
        input.tags = Some([("team".to_owned(), "sea".to_owned())].into());
        client.call::<ops::CreateLogGroup>(&input).unwrap();
    }
    let listed = read_pages(2, |token| {
        let mut input = logs::DescribeLogGroupsRequest::default();
        (input.limit, input.next_token) = (Some(2), token);
        let output = client.call::<ops::DescribeLogGroups>(&input).unwrap();
        (output.log_groups, output.next_token)
    });
    assert_names(listed.into_iter().map(|group| group.log_group_name));
    let arn = "arn:aws:logs:us-east-1:123456789012:log-group:first";
    let input = logs::ListTagsForResourceRequest::new(arn);
    let tags = client.call::<ops::ListTagsForResource>(&input).unwrap().tags.unwrap();
    assert_eq!(tags["team"], "sea");
    for name in NAMES {
        client.call::<ops::DeleteLogGroup>(&logs::DeleteLogGroupRequest::new(name)).unwrap();
    }
    let input = logs::DeleteLogGroupRequest::new("first");
    client.fail::<ops::DeleteLogGroup>(&input, "ResourceNotFoundException");
}

pub fn use_sfn(client: &Client) {
    use sfn::operations as ops;
    let definition = r#"{"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}"#;
    let role = "arn:aws:iam::123456789012:role/worker";
    let created: Vec<String> = NAMES
        .map(|name| {
            let input = sfn::CreateStateMachineInput::new(name, definition, role);
            let output = client.call::<ops::CreateStateMachine>(&input).unwrap();
            output.state_machine_arn.unwrap()
        })
        .into();
    let listed = read_pages(2, |token| {
        let mut input = sfn::ListStateMachinesInput::default();
        (input.max_results, input.next_token) = (Some(2), token);
        let output = client.call::<ops::ListStateMachines>(&input).unwrap();
        (output.state_machines, output.next_token)
    });
    assert_names(listed.into_iter().map(|machine| machine.name));
    let input = sfn::DescribeStateMachineInput::new(&created[0]);
    let read = client.call::<ops::DescribeStateMachine>(&input).unwrap();
    assert_eq!(read.definition.as_deref(), Some(definition));
    for arn in &created {
        client.call::<ops::DeleteStateMachine>(&sfn::DeleteStateMachineInput::new(arn)).unwrap();
    }
    client.fail::<ops::DescribeStateMachine>(&input, "StateMachineDoesNotExist");
}

pub fn use_sqs(client: &Client) {
    use sqs::operations as ops;
    let created: Vec<String> = NAMES
        .map(|name| {
            let output = client.call::<ops::CreateQueue>(&sqs::CreateQueueRequest::new(name));
            output.unwrap().queue_url.unwrap()
        })
        .into();
    let listed = read_pages(2, |token| {
        let mut input = sqs::ListQueuesRequest::default();
        (input.max_results, input.next_token) = (Some(2), token);
        let output = client.call::<ops::ListQueues>(&input).unwrap();
        (output.queue_urls, output.next_token)
    });
    let name = |url: String| Some(url.rsplit('/').next()?.to_owned());
    assert_names(listed.into_iter().map(name));
    use_messages(client, &created[0]);
    for url in &created {
        client.call::<ops::DeleteQueue>(&sqs::DeleteQueueRequest::new(url)).unwrap();
    }
    // The code of the old query protocol is in a header.
    client.fail::<ops::GetQueueUrl>(&sqs::GetQueueUrlRequest::new("first"), "QueueDoesNotExist");
}

/// Sends a message with an attribute of binary data, and receives it.
fn use_messages(client: &Client, url: &str) {
    use sqs::operations as ops;
    let mut attribute = sqs::MessageAttributeValue::new("Binary");
    attribute.binary_value = Some(Blob::from(&[0, 255]));
    let attributes = Some([("bytes".to_owned(), attribute)].into());
    let mut input = sqs::SendMessageRequest::new(url, "ä\u{2028}\n");
    input.message_attributes = attributes.clone();
    let sent = client.call::<ops::SendMessage>(&input).unwrap();
    let mut input = sqs::ReceiveMessageRequest::new(url);
    input.message_attribute_names = Some(vec!["All".to_owned()]);
    let received = client.call::<ops::ReceiveMessage>(&input).unwrap().messages.unwrap();
    assert_eq!(received[0].body.as_deref(), Some("ä\u{2028}\n"));
    assert_eq!(received[0].message_attributes, attributes);
    assert_eq!(received[0].message_id, sent.message_id);
}

pub fn use_ssm(client: &Client) {
    use ssm::operations as ops;
    let path = |name: &str| format!("/peers/{name}");
    for name in NAMES {
        let mut input = ssm::PutParameterRequest::new(path(name), "secret value");
        input.r#type = Some(ssm::ParameterType::SecureString);
        client.call::<ops::PutParameter>(&input).unwrap();
    }
    let listed = read_pages(2, |token| {
        let mut input = ssm::GetParametersByPathRequest::new("/peers");
        (input.max_results, input.next_token) = (Some(2), token);
        let output = client.call::<ops::GetParametersByPath>(&input).unwrap();
        (output.parameters, output.next_token)
    });
    let name = |parameter: ssm::Parameter| Some(parameter.name?.rsplit('/').next()?.to_owned());
    assert_names(listed.into_iter().map(name));
    let mut input = ssm::GetParameterRequest::new(path("first"));
    input.with_decryption = Some(true);
    let read = client.call::<ops::GetParameter>(&input).unwrap().parameter.unwrap();
    assert_eq!((read.value.as_deref(), read.version), (Some("secret value"), Some(1)));
    assert!(read.last_modified_date.is_some());
    for name in NAMES {
        client.call::<ops::DeleteParameter>(&ssm::DeleteParameterRequest::new(path(name))).unwrap();
    }
    client.fail::<ops::GetParameter>(&input, "ParameterNotFound");
}
