//! Services that answer in XML: those of restXml, awsQuery and ec2Query, and CloudWatch, which speaks CBOR, too.

use shapesmith_peers::api::support::http::ChecksumAlgorithm;
use shapesmith_peers::api::support::{ErrorSet, Timestamp};
use shapesmith_peers::api::{
    auto_scaling, cloudformation, cloudwatch, elb, iam, rds, route53, s3, sns, sts,
};
use shapesmith_peers::client::Client;

use crate::{NAMES, assert_names, read_pages};

/// Text that XML and forms escape.
const TEXT: &str = "<a> & \"ü\" + 1%";

pub fn use_iam(client: &Client) {
    use iam::operations as ops;
    for name in NAMES {
        let mut input = iam::CreateUserRequest::new(name);
        input.path = Some("/sea/".to_owned());
        input.tags = Some(vec![iam::Tag::new("team", "ü a")]);
        let created = client.call::<ops::CreateUser>(&input).unwrap().user.unwrap();
        assert_eq!(created.path.as_deref(), Some("/sea/"));
        assert!(created.create_date.unwrap() > Timestamp::new(1_577_836_800, 0).unwrap());
    }
    let listed = read_pages(1, |token| {
        let mut input = iam::ListUsersRequest::default();
        (input.max_items, input.marker) = (Some(2), token);
        let output = client.call::<ops::ListUsers>(&input).unwrap();
        (output.users, output.marker)
    });
    assert_names(listed.into_iter().map(|user| user.user_name));
    let mut input = iam::GetUserRequest::default();
    input.user_name = Some("first".to_owned());
    let read = client.call::<ops::GetUser>(&input).unwrap().user.unwrap();
    assert_eq!(read.tags.unwrap(), [iam::Tag::new("team", "ü a")]);
    for name in NAMES {
        client.call::<ops::DeleteUser>(&iam::DeleteUserRequest::new(name)).unwrap();
    }
    client.fail::<ops::GetUser>(&input, "NoSuchEntity");
}

pub fn use_sts(client: &Client) {
    use sts::operations as ops;
    let identity =
        client.call::<ops::GetCallerIdentity>(&sts::GetCallerIdentityRequest::default()).unwrap();
    assert_eq!(identity.account.as_deref(), Some("123456789012"));
    let role = "arn:aws:iam::123456789012:role/worker";
    let mut input = sts::AssumeRoleRequest::new(role, "session");
    input.duration_seconds = Some(900);
    let assumed = client.call::<ops::AssumeRole>(&input).unwrap();
    let arn = assumed.assumed_role_user.unwrap().arn.unwrap();
    assert!(arn.ends_with("/worker/session"), "{arn}");
    let input = sts::GetSessionTokenRequest::default();
    let token = client.call::<ops::GetSessionToken>(&input).unwrap().credentials.unwrap();
    assert!(token.expiration.unwrap() > Timestamp::new(1_577_836_800, 0).unwrap());
    let mut input = sts::GetFederationTokenRequest::new("name");
    input.policy = Some("x".repeat(3000));
    let error = client.call::<ops::GetFederationToken>(&input).unwrap_err();
    assert_eq!(error.code(), "ValidationError", "{error:?}");
}

pub fn use_sns(client: &Client) {
    use sns::operations as ops;
    let arns = NAMES.map(|name| {
        let mut input = sns::CreateTopicInput::new(name);
        input.attributes = Some([("DisplayName".to_owned(), TEXT.to_owned())].into());
        client.call::<ops::CreateTopic>(&input).unwrap().topic_arn.unwrap()
    });
    let listed = client.call::<ops::ListTopics>(&sns::ListTopicsInput::default()).unwrap();
    let names = listed
        .topics
        .unwrap()
        .into_iter()
        .map(|topic| topic.topic_arn.unwrap().rsplit(':').next().map(str::to_owned));
    assert_names(names);
    let input = sns::GetTopicAttributesInput::new(&arns[0]);
    let read = client.call::<ops::GetTopicAttributes>(&input).unwrap().attributes.unwrap();
    assert_eq!(read["DisplayName"], TEXT);
    for arn in &arns {
        client.call::<ops::DeleteTopic>(&sns::DeleteTopicInput::new(arn)).unwrap();
    }
    client.fail::<ops::GetTopicAttributes>(&input, "NotFound");
}

