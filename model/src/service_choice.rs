//! Chooses a service of a model.

use std::fmt;

use crate::wording::list_names;
use crate::{Model, ModelOutline, Service, ServiceOutline, ShapeId, did_you_mean};

/// The reason why a service of a model can't be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceChoiceError {
    /// The model has no service.
    NoService,
    /// The model has several services, and none was named.
    SeveralServices {
        /// The shape ids of the services, in byte order.
        known: Vec<ShapeId>,
    },
    /// The model has no service with the id that was named.
    UnknownService {
        /// The id that was named.
        id: String,
        /// The shape ids of the services, in byte order.
        known: Vec<ShapeId>,
    },
}

impl Model {
    /// Returns the service with this shape id, or the only service of the model if `id` is `None`.
    ///
    /// # Errors
    ///
    /// Returns an error if the model has no such service, or several services and `id` is `None`.
    pub fn choose_service(&self, id: Option<&str>) -> Result<&Service, ServiceChoiceError> {
        choose_service(self.services.values(), |service| service.id.as_str(), id)
    }
}

impl ModelOutline {
    /// Returns the outline of the service with this shape id, or of the only service of the model if `id` is `None`.
    ///
    /// # Errors
    ///
    /// Returns an error if the model has no such service, or several services and `id` is `None`.
    pub fn choose_service(&self, id: Option<&str>) -> Result<&ServiceOutline, ServiceChoiceError> {
        choose_service(self.services.iter(), |service| &service.shape, id)
    }
}

fn choose_service<'a, T>(
    services: impl Iterator<Item = &'a T> + Clone,
    id_of: impl Fn(&'a T) -> &'a str,
    id: Option<&str>,
) -> Result<&'a T, ServiceChoiceError> {
    let known = || services.clone().map(|service| ShapeId::new(id_of(service))).collect();
    let mut rest = services.clone();
    match (id, rest.next(), rest.next()) {
        (_, None, _) => Err(ServiceChoiceError::NoService),
        (Some(id), ..) => services.clone().find(|service| id_of(service) == id).ok_or_else(|| {
            ServiceChoiceError::UnknownService { id: id.to_owned(), known: known() }
        }),
        (None, Some(only), None) => Ok(only),
        (None, ..) => Err(ServiceChoiceError::SeveralServices { known: known() }),
    }
}

impl ServiceChoiceError {
    /// Returns a hint about how to choose a service. `option` is the option that names a service, with `{}` for the id,
    /// such as `--service {}`.
    pub fn hint(&self, option: &str) -> Option<String> {
        match self {
            Self::NoService => None,
            Self::SeveralServices { known } => {
                let first = known.first()?.as_str();
                let option = option.replace("{}", first);
                Some(format!("name one with {option}; the model has {}", list_names(known)))
            }
            Self::UnknownService { id, known } => {
                // Ids with the same namespace would seem similar, so only the names are compared.
                let id = ShapeId::new(id.as_str());
                let is_near = |other: &&ShapeId| {
                    did_you_mean(id.name(), std::iter::once(other.name())).is_some()
                };
                let near = known.iter().find(is_near).map(|id| format!("did you mean `{id}`?"));
                Some(near.unwrap_or_else(|| format!("the model has {}", list_names(known))))
            }
        }
    }
}

impl fmt::Display for ServiceChoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoService => f.write_str("the model has no service"),
            Self::SeveralServices { .. } => f.write_str("the model has several services"),
            Self::UnknownService { id, .. } => write!(f, "the model has no service `{id}`"),
        }
    }
}

impl std::error::Error for ServiceChoiceError {}
