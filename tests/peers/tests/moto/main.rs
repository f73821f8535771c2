//! A client of generated types, with the server of moto, an emulator of AWS in Python.
//!
//! Each service: create, list with pages, read, delete, and an error.
#![cfg(sample)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::field_reassign_with_default,
    reason = "the generated structures are non-exhaustive"
)]

#[cfg(ec2)]
mod ec2;
mod rest_services;
mod rpc_services;
mod server;
mod xml_services;

use std::collections::BTreeSet;
use std::thread;

use server::start_moto;
use shapesmith_peers::api::support::http::ChecksumAlgorithm;
use shapesmith_peers::chunks::check_streamed_object;
use shapesmith_peers::client::Client;
use shapesmith_peers::python::Python;

/// The names of three things that a service creates.
const NAMES: [&str; 3] = ["first", "second", "third"];

type Scenario = fn(&Client);

const SERVICES: &[(&str, Scenario)] = &[
    ("amp", rest_services::use_amp),
    ("api-gateway", rest_services::use_api_gateway),
    ("appsync", rest_services::use_appsync),
    ("auto-scaling", xml_services::use_auto_scaling),
    ("backup", rest_services::use_backup),
    ("cloudformation", xml_services::use_cloudformation),
    ("cloudwatch", xml_services::use_cloudwatch),
    ("cognito-identity-provider", rpc_services::use_cognito),
    ("dynamodb", rpc_services::use_dynamodb),
    ("ecr", rpc_services::use_ecr),
    #[cfg(ec2)]
    ("ec2", ec2::use_ec2),
    ("elastic-load-balancing-v2", xml_services::use_elb),
    ("eventbridge", rpc_services::use_eventbridge),
    ("iam", xml_services::use_iam),
    ("kinesis", rpc_services::use_kinesis),
    ("cloudwatch-logs", rpc_services::use_logs),
    ("pipes", rest_services::use_pipes),
    ("rds", xml_services::use_rds),
    ("route-53", xml_services::use_route53),
    ("s3", xml_services::use_s3),
    ("sfn", rpc_services::use_sfn),
    ("sns", xml_services::use_sns),
    ("sqs", rpc_services::use_sqs),
    ("ssm", rpc_services::use_ssm),
    ("sts", xml_services::use_sts),
];

#[test]
fn services_of_moto_are_used() {
    let Some(python) = Python::find("services_of_moto_are_used") else { return };
    let moto = start_moto(&python);
    let client = Client::new(moto.url());
    // All of them run, whatever fails; a panic names its thread.
    let failed: Vec<&str> = thread::scope(|scope| {
        let runs = SERVICES.iter().map(|(name, run)| {
            let thread = thread::Builder::new().name((*name).to_owned());
            (*name, thread.spawn_scoped(scope, || run(&client)).unwrap())
        });
        let runs: Vec<_> = runs.collect();
        runs.into_iter().filter_map(|(name, run)| run.join().is_err().then_some(name)).collect()
    });
    let used = client.used();
    println!("{used:#?}");
    assert!(failed.is_empty(), "{failed:?}");
    let services: BTreeSet<_> = used.keys().map(|name| name.split(':').next().unwrap()).collect();
    assert_eq!(services.len(), SERVICES.len());
    for service in services {
        let of_service = || used.iter().filter(|(name, _)| name.split(':').next() == Some(service));
        assert!(of_service().any(|(_, count)| count.errors > 0), "{service}");
        assert!(of_service().filter(|(_, count)| count.outputs > 0).count() >= 3, "{service}");
    }
}

#[test]
fn boto3_reads_a_streamed_object_of_moto() {
    let Some(python) = Python::find("boto3_reads_a_streamed_object_of_moto") else { return };
    let moto = start_moto(&python);
    check_streamed_object(&python, moto.url(), ChecksumAlgorithm::CRC32);
}

/// Reads all pages of a list, and checks their number. It is 1 where moto ignores the size of pages.
#[track_caller]
fn read_pages<T>(
    count: usize,
    mut read: impl FnMut(Option<String>) -> (Option<Vec<T>>, Option<String>),
) -> Vec<T> {
    let (mut all, mut token, mut pages) = (Vec::new(), None, 0);
    loop {
        let (items, next) = read(token);
        all.extend(items.unwrap_or_default());
        pages += 1;
        if next.is_none() || pages > count {
            assert_eq!(pages, count, "pages");
            return all;
        }
        token = next;
    }
}

/// Checks that a list has the three names.
#[track_caller]
fn assert_names(found: impl IntoIterator<Item = Option<String>>) {
    let mut found: Vec<String> = found.into_iter().flatten().collect();
    found.sort();
    assert_eq!(found, NAMES);
}
