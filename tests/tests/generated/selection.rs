//! Selecting one operation of a service keeps exactly the items that it reaches, unchanged.

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
fn each_operation_of_the_fixtures_keeps_the_items_that_it_reaches() {
    for (name, file) in generated_modules() {
        check_each_operation(&name, &fs::read(file).unwrap());
    }
}

#[test]
fn each_operation_of_real_services_keeps_the_items_that_it_reaches() {
    for (name, bytes) in sample_models(&SERVICES_OF_EVERY_PROTOCOL) {
        check_each_operation(&name, &bytes);
    }
}

#[test]
fn selecting_all_operations_keeps_the_whole_service() {
    let api = lower_model(&lambda_bytes());
    let names: Vec<&str> = api.operations.iter().map(|it| it.origin.name()).collect();
    let selected = api.select(&names).unwrap();
    // Neither unused shapes nor resources belong to an operation.
    let is_unused = |reason: &str| reason.contains("no operation") || reason.contains("resources");
    let used = api.skipped.iter().filter(|skipped| !is_unused(&skipped.reason));
    assert_eq!(selected.skipped.iter().collect::<Vec<_>>(), used.collect::<Vec<_>>());
    let mut whole = selected.clone();
    whole.skipped.clone_from(&api.skipped);
    assert_eq!(whole, api);
}

#[test]
fn unknown_operations_are_reported_in_the_given_order() {
    let api = lower_model(&lambda_bytes());
    let error = api.select(&["Zap", "Invoke", "createfunction"]).unwrap_err();
    assert_eq!(error.names, ["Zap", "createfunction"]);
    assert_eq!(error.to_string(), "AWS Lambda has no operations `Zap`, `createfunction`");
    let by_id = api.select(&["com.amazonaws.lambda#Invoke"]).unwrap();
    assert_eq!(by_id, api.select(&["Invoke"]).unwrap());
}

fn check_each_operation(name: &str, bytes: &[u8]) {
    let model = parse_model(bytes);
    let service = model.services.values().next().unwrap();
    let api = shapesmith::lower_service(&model, service, &Policy::default()).unwrap();
    let full: BTreeMap<_, _> = api.items.iter().map(|item| (item.name.as_str(), item)).collect();
    for operation in &api.operations {
        let context = format!("{name}, {}", operation.name);
        let selected = api.select(&[operation.origin.as_str()]).unwrap();
        assert_eq!(selected.operations, std::slice::from_ref(operation), "{context}");
        for item in &selected.items {
            assert_eq!(item, full[item.name.as_str()], "{context}");
        }
        let found: BTreeSet<ShapeId> = selected.items.iter().map(|it| it.origin.clone()).collect();
        let needed: BTreeSet<ShapeId> = reachable_items(&model, service, operation)
            .into_iter()
            .filter(|id| is_item(&api, id))
            .collect();
        assert_eq!(found, needed, "{context}");
        assert_closed(&selected, &context);
        let errors: BTreeSet<&str> =
            operation.errors.variants.iter().map(|it| it.item.as_str()).collect();
        let kept: BTreeSet<&str> =
            selected.errors.variants.iter().map(|it| it.item.as_str()).collect();
        assert_eq!(kept, errors, "{context}");
        assert!(selected.errors.variants.iter().all(|it| api.errors.variants.contains(it)));
    }
}

/// Returns the shapes with items that the operation reaches, computed from the model alone.
fn reachable_items(model: &Model, service: &Service, operation: &Operation) -> BTreeSet<ShapeId> {
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

/// Returns whether the shape became an item: all but Smithy's `Unit` do.
fn is_item(api: &Api, id: &ShapeId) -> bool {
    api.items.iter().any(|item| item.origin == *id)
}

/// Asserts that the API has every item that it refers to.
fn assert_closed(api: &Api, context: &str) {
    let assert_item = |name: &str| assert!(api.item(name).is_some(), "{context} lacks {name}");
    let assert_items_of = |ty: &Type| {
        ty.parts().for_each(|part| {
            if let Type::Item(name) = part {
                assert_item(name);
            }
        });
    };
    for field in api.items.iter().flat_map(|item| item.fields()) {
        assert_items_of(&field.ty);
        checked_enums(&field.rules).into_iter().for_each(assert_item);
    }
    for operation in &api.operations {
        assert_items_of(&operation.input);
        assert_items_of(&operation.output);
        operation.errors.variants.iter().for_each(|variant| assert_item(&variant.item));
    }
}

fn checked_enums(rules: &[Rule]) -> Vec<&str> {
    let names = rules.iter().map(|rule| match rule {
        Rule::Values(name) => vec![name.as_str()],
        Rule::Each(inner) | Rule::Keys(inner) | Rule::Warn(inner) => checked_enums(inner),
        _ => Vec::new(),
    });
    names.flatten().collect()
}
