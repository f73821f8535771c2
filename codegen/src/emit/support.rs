//! The hand-written modules that every output carries.

use super::{Files, Module, Provenance};

macro_rules! texts {
    ($($name:literal),*) => {
        &[$(($name, include_str!(concat!("../../support/", $name)))),*]
    };
}

/// The files of every output.
const ALWAYS: &[(&str, &str)] = texts![
    "any_operation.rs",
    "blob.rs",
    "content.rs",
    "decimal.rs",
    "empty.rs",
    "equal.rs",
    "error_set.rs",
    "field.rs",
    "members.rs",
    "missing.rs",
    "open_enum.rs",
    "operation.rs",
    "order.rs",
    "pattern.rs",
    "place.rs",
    "read.rs",
    "read_collection.rs",
    "read_leaf.rs",
    "read_structure.rs",
    "reflect.rs",
    "rule.rs",
    "rule_check.rs",
    "service.rs",
    "shown_text.rs",
    "timestamp.rs",
    "unique.rs",
    "unknown_error.rs",
    "validate.rs",
    "validation_exception.rs",
    "value.rs",
    "violation.rs",
    "violations.rs",
    "with.rs",
    "write.rs"
];
const MOD: &str = include_str!("../../support/mod.rs");
const BIG_NUMBER: (&str, &str) = ("big_number.rs", include_str!("../../support/big_number.rs"));
const DOCUMENT: (&str, &str) = ("document.rs", include_str!("../../support/document.rs"));

/// The macros that open the mechanical file of a module.
pub const IMPL_MACROS: &str = include_str!("../../support/impl_macros.rs");

/// The macros that open the file of errors of a module.
pub const ERROR_MACROS: &str = include_str!("../../support/error_macros.rs");

/// What some outputs need and others don't.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Numbers of any size.
    pub big_numbers: bool,
    /// Documents, and with them `serde_json`.
    pub documents: bool,
    /// Examples in the documentation that run, and with them `serde_json` for tests.
    pub examples: bool,
}

impl Needs {
    /// What at least one of the modules needs.
    pub fn of(modules: &[Module]) -> Self {
        Self {
            big_numbers: modules.iter().any(|module| module.needs.big_numbers),
            documents: modules.iter().any(|module| module.needs.documents),
            examples: modules.iter().any(|module| module.needs.examples),
        }
    }
}

/// The support module as files below its folder.
pub fn emit_support_files(header: &str, needs: Needs) -> Files {
    emit_support_with(header, needs, "")
}

/// The support module of modules that are features of one crate, as files below its folder. Documents need
/// `serde_json`, which only the features of modules with documents turn on.
pub fn emit_support_with_features(modules: &[Module], header: &str) -> Files {
    let with_documents = modules.iter().filter(|module| module.needs.documents);
    let features: Vec<String> =
        with_documents.map(|module| format!("feature = {:?}", module.name)).collect();
    let condition = match features.as_slice() {
        [only] => format!("#[cfg({only})]\n"),
        several => format!("#[cfg(any({}))]\n", several.join(", ")),
    };
    emit_support_with(header, Needs::of(modules), &condition)
}

/// Returns the support module of these modules as files below its folder. It is a module `support` inside a module that
/// was made with the support path `self::support`, or beside modules that were made with `super::support`.
pub fn emit_support(modules: &[Module], provenance: Provenance<'_>) -> Files {
    emit_support_files(&provenance.header(), Needs::of(modules))
}

/// The support module as files below its folder. The module of documents has these attributes, each a line.
fn emit_support_with(header: &str, needs: Needs, document_attributes: &str) -> Files {
    let mut files = Files::new();
    let mut index = MOD.to_owned();
    let mut add = |(name, text): (&str, &str)| {
        files.insert(name.to_owned(), with_header(header, text));
    };
    ALWAYS.iter().copied().for_each(&mut add);
    if needs.big_numbers {
        add(BIG_NUMBER);
        index.push_str(
            "\nmod big_number;\npub use big_number::{BigDecimal, BigInteger, InvalidNumber};\n",
        );
    }
    if needs.documents {
        add(DOCUMENT);
        index.push_str(&format!("\n{document_attributes}mod document;\n"));
    }
    add(("mod.rs", &index));
    files
}

fn with_header(header: &str, text: &str) -> String {
    format!("{header}\n{text}")
}
