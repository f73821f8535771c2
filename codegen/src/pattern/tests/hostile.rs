//! Patterns that are made to be trouble: bounded time and memory, and no panic.

use allocation_counter::measure;

use super::super::dfa::Budget;
use super::super::parse::parse;
use super::super::{UnsupportedKind, compile, compile_within};
use super::Matcher;
use super::texts::{Random, fixed};

/// The greatest number of steps that compiling a pattern may take.
const MAX_STEPS: usize = 5_000_000;
/// The greatest number of bytes that it may use at once, beside 100 for each byte of the pattern.
const MAX_MEMORY: usize = 256 << 20;

#[test]
fn huge_patterns_take_bounded_steps_and_memory() {
    let deep = "(".repeat(100_000);
    let nested = format!("{}a{}", "(".repeat(190), "){1,9}".repeat(190));
    let looks = "(?=.*a.{50})".repeat(500);
    let classes: String = (0..2000).map(|n| format!("\\u{{{:x}}}", 0x4E00 + n)).collect();
    let branches: String = (0..30_000).map(|n| format!("a{n}|b{n}x|")).collect();
    let long = "ab".repeat(100_000);
    let longer = "ab".repeat(5 << 20);
    let numbers = format!("a{{{0},{0}}}", "9".repeat(1000));
    for pattern in [
        "((a{1,1000}){1,1000}){1,1000}",
        "^((a{1,1000}b){1,1000}c){1,1000}$",
        "^((a?b?){1000}){1000}$",
        "^(((a|b?)*c?)*d?)*$",
        ".*a.{200}$",
        "(?:(?!.*a.{30}).)*b.{30}$",
        "(?<=a.{100})b",
        "^(?=(a|aa)+$)(?=(b|bb)+$)((c|d)?){500}",
        "[a-z]{4294967295}",
        "^a{99999999999}$",
        &deep,
        &nested,
        &looks,
        &classes,
        &branches,
        &long,
        &longer,
        &numbers,
    ] {
        let (mut budget, mut result) = (Budget::unlimited(), None);
        let memory = measure(|| result = Some(compile_within(pattern, &mut budget)));
        let steps = usize::MAX - budget.steps;
        assert!(steps < MAX_STEPS, "{pattern:.60}: {steps} steps");
        let most = (MAX_MEMORY + 100 * pattern.len()) as u64;
        assert!(memory.bytes_max < most, "{pattern:.60}: {} bytes", memory.bytes_max);
        if let Err(why) = result.unwrap() {
            assert!(
                matches!(why.kind, UnsupportedKind::TooBig | UnsupportedKind::Malformed),
                "{pattern:.60}: {why}"
            );
        }
    }
}

/// Pieces of patterns in any order: whatever comes out, nothing panics, and what is compiled says the same as
/// another engine.
#[test]
fn pieces_of_patterns() {
    const PIECES: [&str; 40] = [
        "a",
        "b",
        "-",
        "^",
        "$",
        ".",
        "*",
        "+",
        "?",
        "{2}",
        "{0,3}",
        "{3,70}",
        "(",
        ")",
        "(?:",
        "|",
        "[",
        "]",
        "[^",
        "a-z",
        "\\",
        "d",
        "\\w",
        "\\b",
        "(?=",
        "(?!",
        "(?<=",
        "(?<!",
        "&&[",
        "\\p{L}",
        "\\u",
        "\\x4",
        "é",
        "\u{1F44D}",
        "[ab]",
        "(a|b)",
        "(?i)",
        "\\Q",
        "\\1",
        "{",
    ];
    let mut random = Random(7);
    let mut compiled = 0;
    for _ in 0..if cfg!(debug_assertions) { 3_000 } else { 30_000 } {
        let count = 1 + random.below(9);
        let pattern: String = (0..count).map(|_| PIECES[random.below(PIECES.len())]).collect();
        let Ok(found) = compile(&pattern) else { continue };
        compiled += 1;
        let engines = super::engines::Engines::new(&pattern, &parse(&pattern).unwrap().syntax);
        let matcher = Matcher::of(&found);
        for text in fixed().chain(["ab", "aab", "b-a", "aaa"].map(str::to_owned)) {
            let own = matcher.matches(&text);
            if found.is_exact()
                && let Some(says) = engines.fancy(&text)
            {
                assert_eq!(own, says, "{pattern:?} {text:?}");
            }
        }
    }
    assert!(compiled > 500);
}

/// Bytes that no generator makes: no panic.
#[test]
fn data_that_is_no_program() {
    let mut random = Random(3);
    let matcher = Matcher::new(r"^(arn:[a-z]{1,5}|é[^x]*y)\d$");
    for _ in 0..2_000 {
        let mut program = matcher.program.clone();
        let at = random.below(program.len());
        program[at] = u8::try_from(random.below(256)).unwrap();
        program.truncate(1 + random.below(2 * program.len()));
        let mut sets = matcher.sets.clone();
        sets.truncate(random.below(2 * sets.len()));
        for text in ["arn:abc1", "ézzzy1", ""] {
            super::pattern::matches(&sets, &program, text);
        }
    }
}
