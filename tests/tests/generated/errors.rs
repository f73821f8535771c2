//! Errors of operations, read from a code and a body.

use std::error::Error;

use aws_shapes::support::{
    ErrorInfo, ErrorSet, Exception, Fault, Operation, Retry, UnknownError, With,
};
use serde_json::{Map, Value, json};
use shapesmith_tests::for_each_operation;
use shapesmith_tests::lambda::errors::{Error as LambdaError, GetFunctionError, InvokeError};
use shapesmith_tests::lambda::operations::{self as ops, OPERATIONS};
use shapesmith_tests::lambda::{
    ResourceNotFoundException, ThrottleReason, TooManyRequestsException,
};
use shapesmith_tests::lambda_operations::{SHAPES, errors, operations};
use shapesmith_tests::{operations as library, operations_query as queue, support as own};

/// An error as the model file has it: code, fault, status, retryability and members.
struct Modelled {
    info: ErrorInfo,
    members: Map<String, Value>,
}

fn modelled(name: &str) -> Modelled {
    let shape = &SHAPES[&format!("com.amazonaws.lambda#{name}")];
    let traits = &shape["traits"];
    let client = traits["smithy.api#error"] == "client";
    let status = traits["smithy.api#httpError"].as_u64().unwrap_or(if client { 400 } else { 500 });
    let retry = match &traits["smithy.api#retryable"] {
        Value::Null => Retry::Unspecified,
        retryable if retryable["throttling"] == true => Retry::Throttling,
        _ => Retry::Retryable,
    };
    let fault = if client { Fault::Client } else { Fault::Server };
    // A leak, so that the code is as static as the crate's.
    let code = Box::leak(name.to_owned().into_boxed_str());
    let info = ErrorInfo::new(code, fault, status.try_into().unwrap(), retry);
    Modelled { info, members: shape["members"].as_object().unwrap().clone() }
}

impl Modelled {
    /// A body with all members.
    fn body(&self) -> Value {
        self.members.keys().map(|key| (key.clone(), json!(format!("its {key}")))).collect()
    }

    /// What of that a service would write in the body.
    fn in_body(&self) -> Value {
        let kept = self
            .members
            .iter()
            .filter(|(_, member)| member["traits"]["smithy.api#httpHeader"].is_null());
        kept.map(|(key, _)| (key.clone(), json!(format!("its {key}")))).collect()
    }

    fn message(&self) -> Option<&str> {
        self.members.keys().map(String::as_str).find(|key| key.eq_ignore_ascii_case("message"))
    }
}

/// A check of an operation's errors.
trait Check {
    fn check<E: ErrorSet>(&mut self, operation: &str)
    where
        LambdaError: From<E>;
}

#[allow(deprecated)]
fn each(check: &mut impl Check) {
    fn one<O: Operation>(_: O, check: &mut impl Check)
    where
        LambdaError: From<O::Error>,
    {
        check.check::<O::Error>(O::NAME);
    }
    macro_rules! check_all {
        ($($name:ident,)*) => { $(one(ops::$name, check);)* };
    }
    for_each_operation!(check_all);
}

