//! The operations that changes affect. Hundreds of changes may affect the same hundreds of operations, so that each large
//! set is listed once, and linked.

use std::collections::{HashMap, HashSet};

use maud::{Markup, html};
use shapesmith::review::ReviewEntry;
use shapesmith_model::diff::AffectedOperation;
use shapesmith_model::escape;

use super::anchors::{operation_anchor, operation_set_anchor};
use super::operations;
use crate::commands::diff::compare::ChangedService;
use crate::commands::diff::group::is_listed;
use crate::commands::diff::report::phrases;

/// The maximum number of operations that are listed at a change.
const MAX_INLINE: usize = 8;
/// The number of operations that all lists of a service may have together. Further lists are shortened.
const MAX_LISTED: usize = 20_000;

/// The sets of operations that the changes of a service affect.
pub struct OperationSets<'a> {
    service: &'a ChangedService,
    /// The large sets, each once.
    large: Vec<&'a [AffectedOperation]>,
    /// The index of each large set.
    indices: HashMap<&'a [AffectedOperation], usize>,
    /// The names of the operations that the page shows, which can be linked.
    linkable: HashSet<&'a str>,
}

impl<'a> OperationSets<'a> {
    /// Collects the sets of a service.
    pub fn new(service: &'a ChangedService) -> Self {
        let linkable = operations::shown_operations(service).map(|it| it.name.as_str()).collect();
        let mut sets = Self { service, large: Vec::new(), indices: HashMap::new(), linkable };
        for entry in service.review.entries.iter().filter(|it| is_listed(it)) {
            let operations = entry.operations.as_slice();
            if operations.len() > MAX_INLINE && !sets.indices.contains_key(operations) {
                sets.indices.insert(operations, sets.large.len());
                sets.large.push(operations);
            }
        }
        sets
    }

    /// Renders the operations that a change affects, or a link to their list.
    pub fn render_operations(&self, entry: &ReviewEntry) -> Markup {
        match self.indices.get(entry.operations.as_slice()) {
            Some(index) => html! {
                a href=(format!("#{}", operation_set_anchor(self.service, *index))) {
                    (phrases::describe_operations(entry).unwrap_or_default())
                }
            },
            None => self.render_list(&entry.operations),
        }
    }

    /// Renders the lists of the large sets.
    pub fn render_lists(&self) -> Markup {
        let mut remaining = MAX_LISTED;
        let mut limit = |set: &'a [AffectedOperation]| {
            let shown = set.get(..remaining.max(MAX_INLINE)).unwrap_or(set);
            remaining = remaining.saturating_sub(shown.len());
            shown
        };
        html! {
            @if !self.large.is_empty() {
                section .operations {
                    h3 { "Sets of affected operations" }
                    @for (index, set) in self.large.iter().enumerate() {
                        (self.render_set(index, set, limit(set)))
                    }
                }
            }
        }
    }

    fn render_set(
        &self,
        index: usize,
        all: &[AffectedOperation],
        shown: &[AffectedOperation],
    ) -> Markup {
        let rest = all.len() - shown.len();
        let anchor = operation_set_anchor(self.service, index);
        html! {
            details .operation id=(anchor) data-service=(self.service.name) {
                summary { (all.len()) " operations" }
                p {
                    (self.render_list(shown))
                    @if rest > 0 { " and " (rest) " more, which " code { "--format json" } " lists" }
                }
            }
        }
    }

    fn render_list(&self, operations: &[AffectedOperation]) -> Markup {
        html! {
            @for (index, affected) in operations.iter().enumerate() {
                @if index > 0 { ", " }
                (self.render_name(affected.operation.name()))
                @if let Some(direction) = phrases::describe_direction(affected) {
                    " (" (direction) ")"
                }
            }
        }
    }

    fn render_name(&self, name: &str) -> Markup {
        html! {
            @if self.linkable.contains(name) {
                a href=(format!("#{}", operation_anchor(self.service, name))) {
                    (escape::line(name))
                }
            } @else {
                (escape::line(name))
            }
        }
    }
}