pub fn use_cloudformation(client: &Client) {
    use cloudformation::operations as ops;
    let template =
        r#"{"Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}"#;
    for name in NAMES {
        let mut input = cloudformation::CreateStackInput::new(name);
        input.template_body = Some(template.to_owned());
        let tag = cloudformation::Tag::new("note", TEXT);
        input.tags = Some(vec![tag]);
        client.call::<ops::CreateStack>(&input).unwrap();
    }
    let mut input = cloudformation::DescribeStacksInput::default();
    let described = client.call::<ops::DescribeStacks>(&input).unwrap().stacks.unwrap();
    assert!(described.iter().all(|stack| stack.tags.as_ref().unwrap().len() == 1));
    assert_names(described.into_iter().map(|stack| stack.stack_name));
    let listed = cloudformation::ListStacksInput::default();
    let listed = client.call::<ops::ListStacks>(&listed).unwrap();
    assert_eq!(listed.stack_summaries.unwrap().len(), 3);
    for name in NAMES {
        client.call::<ops::DeleteStack>(&cloudformation::DeleteStackInput::new(name)).unwrap();
    }
    input.stack_name = Some("missing".to_owned());
    let error = client.call::<ops::DescribeStacks>(&input).unwrap_err();
    assert_eq!(error.code(), "ValidationError", "{error:?}");
}

pub fn use_auto_scaling(client: &Client) {
    use auto_scaling::operations as ops;
    let create = |name: &str| {
        let mut input = auto_scaling::CreateLaunchConfigurationType::new(name);
        input.image_id = Some("ami-12c6146b".to_owned());
        input.instance_type = Some("t3.micro".to_owned());
        input.security_groups = Some(vec!["sg-1".to_owned(), "sg-2".to_owned()]);
        input
    };
    for name in NAMES {
        client.call::<ops::CreateLaunchConfiguration>(&create(name)).unwrap();
    }
    let listed = read_pages(2, |token| {
        let mut input = auto_scaling::LaunchConfigurationNamesType::default();
        (input.max_records, input.next_token) = (Some(2), token);
        let output = client.call::<ops::DescribeLaunchConfigurations>(&input).unwrap();
        (output.launch_configurations, output.next_token)
    });
    let groups: Vec<_> = listed[0].security_groups.clone().unwrap();
    assert_eq!(groups, ["sg-1", "sg-2"]);
    assert_names(listed.into_iter().map(|it| it.launch_configuration_name));
    let input = auto_scaling::CreateLaunchConfigurationType::new("without-image");
    let error = client.call::<ops::CreateLaunchConfiguration>(&input).unwrap_err();
    assert_eq!(error.code(), "ValidationError", "{error:?}");
    for name in NAMES {
        let input = auto_scaling::LaunchConfigurationNameType::new(name);
        client.call::<ops::DeleteLaunchConfiguration>(&input).unwrap();
    }
}

pub fn use_elb(client: &Client) {
    use elb::operations as ops;
    let arns = NAMES.map(|name| {
        let mut input = elb::CreateTargetGroupInput::new(name);
        input.target_type = Some("lambda".into());
        input.health_check_interval_seconds = Some(90);
        let output = client.call::<ops::CreateTargetGroup>(&input).unwrap();
        output.target_groups.unwrap()[0].target_group_arn.clone().unwrap()
    });
    let input = elb::DescribeTargetGroupsInput::default();
    let listed = client.call::<ops::DescribeTargetGroups>(&input).unwrap().target_groups.unwrap();
    assert!(listed.iter().all(|group| group.health_check_interval_seconds == Some(90)));
    assert_names(listed.into_iter().map(|group| group.target_group_name));
    for arn in &arns {
        client.call::<ops::DeleteTargetGroup>(&elb::DeleteTargetGroupInput::new(arn)).unwrap();
    }
    let mut input = elb::DescribeTargetGroupsInput::default();
    input.names = Some(vec!["first".to_owned()]);
    client.fail::<ops::DescribeTargetGroups>(&input, "TargetGroupNotFound");
}

