//! Construction of values: constructors, `with`, and conversions of enums.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, Hash, RandomState};

use aws_shapes::dynamodb::{AttributeValue, PutItemInput};
use aws_shapes::support::{Blob, Validate, With, list, map};
use serde_json::{Value, json};
use shapesmith_tests::lambda::*;
use shapesmith_tests::{hostile_names, open_enums, sensitive};

/// Creates a request with all 24 members.
fn create_function() -> CreateFunctionRequest {
    let code = FunctionCode::default().with(|code| {
        code.s3_bucket = Some("my-bucket".into());
        code.s3_key = Some("function.zip".into());
        code.s3_object_version = Some("1".into());
    });
    let role = "arn:aws:iam::123456789012:role/lambda-role";
    CreateFunctionRequest::new("my-function", role, code).with(|request| {
        request.runtime = Some("nodejs20.x".into());
        request.handler = Some("index.handler".into());
        request.description = Some("Does it".into());
        request.timeout = Some(15);
        request.memory_size = Some(512);
        request.publish = Some(true);
        request.vpc_config = Some(VpcConfig::default().with(|vpc| {
            vpc.subnet_ids = Some(vec!["subnet-1".into()]);
            vpc.security_group_ids = Some(list(["sg-1", "sg-2"]));
        }));
        request.package_type = Some(PackageType::Zip);
        request.dead_letter_config = Some(
            DeadLetterConfig::default().with(|to| to.target_arn = Some("arn:aws:sqs:x".into())),
        );
        request.environment = Some(Environment::default().with(|environment| {
            environment.variables = Some(map([("KEY", "value")]));
        }));
        request.kms_key_arn = Some("arn:aws:kms:eu-west-1:123456789012:key/1".into());
        request.tracing_config =
            Some(TracingConfig::default().with(|tracing| tracing.mode = Some(TracingMode::Active)));
        request.tags = Some(map([("team", "a"), ("cost", "b")]));
        request.layers = Some(vec!["arn:aws:lambda:eu-west-1:123456789012:layer:l:1".into()]);
        request.file_system_configs = Some(vec![FileSystemConfig::new("arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0", "/mnt/a")]);
        request.image_config = Some(ImageConfig::default().with(|image| {
            image.entry_point = Some(vec!["/bin/sh".into()]);
            image.working_directory = Some("/".into());
        }));
        request.code_signing_config_arn = Some("arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0".into());
        request.architectures = Some(vec![Architecture::Arm64]);
        request.ephemeral_storage = Some(EphemeralStorage::new(1024));
        request.snap_start = Some(
            SnapStart::default().with(|snap| snap.apply_on = Some("PublishedVersions".into())),
        );
        request.logging_config = Some(LoggingConfig::default().with(|logging| {
            logging.log_format = Some(LogFormat::Json);
            logging.application_log_level = Some(ApplicationLogLevel::Warn);
        }));
    })
}

fn create_function_json() -> Value {
    json!({
        "FunctionName": "my-function",
        "Runtime": "nodejs20.x",
        "Role": "arn:aws:iam::123456789012:role/lambda-role",
        "Handler": "index.handler",
        "Code": {"S3Bucket": "my-bucket", "S3Key": "function.zip", "S3ObjectVersion": "1"},
        "Description": "Does it",
        "Timeout": 15,
        "MemorySize": 512,
        "Publish": true,
        "VpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1", "sg-2"]},
        "PackageType": "Zip",
        "DeadLetterConfig": {"TargetArn": "arn:aws:sqs:x"},
        "Environment": {"Variables": {"KEY": "value"}},
        "KMSKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1",
        "TracingConfig": {"Mode": "Active"},
        "Tags": {"cost": "b", "team": "a"},
        "Layers": ["arn:aws:lambda:eu-west-1:123456789012:layer:l:1"],
        "FileSystemConfigs": [{"Arn": "arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0", "LocalMountPath": "/mnt/a"}],
        "CodeSigningConfigArn": "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0",
        "ImageConfig": {"EntryPoint": ["/bin/sh"], "WorkingDirectory": "/"},
        "Architectures": ["arm64"],
        "EphemeralStorage": {"Size": 1024},
        "SnapStart": {"ApplyOn": "PublishedVersions"},
        "LoggingConfig": {"LogFormat": "JSON", "ApplicationLogLevel": "WARN"}
    })
}

