//! Validates values with the generated crates and with handwritten checks. Prints lines with a name and nanoseconds.

mod handwritten;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_shapes::lambda::CreateFunctionRequest;
use aws_shapes::support::Validate as _;
use lists::service::{Entry, Free, Lists};
use lists::support::{Validate as _, With as _};

const FUNCTION: &str = include_str!("function.json");
const ARN: &str = "arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1";
const ARN_MODEL: &str = include_str!("lists.json");

const ROUNDS: u32 = 50;
const SLICE: Duration = Duration::from_millis(3);

fn main() {
    let function: CreateFunctionRequest = serde_json::from_str(FUNCTION).expect("the value can be read");
    let checks = handwritten::Checks::new();
    assert!(function.validate().is_ok() && checks.check(&function).is_empty());
    let [generated, handwritten] = measure_alternately([
        &mut || assert!(black_box(&function).validate().is_ok()),
        &mut || assert!(checks.check(black_box(&function)).is_empty()),
    ]);
    print("function", generated);
    print("function by hand", handwritten);
    measure_arn();
    measure_lists();
}

fn measure_arn() {
    let value = Lists::default().with(|it| it.arn = Some(ARN.to_owned()));
    let pattern = handwritten::regex(&arn_pattern());
    let [generated, handwritten] = measure_alternately([
        &mut || assert!(black_box(&value).validate().is_ok()),
        &mut || assert!(pattern.is_match(black_box(ARN))),
    ]);
    print("arn", generated);
    print("arn by hand", handwritten);
}

/// Returns the pattern in the model.
fn arn_pattern() -> String {
    let model: serde_json::Value = serde_json::from_str(ARN_MODEL).expect("the model is JSON");
    let pattern = &model["shapes"]["example.lists#Arn"]["traits"]["smithy.api#pattern"];
    pattern.as_str().expect("the shape has a pattern").to_owned()
}

fn measure_lists() {
    for count in [1_000, 10_000] {
        let texts: Vec<String> = (0..count).map(|n| format!("name-{}", n * 7_919 % count)).collect();
        let entries: Vec<Entry> = texts.iter().map(|name| create_entry(name)).collect();
        let of_texts = Lists::default().with(|it| it.texts = Some(texts.clone()));
        let unique_texts = Lists::default().with(|it| it.unique_texts = Some(texts));
        let unique_entries = Lists::default().with(|it| it.unique_entries = Some(entries.clone()));
        let free_entries = Lists::default().with(|it| it.free_entries = Some(entries.clone()));
        let free = Free::default().with(|it| it.entries = Some(entries));
        let times = measure_alternately([
            &mut || assert!(black_box(&of_texts).validate().is_ok()),
            &mut || assert!(black_box(&unique_texts).validate().is_ok()),
            &mut || assert!(black_box(&unique_entries).validate().is_ok()),
            &mut || assert!(black_box(&free_entries).validate().is_ok()),
            &mut || assert!(black_box(&free).validate().is_ok()),
        ]);
        let names = ["texts", "unique texts", "unique structures", "free list", "free type"];
        for (name, time) in names.into_iter().zip(times) {
            print(&format!("{name} {count}"), time);
        }
    }
}

fn create_entry(name: &str) -> Entry {
    let tags = BTreeMap::from([("name".to_owned(), name.to_owned())]);
    Entry::default().with(|it| {
        it.name = Some(name.to_owned());
        it.size = Some(7);
        it.tags = Some(tags);
    })
}

/// Returns the minimum time of a call of each. The calls alternate, so that other programs affect all.
fn measure_alternately<const N: usize>(mut calls: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut minimums = [f64::MAX; N];
    for _ in 0..ROUNDS {
        for (minimum, call) in minimums.iter_mut().zip(&mut calls) {
            *minimum = minimum.min(time_call(*call));
        }
    }
    minimums
}

fn time_call(call: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    let (mut calls, mut batch) = (0, 1);
    // Reading the clock would dominate short calls, so they are made in batches.
    while start.elapsed() < SLICE {
        (0..batch).for_each(|_| call());
        calls += batch;
        batch = (2 * batch).min(64);
    }
    start.elapsed().as_secs_f64() / f64::from(calls)
}

fn print(name: &str, seconds: f64) {
    println!("{name}\t{:.1}", seconds * 1e9);
}
