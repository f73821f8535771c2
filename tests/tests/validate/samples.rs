//! Values from constraints: valid ones validate, those with a violation have exactly the one that they are said to have.

use std::collections::BTreeSet;

use arbtest::arbitrary::{Arbitrary, Unstructured};
use arbtest::arbtest;
use aws_shapes::support::sample::{NoSample, Random, Sample, Sampler, Source, sample, violating};
use aws_shapes::support::{AnyOperation, Constraint, Validate};
use aws_shapes::{dynamodb, lambda};
use serde_json::Value;
use shapesmith_tests::models::generated_modules;
use shapesmith_tests::probes;
use shapesmith_tests::recursion::Tree;

/// The numbers of random bytes of values. Values of the first are the simplest ones. A failure prints the seed.
const SIZES: [u32; 5] = [0, 16, 128, 1024, 8192];

/// A source whose choices are always the simplest.
struct Simplest;

impl Source for Simplest {
    fn below(&mut self, _bound: u64) -> u64 {
        0
    }
}

#[test]
fn every_type_has_valid_values_and_values_with_one_violation() {
    let (mut valid, mut with_violation, mut problems) = (0, 0, BTreeSet::new());
    for (module, _) in generated_modules() {
        for probe in probes(&module).unwrap() {
            let name = format!("{module}::{}", probe.name);
            for (round, size) in (0..).zip(SIZES.into_iter().chain(SIZES)) {
                let property = |u: &mut Unstructured<'_>| {
                    let (sample, violating) = ((probe.sample)(u), (probe.violating)(u));
                    valid += usize::from(sample.is_ok());
                    with_violation += usize::from(violating == Ok(true));
                    let errors = [sample.err(), violating.err()].into_iter().flatten();
                    problems.extend(errors.map(|error| format!("{name}: {error}")));
                    Ok(())
                };
                arbtest(property).seed(round << 32 | u64::from(size)).run();
            }
        }
    }
    // These nest for ever.
    let endless = ["EndlessA", "EndlessB", "Loop", "LoopHolder"]
        .map(|name| format!("recursion::{name}: no valid value found"));
    // No text of at most three letters has five. The member is named each time.
    let contradictory = ["Contradiction", "ContradictionHolder"].map(|name| {
        format!("recursion::{name}: no valid value found, because of the member Contradiction.code")
    });
    assert_eq!(problems, endless.into_iter().chain(contradictory).collect());
    assert!(valid > 5_000 && with_violation > 1_000, "{with_violation} of {valid}");
}

#[test]
fn equal_seeds_make_equal_values() {
    let make = |seed| sample::<lambda::CreateFunctionRequest>(&mut Random::new(seed)).unwrap();
    assert_eq!(make(7), make(7));
    assert_ne!(make(7), make(8));
    let all: BTreeSet<String> = (0..100).map(|seed| make(seed).function_name).collect();
    assert!(all.len() > 90, "{}", all.len());
}

#[test]
fn a_source_of_zeros_makes_the_simplest_value() {
    let request = sample::<lambda::CreateFunctionRequest>(&mut Simplest).unwrap();
    let json = serde_json::to_value(&request).unwrap();
    let members: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(members, ["FunctionName", "Role", "Code"]);
    assert_eq!(json["FunctionName"].as_str().unwrap().len(), 1);
    assert!(request.is_valid());
    let (request, expected) = violating::<lambda::CreateFunctionRequest>(&mut Simplest).unwrap();
    assert_eq!(request.first_violation().unwrap(), expected);
}

#[test]
fn values_have_each_member_and_each_value_of_an_enum() {
    let (mut members, mut runtimes) = (BTreeSet::new(), BTreeSet::new());
    let mut sampler = Sampler::new();
    let mut source = Random::new(1);
    for _ in 0..1_000 {
        let request: lambda::CreateFunctionRequest = sampler.sample(&mut source).unwrap();
        runtimes.extend(request.runtime.as_ref().map(ToString::to_string));
        let json = serde_json::to_value(&request).unwrap();
        members.extend(json.as_object().unwrap().keys().cloned());
    }
    let all = aws_shapes::support::members::<lambda::CreateFunctionRequest>();
    assert_eq!(members, all.map(|member| member.key().to_owned()).collect());
    assert_eq!(runtimes, lambda::Runtime::VALUES.iter().map(ToString::to_string).collect());
}

