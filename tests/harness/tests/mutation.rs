//! Broken models are rejected with located problems or generate a crate, without panics and endless loops.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shapesmith_harness::{Case, Mutation, Outcome, Seed, fuzz_botocore, fuzz_smithy, run_pipeline};
use shapesmith_test_support::{TestFolder, find_shared, list_folder, skip, unpack_archive};
use support::bounded::{CaseStats, case_numbers, run, run_cases};

/// The number of cases of each fixture.
const CASES: usize = 12;

/// The number of cases of each larger model.
const LARGE_CASES: usize = 2;

/// The maximum size of the sample's models in bytes. Larger models are skipped.
const MAX_BYTES: u64 = 100_000;

/// The length of the longest texts in bytes, and the number of shapes in a chain. Without optimization the tests take ten
/// times as long, so `.ci/thorough` runs them with optimization.
const TEXT_LENGTH: usize = if cfg!(debug_assertions) { 1 << 20 } else { 10 << 20 };
const CHAIN_LENGTH: usize = if cfg!(debug_assertions) { 300 } else { 3000 };

#[test]
fn valid_models_generate_modules() {
    for seed in Seed::fixtures() {
        let outcome = run_pipeline(&Case::unmodified(seed).sources());
        assert!(matches!(outcome, Outcome::Generated(_)), "{}: {outcome:?}", seed.name);
    }
}

#[test]
fn broken_fixtures_are_rejected_or_generated() {
    let mut stats = CaseStats::default();
    for seed in Seed::fixtures() {
        stats.add(run(seed, case_numbers(CASES)));
    }
    println!("{stats:?}");
    // Both outcomes must be frequent, or the mutations are too strong or too weak to test anything.
    let few = stats.cases / 5;
    assert!(stats.generated > few && stats.rejected > few, "{stats:?}");
    for mutation in Mutation::OF_VALUES {
        assert!(stats.survived.contains_key(mutation), "no model survives {mutation:?}: {stats:?}");
    }
}

#[test]
fn broken_lambda_is_rejected_or_generated() {
    println!("{:?}", run(&Seed::lambda(), case_numbers(LARGE_CASES)));
}

/// The models are Lambda's in both formats and some of the sample, from the shared data.
#[test]
fn broken_larger_models_are_rejected_or_generated() {
    let seeds = larger_seeds();
    let mut stats = CaseStats::default();
    for seed in &seeds {
        stats.add(run(seed, case_numbers(LARGE_CASES)));
    }
    println!("{} models: {stats:?}", seeds.len());
}

#[test]
fn truncated_files_are_handled() {
    let case = Case::unmodified(Seed::fixtures().last().unwrap());
    let model = &case.files[0].1;
    (0..model.len()).step_by(97).for_each(|end| fuzz_smithy(&model[..end]));
    let seed = Seed::fixtures().iter().find(|seed| seed.name.contains("rest-json")).unwrap();
    let files: Vec<_> = Case::unmodified(seed).files.into_iter().map(|(_, bytes)| bytes).collect();
    let joined = files.join(&0);
    fuzz_botocore(&joined);
    (0..joined.len()).step_by(197).for_each(|end| fuzz_botocore(&joined[..end]));
}

#[test]
fn huge_texts_are_handled() {
    let long = "a".repeat(TEXT_LENGTH);
    let words = "a `b` ".repeat(TEXT_LENGTH / 6);
    let places = [
        ("/shapes/e#S/traits/smithy.api#title", &words),
        ("/shapes/e#S/version", &long),
        ("/shapes/e#Do/traits/smithy.api#documentation", &words),
        ("/shapes/e#In/members/a/traits/smithy.api#default", &long),
        ("/shapes/e#In/members/a/target", &long),
        ("/shapes/e#P/traits/smithy.api#pattern", &long),
        ("/shapes/e#K/traits/smithy.api#enum/0/value", &long),
        ("/smithy", &long),
    ];
    let whole = json!({"smithy": "2.0", "shapes": {
        "e#S": {"type": "service", "version": "1", "operations": [{"target": "e#Do"}], "traits": {"smithy.api#title": "S"}},
        "e#Do": {"type": "operation", "input": {"target": "e#In"}, "traits": {"smithy.api#documentation": "Does."}},
        "e#In": {"type": "structure", "members": {
            "a": {"target": "e#P", "traits": {"smithy.api#default": "x"}}, "k": {"target": "e#K"}
        }},
        "e#P": {"type": "string", "traits": {"smithy.api#pattern": "^x$"}},
        "e#K": {"type": "string", "traits": {"smithy.api#enum": [{"value": "v"}]}}
    }});
    let cases: Vec<_> = places.into_iter().map(|(place, text)| (place, text.clone())).collect();
    let stats = run_cases(cases.into_iter().map(move |(place, text)| {
        let mut model: Value = whole.clone();
        *model.pointer_mut(place).unwrap() = json!(text);
        let files = vec![("model.json".to_owned(), model.to_string().into_bytes())];
        (place.to_owned(), Case { files, mutations: Vec::new() })
    }));
    println!("{stats:?}");
    assert!(stats.generated >= 5 && stats.rejected >= 2, "{stats:?}");
}

