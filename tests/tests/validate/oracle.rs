//! New cases of the oracle for all of Lambda's operations, validated through the registry.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use aws_shapes::support::{AnyOperation, AnyValue, ErrorSet, Operation, Validate};
use serde_json::Value;
use shapesmith_test_support::{find_shared, skip, workspace};
use shapesmith_tests::for_each_operation;
use shapesmith_tests::lambda::operations::{self as ops, OPERATIONS};
use shapesmith_tests::lambda_operations::shape_name;
use shapesmith_tests::oracle::json_form;
use shapesmith_tests::support::Timestamp;

/// The number of cases for each operation and seed.
const COUNT: &str = "4";

const SEEDS: [u32; 4] = [1, 20, 300, 4000];

#[test]
fn validation_of_requests_matches_the_predictions() {
    let Some(oracle) = Oracle::find() else { return };
    let mut counts = BTreeMap::<String, usize>::new();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for seed in SEEDS {
        for case in oracle.cases(seed, &["--kind", "both", "-n", COUNT]) {
            let operation = find(&case);
            seen.insert(operation.name());
            match judge(operation, &case) {
                Ok(kind) => *counts.entry(kind).or_default() += 1,
                Err(reported) => {
                    wrong.push(format!("{}: {reported}\n{}", case["id"], case["params"]))
                }
            }
        }
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(seen.len(), OPERATIONS.len());
    assert_eq!(counts["valid"], SEEDS.len() * OPERATIONS.len() * 4);
    let invalid: usize = counts.iter().filter(|(kind, _)| *kind != "valid").map(|(_, n)| n).sum();
    assert!(invalid > 700, "{counts:?}");
    for kind in
        ["missing_required", "bad_pattern", "too_long", "below_min", "above_max", "bad_enum"]
    {
        assert!(counts.get(kind).is_some_and(|count| *count > 5), "{kind}: {counts:?}");
    }
}

#[test]
fn responses_are_read_and_written() {
    let Some(oracle) = Oracle::find() else { return };
    let (mut read, mut refused) = (0, 0);
    for seed in SEEDS {
        for case in oracle.cases(seed, &["--target", "output", "--kind", "both", "-n", COUNT]) {
            let value = json_form(&case["params"]);
            let made = find(&case).read_output(&value);
            let kind = case["mutation"]["kind"].as_str().unwrap_or("valid");
            if ["wrong_type", "null_item"].contains(&kind) {
                assert!(made.is_err(), "{case}: {made:?}");
                refused += 1;
                continue;
            }
            let made = made.unwrap_or_else(|reported| panic!("{reported}: {case}"));
            round_trip(&made, find(&case).read_output(&written(&made)).unwrap(), &value, kind);
            read += 1;
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > SEEDS.len() * 58 * 4 && refused > 50, "{read} {refused}");
}

#[test]
fn errors_are_read_and_written() {
    let Some(oracle) = Oracle::find() else { return };
    let readers = readers();
    let (mut read, mut codes) = (0, BTreeSet::new());
    for seed in SEEDS {
        for case in oracle.cases(seed, &["--target", "errors"]) {
            let code = shape_name(&case["error_shape"]);
            let value = json_form(&case["params"]);
            let reader = readers[case["operation"].as_str().unwrap()];
            let body = reader(case["error_shape"].as_str().unwrap(), &value);
            assert_eq!(body, in_body(&value), "{case}");
            codes.insert(code.to_owned());
            read += 1;
        }
    }
    println!("{read} errors with {} codes", codes.len());
    assert!(read > SEEDS.len() * 300 && codes.len() > 30, "{read} {codes:?}");
}

/// Removes header members, which aren't part of the body.
fn in_body(value: &Value) -> Value {
    let members = value.as_object().unwrap().iter();
    let kept = members.filter(|(key, _)| *key != "retryAfterSeconds");
    kept.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// A function that reads an error of a known shape, and returns its body.
type Reader = fn(&str, &Value) -> Value;

#[allow(deprecated)]
fn readers() -> BTreeMap<&'static str, Reader> {
    fn reader<O: Operation>(_: O) -> (&'static str, Reader) {
        let read: Reader = |shape, value| {
            let error =
                O::Error::read(shape, value).unwrap_or_else(|reported| panic!("{reported}"));
            assert!(error.info().is_some(), "{shape}");
            serde_json::to_value(error.body()).unwrap()
        };
        (O::NAME, read)
    }
    macro_rules! all {
        ($($name:ident,)*) => { BTreeMap::from([$(reader(ops::$name),)*]) };
    }
    for_each_operation!(all)
}

/// Returns the path of the case generator `gen.py` in the data beside the project.
struct Oracle {
    program: PathBuf,
}

impl Oracle {
    fn find() -> Option<Self> {
        let program = find_shared("the oracle's verdicts")?.join("oracle/gen.py");
        if Command::new("python3").arg("--version").output().is_err() {
            skip("the oracle's verdicts", "there is no python3");
            return None;
        }
        Some(Self { program })
    }

    fn cases(&self, seed: u32, options: &[&str]) -> Vec<Value> {
        let model = workspace().join("model/services/lambda.json");
        let mut command = Command::new("python3");
        command.arg("-B").arg(&self.program).args(["--all", "--seed", &seed.to_string(), "-m"]);
        let ran = command.arg(model).args(options).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let text = String::from_utf8(ran.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn find(case: &Value) -> &'static dyn AnyOperation {
    let name = case["operation"].as_str().unwrap();
    let at = OPERATIONS.binary_search_by_key(&name, |operation| operation.name());
    OPERATIONS[at.unwrap_or_else(|_| panic!("no operation {name}"))]
}

/// Returns how the prediction was confirmed, or the actual result.
fn judge(operation: &dyn AnyOperation, case: &Value) -> Result<String, String> {
    let mutation = &case["mutation"];
    let kind = mutation["kind"].as_str().unwrap_or("valid");
    let path = mutation["path"].as_str().unwrap_or_default();
    let value = json_form(&case["params"]);
    let reported = match (kind, operation.check_input(&value)) {
        ("wrong_type" | "null_item", Err(reported)) => {
            return told_at(&reported.to_string(), path, kind);
        }
        (_, Err(reported)) => return Err(reported.to_string()),
        (_, Ok(Err(violations))) => violations,
        (_, Ok(Ok(read))) => {
            round_trip(&read, operation.read_input(&written(&read)).unwrap(), &value, kind);
            let fine = matches!(kind, "valid" | "unknown_member");
            return if fine { Ok(kind.to_owned()) } else { Err(format!("{kind} is valid")) };
        }
    };
    // Reading says the same of what there is room for.
    match operation.read_input(&value) {
        Ok(read) => assert_eq!(read.validate().unwrap_err(), reported, "{kind}"),
        Err(error) => assert!(error.to_string().contains("missing member"), "{kind}: {error}"),
    }
    let reported: Vec<(String, String)> = reported
        .iter()
        .map(|violation| (violation.path().to_owned(), violation.to_string()))
        .collect();
    match kind {
        "wrong_type" | "null_item" => Err(format!("{kind} was read")),
        _ => {
            let smithy = &mutation["smithy"];
            let words = smithy["message"].as_str().unwrap_or_default();
            let place = smithy["path"].as_str().unwrap_or_default();
            // One value is wrong, so one thing is told; it may be wrong in a second way.
            let found = reported.iter().any(|(path, said)| path == place && said == words);
            let elsewhere = reported.iter().any(|(path, _)| !path.starts_with(place));
            if found && !elsewhere {
                Ok(kind.to_owned())
            } else {
                Err(format!("{kind}: {reported:?}, not {smithy}"))
            }
        }
    }
}

/// Returns whether a deserialization error names the member at this path.
fn told_at(reported: &str, path: &str, kind: &str) -> Result<String, String> {
    let mut steps = path.split('/').skip(1);
    let first = steps.next().unwrap_or_default();
    if reported.starts_with(first) {
        Ok(format!("{kind}, not read"))
    } else {
        Err(format!("{kind} at {path}: {reported}"))
    }
}

fn written(value: &AnyValue) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Asserts that writing and reading a value gives an equal value and the original JSON.
fn round_trip(made: &AnyValue, again: AnyValue, value: &Value, kind: &str) {
    assert_eq!(made, &again);
    if kind != "unknown_member" {
        assert!(same(value, &written(made)), "{kind}\n{value}\n{}", written(made));
    }
}

/// Compares values; timestamps are text in the oracle's cases and numbers in the JSON form.
fn same(given: &Value, written: &Value) -> bool {
    match (given, written) {
        (Value::String(text), Value::Number(number)) => {
            let times =
                [text.as_str(), &number.to_string()].map(|time| Timestamp::parse(time).ok());
            times[0].is_some() && times[0] == times[1]
        }
        (Value::Array(given), Value::Array(written)) => {
            given.len() == written.len() && given.iter().zip(written).all(|(a, b)| same(a, b))
        }
        (Value::Object(given), Value::Object(written)) => {
            given.len() == written.len()
                && given.iter().all(|(key, value)| {
                    written.get(key).is_some_and(|written| same(value, written))
                })
        }
        (Value::Number(given), Value::Number(written)) => given.as_f64() == written.as_f64(),
        (given, written) => given == written,
    }
}
