//! A service's module: what a human reads in some files, what is mechanical in others.

use super::page::{Page, Paths, sentence};
use super::support::{ERROR_MACROS, IMPL_MACROS, Needs};
use super::{
    Files, constructors, enums, errors, file, impls, operations, patterns, structures, unions,
    written,
};
use crate::rust::{Api, Field, Item, ItemKind, Struct, Type, Union, checked_enums};
use crate::tree;

/// Where generated text comes from, for the headers of its files.
#[derive(Clone, Copy, Debug)]
pub struct Provenance<'a> {
    /// The command that makes the files, such as `cargo xtask regenerate`.
    pub command: &'a str,
    /// The model that they are made from.
    pub source: &'a str,
}

/// Where a module will be.
#[derive(Clone, Copy, Debug)]
pub struct Placement<'a> {
    /// The module's name.
    pub name: &'a str,
    /// The path of the support module, such as `crate::support`, or of the crate that it is, such as
    /// `::aws_shapes_support`; `self::support` where it is to be a part of the module, as a folder of this name.
    pub support: &'a str,
    /// The crate, as those who use it write it. Examples in the documentation are compiled and run where it is
    /// known; the module has to be at the root of the crate.
    pub krate: Option<&'a str>,
}

/// A service's module.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Module {
    /// The module's name.
    pub name: String,
    /// What the service is called.
    pub title: String,
    /// The operations by their Rust names, with a sentence of Markdown each.
    pub operations: Vec<(String, String)>,
    /// The files below the module's folder.
    pub files: Files,
    pub(super) needs: Needs,
}

impl Provenance<'_> {
    /// The comment that opens a file.
    pub(super) fn header(&self) -> String {
        tree::header(self.command, self.source)
    }
}

/// Prints the items of an API as the files of a module.
pub fn module(api: &Api, placement: Placement<'_>, provenance: Provenance<'_>) -> Module {
    let page = Page::new(api, placement.paths());
    let files = Parts::new(api).files(api, &page, placement, &provenance.header());
    let operations = api.operations.iter().map(|item| (item.name.clone(), sentence(&item.docs)));
    Module {
        name: placement.name.to_owned(),
        title: api.title.clone(),
        operations: operations.collect(),
        files,
        needs: needs(api, placement),
    }
}

impl Placement<'_> {
    /// Whether the support module is another crate.
    fn is_apart(&self) -> bool {
        !["crate::", "self::", "super::"].iter().any(|start| self.support.starts_with(start))
    }

    fn paths(&self) -> Option<Paths> {
        let krate = self.krate?.replace('-', "_");
        let support = match self.support.strip_prefix("crate::") {
            Some(path) => format!("{krate}::{path}"),
            None => self.support.trim_start_matches("::").to_owned(),
        };
        Some(Paths { module: self.name.to_owned(), support, krate })
    }
}

/// The items by the file that they are for.
struct Parts<'a> {
    structures: Vec<(&'a Item, &'a Struct)>,
    errors: Vec<(&'a Item, &'a Struct)>,
    enums: Vec<&'a Item>,
    unions: Vec<(&'a Item, &'a Union)>,
}

impl<'a> Parts<'a> {
    fn new(api: &'a Api) -> Self {
        let mut parts = Self { structures: vec![], errors: vec![], enums: vec![], unions: vec![] };
        for item in &api.items {
            match &item.kind {
                ItemKind::Struct(body) if body.exception.is_some() => {
                    parts.errors.push((item, body))
                }
                ItemKind::Struct(body) => parts.structures.push((item, body)),
                ItemKind::Enum(_) | ItemKind::IntEnum(_) => parts.enums.push(item),
                ItemKind::Union(body) => parts.unions.push((item, body)),
            }
        }
        parts
    }