/// Recursive functions or repeated passes would fail here.
#[test]
fn long_chains_and_cycles_are_handled() {
    let cases = ["structure", "union", "list", "map"].into_iter().flat_map(|kind| {
        [true, false].map(|round| {
            let files = vec![(
                "model.json".to_owned(),
                chain(kind, CHAIN_LENGTH, round).to_string().into_bytes(),
            )];
            (format!("{kind}, {round}"), Case { files, mutations: Vec::new() })
        })
    });
    let stats = run_cases(cases);
    println!("{stats:?}");
    assert_eq!(stats.cases, 8);
}

/// Returns a model with a chain of shapes. The last shape targets a constrained string, or the first shape.
fn chain(kind: &str, length: usize, round: bool) -> Value {
    let mut model = json!({"smithy": "2.0", "shapes": {
        "e#S": {"type": "service", "version": "1", "operations": [{"target": "e#Do"}]},
        "e#Do": {"type": "operation", "input": {"target": "e#In"}},
        "e#In": {"type": "structure", "members": {"a": {"target": "e#N0"}}},
        "e#End": {"type": "string", "traits": {"smithy.api#length": {"min": 1}}}
    }});
    for number in 0..length {
        let last = if round { "e#N0".to_owned() } else { "e#End".to_owned() };
        let next = json!({"target": if number + 1 < length { format!("e#N{}", number + 1) } else { last }});
        model["shapes"][format!("e#N{number}")] = match kind {
            "list" => json!({"type": kind, "member": next}),
            "map" => json!({"type": kind, "key": {"target": "smithy.api#String"}, "value": next}),
            _ => json!({"type": kind, "members": {"next": next, "end": {"target": "e#End"}}}),
        };
    }
    model
}

/// Returns real models from the shared data, if it is available.
fn larger_seeds() -> Vec<Seed> {
    let Some(shared) = find_shared("mutations of larger models") else { return Vec::new() };
    let lambda = shared.join("models/lambda");
    let parts = ["", ".paginators-1", ".waiters-2", ".examples-1"];
    let botocore = parts.map(|part| lambda.join(format!("botocore-2023-11-16{part}.json")));
    let mut seeds = vec![Seed::read(&botocore)];
    let folder = TestFolder::new();
    let archive = shared.join("models/smithy-sample.tar.xz");
    if !unpack_archive(&archive, folder.root()) {
        skip("mutations of the sample of models", "tar can't extract it");
        return seeds;
    }
    let all = std::env::var_os("SHAPESMITH_CASES").is_some();
    let models = files(folder.root().to_path_buf());
    let small = models.iter().filter(|path| path.metadata().unwrap().len() < MAX_BYTES);
    let chosen = small.step_by(if all { 1 } else { 3 });
    let read = seeds.len();
    seeds.extend(chosen.map(|path| Seed::read(std::slice::from_ref(path))));
    assert!(seeds.len() > read + 2, "models are in {}", archive.display());
    seeds
}

/// Returns the JSON files below a folder, in order.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let (mut found, mut next) = (Vec::new(), vec![folder]);
    while let Some(folder) = next.pop() {
        for path in list_folder(&folder) {
            if path.is_dir() {
                next.push(path);
            } else if is_model(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Returns whether a file is a model. Folders whose names start with a dot have other JSON files.
fn is_model(path: &Path) -> bool {
    let hidden = path.iter().any(|part| [".scripts", ".github"].iter().any(|name| part == *name));
    path.extension().is_some_and(|end| end == "json") && !hidden
}
