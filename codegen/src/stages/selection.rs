//! Selection of what is generated from a model: a service, some or all of its operations, and a policy.

use std::fmt;
use std::ops::Deref;

use shapesmith_model::{Model, ServiceChoiceError, did_you_mean};

use crate::policy::{Policy, PolicyProblem};
use crate::rust::Api;

/// What is generated from a model. The default is all operations of its only service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// The shape id of the service, for models that have several.
    pub service: Option<String>,
    /// The names of the operations in the model; all by default.
    pub operations: Option<Vec<String>>,
    /// The policy for the output.
    pub policy: Policy,
}

/// The error for a selection that can't be lowered. It has all problems, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionError(Vec<SelectionProblem>);

/// A part of a selection that doesn't match the model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SelectionProblem {
    /// The service can't be chosen.
    Service(ServiceChoiceError),
    /// An entry of the policy doesn't match the service.
    Policy(PolicyProblem),
    /// The list of operations is empty.
    NoOperations,
    /// The service has no operation of this name.
    UnknownOperation {
        /// The name.
        name: String,
        /// The title of the service.
        service: String,
        /// The names of the service's operations.
        known: Vec<String>,
    },
}

/// Chooses the service, lowers it according to the policy, and selects the operations with the items that they reach.
///
/// # Errors
/// Every problem of the selection. Operations aren't looked up if the service can't be chosen.
pub fn lower_selection(model: &Model, selection: &Selection) -> Result<Api, SelectionError> {
    let service = model
        .choose_service(selection.service.as_deref())
        .map_err(|error| SelectionError(vec![SelectionProblem::Service(error)]))?;
    match crate::lower_service(model, service, &selection.policy) {
        Ok(api) => select_operations(api, selection.operations.as_deref()).map_err(SelectionError),
        Err(policy) => {
            // Which operations there are doesn't depend on the policy.
            let api = crate::lower_service(model, service, &Policy::default()).ok();
            let selected = api.map(|api| select_operations(api, selection.operations.as_deref()));
            let operations = selected.and_then(Result::err).into_iter().flatten();
            let policy = policy.into_iter().map(SelectionProblem::Policy);
            Err(SelectionError(policy.chain(operations).collect()))
        }
    }
}

fn select_operations(
    api: Api,
    operations: Option<&[String]>,
) -> Result<Api, Vec<SelectionProblem>> {
    let Some(operations) = operations else { return Ok(api) };
    if operations.is_empty() {
        return Err(vec![SelectionProblem::NoOperations]);
    }
    api.select(operations).map_err(|unknown| {
        let known = || api.operations.iter().map(|it| it.origin.name().to_owned()).collect();
        let problem = |name: &String| SelectionProblem::UnknownOperation {
            name: name.clone(),
            service: api.title.clone(),
            known: known(),
        };
        unknown.iter().map(problem).collect()
    })
}

impl Selection {
    /// Creates a selection of everything of the service with this shape id.
    pub fn of_service(id: impl Into<String>) -> Self {
        Self { service: Some(id.into()), ..Self::default() }
    }
}

impl SelectionProblem {
    /// Returns a stable identifier of the kind of problem.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Service(ServiceChoiceError::NoService) => "no-service",
            Self::Service(ServiceChoiceError::UnknownService { .. }) => "unknown-service",
            Self::Service(_) => "several-services",
            Self::Policy(_) => "policy",
            Self::NoOperations => "no-operations",
            Self::UnknownOperation { .. } => "unknown-operation",
        }
    }

    /// Returns a hint for fixing the problem, if there is one. `option` is the option or call that chooses a service, with `{}`
    /// for its id.
    pub fn hint(&self, option: &str) -> Option<String> {
        match self {
            Self::Service(error) => error.hint(option),
            Self::Policy(problem) => suggest(problem.wrong(), &problem.known),
            Self::NoOperations => {
                Some("name at least one; without a list, every operation is generated".to_owned())
            }
            Self::UnknownOperation { name, known, .. } => suggest(name, known),
        }
    }
}

fn suggest(name: &str, known: &[String]) -> Option<String> {
    did_you_mean(name, known.iter().map(String::as_str))
}

impl fmt::Display for SelectionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Policy(problem) => problem.fmt(f),
            Self::NoOperations => f.write_str("the list of operations is empty"),
            Self::UnknownOperation { name, service, .. } => {
                write!(f, "{service} has no operation `{name}`")
            }
        }
    }
}

impl std::error::Error for SelectionProblem {}

impl Deref for SelectionError {
    type Target = [SelectionProblem];

    fn deref(&self) -> &[SelectionProblem] {
        &self.0
    }
}

impl fmt::Display for SelectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

impl std::error::Error for SelectionError {}
