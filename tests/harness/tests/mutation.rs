//! Models broken in thousands of ways give located problems or a crate: never a panic, never a hang.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use shapesmith_beside::{find_shared, skip};
use shapesmith_harness::{Case, Mutation, Outcome, Seed, botocore, pipeline, smithy};
use support::bounded::{Told, chosen, run, run_cases};

/// How many cases are made of each fixture.
const CASES: usize = 12;

/// How many cases are made of each larger model.
const LARGE: usize = 2;

/// Larger models of the sample than this are left out, in bytes.
const SMALL: u64 = 100_000;

/// How long the longest texts are, and how many shapes there are in a chain. What isn't optimised takes ten times as long,
/// so that `.ci/run` has these tests optimised as well.
const HUGE: usize = if cfg!(debug_assertions) { 1 << 20 } else { 10 << 20 };
const MANY: usize = if cfg!(debug_assertions) { 300 } else { 3000 };

#[test]
fn whole_models_become_modules() {
    for seed in Seed::fixtures() {
        let outcome = pipeline(&Case::whole(seed).sources());
        assert!(matches!(outcome, Outcome::Made(_)), "{}: {outcome:?}", seed.name);
    }
}

#[test]
fn broken_fixtures() {
    let mut told = Told::default();
    for seed in Seed::fixtures() {
        told.add(run(seed, chosen(CASES)));
    }
    println!("{told:?}");
    // Both happen, or the mutations are too rough or too mild to tell anything.
    let few = told.cases / 5;
    assert!(told.made > few && told.refused > few, "{told:?}");
    for mutation in Mutation::OF_VALUES {
        assert!(told.survived.contains_key(mutation), "no model survives {mutation:?}: {told:?}");
    }
}

#[test]
fn broken_lambda() {
    println!("{:?}", run(&Seed::lambda(), chosen(LARGE)));
}

/// Models of the data beside the project: Lambda's in both formats, and some of the sample.
#[test]
fn broken_larger_models() {
    let seeds = larger();
    let mut told = Told::default();
    for seed in &seeds {
        told.add(run(seed, chosen(LARGE)));
    }
    println!("{} models: {told:?}", seeds.len());
}

/// Files that are cut anywhere.
#[test]
fn every_prefix() {
    let case = Case::whole(Seed::fixtures().last().unwrap());
    let model = &case.files[0].1;
    (0..model.len()).step_by(97).for_each(|end| smithy(&model[..end]));
    let seed = Seed::fixtures().iter().find(|seed| seed.name.contains("rest-json")).unwrap();
    let files: Vec<_> = Case::whole(seed).files.into_iter().map(|(_, bytes)| bytes).collect();
    let joined = files.join(&0);
    botocore(&joined);
    (0..joined.len()).step_by(197).for_each(|end| botocore(&joined[..end]));
}

/// Megabytes wherever a text can be.
#[test]
fn huge_texts() {
    let long = "a".repeat(HUGE);
    let words = "a `b` ".repeat(HUGE / 6);
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
    let told = run_cases(cases.into_iter().map(move |(place, text)| {
        let mut model: Value = whole.clone();
        *model.pointer_mut(place).unwrap() = json!(text);
        let files = vec![("model.json".to_owned(), model.to_string().into_bytes())];
        (place.to_owned(), Case { files, mutations: Vec::new() })
    }));
    println!("{told:?}");
    assert!(told.made >= 5 && told.refused >= 2, "{told:?}");
}

/// Long chains and big cycles, which recursion or repeated passes would choke on.
#[test]
fn many_shapes() {
    let cases = ["structure", "union", "list", "map"].into_iter().flat_map(|kind| {
        [true, false].map(|round| {
            let files =
                vec![("model.json".to_owned(), chain(kind, MANY, round).to_string().into_bytes())];
            (format!("{kind}, {round}"), Case { files, mutations: Vec::new() })
        })
    });
    let told = run_cases(cases);
    println!("{told:?}");
    assert_eq!(told.cases, 8);
}

/// A chain of so many shapes; the last is constrained, or holds the first.
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

/// Real models from the folder beside the project, where it is.
fn larger() -> Vec<Seed> {
    let Some(shared) = find_shared("mutations of larger models") else { return Vec::new() };
    let lambda = shared.join("models/lambda");
    let parts = ["", ".paginators-1", ".waiters-2", ".examples-1"];
    let botocore = parts.map(|part| lambda.join(format!("botocore-2023-11-16{part}.json")));
    let mut seeds = vec![Seed::read(&botocore)];
    let folder = tempfile::tempdir().unwrap();
    let archive = shared.join("models/smithy-sample.tar.xz");
    let mut tar = Command::new("tar");
    tar.arg("-xf").arg(&archive).arg("-C").arg(folder.path());
    if !tar.status().is_ok_and(|status| status.success()) {
        skip("mutations of the sample of models", "tar can't unpack it");
        return seeds;
    }
    let all = std::env::var_os("SHAPESMITH_CASES").is_some();
    let models = files(folder.path().to_path_buf());
    let small = models.iter().filter(|path| path.metadata().unwrap().len() < SMALL);
    let wanted = small.step_by(if all { 1 } else { 3 });
    let read = seeds.len();
    seeds.extend(wanted.map(|path| Seed::read(std::slice::from_ref(path))));
    assert!(seeds.len() > read + 2, "models are in {}", archive.display());
    seeds
}

/// The JSON files below a folder, in order.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let (mut found, mut next) = (Vec::new(), vec![folder]);
    while let Some(folder) = next.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
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

/// The folders with models have others beside them, whose names start with a dot.
fn is_model(path: &Path) -> bool {
    let hidden = path.iter().any(|part| [".scripts", ".github"].iter().any(|name| part == *name));
    path.extension().is_some_and(|end| end == "json") && !hidden
}