pub fn use_rds(client: &Client) {
    use rds::operations as ops;
    for name in NAMES {
        let input = rds::CreateDBParameterGroupMessage::new(name, "mysql8.0", TEXT);
        client.call::<ops::CreateDBParameterGroup>(&input).unwrap();
    }
    let listed = read_pages(1, |token| {
        let mut input = rds::DescribeDBParameterGroupsMessage::default();
        input.marker = token;
        let output = client.call::<ops::DescribeDBParameterGroups>(&input).unwrap();
        (output.db_parameter_groups, output.marker)
    });
    assert!(listed.iter().all(|group| group.description.as_deref() == Some(TEXT)));
    assert_names(listed.into_iter().map(|group| group.db_parameter_group_name));
    for name in NAMES {
        let input = rds::DeleteDBParameterGroupMessage::new(name);
        client.call::<ops::DeleteDBParameterGroup>(&input).unwrap();
    }
    let input = rds::DeleteDBParameterGroupMessage::new("first");
    client.fail::<ops::DeleteDBParameterGroup>(&input, "DBParameterGroupNotFound");
}

pub fn use_route53(client: &Client) {
    use route53::operations as ops;
    let ids = NAMES.map(|name| {
        let mut input = route53::CreateHostedZoneRequest::new(format!("{name}.example."), name);
        let mut config = route53::HostedZoneConfig::default();
        config.comment = Some(TEXT.to_owned());
        input.hosted_zone_config = Some(config);
        let zone = client.call::<ops::CreateHostedZone>(&input).unwrap().hosted_zone.unwrap();
        zone.id.unwrap().rsplit('/').next().unwrap().to_owned()
    });
    let listed = read_pages(2, |token| {
        let mut input = route53::ListHostedZonesRequest::default();
        (input.max_items, input.marker) = (Some(2), token);
        let output = client.call::<ops::ListHostedZones>(&input).unwrap();
        (output.hosted_zones, output.next_marker)
    });
    let name = |name: String| name.strip_suffix(".example.").map(str::to_owned);
    assert_names(listed.into_iter().map(|zone| zone.name.and_then(name)));
    let input = route53::GetHostedZoneRequest::new(&ids[0]);
    let read = client.call::<ops::GetHostedZone>(&input).unwrap().hosted_zone.unwrap();
    assert_eq!(read.config.unwrap().comment.as_deref(), Some(TEXT));
    for id in &ids {
        client.call::<ops::DeleteHostedZone>(&route53::DeleteHostedZoneRequest::new(id)).unwrap();
    }
    client.fail::<ops::GetHostedZone>(&input, "NoSuchHostedZone");
}

pub fn use_cloudwatch(client: &Client) {
    use cloudwatch::operations as ops;
    for name in NAMES {
        let mut input = cloudwatch::PutMetricAlarmInput::new(name, 1, "GreaterThanThreshold");
        input.alarm_description = Some(TEXT.to_owned());
        (input.metric_name, input.namespace) = (Some("m".to_owned()), Some("n".to_owned()));
        (input.period, input.threshold) = (Some(60), Some(1.5));
        input.statistic = Some("Sum".into());
        client.call::<ops::PutMetricAlarm>(&input).unwrap();
    }
    let input = cloudwatch::DescribeAlarmsInput::default();
    let listed = client.call::<ops::DescribeAlarms>(&input).unwrap().metric_alarms.unwrap();
    assert!(listed.iter().all(|alarm| alarm.threshold == Some(1.5)));
    assert!(listed.iter().all(|alarm| alarm.alarm_description.as_deref() == Some(TEXT)));
    assert_names(listed.into_iter().map(|alarm| alarm.alarm_name));
    let names = NAMES.map(str::to_owned).to_vec();
    client.call::<ops::DeleteAlarms>(&cloudwatch::DeleteAlarmsInput::new(names)).unwrap();
    let input = cloudwatch::GetDashboardInput::new("missing");
    let error = client.call::<ops::GetDashboard>(&input).unwrap_err();
    assert_eq!(error.code(), "ResourceNotFound", "{error:?}");
}

