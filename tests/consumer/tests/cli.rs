//! The output and the exit codes of the program.
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

/// Returns the exit code, the standard output and the standard error.
fn finish(mut child: Child, stdin: &str) -> (i32, String, String) {
    // With wrong arguments, the program doesn't read its input.
    _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn run(args: &[&str], stdin: &str) -> (i32, String, String) {
    finish(start(args), stdin)
}

/// Runs the program, which must succeed, and returns its standard output.
#[track_caller]
fn run_successfully(args: &[&str], stdin: &str) -> String {
    let (code, out, err) = run(args, stdin);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    out
}

/// Runs the program, which must fail with exit code 2, and returns its standard error.
#[track_caller]
fn run_with_error(args: &[&str], stdin: &str) -> String {
    let (code, out, err) = run(args, stdin);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    err
}

#[test]
fn help_names_arguments_and_exit_codes() {
    insta::assert_snapshot!(run_successfully(&["--help"], ""), @r"
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
    let list = run_successfully(&["--list"], "");
    for (line, operation) in list.lines().zip(OPERATIONS) {
        let http = operation.http().unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words, [operation.name(), http.method, http.uri]);
    }
    assert_eq!(list.lines().count(), OPERATIONS.len());
}

#[test]
fn valid_requests_are_printed_in_model_order_without_unknown_members() {
    insta::assert_snapshot!(run_successfully(&["CreateFunction"], VALID), @r#"
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
fn output_is_unchanged_if_it_is_read_again() {
    let once = run_successfully(&["CreateFunction"], VALID);
    assert_eq!(run_successfully(&["CreateFunction"], &once), once);
}

#[test]
fn a_dash_reads_standard_input() {
    assert_eq!(
        run_successfully(&["CreateFunction", "-"], VALID),
        run_successfully(&["CreateFunction"], VALID)
    );
}

#[test]
fn files_are_read() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, VALID).unwrap();
    let path = file.path().to_str().unwrap();
    assert_eq!(
        run_successfully(&["CreateFunction", path], ""),
        run_successfully(&["CreateFunction"], VALID)
    );
}

#[test]
fn the_body_has_no_members_with_another_binding() {
    let request = r#"{"FunctionName": "my-function", "Qualifier": "1", "MaximumRetryAttempts": 2}"#;
    insta::assert_snapshot!(run_successfully(&["PutFunctionEventInvokeConfig", "--body"], request), @r#"
    {
      "MaximumRetryAttempts": 2
    }
    "#);
}

#[test]
fn bodies_of_bytes_are_printed_as_base64() {
    let request = r#"{"FunctionName": "my-function", "Payload": "e30="}"#;
    assert_eq!(run_successfully(&["Invoke", "--body"], request), "\"e30=\"\n");
}

#[test]
fn responses_are_read_as_the_output_type() {
    let response = r#"{"Functions": [{"FunctionName": "my-function"}], "Marker": "2"}"#;
    insta::assert_snapshot!(run_successfully(&["ListFunctions", "--response"], response), @r#"
    {
      "Functions": [
        {
          "FunctionName": "my-function"
        }
      ]
    }
    "#);
    assert_eq!(run_successfully(&["ListFunctions"], response), "{\n  \"Marker\": \"2\"\n}\n");
}

#[test]
fn each_violation_is_printed_on_a_line() {
    let (code, out, err) = run(&["CreateFunction"], &VALID.replace("15", "0"));
    assert_eq!((code, err.as_str()), (1, ""));
    insta::assert_snapshot!(out, @"Value at '/Timeout' failed to satisfy constraint: Member must be between 1 and 5400, inclusive");
}

#[test]
fn all_violations_are_printed() {
    let (code, out, err) = run(&["CreateFunction", "--body"], INVALID);
    assert_eq!((code, err.as_str()), (1, ""));
    insta::assert_snapshot!(out, @r"
    Value with length 0 at '/FunctionName' failed to satisfy constraint: Member must have length between 1 and 140, inclusive
    Value at '/FunctionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$
    Value at '/Timeout' failed to satisfy constraint: Member must be between 1 and 5400, inclusive
    Value at '/MemorySize' failed to satisfy constraint: Member must be between 128 and 32768, inclusive
    ");
}

/// Runs each `$ echo '…' | consumer …` of the README, and compares its output with the lines after it.
#[test]
fn the_readme_shows_the_actual_output() {
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
fn malformed_json_has_its_location() {
    insta::assert_snapshot!(run_with_error(&["ListFunctions"], "{\n  \"Marker\" \"2\"}"), @"error: standard input: Marker: expected `:` at line 2 column 12");
}

#[test]
fn truncated_json_has_its_location() {
    insta::assert_snapshot!(run_with_error(&["ListFunctions"], ""), @"error: standard input: EOF while parsing a value at line 1 column 0");
}

#[test]
fn text_after_the_json_is_an_error() {
    insta::assert_snapshot!(run_with_error(&["ListFunctions"], "{}\n{}"), @"error: standard input: trailing characters at line 2 column 1");
}

#[test]
fn values_of_the_wrong_type_have_their_path() {
    let response = "{\"Functions\": [{},\n {\"Timeout\": \"x\"}]}";
    insta::assert_snapshot!(run_with_error(&["ListFunctions", "--response"], response), @r#"error: standard input: Functions[1].Timeout: invalid type: string "x", expected i32 at line 2 column 16"#);
}

#[test]
fn missing_members_are_violations() {
    let (code, out, err) = run(&["GetFunction"], "{}");
    assert_eq!((code, err.as_str()), (1, ""));
    insta::assert_snapshot!(out, @"Value at '/FunctionName' failed to satisfy constraint: Member must not be null");
}

#[test]
fn errors_do_not_quote_sensitive_values() {
    let request = r#"{"FunctionName": "f", "Role": "r", "Code": {"ZipFile": "secret!"}}"#;
    let told = run_with_error(&["CreateFunction"], request);
    assert!(told.contains("Code.ZipFile: ") && !told.contains("secret!"), "{told}");
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let deep = format!("{{\"Tomorrow\": {}", "[".repeat(100_000));
    insta::assert_snapshot!(run_with_error(&["ListFunctions"], &deep), @"error: standard input: EOF while parsing a list at line 1 column 100013");
}

#[test]
fn unreadable_files_are_named() {
    assert!(
        run_with_error(&["ListFunctions", "no/such.json"], "").starts_with("error: no/such.json: ")
    );
}

#[test]
fn unknown_operations_get_a_suggestion() {
    insta::assert_snapshot!(run_with_error(&["CreateFunctoin"], ""), @r"
    error: invalid value 'CreateFunctoin' for '[OPERATION]': did you mean 'CreateFunction'?

    For more information, try '--help'.
    ");
}

#[test]
fn suggestions_ignore_case() {
    assert!(run_with_error(&["createfunction"], "").contains("did you mean 'CreateFunction'?"));
}

#[test]
fn unknown_operations_without_a_suggestion_refer_to_the_list() {
    insta::assert_snapshot!(run_with_error(&["xyz"], ""), @r"
    error: invalid value 'xyz' for '[OPERATION]': no such operation; '--list' has them all

    For more information, try '--help'.
    ");
}

#[test]
fn the_operation_is_required() {
    insta::assert_snapshot!(run_with_error(&[], ""), @r"
    error: the following required arguments were not provided:
      <OPERATION>

    Usage: consumer [OPTIONS] <OPERATION> [FILE]
           consumer --list

    For more information, try '--help'.
    ");
}

#[test]
fn list_excludes_other_arguments() {
    assert!(run_with_error(&["--list", "CreateFunction"], "").contains("cannot be used with"));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
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
fn a_closed_standard_error_does_not_change_the_exit_code() {
    let mut child = start(&["CreateFunction"]);
    drop(child.stderr.take());
    assert_eq!(finish(child, "{").0, 2);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_consumer"));
    let output = command.arg("--list").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stderr.starts_with(b"error: "));
}

#[test]
fn every_operation_reads_an_empty_object() {
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
