//! The classic page "API changes": what it shows, what it is silent about, and how blocks are laid out.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shapesmith_model::Model;
use shapesmith_test_support::find_shared;
use shapesmith_tests::models::parse_model;
use xtask::{Release, api_changes};

/// The fixture has each rule once, in operations that say in what they differ. The expected text was made by
/// the tool that the page is from.
#[test]
fn the_page_matches_the_original_tool() {
    let (old, new) = fixture();
    let expected = fs::read_to_string(folder().join("expected.txt")).unwrap();
    assert_eq!(page(&model(&old), &model(&new)).unwrap(), expected);
}

#[test]
fn equal_models_have_no_page() {
    let (old, new) = fixture();
    assert_eq!(page(&model(&old), &model(&old)), None);
    assert_eq!(page(&model(&new), &model(&new)), None);
}

/// Only `CreateBook` has tag specifications.
#[test]
fn tag_specifications_of_ec2_are_omitted() {
    let (old, mut new) = fixture();
    new["metadata"]["serviceId"] = json!("EC2");
    let page = page(&model(&old), &model(&new)).unwrap();
    assert!(page.contains("CreateBook\u{a0}(updated)"));
    assert!(!page.contains("TagSpecifications"));
}

/// What became a structure is no change of its own; `GetCatalogue` of the fixture shows it beside others.
#[test]
fn a_member_that_becomes_a_structure_is_shown_only_with_other_changes() {
    let (old, mut new) = fixture();
    let members = &mut new["shapes"]["Catalogue"]["members"];
    *members = json!({ "Shelf": { "shape": "String" }, "Cover": { "shape": "Cover" } });
    let page = page(&model(&old), &model(&new)).unwrap();
    assert!(!page.contains("GetCatalogue"), "{page}");
}

/// Operations stand in the order of the model's file, which is that of the alphabet for most services and not for all.
#[test]
fn operations_are_in_the_order_of_the_file() {
    let (mut old, mut new) = fixture();
    for model in [&mut old, &mut new] {
        let operations = model["operations"].as_object_mut().unwrap();
        let reversed: Vec<(String, Value)> = std::mem::take(operations).into_iter().rev().collect();
        operations.extend(reversed);
    }
    let page = page(&model(&old), &model(&new)).unwrap();
    let updated: Vec<&str> =
        page.lines().filter_map(|line| line.strip_suffix("\u{a0}(updated) Link ¶")).collect();
    assert!(updated.len() > 2 && updated.is_sorted_by(|a, b| a > b), "{updated:?}");
}

#[test]
fn a_new_service_has_only_new_operations() {
    let (old, _) = fixture();
    let new = model(&old);
    let release = Release { date: "2024-02-29", notes: &["First.", "Second."] };
    let page = api_changes(None, (&new, new.services.values().next().unwrap()), release).unwrap();
    let head = "Example Library\n\n2024/02/29 - Example Library - 7 new api methods\n\n\
        Changes\u{a0} First.\nSecond.\n\nBorrowBook\u{a0}(new) Link ¶\n\n";
    assert!(page.starts_with(head), "{page}");
    assert_eq!(page.matches("(new) Link ¶").count(), 7);
    assert!(!page.contains("(updated)"));
}

/// A shape that is called like an operation has another name in the model, also where the operation is new.
#[test]
fn shapes_with_names_of_operations_are_found() {
    let (mut old, mut new) = fixture();
    for model in [&mut old, &mut new] {
        model["shapes"]["MoveShelf"] = model["shapes"]["UpdateBookRequest"].clone();
        model["operations"]["UpdateBook"]["input"]["shape"] = json!("MoveShelf");
    }
    let page = page(&model(&old), &model(&new)).unwrap();
    assert!(page.contains("UpdateBook\u{a0}(updated) Link ¶\nChanges (both)\n"), "{page}");
}

/// The head and all blocks of a page as it was published, for Lambda's release of 2023-11-16.
#[test]
fn a_published_page_is_reproduced() {
    let Some(shared) = find_shared("the published page of API changes") else { return };
    let reference = shared.join("reference/api-changes-lambda-2023-11-16.txt");
    let reference = fs::read_to_string(reference).unwrap();
    let lambda = |day: &str| {
        let path = shared.join(format!("models/lambda/botocore-{day}.json"));
        model(&serde_json::from_slice(&fs::read(path).unwrap()).unwrap())
    };
    let (old, new) = (lambda("2023-11-15"), lambda("2023-11-16"));
    let note = reference.lines().find_map(|line| line.strip_prefix("Changes\u{a0} ")).unwrap();
    let service = |model: &Model| model.services.values().next().unwrap().clone();
    let release = Release { date: "2023-11-16", notes: &[note] };
    let page = api_changes(Some((&old, &service(&old))), (&new, &service(&new)), release).unwrap();
    let operations = without_documentation(&reference);
    assert_eq!(operations.matches("Link ¶").count(), 8);
    assert_eq!(page, operations);
}

/// The page without what stands between the block of an operation and the next operation.
fn without_documentation(page: &str) -> String {
    let mut sections = page.split("\n\n").peekable();
    let mut kept: Vec<&str> = sections.by_ref().take(3).collect();
    kept.extend(sections.filter(|section| section.contains(" Link ¶\n")));
    format!("{}\n", kept.join("\n\n"))
}

fn page(old: &Model, new: &Model) -> Option<String> {
    let [old, new] = [old, new].map(|model| (model, model.services.values().next().unwrap()));
    api_changes(Some(old), new, Release { date: "2023-11-16", notes: &[] })
}

fn fixture() -> (Value, Value) {
    let read = |name| serde_json::from_slice(&fs::read(folder().join(name)).unwrap()).unwrap();
    (read("old.json"), read("new.json"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/diff/classic")
}

fn model(model: &Value) -> Model {
    parse_model(model.to_string().as_bytes())
}
