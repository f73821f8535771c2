//! Selection: every operation of several services has what it needs, no more, and as the full service has it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use shapesmith::Policy;
use shapesmith::rust::{Api, Operation, Rule, Type};
use shapesmith_model::{Model, Service, ShapeId, ShapeKind};
use shapesmith_tests::models::{
    SERVICES_OF_EVERY_PROTOCOL, generated_modules, lambda_bytes, lower_model, parse_model,
    sample_models,
};

#[test]
fn every_operation_of_every_fixture() {
    for (name, file) in generated_modules() {
        every_operation(&name, &fs::read(file).unwrap());
    }
}

#[test]
fn every_operation_of_larger_services() {
    for (name, bytes) in sample_models(&SERVICES_OF_EVERY_PROTOCOL) {
        every_operation(&name, &bytes);
    }
}

#[test]
fn all_operations_are_the_whole_service() {
    let api = lower_model(&lambda_bytes());
    let names: Vec<&str> = api.operations.iter().map(|it| it.origin.name()).collect();
    let selected = api.select(&names).unwrap();
    let used = api.skipped.iter().filter(|skipped| !skipped.reason.contains("no operation"));
    assert_eq!(selected.skipped.iter().collect::<Vec<_>>(), used.collect::<Vec<_>>());
    let mut whole = selected.clone();
    whole.skipped.clone_from(&api.skipped);
    assert_eq!(whole, api);
}

#[test]
fn unknown_names_are_told_in_their_order() {
    let api = lower_model(&lambda_bytes());
    let wrong = api.select(&["Zap", "Invoke", "createfunction"]).unwrap_err();
    assert_eq!(wrong.names, ["Zap", "createfunction"]);
    assert_eq!(wrong.to_string(), "AWS Lambda has no operations `Zap`, `createfunction`");
    let by_id = api.select(&["com.amazonaws.lambda#Invoke"]).unwrap();
    assert_eq!(by_id, api.select(&["Invoke"]).unwrap());
}

fn every_operation(name: &str, bytes: &[u8]) {
    let model = parse_model(bytes);
    let service = model.services.values().next().unwrap();
    let api = shapesmith::lower_service(&model, service, &Policy::default()).unwrap();
    let full: BTreeMap<_, _> = api.items.iter().map(|item| (item.name.as_str(), item)).collect();
    for operation in &api.operations {
        let called = format!("{name}, {}", operation.name);
        let selected = api.select(&[operation.origin.as_str()]).unwrap();
        assert_eq!(selected.operations, std::slice::from_ref(operation), "{called}");
        for item in &selected.items {
            assert_eq!(item, full[item.name.as_str()], "{called}");
        }
        let found: BTreeSet<ShapeId> = selected.items.iter().map(|it| it.origin.clone()).collect();
        let needed: BTreeSet<ShapeId> =
            needed(&model, service, operation).into_iter().filter(|id| is_item(&api, id)).collect();
        assert_eq!(found, needed, "{called}");
        closed(&selected, &called);
        let errors: BTreeSet<&str> =
            operation.errors.variants.iter().map(|it| it.item.as_str()).collect();
        let kept: BTreeSet<&str> =
            selected.errors.variants.iter().map(|it| it.item.as_str()).collect();
        assert_eq!(kept, errors, "{called}");
        assert!(selected.errors.variants.iter().all(|it| api.errors.variants.contains(it)));
    }
}

/// What the model says that the operation reaches: found without anything of selection.
fn needed(model: &Model, service: &Service, operation: &Operation) -> BTreeSet<ShapeId> {
    let of = &model.operations[&operation.origin];
    let mut next: Vec<ShapeId> = of
        .input
        .iter()
        .chain(&of.output)
        .chain(&of.errors)
        .chain(&service.errors)
        .cloned()
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = next.pop() {
        let Some(shape) = model.shape(&id) else { continue };
        if seen.insert(id) {
            next.extend(shape.members().into_iter().map(|member| member.target.clone()));
        }
    }
    seen.retain(|id| {
        let kind = &model.shape(id).unwrap().kind;
        use ShapeKind::{Enum, IntEnum, Structure, Union};
        matches!(kind, Structure(_) | Union(_) | Enum(_) | IntEnum(_))
    });
    seen
}

/// All but Smithy's unit.
fn is_item(api: &Api, id: &ShapeId) -> bool {
    api.items.iter().any(|item| item.origin == *id)
}

/// Nothing names what isn't there.
fn closed(api: &Api, called: &str) {
    let there = |name: &str| assert!(api.item(name).is_some(), "{called} lacks {name}");
    let ty = |ty: &Type| {
        ty.parts().for_each(|part| {
            if let Type::Item(name) = part {
                there(name);
            }
        });
    };
    for field in api.items.iter().flat_map(|item| item.fields()) {
        ty(&field.ty);
        values(&field.rules).into_iter().for_each(there);
    }
    for operation in &api.operations {
        ty(&operation.input);
        ty(&operation.output);
        operation.errors.variants.iter().for_each(|variant| there(&variant.item));
    }
}

fn values(rules: &[Rule]) -> Vec<&str> {
    let names = rules.iter().map(|rule| match rule {
        Rule::Values(name) => vec![name.as_str()],
        Rule::Each(inner) | Rule::Keys(inner) | Rule::Warn(inner) => values(inner),
        _ => Vec::new(),
    });
    names.flatten().collect()
}
