//! The services that the arguments select.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::exit::{Failure, collect_all};
use crate::suggest::suggest_name;

/// The services to write.
pub struct Selection<'a> {
    /// The names of the services; empty for all.
    names: &'a [String],
}

impl<'a> Selection<'a> {
    /// Selects the services with these names, or all services if no name is given.
    ///
    /// # Errors
    /// A service isn't configured.
    pub fn new(config: &Config, names: &'a [String]) -> Result<Self, Failure> {
        let known = config.service_names();
        collect_all(names.iter().map(|name| {
            if known.contains(&name.as_str()) {
                return Ok(());
            }
            let error = Diagnostic::error(format!("there is no service `{name}`"));
            Err(error.hint(suggest_name(name, &known)).into())
        }))?;
        Ok(Self { names })
    }

    /// Returns whether a service is selected.
    pub fn contains(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|selected| selected == name)
    }

    /// Returns the command that regenerates the selected services.
    pub fn to_command(&self, program: &str) -> String {
        [program, "regenerate"]
            .into_iter()
            .chain(self.names.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" ")
    }
}