#[test]
fn violations_are_of_each_kind_that_the_type_has() {
    let mut kinds = BTreeSet::new();
    let mut source = Random::new(2);
    let mut sampler = Sampler::new();
    for _ in 0..500 {
        let (request, expected) =
            sampler.violating::<lambda::CreateEventSourceMappingRequest>(&mut source).unwrap();
        let found = request.validate().unwrap_err();
        assert_eq!(found.len(), 1, "{found}");
        assert_eq!(expected, found.iter().next().unwrap().clone());
        let constraint = match expected.constraint() {
            Constraint::Required => "required",
            Constraint::Length { min: Some(min), length, .. } if length < min => "too short",
            Constraint::Length { .. } => "too long",
            Constraint::Range(_) => "range",
            Constraint::Pattern { .. } => "pattern",
            Constraint::Enum { .. } => "enum",
            _ => "other",
        };
        let kind = if expected.key().is_some() { "of a key" } else { "of a value" };
        kinds.insert(format!("{constraint} {kind}"));
    }
    for kind in [
        "too short of a value",
        "too long of a value",
        "range of a value",
        "pattern of a value",
        "enum of a value",
        "enum of a key",
    ] {
        assert!(kinds.contains(kind), "{kind} is not in {kinds:?}");
    }
}

#[test]
fn depth_and_size_are_bounded() {
    fn depth(value: &Value) -> usize {
        match value {
            Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
            Value::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or_default(),
            _ => 0,
        }
    }
    let mut source = Random::new(3);
    let mut deepest = 0;
    let mut sampler = Sampler::new().depth(4);
    for _ in 0..200 {
        let request: dynamodb::PutItemInput = sampler.sample(&mut source).unwrap();
        deepest = deepest.max(depth(&serde_json::to_value(&request).unwrap()));
    }
    assert_eq!(deepest, 4);
    let mut longest = |size| {
        let mut sampler = Sampler::new().size(size);
        let mut lengths = (0..100).map(|_| {
            let request: lambda::CreateFunctionRequest = sampler.sample(&mut source).unwrap();
            serde_json::to_string(&request).unwrap().len()
        });
        lengths.by_ref().max().unwrap()
    };
    let (none, usual) = (longest(0), longest(100));
    assert!(none < 400 && usual > 2 * none, "{none}, {usual}");
}

#[test]
fn recursion_ends() {
    let mut source = Random::new(4);
    for depth in [0, 1, 40, 1000] {
        let mut sampler = shapesmith_tests::support::sample::Sampler::new().depth(depth).size(1000);
        let mut source = shapesmith_tests::support::sample::Random::new(source.below(1 << 32));
        for _ in 0..20 {
            let tree: Tree = sampler.sample(&mut source).unwrap();
            let text = serde_json::to_string(&tree).unwrap();
            assert_eq!(serde_json::from_str::<Tree>(&text).unwrap(), tree);
        }
    }
}

#[test]
fn unknown_values_are_made_on_request() {
    let mut source = Random::new(5);
    let mut count = |mut sampler: Sampler| {
        let requests = (0..300).map(|_| {
            let request: lambda::CreateFunctionRequest = sampler.sample(&mut source).unwrap();
            matches!(request.runtime, Some(lambda::Runtime::Unknown(_)))
        });
        requests.filter(|is_unknown| *is_unknown).count()
    };
    assert_eq!(count(Sampler::new()), 0);
    let unknown = count(Sampler::new().unknown_values(true));
    assert!((1..150).contains(&unknown), "{unknown}");
}

#[test]
fn an_enum_by_itself_has_a_known_value() {
    for seed in 0..50 {
        let runtime = sample::<lambda::Runtime>(&mut Random::new(seed)).unwrap();
        assert!(lambda::Runtime::VALUES.contains(&runtime), "{runtime}");
    }
}

#[test]
fn operations_have_values_by_name() {
    let operation = lambda::operations::find("Invoke").unwrap();
    let mut source = Random::new(6);
    let request = operation.sample_input(&mut source).unwrap();
    assert!(request.downcast_ref::<lambda::InvocationRequest>().unwrap().is_valid());
    assert!(operation.sample_output(&mut source).unwrap().is_valid());
    let (request, expected) = operation.violating_input(&mut source).unwrap();
    assert_eq!(request.first_violation().unwrap(), expected);
    // Nothing in a response without members can be violated.
    let operation: &dyn AnyOperation = &lambda::operations::DeleteFunctionConcurrency;
    assert_eq!(operation.violating_output(&mut source), Err(NoSample::NoViolation));
}

#[test]
fn data_of_fuzzers_make_values() {
    let data: Vec<u8> = (0..4096_u32).map(|byte| (byte * 151 % 256) as u8).collect();
    let Sample(request) =
        Sample::<lambda::CreateFunctionRequest>::arbitrary(&mut Unstructured::new(&data)).unwrap();
    assert!(request.is_valid());
    let none: Result<Sample<lambda::PublishVersionRequest>, _> =
        Sample::arbitrary(&mut Unstructured::new(&[]));
    assert!(none.unwrap().0.is_valid());
}

#[test]
fn errors_of_violations_name_the_path_and_the_constraint() {
    let mut source = Random::new(9);
    let (_, expected) = violating::<lambda::DeleteAliasRequest>(&mut source).unwrap();
    let text = expected.to_string();
    assert!(text.starts_with(&format!("{}: must ", expected.path())), "{text}");
}
