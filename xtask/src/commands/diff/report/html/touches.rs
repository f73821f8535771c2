//! The operations that findings touch. Hundreds of findings may touch the same hundreds of operations, so that a large set is
//! listed once, and linked.

use std::collections::{HashMap, HashSet};

use maud::{Markup, html};
use shapesmith::review::ReviewEntry;
use shapesmith_model::diff::AffectedOperation;

use super::operations;
use crate::commands::diff::compare::Compared;
use crate::commands::diff::report::{outline, words};

/// How many operations are listed at the finding itself.
const FEW: usize = 8;
/// How many operations the sets of a service list in full; sets beyond that list the first ones.
const BUDGET: usize = 20_000;

/// The sets of operations that the findings of a service touch.
pub struct Sets<'a> {
    service: &'a Compared,
    /// The large sets, each once.
    large: Vec<&'a [AffectedOperation]>,
    places: HashMap<&'a [AffectedOperation], usize>,
    /// The operations that the page has, which can be linked.
    drawn: HashSet<&'a str>,
}

impl<'a> Sets<'a> {
    /// Finds the sets of a service.
    pub fn new(service: &'a Compared) -> Self {
        let drawn = operations::drawn(service).map(|operation| operation.name.as_str()).collect();
        let mut sets = Self { service, large: Vec::new(), places: HashMap::new(), drawn };
        for finding in service.review.entries.iter().filter(|it| outline::is_listed(it)) {
            let touches = finding.operations.as_slice();
            if touches.len() > FEW && !sets.places.contains_key(touches) {
                sets.places.insert(touches, sets.large.len());
                sets.large.push(touches);
            }
        }
        sets
    }

    /// What a finding touches: a few operations, or a link to their list.
    pub fn of(&self, finding: &ReviewEntry) -> Markup {
        match self.places.get(finding.operations.as_slice()) {
            Some(place) => html! {
                a href=(format!("#{}", self.anchor(*place))) {
                    (words::touches(finding).unwrap_or_default())
                }
            },
            None => self.list(&finding.operations),
        }
    }

    /// The lists of operations.
    pub fn lists(&self) -> Markup {
        let mut left = BUDGET;
        let mut shown = |set: &'a [AffectedOperation]| {
            let shown = set.get(..left.max(FEW)).unwrap_or(set);
            left = left.saturating_sub(shown.len());
            shown
        };
        html! {
            @if !self.large.is_empty() {
                section .operations {
                    h3 { "Operations that changes affect" }
                    @for (place, set) in self.large.iter().enumerate() {
                        (self.large_set(place, set, shown(set)))
                    }
                }
            }
        }
    }

    fn large_set(
        &self,
        place: usize,
        all: &[AffectedOperation],
        shown: &[AffectedOperation],
    ) -> Markup {
        let rest = all.len() - shown.len();
        html! {
            details .operation id=(self.anchor(place)) data-service=(self.service.name) {
                summary { (all.len()) " operations" }
                p {
                    (self.list(shown))
                    @if rest > 0 { " and " (rest) " more, which the form " code { "json" } " has" }
                }
            }
        }
    }

    fn list(&self, touches: &[AffectedOperation]) -> Markup {
        html! {
            @for (place, touch) in touches.iter().enumerate() {
                @if place > 0 { ", " }
                (self.link(touch.operation.name()))
                @if let Some(direction) = words::direction(touch) { " (" (direction) ")" }
            }
        }
    }

    fn link(&self, name: &str) -> Markup {
        html! {
            @if self.drawn.contains(name) {
                a href=(format!("#{}", operations::anchor(self.service, name))) { (name) }
            } @else {
                (name)
            }
        }
    }

    fn anchor(&self, place: usize) -> String {
        format!("{}-operations-{place}", self.service.name)
    }
}
