//! The reader of botocore's service models: `service-2.json` and its side files.

mod common_traits;
mod context;
mod examples;
mod extras;
mod members;
mod operations;
mod paginators;
pub(crate) mod pattern;
mod protocols;
mod service;
mod shapes;
mod side_file;
mod structures;
mod targets;
mod trait_pointers;
mod waiters;

use serde_json::{Map, Value};

use crate::Model;
use crate::format::SideFileKind;
use crate::report::Report;
use crate::source_map::{SideFile, SourceMap};
use context::Context;
pub(crate) use extras::{find_extras_target, merge_extras};

/// Reads a document. Malformed parts are reported and left out of the model.
pub(crate) fn read_model(
    mut document: Map<String, Value>,
    report: &mut Report,
) -> (Model, SourceMap) {
    let mut context = Context::new(&document);
    let mut model = Model::default();
    shapes::read_shapes(&mut document, &mut context, &mut model, report);
    operations::read_operations(&mut document, &context, &mut model, report);
    service::read_service(&mut document, &context, &mut model, report);
    targets::check_targets(&model, &context, report);
    (model, SourceMap::new("shape", trait_pointers::trait_pointer))
}

/// Adds the content of a side file to the model.
pub(crate) fn add_side_file(
    kind: SideFileKind,
    document: Map<String, Value>,
    model: &mut Model,
    file: SideFile<'_>,
    report: &mut Report,
) {
    match kind {
        SideFileKind::Pagination => paginators::add_pagination(document, model, report),
        SideFileKind::Waiters => waiters::add_waiters(document, model, report),
        SideFileKind::Examples => examples::add_examples(document, model, file, report),
        SideFileKind::Endpoints => {
            for service in model.services.values_mut() {
                let rules = Value::Object(document.clone());
                service.traits.insert("smithy.rules#endpointRuleSet", rules);
            }
        }
    }
}
