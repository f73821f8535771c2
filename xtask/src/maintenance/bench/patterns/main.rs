//! Prints how long this project's matcher and the `regex` crate take for the same texts. Each line has the text of a pattern,
//! the kind of texts, and the median time of a text in nanoseconds with each.

#[allow(dead_code)]
mod pattern;
mod pattern_states;
#[allow(dead_code)]
mod pattern_table;
mod patterns;
mod texts;
mod translate;

use std::hint::black_box;
use std::time::{Duration, Instant};

use regex::Regex;

/// The number of rounds. Their median counts.
const ROUNDS: usize = 25;
/// How long one round takes at least.
const SLICE: Duration = Duration::from_micros(60);
/// The number of patterns.
const COUNT: usize = 200;

fn main() {
    let mut measured = 0;
    for (text, program) in patterns::PATTERNS {
        if measured == COUNT {
            break;
        }
        match Regex::new(&translate::to_regex(text)) {
            Ok(regex) => {
                measure_pattern(text, program, &regex);
                measured += 1;
            }
            Err(_) => eprintln!("{text}"),
        }
    }
}

fn measure_pattern(pattern: &str, program: &[u8], regex: &Regex) {
    let matches = |text: &str| pattern::matches(patterns::SETS, program, text);
    for (kind, texts) in texts::create(patterns::SETS, program) {
        for text in &texts {
            assert_eq!(matches(text), regex.is_match(text), "{pattern} {text:?}");
        }
        let [own, other] = measure_alternately([
            &mut || texts.iter().filter(|text| matches(black_box(text))).count(),
            &mut || texts.iter().filter(|text| regex.is_match(black_box(text))).count(),
        ]);
        let count = texts.len() as f64;
        println!("{pattern}\t{kind}\t{:.2}\t{:.2}", own / count, other / count);
    }
}

/// Returns the median time of a call of each in nanoseconds. The calls alternate, so that other programs affect all.
fn measure_alternately<const N: usize>(mut calls: [&mut dyn FnMut() -> usize; N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..ROUNDS {
        for (times, call) in times.iter_mut().zip(&mut calls) {
            times.push(time_call(*call));
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}

fn time_call(call: &mut dyn FnMut() -> usize) -> f64 {
    const BATCH: u32 = 16;
    let start = Instant::now();
    let mut calls = 0;
    while start.elapsed() < SLICE {
        (0..BATCH).for_each(|_| _ = black_box(call()));
        calls += BATCH;
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}
