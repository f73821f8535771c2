//! Operations as types, and the registry that lists them, against the model file.

use std::mem::size_of;

use aws_shapes::support::{
    AnyOperation, AnyValue, Comparator, Empty, ErrorSet, Http, Matcher, Operation, Pagination,
    Structure, Validate, Waiter, WaiterState, With,
};
use serde::Deserialize;
use serde_json::{Value, json};
use shapesmith::rust::Type;
use shapesmith_tests::for_each_operation;
use shapesmith_tests::lambda::operations::{
    self as ops, DeleteFunction, GetFunction, ListFunctions, OPERATIONS,
};
use shapesmith_tests::lambda::{self, errors};
use shapesmith_tests::lambda_operations::{SHAPES, operations, shape_name};
use shapesmith_tests::models::{lambda_bytes, lower_model};
use shapesmith_tests::random_values::ValueGenerator;

fn find(name: &str) -> &'static dyn AnyOperation {
    let found = OPERATIONS.iter().find(|operation| operation.name() == name);
    *found.unwrap_or_else(|| panic!("no operation {name}"))
}

#[test]
fn the_registry_has_all_operations_of_the_model_by_name() {
    let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name()).collect();
    let modelled = operations();
    assert_eq!(names, modelled.keys().collect::<Vec<_>>());
    assert_eq!(names.len(), 91);
    assert!(names.is_sorted());
    assert_eq!(format!("{:?}", find("Invoke")), "Invoke");
}

#[test]
#[allow(deprecated)]
fn the_registry_agrees_with_the_types() {
    fn check<O: Operation>(operation: O, seen: &mut Vec<&'static str>) {
        let any: &dyn AnyOperation = &operation;
        assert_eq!((any.name(), any.http()), (O::NAME, O::HTTP));
        assert_eq!((any.readonly(), any.idempotent()), (O::READONLY, O::IDEMPOTENT));
        assert_eq!(any.deprecated(), O::DEPRECATED);
        assert_eq!((any.pagination(), any.waiters()), (O::PAGINATION, O::WAITERS));
        assert_eq!(any.errors(), O::Error::all(), "{}", O::NAME);
        assert_eq!(size_of::<O>(), 0);
        seen.push(O::NAME);
    }
    let mut seen = Vec::new();
    macro_rules! check_all {
        ($($name:ident,)*) => { $(check(ops::$name, &mut seen);)* };
    }
    for_each_operation!(check_all);
    let listed: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name()).collect();
    assert_eq!(seen, listed);
}

#[test]
fn http_bindings_and_traits_match_the_model() {
    for (name, modelled) in operations() {
        let (operation, traits) = (find(&name), &modelled["traits"]);
        let Http { method, uri, code, .. } = operation.http().unwrap();
        let http = json!({"method": method, "uri": uri, "code": code});
        let mut expected = traits["smithy.api#http"].clone();
        expected.as_object_mut().unwrap().entry("code").or_insert(json!(200));
        assert_eq!(http, expected, "{name}");
        assert_eq!(operation.deprecated(), !traits["smithy.api#deprecated"].is_null(), "{name}");
        assert_eq!(operation.readonly(), !traits["smithy.api#readonly"].is_null(), "{name}");
        assert_eq!(operation.idempotent(), !traits["smithy.api#idempotent"].is_null(), "{name}");
    }
}

#[test]
fn pagination_matches_the_model() {
    let mut paginated = 0;
    for (name, modelled) in operations() {
        let service = &SHAPES["com.amazonaws.lambda#AWSGirApiService"]["traits"];
        // What the operation doesn't define is that of the service.
        let mut expected = modelled["traits"]["smithy.api#paginated"].clone();
        if let (Some(expected), Some(shared)) =
            (expected.as_object_mut(), service["smithy.api#paginated"].as_object())
        {
            for (key, value) in shared {
                expected.entry(key).or_insert(value.clone());
            }
        }
        let json = find(&name).pagination().map_or(Value::Null, |pagination| {
            let Pagination { input_token, output_token, items, page_size, .. } = pagination;
            json!({"inputToken": input_token, "outputToken": output_token, "items": items, "pageSize": page_size})
        });
        assert_eq!(json, expected, "{name}");
        paginated += usize::from(!json.is_null());
    }
    assert_eq!(paginated, 16);
}

