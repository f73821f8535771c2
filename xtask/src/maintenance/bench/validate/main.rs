//! Validates values with the generated crates, and with checks written by hand. Prints lines of what and nanoseconds.

mod hand;

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
    let function: CreateFunctionRequest = serde_json::from_str(FUNCTION).expect("the value fits");
    let checks = hand::Checks::new();
    assert!(function.validate().is_ok() && checks.check(&function).is_empty());
    let [ours, by_hand] = least([
        &mut || assert!(black_box(&function).validate().is_ok()),
        &mut || assert!(checks.check(black_box(&function)).is_empty()),
    ]);
    print("function", ours);
    print("function by hand", by_hand);
    arn();
    lists();
}

fn arn() {
    let value = Lists::default().with(|it| it.arn = Some(ARN.to_owned()));
    let pattern = hand::regex(&arn_pattern());
    let [ours, by_hand] = least([
        &mut || assert!(black_box(&value).validate().is_ok()),
        &mut || assert!(pattern.is_match(black_box(ARN))),
    ]);
    print("arn", ours);
    print("arn by hand", by_hand);
}

/// The model is where the pattern stands.
fn arn_pattern() -> String {
    let model: serde_json::Value = serde_json::from_str(ARN_MODEL).expect("the model is JSON");
    let pattern = &model["shapes"]["example.lists#Arn"]["traits"]["smithy.api#pattern"];
    pattern.as_str().expect("the shape has a pattern").to_owned()
}

fn lists() {
    for count in [1_000, 10_000] {
        let texts: Vec<String> = (0..count).map(|n| format!("name-{}", n * 7_919 % count)).collect();
        let entries: Vec<Entry> = texts.iter().map(|name| entry(name)).collect();
        let of_texts = Lists::default().with(|it| it.texts = Some(texts.clone()));
        let unique_texts = Lists::default().with(|it| it.unique_texts = Some(texts));
        let unique_entries = Lists::default().with(|it| it.unique_entries = Some(entries.clone()));
        let free_entries = Lists::default().with(|it| it.free_entries = Some(entries.clone()));
        let free = Free::default().with(|it| it.entries = Some(entries));
        let times = least([
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

fn entry(name: &str) -> Entry {
    let tags = BTreeMap::from([("name".to_owned(), name.to_owned())]);
    Entry::default().with(|it| {
        it.name = Some(name.to_owned());
        it.size = Some(7);
        it.tags = Some(tags);
    })
}

/// The least time of a call of each, measured in turns so that what else the machine does hits all.
fn least<const N: usize>(mut calls: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut least = [f64::MAX; N];
    for _ in 0..ROUNDS {
        for (least, call) in least.iter_mut().zip(&mut calls) {
            *least = least.min(per_call(*call));
        }
    }
    least
}

fn per_call(call: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    let (mut calls, mut batch) = (0, 1);
    // What takes long is called once, for what doesn't a look at the clock would take long.
    while start.elapsed() < SLICE {
        (0..batch).for_each(|_| call());
        calls += batch;
        batch = (2 * batch).min(64);
    }
    start.elapsed().as_secs_f64() / f64::from(calls)
}

fn print(what: &str, seconds: f64) {
    println!("{what}\t{:.1}", seconds * 1e9);
}
