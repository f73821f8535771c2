//! Generates the operations that the tests use: Lambda's and S3's from the project's models, other services' from the sample of
//! models beside the project. Without the sample, the cfg `sample` is off.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use shapesmith::Build;
use shapesmith_test_support::{find_botocore, shared};

const LAMBDA: &str = "../../model/services/lambda.json";
/// The corrections of the project's model of SQS, which add the query protocol.
const SQS_CORRECTIONS: &str = "../../model/services/sqs.overlay.json";
/// The archive of models below the folder of larger models.
const SAMPLE: &str = "models/smithy-sample.tar.xz";

const LAMBDA_OPERATIONS: &[&str] = &[
    "CreateFunction",
    "DeleteFunction",
    "GetFunction",
    "GetFunctionConfiguration",
    "Invoke",
    "InvokeWithResponseStream",
    "ListFunctions",
    "ListTags",
    "TagResource",
    "UntagResource",
    "UpdateFunctionConfiguration",
];

/// The project's model, because that of the sample lacks the newest algorithms of checksums.
const S3: &str = "../../model/services/s3.json";
const S3_OPERATIONS: &[&str] = &[
    "AbortMultipartUpload",
    "CompleteMultipartUpload",
    "CopyObject",
    "CreateBucket",
    "CreateMultipartUpload",
    "DeleteBucket",
    "DeleteObject",
    "DeleteObjects",
    "GetBucketLocation",
    "GetObject",
    "HeadBucket",
    "HeadObject",
    "ListBuckets",
    "ListObjectsV2",
    "PutObject",
    "SelectObjectContent",
    "UploadPart",
];

/// EC2's model in botocore's format, below the folder of its models, and operations. The sample has no model of it.
const EC2: &str = "ec2/2016-11-15/service-2.json.gz";
const EC2_OPERATIONS: &[&str] =
    &["CreateTags", "DescribeInstances", "RunInstances", "TerminateInstances"];

