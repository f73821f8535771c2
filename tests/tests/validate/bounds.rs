//! The stack and memory that values use are bounded for every input.

use std::fmt::Debug;

use allocation_counter::measure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shapesmith_tests::support::{Validate, check};
use shapesmith_tests::wide::{Narrow, PutInput, Wide};

/// The depth limit of `serde_json`.
const LEVELS: usize = 126;

/// Returns `inner` in this number of nested structures.
fn nested(levels: usize, inner: &str) -> String {
    let open = r#"{"m1":"a","next":"#.repeat(levels);
    format!("{open}{inner}{}", "}".repeat(levels))
}

/// Runs a function on a stack of a thread's default size.
fn on_small_stack(name: &str, work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(2 << 20);
    thread.spawn(work).unwrap().join().unwrap();
}

/// Runs a function on a stack that is large enough for the preparation of a test.
fn on_large_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(256 << 20).spawn(work).unwrap().join().unwrap()
}

/// Calls each method on a value separately, so that a failure names the method.
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

/// `Clone` is derived, and its stack frames contain values, so wide structures need a larger stack.
#[test]
fn cloning_deep_structures_fits_the_stack() {
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

/// Returns many invalid values below a long key.
fn below_key(key: &str, count: usize, item: &str) -> String {
    format!(r#"{{"narrowmap":{{"{key}":[{}]}}}}"#, vec![item; count].join(","))
}

#[test]
fn long_keys_are_cut_in_paths() {
    let text = below_key(&"k".repeat(1 << 20), 1_000, r#"{"m1":""}"#);
    let value: PutInput = serde_json::from_str(&text).unwrap();
    let violations = value.validate().unwrap_err();
    assert_eq!(violations.len(), 100);
    let path = format!("/narrowmap/{}…(1048576 bytes)", "k".repeat(100));
    assert!(violations.iter().all(|violation| violation.path().starts_with(&path)));
    let body = serde_json::to_string(&violations.exception()).unwrap();
    assert!(body.len() < 100 * 1_000, "{}", body.len());
    // Up to the limit they are whole, in whatever script.
    let key = "é".repeat(100);
    let value: PutInput = serde_json::from_str(&below_key(&key, 1, r#"{"m1":""}"#)).unwrap();
    let violations = value.validate().unwrap_err();
    assert_eq!(violations.iter().next().unwrap().path(), format!("/narrowmap/{key}/0/m1"));
    // An error of reading has one path.
    let text = below_key(&"k".repeat(1 << 20), 1, r#"{"m1":1}"#);
    assert!(serde_json::from_str::<PutInput>(&text).unwrap_err().to_string().len() < 1_000);
}

/// Comparing whole paths would take time proportional to the length of the key for each value.
#[test]
fn checking_is_linear_in_keys_and_values() {
    let items = vec![r#"{"m1":"a"}"#; 2_000].join(",");
    let key = "k".repeat(1 << 20);
    let text = format!(r#"{{"narrowmap":{{"{key}":[{{}},{items}]}}}}"#);
    let mut found = None;
    let info = measure(|| {
        let mut from = serde_json::Deserializer::from_str(&text);
        found = Some(check::<PutInput, _>(&mut from).unwrap().unwrap_err());
    });
    let paths: Vec<String> =
        found.unwrap().iter().map(|violation| violation.path().to_owned()).collect();
    assert!(paths.iter().any(|path| path.ends_with("/0/m1")), "{paths:?}");
    assert!(info.bytes_total < 50 << 20, "{} bytes", info.bytes_total);
}

#[test]
fn a_repeated_member_is_validated_without_the_replaced_value() {
    for (text, missing) in [
        (r#"{"narrowlist":[{}],"narrowlist":[{"m1":"a"}]}"#, None),
        (r#"{"narrowmap":{"a":[{}]},"narrowmap":{"a":[{"m1":"a"}]}}"#, None),
        (r#"{"narrowmap":{"a":[{}],"a":[{"m1":"a"}]}}"#, None),
        (r#"{"narrow":{},"narrow":{"m1":"a"}}"#, None),
        (r#"{"narrowlist":[{"m1":"a"}],"narrowlist":[{"m1":"a"},{}]}"#, Some("/narrowlist/1/m1")),
        (r#"{"narrowlist":[{},{"m1":"a"}]}"#, Some("/narrowlist/0/m1")),
        (r#"{"narrow":{"m1":"a","next":{}}}"#, Some("/narrow/next/m1")),
    ] {
        let result = check::<PutInput, _>(&mut serde_json::Deserializer::from_str(text)).unwrap();
        let found = result.err().map(|found| found.iter().next().unwrap().path().to_owned());
        assert_eq!(found.as_deref(), missing, "{text}");
    }
}

#[test]
fn control_characters_in_keys_are_escaped_in_messages() {
    let key = r"a\n::error::x\u001b[31m\u202e\u2028é👍";
    let value: PutInput = serde_json::from_str(&below_key(key, 1, r#"{"m1":""}"#)).unwrap();
    let reported = value.validate().unwrap_err().to_string();
    assert!(
        reported.contains(r"'/narrowmap/a\n::error::x\u{1b}[31m\u{202e}\u{2028}é👍/0/m1'"),
        "{reported}"
    );
    let text = below_key(key, 1, r#"{"m1":1}"#);
    let reported = serde_json::from_str::<PutInput>(&text).unwrap_err().to_string();
    assert!(!reported.chars().any(|c| c.is_control() || c == '\u{202E}'), "{reported}");
}