    fn files(self, api: &Api, page: &Page<'_>, placement: Placement<'_>, header: &str) -> Files {
        let title = &api.title;
        let mut files = Files::new();
        let mut index = Index::new(placement.name, api, placement.support, header);
        let allowed = allowed(api);
        for (name, what, text) in self.human() {
            if !text.is_empty() {
                let head = format!("//! {what} of {title}.\n{header}\n{IMPORTS}");
                files.insert(format!("{name}.rs"), head + &text);
                // Boxing the large variants would make every use of a union less direct.
                let own: &[&str] =
                    if name == "unions" { &["clippy::large_enum_variant"] } else { &[] };
                index.public(name, &[own, allowed.as_slice()].concat());
            }
        }
        let both = self.structures.iter().chain(&self.errors);
        let mut news: Vec<_> = both.filter(|(_, body)| constructors::has(body)).collect();
        news.sort_by_key(|(item, _)| &item.name);
        if !news.is_empty() {
            let head = format!("//! Constructors for {title}.\n{header}\n{IMPORTS}");
            let text = written(&head, news, |(item, body), to| {
                constructors::constructor(item, body, api, to);
            });
            files.insert("constructors.rs".to_owned(), text);
            let own = ["clippy::disallowed_names", "clippy::too_many_arguments"];
            index.module("constructors", &[&own, allowed.as_slice()].concat());
        }
        if !api.items.is_empty() {
            let patterns = patterns::Names::new(api);
            files.insert("impls.rs".to_owned(), impls_file(api, &patterns, header));
            if !patterns.is_empty() {
                let head = format!(
                    "//! Patterns of {title}, as automata.\n{header}\n\
                     use super::support::rule::Pattern;\n"
                );
                let text = written(&head, [api], |api, to| patterns::constants(api, &patterns, to));
                files.insert("patterns.rs".to_owned(), text);
                index.module("patterns", &[]);
            }
            index.module("impls", &["clippy::approx_constant", "deprecated", "unused_macros"]);
        }
        if !api.operations.is_empty() {
            let head = |what: &str| {
                format!(
                    "//! {what} of {title}.\n{header}\n\
                     #[allow(unused_imports)]\nuse super::support;\n"
                )
            };
            let operations = file(&head("Operations"), operations::operations(api, page));
            let errors =
                written(&head("Errors of operations"), [()], |(), to| errors::enums(api, page, to));
            for (name, text) in [("operations", operations), ("errors", errors)] {
                files.insert(format!("{name}.rs"), text);
                index.own(name);
            }
            files.insert("error_impls.rs".to_owned(), error_impls_file(api, placement, header));
            index.module("error_impls", &["deprecated", "unreachable_patterns", "unused_macros"]);
        }
        files.insert("mod.rs".to_owned(), index.finish());
        files
    }

    /// What people read: names of files, what is in them, their items.
    fn human(&self) -> [(&'static str, &'static str, String); 4] {
        let structures = |structures: &[(&Item, &Struct)]| {
            written("", structures, |(item, body), to| structures::structure(item, body, to))
        };
        let enums = written("", &self.enums, |item, to| match &item.kind {
            ItemKind::IntEnum(values) => enums::integer(item, values, to),
            ItemKind::Enum(values) => enums::text(item, values, to),
            _ => {}
        });
        let unions = written("", &self.unions, |(item, body), to| unions::union(item, body, to));
        [
            ("enums", "Enums", enums),
            ("exceptions", "Exceptions", structures(&self.errors)),
            ("structures", "Structures", structures(&self.structures)),
            ("unions", "Unions", unions),
        ]
    }
}

/// The path that says that the support module is a part of the module.
pub const INSIDE: &str = "self::support";

const IMPORTS: &str = "#[allow(unused_imports)]\nuse super::*;\n";

fn impls_file(api: &Api, patterns: &patterns::Names, header: &str) -> String {
    let head = format!(
        "//! How the types of {} show their members to what is written once for all types.\n\
         {header}\n\
         #[allow(unused_imports)]\n\
         use super::support::{{self, field::*, rule::{{Rule::*, Speller}}, value::*}};\n{}\n{IMPL_MACROS}",
        api.title,
        if patterns.is_empty() { "" } else { "use super::patterns::*;\n" }
    );
    let checked = checked_enums(&api.items);
    written(&head, &api.items, |item, to| {
        impls::impls(item, patterns, checked.contains(item.name.as_str()), to);
    })
}

