//! What values take of the stack and of memory is bounded, however they are made.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use shapesmith_tests::support::{Validate, check};
use shapesmith_tests::wide::{Narrow, PutInput, Wide};

/// As many levels as `serde_json` reads.
const LEVELS: usize = 126;

/// `inner` within so many structures.
fn nested(levels: usize, inner: &str) -> String {
    let open = r#"{"m1":"a","next":"#.repeat(levels);
    format!("{open}{inner}{}", "}".repeat(levels))
}

/// Runs on a stack as big as those of threads are.
fn on_small_stack(name: &str, work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(2 << 20);
    thread.spawn(work).unwrap().join().unwrap();
}

/// Runs where there is room enough for whatever prepares the measured work.
fn on_large_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(256 << 20).spawn(work).unwrap().join().unwrap()
}

/// Each thing that can be done with a value, alone, so that a failure tells which.
fn use_value<T>(text: String)
where
    T: DeserializeOwned + Serialize + Debug + Clone + PartialEq + Validate + Send + Sync + 'static,
    T: shapesmith_tests::support::value::Value,
{
    let read = text.clone();
    on_small_stack("read", move || drop(serde_json::from_str::<T>(&read).unwrap()));
    let (value, other): (&'static T, &'static T) = on_large_stack({
        let text = text.clone();
        move || {
            let read =
                || -> &'static T { Box::leak(Box::new(serde_json::from_str(&text).unwrap())) };
            (read(), read())
        }
    });
    on_small_stack("validate", move || assert!(value.validate().is_err() && !value.is_valid()));
    let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
    let length = text.len();
    on_small_stack("write", move || {
        assert_eq!(serde_json::to_string(value).unwrap().len(), length)
    });
    on_small_stack("to value", move || assert_eq!(serde_json::to_value(value).unwrap(), expected));
    on_small_stack("debug", move || assert!(format!("{value:?}{value:#?}").len() > LEVELS));
    on_small_stack("equality", move || assert!(value == other));
    on_small_stack("check", move || {
        let mut from = serde_json::Deserializer::from_str(&text);
        assert!(check::<T, _>(&mut from).unwrap().is_err());
    });
}

/// `Clone` is derived, so that its frames hold values: those of wide structures need a stack of their own size.
#[test]
fn clones_of_structures_that_are_shown_at_once_fit_the_stack() {
    let text = nested(LEVELS, r#"{"m1":""}"#);
    let value = on_large_stack(move || serde_json::from_str::<Narrow>(&text).unwrap());
    on_small_stack("clone and drop", move || drop(value.clone()));
}

#[test]
fn the_stack_does_not_depend_on_the_number_of_members() {
    use_value::<Wide>(nested(LEVELS, r#"{"m1":""}"#));
    for member in ["wide", "narrow"] {
        let text = format!(r#"{{"{member}":{}}}"#, nested(LEVELS - 1, r#"{"m1":""}"#));
        use_value::<PutInput>(text);
        let entry = nested(LEVELS - 2, r#"{"m1":""}"#);
        use_value::<PutInput>(format!(r#"{{"{member}list":[{entry},{entry}]}}"#));
    }
}
