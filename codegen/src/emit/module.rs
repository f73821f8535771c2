//! A service's module and its place in a crate.

use super::Files;
use super::files::files;
use super::page::{Page, Paths, first_sentence};
use super::support::Needs;
use crate::nesting::recursion_limit;
use crate::rust::{Api, Field, Item, Operation, Type};
use crate::tree;

/// The origin of generated files, for their headers.
#[derive(Clone, Copy, Debug)]
pub struct Provenance<'a> {
    /// The command that generates the files, such as `cargo xtask regenerate`.
    pub command: &'a str,
    /// The model that they are generated from.
    pub source: &'a str,
}

/// The place of a module in a crate.
#[derive(Clone, Copy, Debug)]
pub struct Placement<'a> {
    /// The module's name.
    pub name: &'a str,
    /// The path of the support module, such as `crate::support`, or of a crate, such as `::aws_shapes_support`; `self::support`
    /// if the module contains it, as a folder of this name.
    pub support: &'a str,
    /// The name of the crate whose root has the module. If it is known, the examples in the documentation run as tests.
    pub krate: Option<&'a str>,
}

/// A service's module.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Module {
    /// The module's name.
    pub name: String,
    /// The title of the service.
    pub title: String,
    /// The Rust names of the operations, each with a sentence of Markdown.
    pub operations: Vec<(String, String)>,
    /// The files below the module's folder.
    pub files: Files,
    pub(super) needs: Needs,
    /// The names of the protocols that the service speaks.
    pub(super) protocols: Vec<&'static str>,
    /// The recursion limit that the crate with the module needs, if it is higher than the default.
    pub(crate) recursion_limit: Option<usize>,
}

impl Provenance<'_> {
    /// Returns the comment at the top of a file.
    pub(super) fn header(&self) -> String {
        tree::format_header(self.command, self.source)
    }
}

/// Emits the items of an API as the files of a module.
pub fn emit_module(api: &Api, placement: Placement<'_>, provenance: Provenance<'_>) -> Module {
    let page = Page::new(api, placement.paths());
    let files = files(api, &page, placement, &provenance.header());
    let operations =
        api.operations.iter().map(|item| (item.name.clone(), first_sentence(&item.docs)));
    Module {
        name: placement.name.to_owned(),
        title: api.title.clone(),
        operations: operations.collect(),
        files,
        needs: collect_needs(api, placement),
        protocols: api.service.protocols.clone(),
        recursion_limit: recursion_limit(api),
    }
}

impl Placement<'_> {
    fn paths(&self) -> Option<Paths> {
        let krate = self.krate?.replace('-', "_");
        let support = match self.support.strip_prefix("crate::") {
            Some(path) => format!("{krate}::{path}"),
            None => self.support.trim_start_matches("::").to_owned(),
        };
        Some(Paths { module: self.name.to_owned(), support, krate })
    }
}

fn all_fields(api: &Api) -> impl Iterator<Item = &Field> {
    api.items.iter().flat_map(Item::fields)
}

fn collect_needs(api: &Api, placement: Placement<'_>) -> Needs {
    let parts: Vec<&Type> = all_fields(api).flat_map(|field| field.ty.parts()).collect();
    Needs {
        big_numbers: parts.iter().any(|ty| matches!(ty, Type::BigInteger | Type::BigDecimal)),
        documents: parts.contains(&&Type::Document),
        glacier_checksums: api.service.sdk_id.as_deref() == Some("Glacier"),
        s3: api.service.sdk_id.as_deref() == Some("S3"),
        checksums: api.operations.iter().any(Operation::has_flexible_checksum),
        event_streams: api.operations.iter().any(Operation::has_events),
        examples: placement.krate.is_some()
            && api.operations.iter().any(|operation| !operation.examples.is_empty()),
    }
}