#[test]
fn waiters_match_the_model() {
    let mut waiters = 0;
    for (name, modelled) in operations() {
        let modelled = &modelled["traits"]["smithy.waiters#waitable"];
        let found = find(&name).waiters();
        assert_eq!(found.len(), modelled.as_object().map_or(0, |modelled| modelled.len()));
        assert!(found.is_sorted_by_key(|waiter| waiter.name));
        for Waiter { name, min_delay, max_delay, acceptors, .. } in found {
            let modelled = &modelled[*name];
            assert_eq!(json!(min_delay), modelled["minDelay"], "{name}");
            let longest = &modelled["maxDelay"];
            assert_eq!(*max_delay, longest.as_u64().unwrap_or(120) as u32, "{name}");
            let acceptors: Vec<Value> = acceptors
                .iter()
                .map(|acceptor| {
                    json!({"state": state(acceptor.state), "matcher": matcher(&acceptor.matcher)})
                })
                .collect();
            assert_eq!(json!(acceptors), modelled["acceptors"], "{name}");
            waiters += 1;
        }
    }
    assert!(waiters >= 5, "{waiters}");
}

fn state(state: WaiterState) -> &'static str {
    match state {
        WaiterState::Success => "success",
        WaiterState::Failure => "failure",
        WaiterState::Retry => "retry",
    }
}

/// Returns a matcher in the form of the model file.
fn matcher(matcher: &Matcher) -> Value {
    let path = |path, expected, comparator| {
        let comparator = match comparator {
            Comparator::StringEquals => "stringEquals",
            Comparator::BooleanEquals => "booleanEquals",
            Comparator::AllStringEquals => "allStringEquals",
            Comparator::AnyStringEquals => "anyStringEquals",
            other => panic!("{other:?}"),
        };
        json!({"path": path, "expected": expected, "comparator": comparator})
    };
    match *matcher {
        Matcher::Output { path: at, expected, comparator } => {
            json!({"output": path(at, expected, comparator)})
        }
        Matcher::InputOutput { path: at, expected, comparator } => {
            json!({"inputOutput": path(at, expected, comparator)})
        }
        Matcher::Success(success) => json!({ "success": success }),
        Matcher::ErrorType(name) => json!({ "errorType": name }),
        other => panic!("{other:?}"),
    }
}

/// The input and output of each operation have the names of the model's shapes.
#[test]
#[allow(deprecated)]
fn inputs_and_outputs_match_the_model() {
    fn short<T>() -> &'static str {
        std::any::type_name::<T>().rsplit("::").next().unwrap()
    }
    let modelled = operations();
    let target = |name: &str, side: &str| match &modelled[name][side]["target"] {
        Value::Null => "Empty".to_owned(),
        target if target == "smithy.api#Unit" => "Empty".to_owned(),
        target => shape_name(target).to_owned(),
    };
    macro_rules! check_all {
        ($($name:ident,)*) => {$(
            let name = stringify!($name);
            assert_eq!(short::<<ops::$name as Operation>::Input>(), target(name, "input"));
            assert_eq!(short::<<ops::$name as Operation>::Output>(), target(name, "output"));
            let error = short::<<ops::$name as Operation>::Error>();
            assert_eq!(error, concat!(stringify!($name), "Error"));
        )*};
    }
    for_each_operation!(check_all);
}

