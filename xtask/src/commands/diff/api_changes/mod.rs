//! The classic page "API changes" of a service, which shows the additions to its operations in the terms of botocore.

mod delta;
mod python_repr;
mod python_value;
mod rendering;
mod view;

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use delta::ModelComparison;
use python_value::Value;
use shapesmith_model::{Model, Operation, Service, ShapeId, escape};

/// The trait with the names of a service's operations in the order of its botocore file.
const OPERATION_ORDER: &str = "shapesmith#operationOrder";

/// The maximum depth of shapes on the page; deeper ones are omitted. The inputs of AWS's models have a few dozen levels at most.
const MAX_DEPTH: usize = 200;

/// The width of blocks in columns.
const WIDTH: usize = 80;

/// The release in the head of the page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Release<'a> {
    /// The date, such as `2023-11-16`. The page shows it with slashes.
    pub date: &'a str,
    /// The paragraphs of the release notes.
    pub notes: &'a [&'a str],
}

/// Returns the page: a head, and each added or changed operation with a block of additions. Returns `None` if there are no
/// additions; `old` is `None` for a new service.
///
/// The page shows additions only: new operations, and new members and enum values of inputs and outputs. Removals, errors,
/// constraints and bindings aren't shown. New operations come first; each part is in the order of the model's file. A new
/// operation is also shown as updated if its input or output existed before and changed.
pub fn api_changes(
    old: Option<(&Model, &Service)>,
    new: (&Model, &Service),
    release: Release<'_>,
) -> Option<String> {
    let (model, service) = new;
    let known: HashSet<&str> = old
        .into_iter()
        .flat_map(|(old, service)| old.operations_of(service))
        .map(|operation| operation.id.name())
        .collect();
    let operations = sort_by_file_order(model.operations_of(service).collect(), service);
    let added: Vec<&&Operation> =
        operations.iter().filter(|operation| !known.contains(operation.id.name())).collect();
    let updated = match old {
        Some((old, _)) => updated_operations(&operations, model, old, is_ec2(service)),
        None => Vec::new(),
    };
    if added.is_empty() && updated.is_empty() {
        return None;
    }
    let mut page = page_head(service, release, added.len(), updated.len());
    for operation in added {
        page.push_str(&format!("{}\u{a0}(new) Link ¶\n\n", operation.id.name()));
    }
    for (operation, changes) in updated {
        let name = operation.id.name();
        page.push_str(&format!("{name}\u{a0}(updated) Link ¶\n{}\n", changes.to_text()));
    }
    page.truncate(page.trim_end_matches('\n').len() + 1);
    Some(page)
}

/// Sorts operations in the order of the model's file.
fn sort_by_file_order<'a>(
    mut operations: Vec<&'a Operation>,
    service: &Service,
) -> Vec<&'a Operation> {
    let listed = service.traits.get(OPERATION_ORDER).and_then(|order| order.as_array());
    let names = listed.into_iter().flatten().filter_map(|name| name.as_str());
    let positions: HashMap<&str, usize> =
        names.enumerate().map(|(position, name)| (name, position)).collect();
    operations.sort_by_key(|operation| positions.get(operation.id.name()).copied());
    operations
}

/// The additions to the input and output of an operation; one of them can be empty.
struct Additions {
    request: Value,
    response: Value,
}

/// Returns the operations with additions.
fn updated_operations<'a>(
    operations: &[&'a Operation],
    new: &Model,
    old: &Model,
    is_ec2: bool,
) -> Vec<(&'a Operation, Additions)> {
    let comparison = ModelComparison::new(new, old);
    let additions = |id: &Option<ShapeId>| {
        let found = id.as_ref().map(|id| comparison.additions(id));
        found.unwrap_or(Value::Empty)
    };
    let changes = operations.iter().map(|operation| {
        let mut request = additions(&operation.input);
        if let (Value::Dict(entries), true) = (&mut request, is_ec2) {
            // Its enum has all types of resources, so that each new type would change all operations that create one.
            entries.remove("TagSpecifications");
        }
        (*operation, Additions { request, response: additions(&operation.output) })
    });
    changes
        .filter(|(_, changes)| !(changes.request.is_empty() && changes.response.is_empty()))
        .collect()
}

impl Additions {
    /// Returns the lines below the name of the operation.
    fn to_text(&self) -> String {
        let block = |value: &Value| python_repr::format_value(value, WIDTH);
        match (self.request.is_empty(), self.response.is_empty()) {
            (false, true) => format!("Changes (request)\n{}\n", block(&self.request)),
            (true, _) => format!("Changes (response)\n{}\n", block(&self.response)),
            _ if self.request == self.response => {
                format!("Changes (both)\n{}\n", block(&self.request))
            }
            _ => format!(
                "Changes (request, response)\nRequest\n{}\nResponse\n{}\n",
                block(&self.request),
                block(&self.response)
            ),
        }
    }
}

/// Returns the head of the page.
fn page_head(service: &Service, release: Release<'_>, added: usize, updated: usize) -> String {
    let title = escape::line(service.traits.title().unwrap_or(service.id.name()));
    let date = escape::line(release.date).replace('-', "/");
    let mut head = format!("{title}\n\n{date} - {title} - ");
    for (count, what) in [(added, "new"), (updated, "updated")] {
        if count > 0 {
            // Writing to a string can't fail.
            let _ = write!(head, "{count} {what} ");
        }
    }
    head.push_str("api methods\n\n");
    if !release.notes.is_empty() {
        let notes: Vec<_> = release.notes.iter().map(|note| escape::lines(note)).collect();
        head.push_str(&format!("Changes\u{a0} {}\n\n", notes.join("\n")));
    }
    head
}

fn is_ec2(service: &Service) -> bool {
    let about = service.traits.get("aws.api#service");
    about.and_then(|about| about.get("sdkId")?.as_str()) == Some("EC2")
}
