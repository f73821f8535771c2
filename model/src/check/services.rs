//! Checks that the model has a service with operations, and that the protocols of services are known.

use crate::report::{Report, error, warning};
use crate::source_map::SourceMap;
use crate::suggest::did_you_mean;
use crate::traits::PROTOCOL_TRAITS;
use crate::{Model, Pointer, Service, ShapeId};

/// Traits in the namespaces of protocols that aren't protocols.
const OTHER_TRAITS: [&str; 1] = ["aws.protocols#awsQueryCompatible"];

/// Reports a model without services, services without operations, and unknown protocols.
pub(super) fn check_services(model: &Model, source_map: &SourceMap, report: &mut Report) {
    if model.services.is_empty() {
        let at = Pointer::default().join("shapes");
        let problem = error("no-service", &at, "the model has no service");
        report.push(problem.hint("add a shape of the type `service` that lists the operations"));
    }
    for service in model.services.values().filter(|service| service.operations.is_empty()) {
        let problem = warning("empty-service", &service.at, "the service has no operations");
        let hint = "list operations in `operations`, or resources with operations in `resources`";
        report.push(problem.about(&service.id).hint(hint));
    }
    for service in model.services.values() {
        check_protocols(model, service, source_map, report);
    }
}

/// Warns of unknown protocols: traits in the namespaces of protocols, and protocols that the model defines.
fn check_protocols(model: &Model, service: &Service, source_map: &SourceMap, report: &mut Report) {
    let is_known = |id: &str| PROTOCOL_TRAITS.contains(&id) || OTHER_TRAITS.contains(&id);
    let known = PROTOCOL_TRAITS.into_iter().find(|id| service.traits.has(id));
    for (id, _) in service.traits.iter().filter(|(id, _)| !is_known(id) && is_protocol(model, id)) {
        let message = match known {
            Some(known) => {
                format!("unknown protocol `{id}`: the service is treated as one of `{known}`")
            }
            None => format!(
                "unknown protocol `{id}`: HTTP bindings and JSON names are treated as those of `aws.protocols#restJson1`"
            ),
        };
        let at = source_map.trait_pointer(&service.id, &service.at, id);
        let problem = warning("unknown-protocol-trait", &at, message).about(&service.id);
        report.push(problem.maybe_hint(did_you_mean(id, PROTOCOL_TRAITS.into_iter())));
    }
}

/// Returns whether a trait of a service is a protocol.
fn is_protocol(model: &Model, id: &str) -> bool {
    let is_defined = || {
        let definition = model.shape(&ShapeId::new(id));
        definition.is_some_and(|shape| shape.traits.has("smithy.api#protocolDefinition"))
    };
    id.starts_with("aws.protocols#") || id.starts_with("smithy.protocols#") || is_defined()
}