/// Random values behave the same through the registry and through their types.
#[test]
#[allow(deprecated)]
fn untyped_values_behave_like_typed_values() {
    fn check<T: Structure>(value: &Value, read: impl Fn(&Value) -> serde_json::Result<AnyValue>) {
        let (typed, any) = (T::deserialize(value).unwrap(), read(value).unwrap());
        assert_eq!(any.downcast_ref::<T>(), Some(&typed));
        assert!(any.downcast_ref::<Empty>().is_none() || size_of::<T>() == 0);
        assert_eq!(any, AnyValue::new(typed.clone()));
        assert_eq!(any, read(&serde_json::to_value(&any).unwrap()).unwrap());
        assert_eq!(serde_json::to_string(&any).unwrap(), serde_json::to_string(&typed).unwrap());
        assert_eq!(format!("{any:?} {any:#?}"), format!("{typed:?} {typed:#?}"));
        assert_eq!(any.validate().is_ok(), typed.validate().is_ok());
        let reported = |valid: Result<(), _>| {
            valid.map_err(|violations: aws_shapes::support::Violations| violations.to_string())
        };
        assert_eq!(reported(any.validate()), reported(typed.validate()));
    }
    let api = lower_model(&lambda_bytes());
    let wire = ValueGenerator::new(&api);
    let mut seen = 0;
    arbtest::arbtest(|u| {
        let mut made = |ty: &Type| match ty {
            Type::Item(name) => {
                let item = api.items.iter().find(|item| item.name == *name).unwrap();
                // What isn't a number equals nothing.
                let without_nan = |text: String| text.replace("\"NaN\"", "\"Infinity\"");
                wire.item(u, item)
                    .map(|made| without_nan(made.input.to_string()).parse::<Value>().unwrap())
            }
            _ => Ok(json!({"ignored": 1})),
        };
        for operation in &api.operations {
            let (input, output) = (made(&operation.input)?, made(&operation.output)?);
            let any = find(&operation.name);
            macro_rules! check_one {
                ($($name:ident,)*) => {
                    match operation.name.as_str() {
                        $(stringify!($name) => {
                            check::<<ops::$name as Operation>::Input>(&input, |from| any.read_input(from));
                            check::<<ops::$name as Operation>::Output>(&output, |from| any.read_output(from));
                        })*
                        other => panic!("{other}"),
                    }
                };
            }
            for_each_operation!(check_one);
            seen += 1;
        }
        Ok(())
    })
    .size_min(1 << 12)
    .budget_ms(2_000);
    assert!(seen >= 66, "{seen}");
}

#[test]
fn values_of_different_types_are_never_equal() {
    let input = find("GetFunction").read_input(json!({"FunctionName": "f"})).unwrap();
    let other = find("GetFunctionConfiguration").read_input(json!({"FunctionName": "f"})).unwrap();
    assert_eq!(format!("{input:?}").split(' ').next(), Some("GetFunctionRequest"));
    assert_ne!(input, other);
    assert!(input.downcast_ref::<lambda::GetFunctionConfigurationRequest>().is_none());
    assert_eq!(input.downcast_ref::<lambda::GetFunctionRequest>().unwrap().function_name, "f");
}

#[test]
fn errors_of_untyped_reading_have_their_path() {
    let reported = find("GetFunction").read_input(json!({})).unwrap_err().to_string();
    assert_eq!(reported, "missing member `FunctionName`");
    let wrong = json!({"Functions": [{}, {"Timeout": "x"}]});
    let reported = find("ListFunctions").read_output(wrong).unwrap_err().to_string();
    assert!(reported.starts_with("Functions[1].Timeout: invalid type"), "{reported}");
    let mut text = serde_json::Deserializer::from_str("{\"Functions\": [");
    assert!(find("ListFunctions").read_output(&mut text).is_err());
    assert!(find("DeleteFunction").read_output(json!([])).is_err());
    assert_eq!(
        serde_json::to_string(&find("DeleteFunction").read_output(json!({})).unwrap()).unwrap(),
        "{}"
    );
}

/// A service that echoes one name, and responds to other names with an error.
struct Transport {
    answers: Vec<(&'static str, &'static str, Value)>,
}

impl Transport {
    fn call<O: Operation>(&self, request: &O::Input) -> Result<O::Output, O::Error> {
        let Http { method, uri, .. } = O::HTTP.unwrap();
        let body = serde_json::to_value(request).unwrap();
        let is = |(of, at, _): &&(&str, &str, Value)| (*of, *at) == (method, uri);
        match self.answers.iter().find(is) {
            Some((_, _, answer)) if request.validate().is_ok() => {
                Ok(O::Output::deserialize(answer).unwrap())
            }
            Some(_) => Err(O::Error::from_code("InvalidParameterValueException")),
            None => Err(O::Error::read(
                "aws#ResourceNotFoundException:x",
                json!({"Message": body["FunctionName"]}),
            )
            .unwrap()),
        }
    }

    /// Both errors become the service's.
    fn delete(&self, name: &str) -> Result<Option<String>, errors::Error> {
        let found = self.call::<GetFunction>(&lambda::GetFunctionRequest::new(name))?;
        self.call::<DeleteFunction>(&lambda::DeleteFunctionRequest::new(name))?;
        Ok(found.configuration.and_then(|configuration| configuration.function_arn))
    }
}

