//! Conversion of exceptions, unknown errors and violations into the errors of operations.

use aws_shapes::support::{ErrorSet, Exception, UnknownError, Validate, Wording};
use serde_json::{Value, json};
use shapesmith_tests::lambda::errors::{Error, GetFunctionError, InvokeError, ListFunctionsError};
use shapesmith_tests::lambda::{
    ListFunctionsRequest, ResourceNotFoundException, SnapStartException, TooManyRequestsException,
};
use shapesmith_tests::validation_exception as shop;

fn body(error: &impl ErrorSet) -> Value {
    serde_json::to_value(error.body()).unwrap()
}

#[test]
fn exceptions_become_errors_of_operations_and_of_the_service() {
    fn get_function() -> Result<(), GetFunctionError> {
        Err(ResourceNotFoundException::with_message("no such function"))?
    }
    fn any() -> Result<(), Error> {
        get_function()?;
        Err(TooManyRequestsException::default().into())
    }
    let error = get_function().unwrap_err();
    assert!(matches!(error, GetFunctionError::ResourceNotFoundException(_)), "{error:?}");
    assert_eq!(error.to_string(), "ResourceNotFoundException: no such function");
    assert!(matches!(any().unwrap_err(), Error::ResourceNotFoundException(_)));
    let error = Error::from(SnapStartException::with_message("too cold"));
    assert!(matches!(error, Error::SnapStartException(_)), "{error:?}");
}

#[test]
fn all_members_of_an_exception_are_kept() {
    let mut exception = TooManyRequestsException::with_message("slow down");
    exception.retry_after_seconds = Some("9".to_owned());
    match InvokeError::from(exception.clone()) {
        InvokeError::TooManyRequestsException(error) => assert_eq!(error, exception),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_exception_that_the_operation_does_not_have_becomes_an_unknown_error() {
    let error = ListFunctionsError::from(ResourceNotFoundException::with_message("none"));
    let expected =
        UnknownError::new("ResourceNotFoundException").with_message("none").with_status(404);
    assert_eq!(error.get().unknown(), Some(&expected));
    assert_eq!((error.status(), error.info()), (Some(404), None));
    assert_eq!(body(&error), json!({"__type": "ResourceNotFoundException", "message": "none"}));
    let error = ListFunctionsError::from(UnknownError::new("Teapot").with_status(418));
    assert_eq!((error.code(), error.status()), ("Teapot", Some(418)));
    // An unknown error has no members of the model's, so that it isn't made one of the model's.
    let error = GetFunctionError::from(UnknownError::new("ResourceNotFoundException"));
    assert!(matches!(error, GetFunctionError::Unknown(_)));
}

#[test]
fn the_message_is_the_member_of_that_name_in_any_case() {
    use shapesmith_tests::support::{ErrorSet, Exception};
    use shop::{Closed, ResourceNotFoundException, SoldOut};
    let message = Some("m".to_owned());
    assert_eq!(ResourceNotFoundException::with_message("m").message, message);
    assert_eq!(Closed::with_message("m").error_message, message);
    // The generator adds the member to exceptions that don't have it, because services send it.
    assert_eq!(SoldOut::with_message("m").message, message);
    let error = shop::errors::LookError::from(Closed::with_message("m"));
    assert_eq!((error.status(), error.to_string()), (Some(503), "Closed: m".to_owned()));
}

#[test]
fn violations_become_an_unknown_error_if_the_model_has_no_validation_exception() {
    fn list_functions(request: &ListFunctionsRequest) -> Result<(), ListFunctionsError> {
        request.validate()?;
        Ok(())
    }
    let mut request = ListFunctionsRequest::default();
    request.max_items = Some(0);
    let error = list_functions(&request).unwrap_err();
    assert_eq!((error.code(), error.status()), ("ValidationException", Some(400)));
    let violations = request.validate().unwrap_err();
    let mut expected = serde_json::to_value(violations.exception()).unwrap();
    expected["__type"] = json!("ValidationException");
    assert_eq!(body(&error), expected);
    assert!(expected["fieldList"][0]["path"].is_string(), "{expected}");
    // In the words of AWS's services, the body is only the message.
    let error = GetFunctionError::from(violations.exception().with_wording(Wording::Aws));
    let message = error.message().unwrap();
    assert!(message.starts_with("1 validation error detected: Value '0' at "), "{message}");
    assert_eq!(body(&error), json!({"__type": "ValidationException", "message": message}));
}

#[test]
fn violations_fill_the_validation_exception_of_the_model() {
    use shapesmith_tests::support::{ErrorSet, Validate, Wording};
    let mut input = shop::BuyInput::new("");
    input.count = Some(0);
    let violations = input.validate().unwrap_err();
    let error = shop::errors::BuyError::from(violations.clone());
    let expected = serde_json::to_value(violations.exception()).unwrap();
    let entry = |index: usize| {
        let entry = &expected["fieldList"][index];
        json!({"name": entry["path"], "message": entry["message"]})
    };
    assert_eq!(
        serde_json::to_value(error.body()).unwrap(),
        json!({"message": expected["message"], "fieldList": [entry(0), entry(1)]})
    );
    assert!(matches!(error, shop::errors::BuyError::ValidationException(_)), "{error:?}");
    let error = shop::errors::BuyError::from(violations.exception().with_wording(Wording::Aws));
    let message = violations.message(Wording::Aws).to_string();
    assert_eq!(serde_json::to_value(error.body()).unwrap(), json!({"message": message}));
    // The other operation doesn't have it.
    let error = shop::errors::LookError::from(violations);
    assert!(matches!(error, shop::errors::LookError::Unknown(_)), "{error:?}");
}

/// The `ValidationException` of Smithy's own model.
#[cfg(shared)]
#[test]
fn violations_fill_the_validation_exception_of_smithy() {
    use shapesmith_tests::shared_restjsonvalidation as validation;
    use shapesmith_tests::support::{ErrorSet, Validate};
    let mut input = validation::MalformedRangeInput::default();
    input.byte = Some(1);
    let violations = input.validate().unwrap_err();
    let error = validation::errors::MalformedRangeError::from(violations.clone());
    assert!(error.get().unknown().is_none(), "{error:?}");
    let expected = serde_json::to_value(violations.exception()).unwrap();
    assert_eq!(serde_json::to_value(error.body()).unwrap(), expected);
}

/// An exception of one service as the error of another: of the fields, only the message is carried over.
#[test]
fn exceptions_of_other_services_keep_their_code_and_message() {
    use shapesmith_tests::support::{ErrorSet, Exception};
    let exception = shapesmith_tests::exceptions::NotFound::with_message("m");
    let error = shop::errors::LookError::from(exception);
    assert!(matches!(error, shop::errors::LookError::Unknown(_)), "{error:?}");
    assert_eq!((error.code(), error.status()), ("NotFound", Some(404)));
    assert_eq!(error.message().as_deref(), Some("m"));
}
