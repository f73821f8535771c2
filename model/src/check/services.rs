//! Checks that there is a service with operations, since everything else hangs on those, and that its protocols are
//! known.

use crate::places::Places;
use crate::protocols::PROTOCOLS;
use crate::report::{Report, error, warning};
use crate::suggest::did_you_mean;
use crate::{Model, Pointer, Service, ShapeId};

/// Traits of services in the namespaces of protocols that are no protocol.
const NO_PROTOCOLS: [&str; 1] = ["aws.protocols#awsQueryCompatible"];

/// Reports a model without services, services without operations, and protocols that aren't known.
pub(super) fn check(model: &Model, places: &Places, report: &mut Report) {
    if model.services.is_empty() {
        let at = Pointer::default().join("shapes");
        let problem = error("no-service", &at, "the model has no service");
        report.push(problem.hint("a service lists the operations that a crate is made of"));
    }
    for service in model.services.values().filter(|service| service.operations.is_empty()) {
        let problem = warning("empty-service", &service.at, "the service has no operations");
        report.push(
            problem.about(&service.id).hint("list them in `operations`, or in its `resources`"),
        );
    }
    for service in model.services.values() {
        check_protocols(model, service, places, report);
    }
}

/// Warns of protocols that aren't known: those of the namespaces of protocols, and those that the model defines.
fn check_protocols(model: &Model, service: &Service, places: &Places, report: &mut Report) {
    let is_known = |id: &str| PROTOCOLS.contains(&id) || NO_PROTOCOLS.contains(&id);
    let known = PROTOCOLS.into_iter().find(|id| service.traits.has(id));
    for (id, _) in service.traits.iter().filter(|(id, _)| !is_known(id) && is_protocol(model, id)) {
        let message = match known {
            Some(known) => {
                format!("the protocol `{id}` isn't known: the service is taken as one of `{known}`")
            }
            None => format!(
                "the protocol `{id}` isn't known: HTTP bindings and JSON names are taken as those of `aws.protocols#restJson1`"
            ),
        };
        let at = places.of_trait(&service.id, &service.at, id);
        let problem = warning("unknown-protocol-trait", &at, message).about(&service.id);
        report.push(problem.maybe_hint(did_you_mean(id, PROTOCOLS.into_iter())));
    }
}

/// Returns whether a trait of a service stands for a protocol.
fn is_protocol(model: &Model, id: &str) -> bool {
    let is_defined = || {
        let definition = model.shape(&ShapeId::new(id));
        definition.is_some_and(|shape| shape.traits.has("smithy.api#protocolDefinition"))
    };
    id.starts_with("aws.protocols#") || id.starts_with("smithy.protocols#") || is_defined()
}
