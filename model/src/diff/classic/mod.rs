//! The classic page "API changes" of a service: what was added to its operations, as botocore's users see it.

mod delta;
mod printed;
mod rendering;
mod value;
mod view;

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use crate::botocore::OPERATION_ORDER;
use crate::{Model, Operation, Service, ShapeId, escape};
use delta::Comparison;
use value::Value;

/// How deep shapes are followed. The deepest of AWS's models are within a few dozen levels of their inputs; what is
/// below this, in a model that was made to be deep, is left out.
const DEEPEST: usize = 200;

/// The width of the page's blocks in columns.
const WIDTH: usize = 80;

/// What the page says of the release itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Release<'a> {
    /// The day, such as `2023-11-16`; the page has it with slashes.
    pub date: &'a str,
    /// The release notes, a paragraph each; may be none.
    pub notes: &'a [&'a str],
}

/// The text of the page: its head, and each new or updated operation with its block `Changes`.
/// `None` where it has nothing to tell; `old` is `None` for a new service.
///
/// The page knows additions only: new operations, and what inputs and outputs have more than before, members or
/// enum values. It is silent on all that is removed, on errors, constraints and bindings. Both models are shown in
/// the terms of botocore's format. New operations come first, and either kind is in the order of the model's file. A new
/// operation is there a second time as updated where its input or output was there before and changed.
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
    let operations = in_order(model.operations_of(service).collect(), service);
    let added: Vec<&&Operation> =
        operations.iter().filter(|operation| !known.contains(operation.id.name())).collect();
    let updated = match old {
        Some((old, _)) => updates(&operations, model, old, is_ec2(service)),
        None => Vec::new(),
    };
    if added.is_empty() && updated.is_empty() {
        return None;
    }
    let mut page = head(service, release, added.len(), updated.len());
    for operation in added {
        page.push_str(&format!("{}\u{a0}(new) Link ¶\n\n", operation.id.name()));
    }
    for (operation, changes) in updated {
        let name = operation.id.name();
        page.push_str(&format!("{name}\u{a0}(updated) Link ¶\n{}\n", changes.text()));
    }
    page.truncate(page.trim_end_matches('\n').len() + 1);
    Some(page)
}

/// The operations in the order of the model's file.
fn in_order<'a>(mut operations: Vec<&'a Operation>, service: &Service) -> Vec<&'a Operation> {
    let listed = service.traits.get(OPERATION_ORDER).and_then(|order| order.as_array());
    let names = listed.into_iter().flatten().filter_map(|name| name.as_str());
    let places: HashMap<&str, usize> =
        names.enumerate().map(|(place, name)| (name, place)).collect();
    operations.sort_by_key(|operation| places.get(operation.id.name()).copied());
    operations
}

/// What is new in the input and output of an operation; not both are nothing.
struct Changes {
    request: Value,
    response: Value,
}

fn updates<'a>(
    operations: &[&'a Operation],
    new: &Model,
    old: &Model,
    is_ec2: bool,
) -> Vec<(&'a Operation, Changes)> {
    let comparison = Comparison::new(new, old);
    let of = |id: &Option<ShapeId>| {
        let found = id.as_ref().map(|id| comparison.structure(id));
        found.unwrap_or(Value::Nothing)
    };
    let changes = operations.iter().map(|operation| {
        let mut request = of(&operation.input);
        if let (Value::Dict(entries), true) = (&mut request, is_ec2) {
            // Which kinds of resources can be tagged grows with each of them, in all that create any.
            entries.remove("TagSpecifications");
        }
        (*operation, Changes { request, response: of(&operation.output) })
    });
    changes
        .filter(|(_, changes)| !(changes.request.is_empty() && changes.response.is_empty()))
        .collect()
}

impl Changes {
    /// The lines below the operation's name.
    fn text(&self) -> String {
        let block = |value: &Value| printed::printed(value, WIDTH);
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

fn head(service: &Service, release: Release<'_>, added: usize, updated: usize) -> String {
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
