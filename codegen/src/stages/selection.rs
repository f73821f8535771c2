//! Selection of what is generated from a model: a service, some or all of its operations, and a policy.

use std::fmt;
use std::ops::Deref;

use shapesmith_model::{Model, Service, ServiceChoiceError, did_you_mean};

use crate::lower::service_title;
use crate::policy::{Policy, PolicyProblem};
use crate::rust::Api;
use crate::select::{UnknownOperations, check_operations};

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
    let operations = selection.operations.as_deref();
    match crate::lower_service(model, service, &selection.policy) {
        Ok(api) => match operations {
            Some([]) => Err(SelectionError(vec![SelectionProblem::NoOperations])),
            Some(operations) => api.select(operations).map_err(SelectionError::from),
            None => Ok(api),
        },
        Err(policy) => {
            let mut problems: Vec<SelectionProblem> =
                policy.into_iter().map(SelectionProblem::Policy).collect();
            // Which operations exist doesn't depend on the policy.
            problems.extend(operation_problems(model, service, operations));
            Err(SelectionError(problems))
        }
    }
}

fn operation_problems(
    model: &Model,
    service: &Service,
    operations: Option<&[String]>,
) -> Vec<SelectionProblem> {
    match operations {
        None => Vec::new(),
        Some([]) => vec![SelectionProblem::NoOperations],
        Some(names) => {
            let ids = model.operations_of(service).map(|operation| &operation.id);
            let checked = check_operations(names, ids, || service_title(service));
            checked.err().map_or_else(Vec::new, |error| SelectionError::from(error).0)
        }
    }
}

impl Selection {
    /// Creates a selection of everything of the service with this shape id.
    pub fn of_service(id: impl Into<String>) -> Self {
        Self { service: Some(id.into()), ..Self::default() }
    }
}

impl From<UnknownOperations> for SelectionError {
    fn from(error: UnknownOperations) -> Self {
        let UnknownOperations { names, service, known } = error;
        let problem = |name| SelectionProblem::UnknownOperation {
            name,
            service: service.clone(),
            known: known.clone(),
        };
        Self(names.into_iter().map(problem).collect())
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
            Self::Policy(problem) => problem.hint(),
            Self::NoOperations => {
                Some("name at least one; without a list, every operation is generated".to_owned())
            }
            Self::UnknownOperation { name, known, .. } => {
                did_you_mean(name, known.iter().map(String::as_str))
            }
        }
    }
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
