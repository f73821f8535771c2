//! Every pattern of real models against other engines.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use serde_json::Value;
use shapesmith_test_support::find_shared;

use super::super::parse::parse;
use super::super::{compile, report};
use super::Matcher;
use super::engines::Engines;
use super::texts::{Random, boundaries, ended, fixed, matching, nearly};

/// The patterns of real models: as Smithy has them, and as botocore's are read; `None` without the data.
fn patterns() -> Option<[Vec<String>; 2]> {
    let path = find_shared("patterns of real models")?.join("models/patterns.json");
    let text = std::fs::read_to_string(path).unwrap();
    let list: Vec<Value> = serde_json::from_str(&text).unwrap();
    let of = |format: &str| -> Vec<String> {
        let used = list.iter().filter(|entry| entry[format].as_u64() > Some(0));
        used.map(|entry| entry["pattern"].as_str().unwrap().to_owned()).collect()
    };
    let whole = of("botocore").into_iter().map(|pattern| format!("^(?:{pattern})$"));
    Some([of("smithy"), whole.collect()])
}

/// Without optimisation this takes long, so that it looks at some of the patterns only; with `--release` at
/// all. `PATTERN_SEED` chooses other texts.
#[test]
fn real_patterns_match_what_other_engines_match() {
    let Some(patterns) = patterns() else { return };
    let seed = std::env::var("PATTERN_SEED").map_or(1, |seed| seed.parse::<u64>().unwrap());
    let step = if cfg!(debug_assertions) { 29 } else { 1 };
    let mut counts = Counts::default();
    for pattern in patterns.concat().iter().step_by(step) {
        counts.compare(pattern, &mut Random(seed));
    }
    eprintln!("{counts:?}");
    assert!(counts.wrong.is_empty(), "{:#?}", counts.wrong);
    assert!(counts.gave_up * 500 < counts.texts, "the other engines say too little");
}

/// The patterns of the checked-in models, whose automata are in the checked-in output, and of the fixtures.
#[test]
fn checked_in_patterns_match_what_other_engines_match() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut patterns = BTreeSet::new();
    let mut folders = vec![root.join("model/services"), root.join("tests/fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let model = serde_json::from_slice(&std::fs::read(path).unwrap());
                collect_patterns(&model.unwrap_or_default(), &mut patterns);
            }
        }
    }
    assert!(patterns.len() > 50, "{}", patterns.len());
    let mut counts = Counts::default();
    for pattern in &patterns {
        counts.compare(pattern, &mut Random(1));
    }
    assert!(counts.wrong.is_empty(), "{:#?}", counts.wrong);
    assert!(counts.matching > 1_000 && counts.gave_up * 500 < counts.texts, "{counts:?}");
}

fn collect_patterns(value: &Value, to: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect_patterns(value, to)),
        Value::Object(members) => {
            let pattern = members.get("smithy.api#pattern").or(members.get("pattern"));
            to.extend(pattern.and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| collect_patterns(value, to));
        }
        _ => {}
    }
}

#[derive(Debug, Default)]
struct Counts {
    patterns: usize,
    by_ecma: usize,
    texts: usize,
    matching: usize,
    /// Texts of which no other engine said anything.
    gave_up: usize,
    wrong: Vec<String>,
}

impl Counts {
    fn compare(&mut self, pattern: &str, random: &mut Random) {
        let Ok(compiled) = compile(pattern) else { return };
        let syntax = parse(pattern).unwrap().syntax;
        let matcher = Matcher::of(&compiled);
        let engines = Engines::new(pattern, &syntax);
        self.patterns += 1;
        self.by_ecma += usize::from(engines.has_ecma());
        let mut texts: Vec<String> = fixed().collect();
        for _ in 0..30 {
            let text = matching(&syntax, random);
            texts.extend([nearly(&text, random), nearly(&text, random), text]);
        }
        texts.extend(ended(&matching(&syntax, random)));
        for text in boundaries(&syntax, random) {
            texts.extend(ended(&text));
        }
        for text in texts {
            let own = matcher.matches(&text);
            self.texts += 1;
            self.matching += usize::from(own);
            // Only where ECMA's engine doesn't agree is the other one asked: it finds `[ab]+[abc]*[ab]+` in "a".
            match engines.ecma(&text) {
                Some(says) if says == own => {}
                Some(_) => self.wrong.push(format!("ECMA: {pattern:?} in {text:?}, not {own}")),
                None => match engines.fancy(&text) {
                    Some(says) if says == own => {}
                    Some(_) => {
                        self.wrong.push(format!("fancy-regex: {pattern:?} in {text:?}, not {own}"))
                    }
                    None => self.gave_up += 1,
                },
            }
        }
    }
}

/// What is known of all patterns of AWS: a change of these numbers is a change of what is enforced. Without
/// optimisation all patterns take too long; `.ci/thorough` runs the test with it.
#[test]
#[cfg_attr(debug_assertions, ignore = "needs optimisation")]
fn real_patterns_are_enforced() {
    let Some(patterns) = patterns() else { return };
    let began = Instant::now();
    let [smithy, botocore] = patterns.map(|patterns| report(patterns.iter().map(String::as_str)));
    eprintln!("Smithy\n{smithy}\nbotocore\n{botocore}\n{:?}", began.elapsed());
    for report in [&smithy, &botocore] {
        assert_eq!(report.unsupported.len(), 4, "{:#?}", report.unsupported);
        assert_eq!(report.approximated.len(), 0);
        assert!(report.program_bytes < 1_250_000 && report.set_bytes < 400_000);
    }
    assert_eq!((smithy.everything.len(), smithy.nothing.len()), (26, 3));
    assert_eq!((botocore.everything.len(), botocore.nothing.len()), (15, 4));
}

/// Prints how long typical patterns take on typical values: `cargo test --release -p shapesmith speed -- --nocapture`
#[test]
fn speed() {
    const CASES: [(&str, &str); 7] = [
        (
            r"^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$",
            "arn:aws:iam::123456789012:role/service-role/my-function-role",
        ),
        (
            r"^(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()$",
            "arn:aws:kms:us-east-1:123456789012:key/1234abcd",
        ),
        (r"^[a-zA-Z0-9-_]{1,64}$", "my-function-name-of-thirty-chars"),
        (
            r"^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$",
            "arn:aws:lambda:us-east-1:123456789012:function:my-function",
        ),
        (r"^[a-z0-9](-*[a-z0-9]){0,62}$", "my-function-name-of-thirty-chars"),
        (r"^[\p{L}\p{N}_.:/=+@-]*$", "größe-und-länge-über-alles"),
        (r"^[^\x00]{1,1020}\.csv$", "some/folder/and/file-of-thirty-chars.csv"),
    ];
    const TIMES: u32 = if cfg!(debug_assertions) { 10 } else { 5_000 };
    for (pattern, text) in CASES {
        let matcher = Matcher::new(pattern);
        let batch = || {
            let began = Instant::now();
            (0..TIMES).for_each(|_| assert!(matcher.matches(std::hint::black_box(text))));
            began.elapsed().as_nanos() / u128::from(TIMES)
        };
        let best = (0..30).map(|_| batch()).min().unwrap();
        eprintln!("{best} ns: {} bytes, {pattern}", text.len());
    }
}