pub fn use_s3(client: &Client) {
    use s3::operations as ops;
    client.call::<ops::CreateBucket>(&s3::CreateBucketRequest::new("sea-bucket")).unwrap();
    for name in NAMES {
        let mut input = s3::PutObjectRequest::new("sea-bucket", format!("a/{name} ü&<1>"));
        input.body = Some(name.as_bytes().into());
        input.metadata = Some([("team".to_owned(), "sea".to_owned())].into());
        client.call::<ops::PutObject>(&input).unwrap();
    }
    let listed = read_pages(2, |token| {
        let mut input = s3::ListObjectsV2Request::new("sea-bucket");
        (input.max_keys, input.continuation_token) = (Some(2), token);
        let output = client.call::<ops::ListObjectsV2>(&input).unwrap();
        (output.contents, output.next_continuation_token)
    });
    let name = |key: String| Some(key.strip_prefix("a/")?.strip_suffix(" ü&<1>")?.to_owned());
    assert_names(listed.into_iter().map(|object| object.key.and_then(name)));
    let mut input = s3::ListObjectsV2Request::new("sea-bucket");
    input.delimiter = Some("/".to_owned());
    let prefixes = client.call::<ops::ListObjectsV2>(&input).unwrap().common_prefixes.unwrap();
    assert_eq!(prefixes[0].prefix.as_deref(), Some("a/"));
    let input = s3::GetObjectRequest::new("sea-bucket", "a/first ü&<1>");
    let read = client.call::<ops::GetObject>(&input).unwrap();
    assert_eq!(read.body.unwrap().as_ref(), b"first");
    assert_eq!(read.metadata.unwrap()["team"], "sea");
    for algorithm in ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] {
        let mut put = s3::PutObjectRequest::new("sea-bucket", "a/first ü&<1>");
        (put.body, put.checksum_algorithm) = (Some("sum".into()), Some(algorithm.into()));
        client.call::<ops::PutObject>(&put).unwrap();
        let mut verified = input.clone();
        verified.checksum_mode = Some("ENABLED".into());
        let read = client.call::<ops::GetObject>(&verified).unwrap();
        let found = [
            read.checksum_crc32,
            read.checksum_crc32c,
            read.checksum_crc64nvme,
            read.checksum_sha1,
            read.checksum_sha256,
        ];
        let expected = ChecksumAlgorithm::from_name(algorithm).unwrap().compute(b"sum");
        assert!(found.contains(&Some(expected)), "{algorithm}: {found:?}");
    }
    let location = s3::GetBucketLocationRequest::new("sea-bucket");
    let location = client.call::<ops::GetBucketLocation>(&location).unwrap();
    assert_eq!(location.location_constraint, None);
    let objects = NAMES.map(|name| s3::ObjectIdentifier::new(format!("a/{name} ü&<1>")));
    let delete = s3::DeleteObjectsRequest::new("sea-bucket", s3::Delete::new(objects.into()));
    let deleted = client.call::<ops::DeleteObjects>(&delete).unwrap().deleted.unwrap();
    assert_eq!(deleted.len(), 3);
    let head = s3::HeadObjectRequest::new("sea-bucket", "a/first ü&<1>");
    let error = client.call::<ops::HeadObject>(&head).unwrap_err();
    assert_eq!(error.code(), "NotFound", "{error:?}");
    client.fail::<ops::GetObject>(&input, "NoSuchKey");
    client.call::<ops::DeleteBucket>(&s3::DeleteBucketRequest::new("sea-bucket")).unwrap();
}
