//! The program as the shell sees it: what it prints where, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::process::{Child, Command, Stdio};

use aws_shapes::lambda::operations::OPERATIONS;

const VALID: &str = r#"{
    "Code": {"S3Bucket": "my-bucket", "S3Key": "function.zip"},
    "Timeout": 15, "Tomorrow": true, "Description": null,
    "Role": "arn:aws:iam::123456789012:role/lambda-role",
    "FunctionName": "my-function"
}"#;

const INVALID: &str = r#"{"FunctionName": "", "Role": "arn:aws:iam::123456789012:role/r", "Code": {}, "Timeout": 0, "MemorySize": 64}"#;

fn start(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_consumer"));
    command.args(args).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// The exit code, what was printed, and what was told.
fn finish(mut child: Child, stdin: &str) -> (i32, String, String) {
    // Whoever is told by the arguments already what is wrong doesn't read.
    _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn run(args: &[&str], stdin: &str) -> (i32, String, String) {
    finish(start(args), stdin)
}

/// What is printed where all is well.
#[track_caller]
fn printed(args: &[&str], stdin: &str) -> String {
    let (code, out, err) = run(args, stdin);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    out
}

/// What is told of wrong usage, and of JSON that isn't read.
#[track_caller]
fn told(args: &[&str], stdin: &str) -> String {
    let (code, out, err) = run(args, stdin);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    err
}

#[test]
fn help_names_arguments_and_exit_codes() {
    insta::assert_snapshot!(printed(&["--help"], ""), @r"
    Check the JSON of a request to AWS Lambda, and print it in a normal form

    The normal form has the members in the model's order. Those that are null or that the model doesn't have are left out.

    Usage: consumer [OPTIONS] <OPERATION> [FILE]
           consumer --list

    Arguments:
      [OPERATION]
              Name of the operation, such as CreateFunction

      [FILE]
              File with the JSON; standard input where it is `-` or left out

    Options:
          --response
              Read the operation's response, not its request

          --body
              Print what goes into the HTTP body alone; a body of bytes is shown as base64

          --list
              List all operations with their HTTP methods and URIs

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Exit codes:
      0  the JSON is valid
      1  it violates constraints of the model, one a line of the output
      2  wrong usage, or a file that can't be read or isn't JSON of this operation
    ");
}

#[test]
fn every_operation_is_listed() {
    let list = printed(&["--list"], "");
    for (line, operation) in list.lines().zip(OPERATIONS) {
        let http = operation.http().unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words, [operation.name(), http.method, http.uri]);
    }
    assert_eq!(list.lines().count(), OPERATIONS.len());
}

#[test]
fn valid_request_is_printed_in_model_order_without_what_the_model_lacks() {
    insta::assert_snapshot!(printed(&["CreateFunction"], VALID), @r#"
    {
      "FunctionName": "my-function",
      "Role": "arn:aws:iam::123456789012:role/lambda-role",
      "Code": {
        "S3Bucket": "my-bucket",
        "S3Key": "function.zip"
      },
      "Timeout": 15
    }
    "#);
}

#[test]
fn what_is_printed_is_read_again_and_stays() {
    let once = printed(&["CreateFunction"], VALID);
    assert_eq!(printed(&["CreateFunction"], &once), once);
}

#[test]
fn standard_input_has_a_name() {
    assert_eq!(printed(&["CreateFunction", "-"], VALID), printed(&["CreateFunction"], VALID));
}

#[test]
fn file_is_read() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, VALID).unwrap();
    let path = file.path().to_str().unwrap();
    assert_eq!(printed(&["CreateFunction", path], ""), printed(&["CreateFunction"], VALID));
}

#[test]
fn body_is_without_what_travels_elsewhere() {
    let request = r#"{"FunctionName": "my-function", "Qualifier": "1", "MaximumRetryAttempts": 2}"#;
    insta::assert_snapshot!(printed(&["PutFunctionEventInvokeConfig", "--body"], request), @r#"
    {
      "MaximumRetryAttempts": 2
    }
    "#);
}

#[test]
fn body_of_bytes_is_base64() {
    let request = r#"{"FunctionName": "my-function", "Payload": "e30="}"#;
    assert_eq!(printed(&["Invoke", "--body"], request), "\"e30=\"\n");
}

#[test]
fn response_is_another_type_than_the_request() {
    let response = r#"{"Functions": [{"FunctionName": "my-function"}], "Marker": "2"}"#;
    insta::assert_snapshot!(printed(&["ListFunctions", "--response"], response), @r#"
    {
      "Functions": [
        {
          "FunctionName": "my-function"
        }
      ]
    }
    "#);
    assert_eq!(printed(&["ListFunctions"], response), "{\n  \"Marker\": \"2\"\n}\n");
}

#[test]
fn violation_is_a_line() {
    let (code, out, err) = run(&["CreateFunction"], &VALID.replace("15", "0"));
    assert_eq!((code, err.as_str()), (1, ""));
    insta::assert_snapshot!(out, @"Value at '/Timeout' failed to satisfy constraint: Member must be greater than or equal to 1");
}

#[test]
fn all_violations_are_told() {
    let (code, out, err) = run(&["CreateFunction", "--body"], INVALID);
    assert_eq!((code, err.as_str()), (1, ""));
    insta::assert_snapshot!(out, @r"
    Value with length 0 at '/FunctionName' failed to satisfy constraint: Member must have length between 1 and 140, inclusive
    Value at '/FunctionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$
    Value at '/Timeout' failed to satisfy constraint: Member must be greater than or equal to 1
    Value at '/MemorySize' failed to satisfy constraint: Member must be between 128 and 10240, inclusive
    ");
}

/// Runs each `$ echo '…' | consumer …` of the README, which is followed by what it prints or tells.
#[test]
fn readme_shows_what_happens() {
    let readme = include_str!("../../../README.md").replace("\r\n", "\n");
    let session = readme.split("```").find_map(|block| block.strip_prefix("console\n")).unwrap();
    let mut calls = 0;
    for call in session.split("$ echo '").skip(1) {
        let (json, call) = call.split_once("' | consumer ").unwrap();
        let (args, shown) = call.split_once('\n').unwrap();
        let (_, out, err) = run(&args.split(' ').collect::<Vec<_>>(), json);
        assert_eq!(out + &err, shown);
        calls += 1;
    }
    assert_eq!(calls, 3);
}

#[test]
fn json_that_is_none_is_located() {
    insta::assert_snapshot!(told(&["ListFunctions"], "{\n  \"Marker\" \"2\"}"), @"error: standard input: Marker: expected `:` at line 2 column 12");
}

#[test]
fn json_that_ends_early_is_located() {
    insta::assert_snapshot!(told(&["ListFunctions"], ""), @"error: standard input: EOF while parsing a value at line 1 column 0");
}

#[test]
fn json_has_nothing_behind_it() {
    insta::assert_snapshot!(told(&["ListFunctions"], "{}\n{}"), @"error: standard input: trailing characters at line 2 column 1");
}

#[test]
fn value_of_another_type_has_its_path() {
    let response = "{\"Functions\": [{},\n {\"Timeout\": \"x\"}]}";
    insta::assert_snapshot!(told(&["ListFunctions", "--response"], response), @r#"error: standard input: Functions[1].Timeout: invalid type: string "x", expected i32 at line 2 column 16"#);
}

#[test]
fn missing_member_is_told() {
    let (code, out, err) = run(&["GetFunction"], "{}");
    assert_eq!((code, err.as_str()), (1, ""));
    insta::assert_snapshot!(out, @"Value at '/FunctionName' failed to satisfy constraint: Member must not be null");
}

#[test]
fn sensitive_value_is_not_told() {
    let request = r#"{"FunctionName": "f", "Role": "r", "Code": {"ZipFile": "secret!"}}"#;
    let told = told(&["CreateFunction"], request);
    assert!(told.contains("Code.ZipFile: ") && !told.contains("secret!"), "{told}");
}

#[test]
fn depth_is_survived() {
    let deep = format!("{{\"Tomorrow\": {}", "[".repeat(100_000));
    insta::assert_snapshot!(told(&["ListFunctions"], &deep), @"error: standard input: EOF while parsing a list at line 1 column 100013");
}

#[test]
fn file_that_cannot_be_read_is_named() {
    assert!(told(&["ListFunctions", "no/such.json"], "").starts_with("error: no/such.json: "));
}

#[test]
fn unknown_operation_has_a_neighbour() {
    insta::assert_snapshot!(told(&["CreateFunctoin"], ""), @r"
    error: invalid value 'CreateFunctoin' for '[OPERATION]': did you mean 'CreateFunction'?

    For more information, try '--help'.
    ");
}

#[test]
fn unknown_operation_differs_in_case() {
    assert!(told(&["createfunction"], "").contains("did you mean 'CreateFunction'?"));
}

#[test]
fn unknown_operation_without_a_neighbour_is_sent_to_the_list() {
    insta::assert_snapshot!(told(&["xyz"], ""), @r"
    error: invalid value 'xyz' for '[OPERATION]': no such operation; '--list' has them all

    For more information, try '--help'.
    ");
}

#[test]
fn operation_is_needed() {
    insta::assert_snapshot!(told(&[], ""), @r"
    error: the following required arguments were not provided:
      <OPERATION>

    Usage: consumer [OPTIONS] <OPERATION> [FILE]
           consumer --list

    For more information, try '--help'.
    ");
}

#[test]
fn list_stands_alone() {
    assert!(told(&["--list", "CreateFunction"], "").contains("cannot be used with"));
}

#[test]
fn closed_pipe_is_no_problem() {
    for (args, stdin, code) in [
        (&["CreateFunction"][..], VALID, 0),
        (&["CreateFunction"], INVALID, 1),
        (&["--list"], "", 0),
        (&["--help"], "", 0),
    ] {
        let mut child = start(args);
        drop(child.stdout.take());
        assert_eq!(finish(child, stdin), (code, String::new(), String::new()), "{args:?}");
    }
}

#[test]
fn nobody_has_to_listen_to_problems() {
    let mut child = start(&["CreateFunction"]);
    drop(child.stderr.take());
    assert_eq!(finish(child, "{").0, 2);
}

#[test]
#[cfg(target_os = "linux")]
fn full_disk_is_told() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_consumer"));
    let output = command.arg("--list").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stderr.starts_with(b"error: "));
}

#[test]
fn every_operation_takes_an_object() {
    for operation in OPERATIONS {
        for side in [&[][..], &["--response"], &["--body"], &["--response", "--body"]] {
            let args = [&[operation.name()], side].concat();
            let (code, out, err) = run(&args, "{}");
            let expected = match code {
                1 => out.lines().all(|line| line.ends_with("Member must not be null")),
                code => code == 0 && !out.is_empty() && err.is_empty(),
            };
            assert!(expected, "{args:?}: {code}\n{out}{err}");
        }
    }
}
