//! Checks that there is a service with operations, since everything else hangs on those.

use crate::report::{Report, error, warning};
use crate::{Model, Pointer};

/// Reports a model without services, and services without operations.
pub(super) fn check(model: &Model, report: &mut Report) {
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
}
