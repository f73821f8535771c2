//! Which services the arguments ask for.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::exit::{Failure, collect_all};
use crate::suggest;

/// The services that a command is about.
pub struct Selection<'a> {
    /// None are all.
    names: &'a [String],
}

impl<'a> Selection<'a> {
    /// The services with these names, or all without any.
    pub fn new(config: &Config, names: &'a [String]) -> Result<Self, Failure> {
        let known = config.names();
        collect_all(names.iter().map(|name| {
            if known.contains(&name.as_str()) {
                return Ok(());
            }
            let unknown = Diagnostic::error(format!("there is no service `{name}`"));
            Err(unknown.hint(suggest::hint(name, &known)).into())
        }))?;
        Ok(Self { names })
    }

    /// Whether the command is about this service.
    pub fn has(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|selected| selected == name)
    }

    /// The command of a program that regenerates these services.
    pub fn command(&self, program: &str) -> String {
        [program, "regenerate"]
            .into_iter()
            .chain(self.names.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" ")
    }
}
