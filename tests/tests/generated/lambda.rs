//! Compares the types of Lambda with independent descriptions of its API of 2023-11-16.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};
use shapesmith::rust::{Api, Item, ItemKind, Type};
use shapesmith_model::ShapeId;
use shapesmith_test_support::workspace;
use shapesmith_tests::lambda_2023::{
    FunctionConfiguration, LastUpdateStatusReasonCode, Runtime, State, StateReasonCode,
    UpdateFunctionCodeRequest,
};
use shapesmith_tests::models::{lambda_2023_bytes, lower_model, parse_model};
use shapesmith_tests::{RoundTrip, probes};

/// The eight operations as the API-changes page of 2023-11-16 shows them: members in order, and for
/// enums all their values.
fn page() -> Value {
    let path = workspace().join("tests/fixtures/lambda/members.json");
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn read(shape: &ShapeId, value: &Value) -> RoundTrip {
    let probe = probes("lambda_2023").unwrap().iter().find(|probe| probe.name == shape.name());
    let probe = probe.unwrap_or_else(|| panic!("no type {shape}"));
    (probe.read)(value).unwrap_or_else(|reported| panic!("{shape}: {reported}\n{value}"))
}

#[test]
fn the_members_of_the_eight_operations_are_in_order() {
    let model = parse_model(&lambda_2023_bytes());
    let page = page();
    assert_eq!(page.as_object().unwrap().len(), 8);
    for (name, both) in page.as_object().unwrap() {
        let id = ShapeId::new(format!("com.amazonaws.lambda#{name}"));
        let operation = &model.operations[&id];
        for (side, shape) in [("request", &operation.input), ("response", &operation.output)] {
            // Each enum has one value of its choices here; the next test has the others.
            let sample = first_choices(&both[side]);
            let outcome = read(shape.as_ref().unwrap(), &sample);
            assert_eq!(outcome.text, sample.to_string(), "{name} {side}");
            assert!(outcome.equals_text && outcome.equals_clone);
        }
    }
}

fn first_choices(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(text.split('|').next().unwrap()),
        Value::Array(items) => items.iter().map(first_choices).collect(),
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| (key.clone(), first_choices(value))).collect()
        }
        other => other.clone(),
    }
}

#[test]
fn the_members_and_enum_values_of_the_eight_operations_are_known() {
    let (model, api) = (parse_model(&lambda_2023_bytes()), lower_model(&lambda_2023_bytes()));
    let items: BTreeMap<&str, &Item> =
        api.items.iter().map(|item| (item.name.as_str(), item)).collect();
    let mut enums = 0;
    for (name, both) in page().as_object().unwrap() {
        let id = ShapeId::new(format!("com.amazonaws.lambda#{name}"));
        let operation = &model.operations[&id];
        for (side, shape) in [("request", &operation.input), ("response", &operation.output)] {
            let item = Type::Item(shape.as_ref().unwrap().name().to_owned());
            compare(&items, &item, &both[side], &format!("{name} {side}"), &mut enums);
        }
    }
    assert!(enums > 80, "{enums}");
}

/// The page and the types have the same names, in both directions.
fn compare(items: &BTreeMap<&str, &Item>, ty: &Type, page: &Value, place: &str, enums: &mut usize) {
    match ty {
        Type::Option(inner) | Type::Boxed(inner) => compare(items, inner, page, place, enums),
        Type::Vec(inner) => compare(items, inner, &page[0], place, enums),
        Type::Map(inner) => compare(items, inner, &page["string"], place, enums),
        Type::String => assert_eq!(page, "string", "{place}"),
        Type::Item(name) => match &items[name.as_str()].kind {
            ItemKind::Struct(body) => {
                let keys: Vec<&str> = body.fields.iter().map(|f| f.key.as_str()).collect();
                let named: Vec<&str> =
                    page.as_object().unwrap().keys().map(String::as_str).collect();
                assert_eq!(keys, named, "{place}");
                for field in &body.fields {
                    let place = format!("{place}.{}", field.key);
                    compare(items, &field.ty, &page[&field.key], &place, enums);
                }
            }
            ItemKind::Enum(values) => {
                *enums += 1;
                let known: Vec<&str> = values.variants.iter().map(|v| v.value.as_str()).collect();
                assert_eq!(known.join("|"), page.as_str().unwrap(), "{place}");
            }
            kind => panic!("{place}: {kind:?}"),
        },
        Type::I32 | Type::I64 => assert_eq!(page, &json!(123), "{place}"),
        Type::Bool => assert_eq!(page, &json!(true), "{place}"),
        Type::Blob => assert_eq!(page, &json!("Ynl0ZXM="), "{place}"),
        other => panic!("{place}: {other:?}"),
    }
}

