//! The table of kinds.

use std::collections::BTreeSet;

use shapesmith_model::diff::Kind;

#[test]
fn ids_are_unique_and_mirrors_are_symmetric() {
    let ids: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(ids.len(), Kind::ALL.len());
    for kind in Kind::ALL {
        let back = kind.mirror().mirror();
        // Two kinds of additions are removals of one kind; an event that goes is one of several changes of a stream.
        let is_one_of_two = matches!(kind, Kind::MemberAddedRequired | Kind::EventAdded);
        assert_eq!(back == *kind, !is_one_of_two, "{}", kind.id());
        assert!(kind.description().ends_with('.'), "{}", kind.id());
    }
}

#[test]
fn noise_kinds_are_those_that_callers_cannot_observe() {
    let noise: Vec<&str> =
        Kind::ALL.iter().filter(|kind| kind.is_noise()).map(|kind| kind.id()).collect();
    assert_eq!(
        noise,
        [
            "metadata-made-explicit",
            "endpoint-ruleset-changed",
            "http-uri-labels-renamed",
            "target-renamed-anonymous",
            "enum-reordered",
            "pattern-respelled",
            "unreferenced-shape",
        ]
    );
}