#[test]
fn code_can_be_generic_over_operations() {
    let found = json!({"Configuration": {"FunctionArn": "arn:f"}});
    let get = ("GET", "/2015-03-31/functions/{FunctionName}", found);
    let delete = ("DELETE", "/2015-03-31/functions/{FunctionName}", json!({}));
    let mut transport = Transport { answers: vec![get, delete] };
    assert_eq!(transport.delete("f").unwrap().as_deref(), Some("arn:f"));
    let reported = transport.delete("").unwrap_err();
    assert!(matches!(reported, errors::Error::InvalidParameterValueException(_)));
    transport.answers.pop();
    let reported = transport.delete("f").unwrap_err();
    assert_eq!(reported.to_string(), "ResourceNotFoundException: f");
    let other = transport.call::<ListFunctions>(&lambda::ListFunctionsRequest::default());
    assert!(matches!(other.unwrap_err(), errors::ListFunctionsError::Unknown(_)));
}

/// An implementation of the required items only, so that later additions must have defaults.
struct Ping;

impl Operation for Ping {
    type Input = Empty;
    type Output = lambda::FunctionCode;
    type Error = errors::GetFunctionError;
    const NAME: &'static str = "Ping";
}

/// An implementation of all items.
struct Pages;

impl Operation for Pages {
    type Input = lambda::ListFunctionsRequest;
    type Output = lambda::ListFunctionsResponse;
    type Error = errors::Error;
    const NAME: &'static str = "Pages";
    const HTTP: Option<Http> = Some(Http::new("GET", "/pages", 206));
    const READONLY: bool = true;
    const IDEMPOTENT: bool = true;
    const PAGINATION: Option<Pagination> =
        Some(Pagination::new("Marker", "NextMarker", None, None));
    const WAITERS: &'static [Waiter] = &[Waiter::new("Gone", 1, 2, &[])];
}

#[test]
fn operations_can_be_implemented_by_hand() {
    let both: [&dyn AnyOperation; 2] = [&Ping, &Pages];
    let [ping, pages] = both;
    assert_eq!((ping.name(), ping.http(), ping.readonly()), ("Ping", None, false));
    assert_eq!((ping.idempotent(), ping.pagination(), ping.waiters()), (false, None, &[][..]));
    assert_eq!(ping.errors(), GetFunction.errors());
    let code = lambda::FunctionCode::default().with(|code| code.s3_key = Some("k".into()));
    assert_eq!(ping.read_output(json!({"S3Key": "k"})).unwrap(), AnyValue::new(code));
    assert!(ping.read_input(json!({})).unwrap().validate().is_ok());
    assert_eq!((pages.readonly(), pages.idempotent()), (true, true));
    assert_eq!(pages.http().unwrap().code, 206);
    assert_eq!(pages.pagination().unwrap().input_token, "Marker");
    assert_eq!(pages.waiters()[0].name, "Gone");
}

/// RPC v2 JSON: no HTTP binding, `jsonName` or `timestampFormat` counts, and big numbers are always text.
#[test]
fn rpc_v2_json_goes_by_member_names() {
    use shapesmith_tests::operations_rpc_json::operations::Order;
    use shapesmith_tests::operations_rpc_json::{OrderInput, OrderOutput};
    use shapesmith_tests::support::{Body, Operation};
    let http = Order::HTTP.unwrap();
    assert_eq!((http.method, http.uri), ("POST", "/service/Desk/operation/Order"));
    let text = r#"{"id":"1","filter":"x","placed":3,"price":"1.5","numbers":["42","9223372036854775808"]}"#;
    let input: OrderInput = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&input).unwrap(), text);
    assert_eq!(serde_json::to_string(&Body(&input)).unwrap(), text);
    let numbers: OrderInput =
        serde_json::from_str(r#"{"id":"1","price":1.5,"numbers":[42]}"#).unwrap();
    let written = serde_json::to_string(&numbers).unwrap();
    assert_eq!(written, r#"{"id":"1","price":"1.5","numbers":["42"]}"#);
    let text = r#"{"item":{"count":1},"etag":"e"}"#;
    let output: OrderOutput = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&Body(&output)).unwrap(), text);
}