/// The modules of services, their models in the archive, and operations.
const SERVICES: &[(&str, &str, &[&str])] = &[
    (
        "amp",
        "amp/service/2020-08-01/amp-2020-08-01.json",
        &["CreateWorkspace", "DeleteWorkspace", "DescribeWorkspace", "ListWorkspaces"],
    ),
    (
        "api_gateway",
        "api-gateway/service/2015-07-09/api-gateway-2015-07-09.json",
        &["CreateRestApi", "DeleteRestApi", "GetRestApi", "GetRestApis", "UpdateRestApi"],
    ),
    (
        "appsync",
        "appsync/service/2017-07-25/appsync-2017-07-25.json",
        &["CreateGraphqlApi", "DeleteGraphqlApi", "GetGraphqlApi", "ListGraphqlApis"],
    ),
    (
        "auto_scaling",
        "auto-scaling/service/2011-01-01/auto-scaling-2011-01-01.json",
        &["CreateLaunchConfiguration", "DeleteLaunchConfiguration", "DescribeLaunchConfigurations"],
    ),
    (
        "backup",
        "backup/service/2018-11-15/backup-2018-11-15.json",
        &["CreateBackupVault", "DeleteBackupVault", "DescribeBackupVault", "ListBackupVaults"],
    ),
    (
        "bedrock",
        "bedrock-runtime/service/2023-09-30/bedrock-runtime-2023-09-30.json",
        &["ConverseStream"],
    ),
    (
        "cloudformation",
        "cloudformation/service/2010-05-15/cloudformation-2010-05-15.json",
        &["CreateStack", "DeleteStack", "DescribeStacks", "ListStacks"],
    ),
    (
        "cloudwatch",
        "cloudwatch/service/2010-08-01/cloudwatch-2010-08-01.json",
        &["DeleteAlarms", "DescribeAlarms", "GetDashboard", "PutMetricAlarm"],
    ),
    (
        "cognito",
        "cognito-identity-provider/service/2016-04-18/cognito-identity-provider-2016-04-18.json",
        &["CreateUserPool", "DeleteUserPool", "DescribeUserPool", "ListUserPools"],
    ),
    (
        "dynamodb",
        "dynamodb/service/2012-08-10/dynamodb-2012-08-10.json",
        &[
            "BatchWriteItem",
            "CreateTable",
            "DeleteItem",
            "DeleteTable",
            "DescribeTable",
            "GetItem",
            "ListTables",
            "PutItem",
            "Query",
            "Scan",
        ],
    ),
    (
        "ecr",
        "ecr/service/2015-09-21/ecr-2015-09-21.json",
        &["CreateRepository", "DeleteRepository", "DescribeRepositories"],
    ),
    (
        "elb",
        "elastic-load-balancing-v2/service/2015-12-01/elastic-load-balancing-v2-2015-12-01.json",
        &["CreateTargetGroup", "DeleteTargetGroup", "DescribeTargetGroups"],
    ),
    (
        "eventbridge",
        "eventbridge/service/2015-10-07/eventbridge-2015-10-07.json",
        &["DeleteRule", "DescribeRule", "ListRules", "PutRule"],
    ),
    (
        "iam",
        "iam/service/2010-05-08/iam-2010-05-08.json",
        &["CreateUser", "DeleteUser", "GetUser", "ListUsers"],
    ),
    (
        "kinesis",
        "kinesis/service/2013-12-02/kinesis-2013-12-02.json",
        &[
            "CreateStream",
            "DeleteStream",
            "DescribeStreamSummary",
            "GetRecords",
            "GetShardIterator",
            "ListStreams",
            "PutRecord",
            "SubscribeToShard",
        ],
    ),
    (
        "logs",
        "cloudwatch-logs/service/2014-03-28/cloudwatch-logs-2014-03-28.json",
        &["CreateLogGroup", "DeleteLogGroup", "DescribeLogGroups", "ListTagsForResource"],
    ),
    (
        "pipes",
        "pipes/service/2015-10-07/pipes-2015-10-07.json",
        &["CreatePipe", "DeletePipe", "DescribePipe", "ListPipes"],
    ),
    (
        "sfn",
        "sfn/service/2016-11-23/sfn-2016-11-23.json",
        &["CreateStateMachine", "DeleteStateMachine", "DescribeStateMachine", "ListStateMachines"],
    ),
    (
        "rds",
        "rds/service/2014-10-31/rds-2014-10-31.json",
        &["CreateDBParameterGroup", "DeleteDBParameterGroup", "DescribeDBParameterGroups"],
    ),
    (
        "route53",
        "route-53/service/2013-04-01/route-53-2013-04-01.json",
        &["CreateHostedZone", "DeleteHostedZone", "GetHostedZone", "ListHostedZones"],
    ),
    (
        "sts",
        "sts/service/2011-06-15/sts-2011-06-15.json",
        &["AssumeRole", "GetCallerIdentity", "GetFederationToken", "GetSessionToken"],
    ),
    (
        "sns",
        "sns/service/2010-03-31/sns-2010-03-31.json",
        &["CreateTopic", "DeleteTopic", "GetTopicAttributes", "ListTopics"],
    ),
    (
        "sqs",
        "sqs/service/2012-11-05/sqs-2012-11-05.json",
        &[
            "CreateQueue",
            "DeleteMessage",
            "DeleteQueue",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ListQueues",
            "ReceiveMessage",
            "SendMessage",
            "SendMessageBatch",
        ],
    ),
    (
        "ssm",
        "ssm/service/2014-11-06/ssm-2014-11-06.json",
        &["DeleteParameter", "GetParameter", "GetParametersByPath", "PutParameter"],
    ),
    (
        "transcribe",
        "transcribe-streaming/service/2017-10-26/transcribe-streaming-2017-10-26.json",
        &["StartStreamTranscription"],
    ),
];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(sample, ec2)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={SQS_CORRECTIONS}");
    println!("cargo::rerun-if-env-changed=SHAPESMITH_SHARED");
    let build = Build::new(LAMBDA).operations(LAMBDA_OPERATIONS.iter().copied());
    let mut build = build.http(true).checksums(true);
    let archive = shared().map(|folder| folder.join(SAMPLE)).filter(|archive| archive.is_file());
    if let Some(archive) = archive {
        println!("cargo::rerun-if-changed={}", archive.display());
        println!("cargo::rustc-cfg=sample");
        let folder = unpack_models(&archive);
        let corrections = folder.join("sqs/service/2012-11-05/sqs-2012-11-05.overlay.json");
        std::fs::copy(SQS_CORRECTIONS, corrections).unwrap();
        for (name, path, operations) in SERVICES {
            let service = Build::new(folder.join(path)).name(*name);
            build = build.and(service.operations(operations.iter().copied()));
        }
        build = build.and(Build::new(S3).operations(S3_OPERATIONS.iter().copied()));
    } else {
        // With a second service, the support module has a file of its own.
        let service = Build::new("../build-rs/model/tides.json");
        build = build.and(service);
    }
    if let Some(models) = find_botocore("boto3_uses_instances") {
        println!("cargo::rustc-cfg=ec2");
        let service = Build::new(models.join(EC2)).name("ec2");
        build = build.and(service.operations(EC2_OPERATIONS.iter().copied()));
    }
    build.generate();
}

/// Unpacks the models of the services. Returns the folder that they are in.
fn unpack_models(archive: &Path) -> PathBuf {
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap()).join("models");
    std::fs::create_dir_all(&folder).unwrap();
    let mut tar = Command::new("tar");
    tar.arg("-xf").arg(archive).arg("-C").arg(&folder);
    tar.args(SERVICES.iter().map(|(_, path, _)| path));
    assert!(tar.status().unwrap().success(), "{} can't be unpacked", archive.display());
    folder
}