fn error_impls_file(api: &Api, placement: Placement<'_>, header: &str) -> String {
    let title = &api.title;
    let head = format!(
        "//! What is mechanical about the errors of {title}.\n{header}\n\
         use super::support;\n\n{ERROR_MACROS}"
    );
    written(&head, [api], |api, to| errors::impls(api, placement.is_apart(), to))
}

/// The module's own file.
struct Index<'a> {
    /// The name of the module.
    name: &'a str,
    text: String,
    uses: String,
}

impl<'a> Index<'a> {
    fn new(name: &'a str, api: &Api, support: &str, header: &str) -> Self {
        let doc = |line: &String| format!("{}\n", format!("//! {line}").trim_end());
        let text = api.docs.iter().map(doc).chain([format!("{header}\n")]).collect();
        Self { name, text, uses: support_module(support) }
    }

    fn public(&mut self, name: &str, allowed: &[&str]) {
        self.module(name, allowed);
        self.uses.push_str(&format!("pub use self::{name}::*;\n"));
    }

    /// A service may be called like one of its files.
    fn inception(&mut self, name: &str) {
        if name == self.name {
            self.text.push_str("#[allow(clippy::module_inception)]\n");
        }
    }

    /// A module that is public by itself.
    fn own(&mut self, name: &str) {
        self.inception(name);
        self.text.push_str(&format!(
            "#[allow(clippy::large_enum_variant, deprecated)]\npub mod {name};\n"
        ));
    }

    fn module(&mut self, name: &str, allowed: &[&str]) {
        self.inception(name);
        if !allowed.is_empty() {
            self.text.push_str(&format!("#[allow({})]\n", allowed.join(", ")));
        }
        self.text.push_str(&format!("mod {name};\n"));
    }

    fn finish(self) -> String {
        format!("{}\n{}", self.text, self.uses)
    }
}

/// What makes the support module known in the module as `support`.
fn support_module(path: &str) -> String {
    if path == INSIDE {
        return "pub mod support;\n".to_owned();
    }
    let renamed = if path.ends_with("::support") { "" } else { " as support" };
    format!("#[allow(unused_imports)]\nuse {path}{renamed};\n")
}

/// The lints that files which spell types need to be free of.
fn allowed(api: &Api) -> Vec<&'static str> {
    // Clippy finds a type too complex from seven parts on, a map of maps from five.
    let complex = fields(api).any(|field| field.ty.parts().count() > 4);
    let deprecated = api.items.iter().any(|item| item.deprecated.is_some())
        || fields(api).any(|field| field.deprecated.is_some());
    // Equality over the members is that of a derive, so that the same holds for hashes.
    let hashed =
        api.items.iter().any(|item| item.derives.iter().any(|path| path.ends_with("Hash")));
    let lints = [
        (complex, "clippy::type_complexity"),
        (deprecated, "deprecated"),
        (hashed, "clippy::derived_hash_with_manual_eq"),
    ];
    lints.iter().filter(|(needed, _)| *needed).map(|(_, lint)| *lint).collect()
}

fn fields(api: &Api) -> impl Iterator<Item = &Field> {
    api.items.iter().flat_map(Item::fields)
}

fn needs(api: &Api, placement: Placement<'_>) -> Needs {
    let parts: Vec<&Type> = fields(api).flat_map(|field| field.ty.parts()).collect();
    Needs {
        big_numbers: parts.iter().any(|ty| matches!(ty, Type::BigInteger | Type::BigDecimal)),
        documents: parts.contains(&&Type::Document),
        examples: placement.krate.is_some()
            && api.operations.iter().any(|operation| !operation.examples.is_empty()),
    }
}
