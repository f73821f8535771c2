//! boto3, Amazon's SDK for Python, and the AWS CLI as clients of the emulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use shapesmith_peers::emulator::Emulator;
use shapesmith_peers::python::Python;

/// Runs tests of a file of Python. Checks the number of tests, and of operations of the service that they used.
fn run_tests(test: &str, arguments: &[&str], tests: usize, (service, operations): (&str, usize)) {
    let Some(python) = Python::find(test) else { return };
    let (emulator, server) = Emulator::start();
    assert_eq!(python.run_tests(arguments, server.url()), tests);
    let answered = emulator.answered();
    assert_eq!(answered.len(), operations, "{answered:?}");
    assert!(answered.iter().all(|name| name.starts_with(service)), "{answered:?}");
}

#[test]
fn boto3_uses_functions() {
    let used = ("AWSGirApiService:", 11);
    run_tests("boto3_uses_functions", &["lambda_client.py"], 13, used);
}

#[test]
fn the_cli_uses_functions() {
    let used = ("AWSGirApiService:", 9);
    run_tests("the_cli_uses_functions", &["aws_cli.py", "LambdaTest"], 1, used);
}

#[cfg(sample)]
mod objects {
    use shapesmith_peers::api::support::http::ChecksumAlgorithm;
    use shapesmith_peers::chunks::check_streamed_object;
    use shapesmith_peers::emulator::Emulator;
    use shapesmith_peers::python::Python;

    use super::run_tests;

    /// The emulator, which is our server, verifies the checksum, too.
    #[test]
    fn boto3_reads_a_streamed_object() {
        let Some(python) = Python::find("boto3_reads_a_streamed_object") else { return };
        let (_, server) = Emulator::start();
        check_streamed_object(&python, server.url(), ChecksumAlgorithm::XXHASH128);
    }

    #[test]
    fn boto3_uses_objects() {
        run_tests("boto3_uses_objects", &["s3_client.py"], 12, ("AmazonS3:", 16));
    }

    #[test]
    fn the_cli_uses_objects() {
        let used = ("AmazonS3:", 14);
        run_tests("the_cli_uses_objects", &["aws_cli.py", "S3Test", "S3ApiTest"], 4, used);
    }

    #[test]
    fn boto3_selects_from_objects() {
        let used = ("AmazonS3:", 3);
        run_tests("boto3_selects_from_objects", &["stream_clients.py", "SelectTest"], 3, used);
    }

    #[test]
    fn boto3_converses() {
        let used = ("AmazonBedrockFrontendService:", 1);
        run_tests("boto3_converses", &["stream_clients.py", "ConverseTest"], 3, used);
    }

    #[test]
    fn boto3_uses_queues() {
        run_tests("boto3_uses_queues", &["sqs_client.py", "JsonTest"], 5, ("AmazonSQS:", 9));
    }

    #[test]
    fn clients_with_the_query_protocol_use_queues() {
        let test = "clients_with_the_query_protocol_use_queues";
        run_tests(test, &["sqs_client.py", "QueryTest"], 6, ("AmazonSQS:", 9));
    }

    #[test]
    fn the_cli_uses_queues() {
        run_tests("the_cli_uses_queues", &["aws_cli.py", "SqsTest"], 1, ("AmazonSQS:", 9));
    }

    #[test]
    fn the_cli_uses_identities() {
        let used = ("AWSSecurityTokenServiceV20110615:", 2);
        run_tests("the_cli_uses_identities", &["aws_cli.py", "StsTest"], 1, used);
    }

    #[test]
    fn boto3_uses_identities() {
        let used = ("AWSSecurityTokenServiceV20110615:", 2);
        run_tests("boto3_uses_identities", &["query_clients.py", "StsTest"], 2, used);
    }
}

#[cfg(ec2)]
#[test]
fn boto3_uses_instances() {
    run_tests("boto3_uses_instances", &["query_clients.py", "Ec2Test"], 2, ("EC2:", 4));
}

#[cfg(ec2)]
#[test]
fn the_cli_uses_instances() {
    run_tests("the_cli_uses_instances", &["aws_cli.py", "Ec2Test"], 1, ("EC2:", 4));
}

#[cfg(sample)]
mod tables {
    use super::run_tests;

    #[test]
    fn boto3_uses_tables() {
        let used = ("DynamoDB_20120810:", 10);
        run_tests("boto3_uses_tables", &["dynamodb_client.py"], 8, used);
    }

    #[test]
    fn boto3_subscribes_to_shards() {
        let used = ("Kinesis_20131202:", 1);
        run_tests("boto3_subscribes_to_shards", &["kinesis_client.py"], 3, used);
    }

    #[test]
    fn the_cli_uses_tables() {
        let used = ("DynamoDB_20120810:", 5);
        run_tests("the_cli_uses_tables", &["aws_cli.py", "DynamoDbTest"], 1, used);
    }
}

#[cfg(not(sample))]
mod tables {
    #[test]
    fn clients_use_tables() {
        shapesmith_peers::skip_without_sample("services_of_moto_are_used");
        shapesmith_peers::skip_without_sample("boto3_reads_a_streamed_object");
        shapesmith_peers::skip_without_sample("boto3_reads_a_streamed_object_of_moto");
        shapesmith_peers::skip_without_sample("boto3_uses_objects");
        shapesmith_peers::skip_without_sample("the_cli_uses_objects");
        shapesmith_peers::skip_without_sample("boto3_selects_from_objects");
        shapesmith_peers::skip_without_sample("boto3_converses");
        shapesmith_peers::skip_without_sample("boto3_uses_queues");
        shapesmith_peers::skip_without_sample("clients_with_the_query_protocol_use_queues");
        shapesmith_peers::skip_without_sample("the_cli_uses_queues");
        shapesmith_peers::skip_without_sample("boto3_uses_identities");
        shapesmith_peers::skip_without_sample("the_cli_uses_identities");
        shapesmith_peers::skip_without_sample("boto3_uses_tables");
        shapesmith_peers::skip_without_sample("boto3_subscribes_to_shards");
        shapesmith_peers::skip_without_sample("the_cli_uses_tables");
    }
}
