//! The reader of botocore's service models: from `service-2.json` and its side files to the model.

mod context;
mod errors;
mod examples;
mod extras;
mod facts;
mod members;
mod operations;
mod paginators;
pub(crate) mod pattern;
mod places;
mod protocols;
mod service;
mod shapes;
mod structures;
mod targets;
mod uri;
mod waiters;

use serde_json::{Map, Value};

use crate::format::Side;
use crate::origins::Origins;
use crate::places::Places;
use crate::report::{Draft, Report, error};
use crate::suggest::did_you_mean;
use crate::{Model, Operation, Pointer, ShapeId};
use context::Context;
pub(crate) use extras::{adds_to, merge};
#[cfg(feature = "diff")]
pub(crate) use service::OPERATION_ORDER;

/// The numbers of the file with the model and of the one beside it, and where to note what came from there.
pub(crate) struct Beside<'o> {
    pub(crate) model: usize,
    pub(crate) side: usize,
    pub(crate) origins: &'o mut Origins,
}

impl Beside<'_> {
    /// Notes that what seems to stand in the model's file stands in the other.
    pub(crate) fn note(&mut self, seen: Pointer, stands: Pointer) {
        self.origins.note((self.model, seen), (self.side, stands));
    }
}

/// Reads a document. What is broken is reported and left out of the model.
pub(crate) fn read(mut document: Map<String, Value>, report: &mut Report) -> (Model, Places) {
    let mut context = Context::new(&document);
    let mut model = Model::default();
    shapes::read(&mut document, &mut context, &mut model, report);
    operations::read(&mut document, &context, &mut model, report);
    service::read(&mut document, &context, &mut model, report);
    targets::check(&model, &context, report);
    (model, Places::new("shape", places::of_trait))
}

/// Works a side file into the model that was read from the document beside it.
pub(crate) fn join(
    side: Side,
    entries: Map<String, Value>,
    model: &mut Model,
    beside: Beside<'_>,
    report: &mut Report,
) {
    match side {
        Side::Pagination => paginators::join(entries, model, report),
        Side::Waiters => waiters::join(entries, model, report),
        Side::Examples => examples::join(entries, model, beside, report),
        Side::Endpoints => {
            for service in model.services.values_mut() {
                let rules = Value::Object(entries.clone());
                service.traits.insert("smithy.rules#endpointRuleSet", rules);
            }
        }
    }
}

/// The operation that a side file names; a problem where there is none.
fn operation<'m>(
    name: &str,
    at: &Pointer,
    model: &'m mut Model,
    report: &mut Report,
) -> Option<&'m mut Operation> {
    let namespace = model.services.keys().next().map(ShapeId::namespace).unwrap_or_default();
    let id = ShapeId::new(format!("{namespace}#{name}"));
    if !model.operations.contains_key(&id) {
        report.push(no_operation(name, at, model));
    }
    model.operations.get_mut(&id)
}

/// Side files lag behind, so this doesn't make the model unusable.
fn no_operation(name: &str, at: &Pointer, model: &Model) -> Draft {
    let hint = did_you_mean(name, model.operations.keys().map(ShapeId::name));
    let message = format!("the model has no operation `{name}`");
    let problem = crate::report::warning("unknown-operation", at, message);
    problem.maybe_hint(hint)
}

/// The object below a key of a side file; a problem where it is none.
fn entries_of(
    mut entries: Map<String, Value>,
    key: &str,
    report: &mut Report,
) -> Map<String, Value> {
    match entries.swap_remove(key) {
        Some(Value::Object(below)) => below,
        Some(other) => {
            let at = Pointer::default().join(key);
            report.push(crate::json::wrong_type(&at, "an object", &other));
            Map::new()
        }
        None => {
            let message = format!("there is no `{key}`");
            report.push(error("missing-key", &Pointer::default(), message));
            Map::new()
        }
    }
}
