//! Validating a valid value allocates nothing. A binary of its own, because it counts the allocations of the process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::hint::black_box;
use std::time::Instant;

use allocation_counter::measure;
use aws_shapes::lambda::CreateFunctionRequest;
use aws_shapes::support::Validate as _;
use serde_json::{Value, json};
use shapesmith_tests::constraints::CheckRequest;
use shapesmith_tests::support::Validate as _;

/// Returns a request with all 24 members and their nested members.
fn create_function() -> Value {
    json!({
        "FunctionName": "arn:aws:lambda:eu-central-1:123456789012:function:my-function",
        "Runtime": "java21",
        "Role": "arn:aws:iam::123456789012:role/service-role/my-role",
        "Handler": "example.Handler::handleRequest",
        "Code": {
            "ZipFile": "UEsDBA==", "S3Bucket": "my-bucket", "S3Key": "function.zip",
            "S3ObjectVersion": "1", "ImageUri": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/i:1"
        },
        "Description": "Thumbnails 🖼 of what is uploaded",
        "Timeout": 15,
        "MemorySize": 1024,
        "Publish": true,
        "VpcConfig": {
            "SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1", "sg-2", "sg-3"],
            "Ipv6AllowedForDualStack": false
        },
        "PackageType": "Zip",
        "DeadLetterConfig": {"TargetArn": "arn:aws:sqs:eu-central-1:123456789012:dead"},
        "Environment": {"Variables": {"LEVEL": "debug", "TABLE": "things", "TZ": "UTC"}},
        "KMSKeyArn": "arn:aws:kms:eu-central-1:123456789012:key/1234",
        "TracingConfig": {"Mode": "Active"},
        "Tags": {"team": "pictures", "stage": "test"},
        "Layers": ["arn:aws:lambda:eu-central-1:123456789012:layer:one:1"],
        "FileSystemConfigs": [{
            "Arn": "arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0",
            "LocalMountPath": "/mnt/files"
        }],
        "ImageConfig": {
            "EntryPoint": ["/bin/run", "-v"], "Command": ["serve"], "WorkingDirectory": "/srv"
        },
        "CodeSigningConfigArn": "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0",
        "Architectures": ["arm64"],
        "EphemeralStorage": {"Size": 512},
        "SnapStart": {"ApplyOn": "PublishedVersions"},
        "LoggingConfig": {
            "LogFormat": "JSON", "ApplicationLogLevel": "INFO", "SystemLogLevel": "WARN",
            "LogGroup": "/aws/lambda/my-function"
        }
    })
}

/// Returns a value of the fixture with a satisfied constraint of every kind.
fn check() -> Value {
    let numbers: Vec<Value> = (0..16).map(|number| json!(number.to_string())).collect();
    json!({
        "id": "id", "text": "👍👍", "minText": "long", "maxText": "", "data": "AAA=",
        "items": ["", ""], "entries": {"a": "", "b": ""}, "matrix": [["a"], ["b"]],
        "labels": {"a": "b"}, "byte": 5, "long": 9_007_199_254_740_993_i64, "float": 8.8,
        "double": 0.5, "bigInteger": "9007199254740993", "bigDecimal": "99.5", "numbers": [10],
        "numberMap": {"a/b": 0.5}, "color": "ultra", "level": 9, "colors": ["red", "infra"],
        "byColor": {"light blue": "red"}, "tags": numbers,
        "points": [{"x": 1}, {"y": "1"}, {"x": 1, "y": "1"}],
        "choices": [{"text": "ab"}, {"text": "abc"}, {"number": 10}, {"inner": {"name": "n"}}],
        "uniqueLists": [["a", "b"], ["b", "a"]], "groups": {"a": [{"name": "n"}]},
        "node": {"children": [{"next": {"value": "v"}}], "either": {"leaf": "l"}},
        "sparseNames": [null, "a"], "sparseGroups": {"a": null, "b": {"name": "n"}},
        "shareds": [{"name": "n", "inner": {"key": "k"}}], "secretKeys": {"key": "v"},
        "vault": {"code": "c", "named": {"a": "b"}}, "document": {"a": [1, {"b": null}]}
    })
}

#[test]
fn validating_a_valid_request_allocates_nothing() {
    let value = create_function();
    assert_eq!(value.as_object().unwrap().len(), 24);
    let request: CreateFunctionRequest = serde_json::from_value(value.clone()).unwrap();
    // Nothing is unknown: all of it is written back.
    assert_eq!(serde_json::to_value(&request).unwrap(), value);
    let mut result = Ok(());
    let used = measure(|| result = black_box(&request).validate());
    assert_eq!(result, Ok(()));
    assert_eq!((used.count_total, used.bytes_total), (0, 0));
    for calls in [1_000_u32, 100_000] {
        let start = Instant::now();
        for _ in 0..calls {
            black_box(black_box(&request).validate()).unwrap();
        }
        println!("CreateFunctionRequest: {:?} a call, over {calls}", start.elapsed() / calls);
    }
}

#[test]
fn validating_valid_values_of_every_constraint_allocates_nothing() {
    let request: CheckRequest = serde_json::from_value(check()).unwrap();
    let mut result = Ok(());
    let used = measure(|| result = black_box(&request).validate());
    assert_eq!(result, Ok(()));
    assert_eq!((used.count_total, used.bytes_total), (0, 0));
}

/// More than 16 items are sorted, which allocates, but not once per item.
#[test]
fn only_long_lists_of_unique_items_allocate() {
    let numbers: Vec<Value> = (0..1000).map(|number| json!(number.to_string())).collect();
    let request = json!({"id": "id", "tags": numbers});
    let request: CheckRequest = serde_json::from_value(request).unwrap();
    let mut result = Ok(());
    let used = measure(|| result = black_box(&request).validate());
    assert_eq!(result, Ok(()));
    assert!((1..=4).contains(&used.count_total), "{used:?}");
}

#[test]
fn the_allocation_counter_counts() {
    let request: CheckRequest = serde_json::from_value(json!({"id": ""})).unwrap();
    let used = measure(|| assert!(request.validate().is_err()));
    assert!(used.count_total > 0);
}