#[test]
fn a_request_of_24_members_is_written_as_json() {
    let (request, json) = (create_function(), create_function_json());
    assert_eq!(json.as_object().unwrap().len(), 24);
    assert_eq!(serde_json::to_string(&request).unwrap(), json.to_string());
    assert_eq!(serde_json::from_value::<CreateFunctionRequest>(json).unwrap(), request);
    request.validate().unwrap();
}

#[test]
#[allow(deprecated)]
fn constructors_accept_every_convertible_value() {
    let of = |request: GetFunctionRequest| request.function_name;
    let owned = "f".to_owned();
    assert_eq!(of(GetFunctionRequest::new("f")), "f");
    assert_eq!(of(GetFunctionRequest::new(&owned)), "f");
    assert_eq!(of(GetFunctionRequest::new(owned)), "f");
    assert_eq!(of(GetFunctionRequest::new('f')), "f");
    assert_eq!(of(GetFunctionRequest::new(Cow::Borrowed("f"))), "f");
    let bytes = |request: InvokeAsyncRequest| request.invoke_args.into_inner();
    assert_eq!(bytes(InvokeAsyncRequest::new("f", "{}")), b"{}");
    assert_eq!(bytes(InvokeAsyncRequest::new("f", b"\0\xff")), b"\0\xff");
    assert_eq!(bytes(InvokeAsyncRequest::new("f", &[1, 2][..])), [1, 2]);
    assert_eq!(bytes(InvokeAsyncRequest::new("f", vec![1])), [1]);
    assert_eq!(bytes(InvokeAsyncRequest::new("f", Blob::new(vec![2]))), [2]);
    let auth = |request: CreateFunctionUrlConfigRequest| request.auth_type;
    assert_eq!(auth(CreateFunctionUrlConfigRequest::new("f", "NONE")), FunctionUrlAuthType::None);
    let known = CreateFunctionUrlConfigRequest::new("f", FunctionUrlAuthType::AwsIam);
    assert_eq!(auth(known).as_str(), "AWS_IAM");
    let new = auth(CreateFunctionUrlConfigRequest::new("f", "NEW"));
    assert!(matches!(&new, FunctionUrlAuthType::Unknown(_)) && new.as_str() == "NEW");
}

#[test]
fn the_last_assignment_wins() {
    let request = ListFunctionsRequest::default()
        .with(|request| request.max_items = Some(1))
        .with(|request| request.marker = Some("m".into()))
        .with(|request| request.max_items = Some(2));
    assert_eq!(serde_json::to_value(request).unwrap(), json!({"Marker": "m", "MaxItems": 2}));
}

#[test]
fn try_with_returns_the_error_of_its_closure() {
    let with_timeout = |text: &str| {
        UpdateFunctionConfigurationRequest::new("f").try_with(|request| {
            request.handler = Some("index.handler".into());
            request.timeout = Some(text.parse()?);
            Ok::<(), std::num::ParseIntError>(())
        })
    };
    let request = with_timeout("15").unwrap();
    let expected = json!({"FunctionName": "f", "Handler": "index.handler", "Timeout": 15});
    assert_eq!(serde_json::to_value(request).unwrap(), expected);
    assert_eq!(with_timeout("x").unwrap_err(), "x".parse::<i32>().unwrap_err());
}

