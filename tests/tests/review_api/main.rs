//! Two lowered services compared: what a small update means for users, held against the compiler.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod compiler;
mod joined;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use shapesmith::review::{ItemChange, ItemChangeKind, SemverImpact, compare};
use shapesmith::rust::Api;
use shapesmith_test_support::find_shared;
use shapesmith_tests::models::lower_model;
use shapesmith_tests::review_cases::CASES;

#[test]
fn changes_of_every_case_match_the_snapshot() {
    let mut text = String::new();
    for case in CASES {
        let (old, new) = case.apis();
        text.push_str(&format!("# {}\n", case.name));
        for change in compare(&old, &new) {
            text.push_str(&shown(&change));
        }
    }
    insta::assert_snapshot!("changes", text);
}

#[test]
fn lowering_for_comparison_yields_the_same_changes() {
    for case in CASES {
        let (old, new) = case.apis();
        let (old_enough, new_enough) = case.apis_for_comparison();
        assert_eq!(compare(&old, &new), compare(&old_enough, &new_enough), "{}", case.name);
    }
}

#[test]
fn every_kind_of_item_change_has_a_case() {
    let both = CASES.iter().flat_map(|case| {
        let (old, new) = case.apis();
        [compare(&old, &new), compare(&new, &old)].concat()
    });
    let seen: BTreeSet<ItemChangeKind> = both.map(|change| change.kind).collect();
    let missing: Vec<&ItemChangeKind> =
        ItemChangeKind::ALL.iter().filter(|what| !seen.contains(what)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_reverse_comparison_is_the_mirror() {
    for case in CASES {
        let (old, new) = case.apis();
        mirrored(case.name, &old, &new);
    }
}

fn mirrored(name: &str, old: &Api, new: &Api) {
    assert_eq!(compare(old, old), [], "{name}");
    let mirror = |change: ItemChange| {
        let ItemChange { kind, path, before, after, .. } = change;
        (kind.mirrored(), path, after, before)
    };
    let plain = |change: ItemChange| (change.kind, change.path, change.before, change.after);
    let mut there: Vec<_> = compare(old, new).into_iter().map(mirror).collect();
    let mut back: Vec<_> = compare(new, old).into_iter().map(plain).collect();
    there.sort();
    back.sort();
    assert_eq!(there, back, "{name}");
}

#[test]
fn changes_of_the_history_of_lambda_are_found() {
    let Some(shared) = find_shared("the history of Lambda's items") else { return };
    let steps = [
        ("botocore-2023-01-23", "botocore-2023-11-15"),
        ("botocore-2023-11-15", "botocore-2023-11-16"),
        ("botocore-2023-11-16", "botocore-2026-07-30"),
        ("smithy-2023-10-31", "smithy-2023-12-07"),
        ("smithy-2023-12-07", "smithy-2026-06-19"),
    ];
    for (old, new) in steps {
        let read =
            |name: &str| fs::read(shared.join(format!("models/lambda/{name}.json"))).unwrap();
        let (before, after) = (lower_model(&read(old)), lower_model(&read(new)));
        mirrored(new, &before, &after);
        let changes = compare(&before, &after);
        println!("# {old} to {new}: {}", changes.len());
        changes.iter().for_each(|change| print!("{}", shown(change)));
        let is = |what, path: &str| changes.iter().any(|it| it.kind == what && it.path == path);
        if new == "botocore-2023-11-16" {
            assert!(is(ItemChangeKind::ItemAdded, "LoggingConfig"));
            assert!(is(ItemChangeKind::FieldAdded, "CreateFunctionRequest::logging_config"));
            assert!(changes.iter().all(|change| change.semver <= SemverImpact::Minor));
        }
    }
}

#[test]
fn changes_that_break_compilation_fail_to_compile() {
    let (mut before, mut after, mut expected) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    for (place, case) in CASES.iter().enumerate() {
        let name = format!("case_{place:02}_{}", case.name.replace([' ', ','], "_").to_lowercase());
        let (old, new) = case.apis();
        if compare(&old, &new).iter().any(|change| change.breaks_compilation) {
            expected.insert(name.clone());
        }
        before.insert(name.clone(), (old, case.code));
        after.insert(name, (new, case.code));
    }
    assert_eq!(compiler::failing(&before), BTreeSet::new(), "all use what was there");
    let failing = compiler::failing(&after);
    let odd: Vec<&String> = failing.symmetric_difference(&expected).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn only_major_changes_break_compilation() {
    for case in CASES {
        let (old, new) = case.apis();
        let changes = [compare(&old, &new), compare(&new, &old)].concat();
        let odd = changes
            .iter()
            .find(|change| change.breaks_compilation && change.semver < SemverImpact::Major);
        assert_eq!(odd, None);
    }
}

/// The change in some lines.
fn shown(change: &ItemChange) -> String {
    let part = change.part.as_ref().map(|part| format!(" {part:?}")).unwrap_or_default();
    let mut verdict = format!("{:?}", change.semver).to_lowercase();
    verdict += if change.breaks_compilation { ", seen" } else { "" };
    verdict += if change.changes_behaviour { ", behaviour" } else { "" };
    let mut text = format!(
        "{:?} {} ({verdict}) from {}{part}\n",
        change.kind,
        change.path,
        change.origin.as_str()
    );
    for (sign, side) in [('-', &change.before), ('+', &change.after)] {
        let lines = side.iter().flat_map(|side| side.lines());
        lines.for_each(|line| text.push_str(&format!("  {sign} {line}\n")));
    }
    text
}
