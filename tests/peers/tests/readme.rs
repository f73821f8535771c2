//! The programs of the README's section about HTTP messages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::Duration;

use aws_shapes::lambda::operations::{CreateFunction, GetFunction};
use aws_shapes::lambda::{CreateFunctionRequest, FunctionCode, GetFunctionRequest};
use aws_shapes::support::http::{Endpoint, ResponseError, response};
use aws_shapes::support::{ErrorSet, Operation};

const README: &str = include_str!("../../../README.md");
const PROGRAMS: [&str; 2] =
    [include_str!("../examples/emulator.rs"), include_str!("../examples/client.rs")];

#[test]
fn the_readme_shows_both_programs() {
    for program in PROGRAMS {
        assert!(program.lines().count() <= 60);
        let (_, code) = program.split_once("\n\n").unwrap();
        assert!(README.contains(code.trim()), "{code}");
    }
}

/// A running program, which is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Returns the path of an example, which cargo builds with the tests.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    test.parent().unwrap().parent().unwrap().join("examples").join(name)
}

/// Starts the emulator and returns it with its endpoint.
fn start_emulator() -> (Running, String) {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let emulator = Running(Command::new(example("emulator")).arg(&address).spawn().unwrap());
    for _ in 0..500 {
        if std::net::TcpStream::connect(&address).is_ok() {
            return (emulator, format!("http://{address}"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the emulator doesn't listen");
}

fn send<O: Operation>(url: &str, input: &O::Input) -> Result<O::Output, O::Error> {
    let request = Endpoint::parse(url).unwrap().request::<O>(input).unwrap();
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let (head, mut body) = ureq::Agent::from(config).run(request).unwrap().into_parts();
    let received = http::Response::from_parts(head, body.read_to_vec().unwrap());
    response::<O>(&received).map_err(|error| match error {
        ResponseError::Service(error) => error,
        other => panic!("{other:?}"),
    })
}

#[test]
fn the_client_lists_the_functions_of_the_emulator() {
    let (_emulator, url) = start_emulator();
    for name in ["second", "first"] {
        let role = "arn:aws:iam::123456789012:role/lambda-role";
        let input = CreateFunctionRequest::new(name, role, FunctionCode::default());
        let function = send::<CreateFunction>(&url, &input).unwrap();
        assert_eq!(function.function_name.as_deref(), Some(name));
        let error = send::<CreateFunction>(&url, &input).unwrap_err();
        assert_eq!((error.code(), error.status()), ("ResourceConflictException", Some(409)));
    }
    let client = Command::new(example("client"))
        .arg(&url)
        .envs([("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")])
        .output()
        .unwrap();
    assert!(client.status.success(), "{client:?}");
    assert_eq!(String::from_utf8_lossy(&client.stdout), "first\nsecond\n");

    let error = send::<GetFunction>(&url, &GetFunctionRequest::new("third")).unwrap_err();
    assert_eq!(error.to_string(), "ResourceNotFoundException: not found");
    let error = send::<GetFunction>(&url, &GetFunctionRequest::new("no name")).unwrap_err();
    assert_eq!((error.code(), error.status()), ("ValidationException", Some(400)));
}