#[test]
fn items_of_lists_and_maps_are_converted() {
    let request = PutItemInput::new(
        "books",
        map([
            ("title", AttributeValue::S("Tides".into())),
            ("authors", AttributeValue::Ss(list(["Ada", "Grace"]))),
            ("editions", AttributeValue::M(map([("1923", AttributeValue::Bool(true))]))),
        ]),
    );
    let expected = json!({"TableName": "books", "Item": {
        "authors": {"SS": ["Ada", "Grace"]},
        "editions": {"M": {"1923": {"BOOL": true}}},
        "title": {"S": "Tides"}
    }});
    assert_eq!(serde_json::to_value(request).unwrap(), expected);
    assert_eq!(list::<_, Runtime, 2>(["nodejs20.x", "new"]), [Runtime::Nodejs20X, "new".into()]);
    assert_eq!(map::<_, _, i64, 2>([("a", 1), ("a", 2)]), [("a".to_owned(), 2)].into());
    assert_eq!(list::<&str, String, 0>([]), Vec::<String>::new());
}

/// Checks the traits that every open enum implements.
fn check<T>(values: &[T], is_unknown: impl Fn(&T) -> bool)
where
    T: Clone + Ord + Hash + std::fmt::Debug + AsRef<str> + std::fmt::Display,
    T: for<'a> From<&'a str> + std::str::FromStr<Err: std::error::Error>,
{
    assert!(!values.is_empty());
    let mut spellings: Vec<String> = values.iter().map(|value| value.as_ref().to_owned()).collect();
    for value in values {
        let text = value.as_ref();
        let made = T::from(text);
        assert!(made == *value && !is_unknown(&made), "{text}");
        assert!(text.parse::<T>().unwrap() == *value);
        // Almost the same is not the same.
        for other in
            [format!("{text} "), format!(" {text}"), format!("{text}\0"), text.to_uppercase() + "_"]
        {
            if spellings.contains(&other) {
                continue;
            }
            let made = T::from(other.as_str());
            assert!(is_unknown(&made) && made.as_ref() == other, "{other}");
            assert!(other.parse::<T>().is_err(), "{other}");
        }
    }
    spellings.extend(["", "a", "zz", "\u{10ffff}"].map(str::to_owned));
    spellings.sort();
    spellings.dedup();
    let mut all: Vec<T> = spellings.iter().map(|text| T::from(text)).collect();
    all.reverse();
    all.sort();
    let sorted: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    assert_eq!(sorted, spellings);
    let state = RandomState::new();
    for a in &all {
        assert_eq!(
            state.hash_one(a),
            state.hash_one(a.as_ref()),
            "as text, so that it can be looked up"
        );
        for b in &all {
            assert_eq!(a == b, a.as_ref() == b.as_ref());
            assert_eq!(a.cmp(b), a.as_ref().cmp(b.as_ref()));
            assert_eq!(a.partial_cmp(b), Some(a.cmp(b)));
        }
    }
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), spellings.len());
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), spellings.len());
}

#[test]
fn text_enums_are_ordered_and_looked_up_by_their_text() {
    macro_rules! check_all {
        ($($path:path,)*) => {$({
            use $path as This;
            check(This::VALUES, |value| matches!(value, This::Unknown(_)));
        })*};
    }
    check_all! {
        Runtime, State, StateReasonCode, LastUpdateStatusReasonCode, Architecture, PackageType,
        ThrottleReason, FunctionUrlAuthType, InvocationType, open_enums::Level, open_enums::Hostile,
        hostile_names::ValuesXb537ad0b, sensitive::SecretEnum,
    }
}

#[test]
fn parsing_rejects_unknown_values_without_quoting_them() {
    let reported = "nodejs99.x".parse::<Runtime>().unwrap_err();
    assert_eq!(
        (reported.name, reported.to_string().as_str()),
        ("Runtime", "unknown value of Runtime")
    );
    assert!("".parse::<Runtime>().is_err());
    assert!("NODEJS20.X".parse::<Runtime>().is_err());
}

#[test]
fn enums_can_be_keys_of_maps() {
    let mut counts = std::collections::BTreeMap::new();
    for runtime in ["python3.9", "nodejs20.x", "new", "python3.9"] {
        *counts.entry(Runtime::from(runtime)).or_insert(0) += 1;
    }
    let reported: Vec<(&str, i32)> =
        counts.iter().map(|(key, count)| (key.as_str(), *count)).collect();
    assert_eq!(reported, [("new", 1), ("nodejs20.x", 1), ("python3.9", 2)]);
}