#[test]
fn enum_values_are_in_the_order_of_the_page() {
    let runtimes: Vec<&str> = Runtime::VALUES.iter().map(Runtime::as_str).collect();
    let expected = "nodejs nodejs4.3 nodejs6.10 nodejs8.10 nodejs10.x nodejs12.x nodejs14.x nodejs16.x \
        java8 java8.al2 java11 python2.7 python3.6 python3.7 python3.8 python3.9 dotnetcore1.0 \
        dotnetcore2.0 dotnetcore2.1 dotnetcore3.1 dotnet6 nodejs4.3-edge go1.x ruby2.5 ruby2.7 \
        provided provided.al2 nodejs18.x python3.10 java17 ruby3.2 python3.11 nodejs20.x \
        provided.al2023 python3.12 java21";
    assert_eq!(runtimes, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(runtimes.len(), 36);
    let codes: Vec<&str> = StateReasonCode::VALUES.iter().map(StateReasonCode::as_str).collect();
    let shared = "EniLimitExceeded InsufficientRolePermissions InvalidConfiguration InternalError \
        SubnetOutOfIPAddresses InvalidSubnet InvalidSecurityGroup ImageDeleted ImageAccessDenied \
        InvalidImage KMSKeyAccessDenied KMSKeyNotFound InvalidStateKMSKey DisabledKMSKey EFSIOError \
        EFSMountConnectivityError EFSMountFailure EFSMountTimeout InvalidRuntime \
        InvalidZipFileException FunctionError";
    let expected = format!("Idle Creating Restoring {shared}");
    assert_eq!(codes, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(codes.len(), 24);
    let codes = LastUpdateStatusReasonCode::VALUES;
    let codes: Vec<&str> = codes.iter().map(LastUpdateStatusReasonCode::as_str).collect();
    assert_eq!(codes, shared.split_whitespace().collect::<Vec<_>>());
    let states: Vec<&str> = State::VALUES.iter().map(State::as_str).collect();
    assert_eq!(states, ["Pending", "Active", "Inactive", "Failed"]);
}

#[test]
fn update_function_code_has_its_ten_errors() {
    let model = parse_model(&lambda_2023_bytes());
    let operation = &model.operations[&ShapeId::new("com.amazonaws.lambda#UpdateFunctionCode")];
    let mut errors: Vec<&str> = operation.errors.iter().map(ShapeId::name).collect();
    errors.sort_unstable();
    let expected = [
        "CodeSigningConfigNotFoundException",
        "CodeStorageExceededException",
        "CodeVerificationFailedException",
        "InvalidCodeSignatureException",
        "InvalidParameterValueException",
        "PreconditionFailedException",
        "ResourceConflictException",
        "ResourceNotFoundException",
        "ServiceException",
        "TooManyRequestsException",
    ];
    assert_eq!(errors, expected);
    let api = lower_model(&lambda_2023_bytes());
    for name in expected {
        let item = api.items.iter().find(|item| item.name == name).unwrap();
        let ItemKind::Struct(body) = &item.kind else { panic!("{name}") };
        assert!(body.exception.is_some(), "{name}");
        let id = ShapeId::new(format!("com.amazonaws.lambda#{name}"));
        // Some spell it `Message`.
        let message = body.fields.iter().find(|field| field.name == "message").unwrap();
        let error = json!({"Type": "User", &message.key: "told"});
        assert_eq!(read(&id, &error).value, error);
    }
}

/// Tests the example on the reference page of UpdateFunctionCode with its output.
#[test]
fn the_example_of_the_reference_page_is_read_and_written() {
    let mut request = UpdateFunctionCodeRequest::new("my-function");
    request.s3_bucket = Some("my-bucket-1xpuxmplzrlbh".to_owned());
    request.s3_key = Some("function.zip".to_owned());
    assert_eq!(
        serde_json::to_value(&request).unwrap(),
        json!({
            "FunctionName": "my-function",
            "S3Bucket": "my-bucket-1xpuxmplzrlbh",
            "S3Key": "function.zip"
        })
    );
    let expected = json!({
        "CodeSha256": "PFn4S+er27qk+UuZSTKEQfNKG/XNn7QJs90mJgq6oH8=",
        "CodeSize": 308,
        "Description": "",
        "FunctionArn": "arn:aws:lambda:us-east-2:123456789012:function:my-function",
        "FunctionName": "my-function",
        "Handler": "index.handler",
        "LastModified": "2019-08-14T22:26:11.234+0000",
        "MemorySize": 128,
        "RevisionId": "873282ed-xmpl-4dc8-a069-d0c647e470c6",
        "Role": "arn:aws:iam::123456789012:role/lambda-role",
        "Runtime": "nodejs12.x",
        "Timeout": 3,
        "TracingConfig": {"Mode": "PassThrough"},
        "Version": "$LATEST"
    });
    let mut page = expected.clone();
    page["ResponseMetadata"] = json!({"...": "..."});
    let response: FunctionConfiguration = serde_json::from_value(page).unwrap();
    assert_eq!(response.runtime, Some(Runtime::Nodejs12X));
    assert_eq!(response.code_size, Some(308));
    assert_eq!(serde_json::to_value(&response).unwrap(), expected);
}

/// Timestamps are in RFC 3339 in examples, whatever their wire format. Nothing else may differ.
#[test]
fn examples_of_the_model_are_unchanged_after_reading_and_writing() {
    let (model, api) = (parse_model(&lambda_2023_bytes()), lower_model(&lambda_2023_bytes()));
    let mut seen = 0;
    for operation in model.operations.values() {
        let examples = operation.traits.get("smithy.api#examples").and_then(Value::as_array);
        for example in examples.into_iter().flatten() {
            for (side, shape) in [("input", &operation.input), ("output", &operation.output)] {
                let (Some(value), Some(shape)) = (example.get(side), shape) else { continue };
                let outcome = read(shape, value);
                assert!(outcome.equals_text && outcome.equals_clone, "{}", operation.id);
                let shown = with_times_as_text(&api, shape.name(), &outcome.value);
                assert_eq!(&shown, value, "{} {side}", operation.id);
                seen += 1;
            }
        }
    }
    assert!(seen > 80, "{seen}");
}

/// Returns the value with its timestamps in RFC 3339. Only the model distinguishes them from numbers.
fn with_times_as_text(api: &Api, item: &str, value: &Value) -> Value {
    fn convert(api: &Api, ty: &Type, value: &Value) -> Value {
        match (ty, value) {
            (Type::Option(inner) | Type::Boxed(inner), _) => convert(api, inner, value),
            (Type::Vec(inner), Value::Array(items)) => {
                items.iter().map(|item| convert(api, inner, item)).collect()
            }
            (Type::Item(name), _) => with_times_as_text(api, name, value),
            (Type::Timestamp, Value::Number(number)) => {
                let time = shapesmith_tests::support::Timestamp::parse(&number.to_string());
                json!(time.unwrap().to_string())
            }
            _ => value.clone(),
        }
    }
    let item = api.items.iter().find(|known| known.name == item).unwrap();
    let (ItemKind::Struct(body), Value::Object(entries)) = (&item.kind, value) else {
        return value.clone();
    };
    let converted = entries.iter().map(|(key, value)| {
        let field = body.fields.iter().find(|field| field.key == *key).unwrap();
        (key.clone(), convert(api, &field.ty, value))
    });
    converted.collect()
}