#[test]
fn the_errors_of_each_operation_match_the_model() {
    for (name, operation) in operations() {
        let found = OPERATIONS.iter().find(|operation| operation.name() == name).unwrap().errors();
        let mut names = errors(&operation);
        names.sort();
        let expected: Vec<_> = names.iter().map(|name| modelled(name).info).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn the_service_error_has_the_errors_of_all_operations() {
    let all = operations();
    let mut names: Vec<String> = all.values().flat_map(errors).collect();
    names.sort();
    names.dedup();
    let found: Vec<&str> = LambdaError::all().iter().map(|info| info.code).collect();
    assert_eq!(found, names);
    assert!(names.len() > 30, "{}", names.len());
}

/// Reads, formats and writes every error of every operation, and converts it to the service's error.
#[test]
fn every_error_of_every_operation_is_read_and_converted() {
    struct Everything(usize);
    impl Check for Everything {
        fn check<E: ErrorSet>(&mut self, operation: &str)
        where
            LambdaError: From<E>,
        {
            for name in errors(&operations()[operation]) {
                let modelled = modelled(&name);
                for spelled in [name.clone(), format!("com.amazonaws.lambda#{name}")] {
                    same::<E>(&E::read(&spelled, modelled.body()).unwrap(), &modelled);
                }
                let whole: LambdaError = E::read(&name, modelled.body()).unwrap().into();
                same(&whole, &modelled);
                assert!(whole.get().unknown().is_none());
                self.0 += 1;
            }
        }
    }
    fn same<E: ErrorSet>(error: &E, modelled: &Modelled) {
        let info = modelled.info;
        assert_eq!(error.info(), Some(info));
        assert_eq!((error.code(), error.fault()), (info.code, Some(info.fault)));
        assert_eq!((error.status(), error.retry()), (Some(info.status), info.retry));
        let message = modelled.message().map(|key| format!("its {key}"));
        assert_eq!(error.message(), message);
        let reported =
            message.map_or(info.code.to_owned(), |text| format!("{}: {text}", info.code));
        assert_eq!(error.to_string(), reported);
        assert_eq!(serde_json::to_value(error.body()).unwrap(), modelled.in_body());
        assert!(format!("{error:?}").starts_with(info.code), "{error:?}");
    }
    let mut everything = Everything(0);
    each(&mut everything);
    assert!(everything.0 > 300, "{}", everything.0);
}

#[test]
fn every_error_of_every_operation_is_read_from_an_empty_body() {
    struct Empty(usize);
    impl Check for Empty {
        fn check<E: ErrorSet>(&mut self, operation: &str)
        where
            LambdaError: From<E>,
        {
            for name in errors(&operations()[operation]) {
                let read = E::read(&name, &mut serde_json::Deserializer::from_str("{}")).unwrap();
                let (read, created) =
                    (LambdaError::from(read), LambdaError::from(E::from_code(&name)));
                for error in [read, created] {
                    assert_eq!((error.code(), error.message()), (name.as_str(), None));
                    assert_eq!(error.to_string(), name);
                    assert_eq!(serde_json::to_string(&error.body()).unwrap(), "{}");
                }
                self.0 += 1;
            }
        }
    }
    let mut empty = Empty(0);
    each(&mut empty);
    assert!(empty.0 > 300, "{}", empty.0);
}

/// Tests an error of another operation, and one that isn't in the model.
#[test]
fn unknown_error_codes_are_kept_with_their_message() {
    struct Strange(usize);
    impl Check for Strange {
        fn check<E: ErrorSet>(&mut self, operation: &str)
        where
            LambdaError: From<E>,
        {
            let known = errors(&operations()[operation]);
            for code in ["SnapStartException", "ThrottlingException", "resourcenotfoundexception"] {
                if known.iter().any(|known| known == code) {
                    continue;
                }
                let error = E::read(code, json!({"Message": "told", "other": 1})).unwrap();
                assert_eq!(error.to_string(), format!("{code}: told"));
                assert_eq!((error.info(), error.status()), (None, None));
                assert_eq!((error.fault(), error.retry()), (None, Retry::Unspecified));
                assert_eq!(error.get().unknown().unwrap().code, code);
                let whole = LambdaError::from(error);
                assert_eq!(whole.to_string(), format!("{code}: told"));
                let unknown = whole.get().unknown().unwrap();
                assert_eq!(unknown, &UnknownError::new(code).with_message("told"));
                let body = serde_json::to_value(whole.body()).unwrap();
                assert_eq!(body, json!({"__type": code, "message": "told"}));
                self.0 += 1;
            }
        }
    }
    let mut strange = Strange(0);
    each(&mut strange);
    assert!(strange.0 > 180, "{}", strange.0);
}

#[test]
fn namespaces_and_addresses_of_error_codes_are_ignored() {
    for code in [
        "ResourceNotFoundException",
        "com.amazonaws.lambda#ResourceNotFoundException",
        "ResourceNotFoundException:http://internal.amazon.com/coral/com.amazon.coral.validate/",
        "aws.protocoltests.restjson#ResourceNotFoundException:http://a/b#c:d",
        " ResourceNotFoundException ",
        "#ResourceNotFoundException:",
    ] {
        let error = GetFunctionError::read(code, json!({"Message": "m"})).unwrap();
        assert!(matches!(&error, GetFunctionError::ResourceNotFoundException(_)), "{code:?}");
        assert_eq!(error.to_string(), "ResourceNotFoundException: m");
        assert_eq!(GetFunctionError::from_code(code).to_string(), "ResourceNotFoundException");
    }
    for (code, bare) in
        [("", ""), ("#", ""), (":", ""), ("a#b#c", "c"), ("a:b#c", "a"), ("x#日本", "日本")]
    {
        let error = GetFunctionError::from_code(code);
        assert_eq!((error.code(), error.get().unknown().unwrap().code.as_str()), (bare, bare));
    }
}

#[test]
fn the_message_is_found_in_any_case() {
    for info in LambdaError::all() {
        for key in ["message", "Message", "MESSAGE", "mEssAge"] {
            let error = LambdaError::read(info.code, json!({ key: "m" })).unwrap();
            assert_eq!(error.to_string(), format!("{}: m", info.code), "{key}");
            let written = serde_json::to_value(error.body()).unwrap();
            assert_eq!(written, json!({modelled(info.code).message().unwrap(): "m"}));
        }
    }
    // The member itself goes before what is but called like it, wherever it stands.
    for text in [r#"{"MESSAGE": null, "Message": "own"}"#, r#"{"Message": "own", "MESSAGE": null}"#]
    {
        let body = &mut serde_json::Deserializer::from_str(text);
        let error = GetFunctionError::read("ServiceException", body).unwrap();
        assert_eq!(error.message().as_deref(), Some("own"), "{text}");
    }
    // Other members keep to their spelling, and structures that are no errors, too.
    let error = LambdaError::read("ServiceException", json!({"TYPE": "User"})).unwrap();
    assert_eq!(serde_json::to_string(&error.body()).unwrap(), "{}");
    let other: shapesmith_tests::lambda::EnvironmentError =
        serde_json::from_value(json!({"message": "m"})).unwrap();
    assert_eq!(other.message, None);
}

#[test]
fn the_question_mark_operator_converts_to_the_service_error() {
    fn invoke() -> Result<(), InvokeError> {
        let error = TooManyRequestsException::default().with(|error| {
            error.reason = Some(ThrottleReason::CallerRateLimitExceeded);
            error.message = Some("slow down".into());
        });
        Err(InvokeError::TooManyRequestsException(error))
    }
    fn whole() -> Result<(), LambdaError> {
        Ok(invoke()?)
    }
    fn boxed() -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(whole()?)
    }
    let LambdaError::TooManyRequestsException(error) = whole().unwrap_err() else { panic!() };
    assert_eq!(error.reason, Some(ThrottleReason::CallerRateLimitExceeded));
    let reported = boxed().unwrap_err();
    assert_eq!(reported.to_string(), "TooManyRequestsException: slow down");
    assert!(reported.source().is_none());
    assert!(reported.downcast_ref::<LambdaError>().is_some());
}

#[test]
fn header_members_are_not_in_the_body() {
    let body = json!({"retryAfterSeconds": "9", "Type": "User", "message": "m", "Reason": "new"});
    let error = InvokeError::read("TooManyRequestsException", body).unwrap();
    let InvokeError::TooManyRequestsException(held) = &error else { panic!("{error:?}") };
    assert_eq!(held.retry_after_seconds.as_deref(), Some("9"));
    let written = serde_json::to_string(&error.body()).unwrap();
    assert_eq!(written, r#"{"Type":"User","message":"m","Reason":"new"}"#);
    let mut text = serde_json::Deserializer::from_str(&written);
    let again = InvokeError::read("TooManyRequestsException", &mut text).unwrap();
    assert_eq!(serde_json::to_string(&again.body()).unwrap(), written);
}

#[test]
fn malformed_bodies_are_errors() {
    for code in ["ServiceException", "NobodyKnows"] {
        for text in ["", "{", "[]", "null", "5", "\"m\"", "{\"Message\": }", "{]", "<html>"] {
            let body = &mut serde_json::Deserializer::from_str(text);
            let read = GetFunctionError::read(code, body);
            assert!(read.is_err(), "{code} {text:?}: {:?}", read.ok());
        }
    }
    let reported = GetFunctionError::read("ServiceException", json!({"Message": 5})).unwrap_err();
    assert_eq!(reported.to_string(), "Message: invalid type: integer `5`, expected a string");
    let reported = GetFunctionError::read("ServiceException", json!({"message": [5]})).unwrap_err();
    assert!(reported.to_string().starts_with("Message: invalid type"), "{reported}");
    // What nobody has promised is ignored where it is odd.
    let odd = json!({"message": 5, "code": {}, "__type": null, "x": [1]});
    assert_eq!(GetFunctionError::read("Odd", odd).unwrap().to_string(), "Odd");
}

#[test]
fn unknown_errors_are_read_with_every_spelling_of_code_and_message() {
    fn read(value: Value) -> (String, Option<String>) {
        let UnknownError { code, message, .. } = serde_json::from_value(value).unwrap();
        (code, message)
    }
    let reported = |code: &str, message: &str| (code.to_owned(), Some(message.to_owned()));
    assert_eq!(read(json!({"__type": "a#C", "message": "m"})), reported("a#C", "m"));
    assert_eq!(read(json!({"code": "C", "Message": "m"})), reported("C", "m"));
    assert_eq!(read(json!({"Code": "C", "errorMessage": "m"})), reported("C", "m"));
    assert_eq!(read(json!({"__type": "T", "code": "C", "MESSAGE": "m"})), reported("T", "m"));
    assert_eq!(read(json!({"code": "C", "__type": "T", "ErrorMessage": "m"})), reported("T", "m"));
    assert_eq!(read(json!({})), (String::new(), None));
    assert_eq!(read(json!({"__type": 5, "message": null})), (String::new(), None));
    assert!(serde_json::from_value::<UnknownError>(json!([])).is_err());
    let error = UnknownError::new("C").with_message("m");
    let again: UnknownError =
        serde_json::from_value(serde_json::to_value(&error).unwrap()).unwrap();
    assert_eq!(again, error);
    // The code that it gives is taken as it is.
    let body = json!({"__type": "com.amazonaws.lambda#ServiceException:x", "Message": "m"});
    let code = serde_json::from_value::<UnknownError>(body.clone()).unwrap().code;
    assert_eq!(LambdaError::read(&code, body).unwrap().to_string(), "ServiceException: m");
}

#[test]
fn exceptions_have_their_code_and_status() {
    assert_eq!(ResourceNotFoundException::INFO, modelled("ResourceNotFoundException").info);
    let error = GetFunctionError::ResourceNotFoundException(Default::default());
    assert_eq!(error.status(), Some(404));
}

mod of_fixtures {
    use super::*;
    use library::errors::{CloseError, Error, GetBookError};
    use own::{ErrorSet, Fault, Retry};

    #[test]
    fn sensitive_messages_are_never_shown() {
        const SECRET: &str = "5up3rS3cr3t";
        let error = GetBookError::read("Unknown", json!({"message": SECRET})).unwrap();
        let GetBookError::UnknownValue(held) = &error else { panic!("{error:?}") };
        assert_eq!(held.message.as_deref(), Some(SECRET));
        assert_eq!((error.message(), error.to_string()), (None, "Unknown".to_owned()));
        let body = serde_json::to_value(error.body()).unwrap();
        assert_eq!(body, json!({"message": SECRET}));
        let whole = Error::from(error);
        let shown = format!("{whole} {whole:?} {whole:#?} {:?}", whole.message());
        assert!(!shown.contains(SECRET), "{shown}");
        // Nor where it is of a wrong type or spelled otherwise.
        for wrong in [json!({"message": 535_353}), json!({"MESSAGE": 535_353})] {
            let reported = GetBookError::read("Unknown", wrong).unwrap_err().to_string();
            assert!(
                reported.starts_with("message: ") && !reported.contains("535353"),
                "{reported}"
            );
        }
        let other = GetBookError::read("Unknown", json!({"Message": SECRET})).unwrap();
        assert!(!format!("{other} {other:?}").contains(SECRET));
    }

    #[test]
    fn retryability_and_faults_are_told() {
        let unknown = GetBookError::from_code("Unknown");
        assert_eq!((unknown.retry(), unknown.fault()), (Retry::Retryable, Some(Fault::Server)));
        assert_eq!(unknown.status(), Some(500));
        let throttled = GetBookError::from_code("Throttled");
        assert_eq!((throttled.retry(), throttled.status()), (Retry::Throttling, Some(429)));
        let missing = GetBookError::from_code("NoSuchBook");
        assert_eq!((missing.retry(), missing.fault()), (Retry::Unspecified, Some(Fault::Client)));
    }

    #[test]
    fn errors_of_the_service_are_errors_of_each_operation() {
        let error = CloseError::from_code("example#Throttled");
        assert!(matches!(error, CloseError::Throttled(_)));
        let codes: Vec<&str> = GetBookError::all().iter().map(|info| info.code).collect();
        assert_eq!(codes, ["NoSuchBook", "Throttled", "Unknown"]);
        // One that only another operation has is the service's all the same, once it is read again.
        let error = CloseError::read("NoSuchBook", json!({"message": "m"})).unwrap();
        assert!(matches!(error, CloseError::Unknown(_)));
    }

    #[test]
    fn query_codes_and_names_of_shapes_mean_the_same() {
        use queue::errors::{Error, SendError};
        for code in ["Queue.TooLong", "TooLong", "x#TooLong", "Queue.TooLong:y"] {
            let error = SendError::read(code, json!({"Message": "m"})).unwrap();
            assert!(matches!(error, SendError::TooLong(_)), "{code}");
            assert_eq!((error.code(), error.status()), ("Queue.TooLong", Some(413)));
            let whole = Error::from(error);
            assert!(matches!(whole, Error::TooLong(_)), "{code}");
            assert_eq!(whole.to_string(), "Queue.TooLong: m");
        }
        let codes: Vec<&str> = SendError::all().iter().map(|info| info.code).collect();
        assert_eq!(codes, ["Gone", "Queue.TooLong"]);
    }
}
