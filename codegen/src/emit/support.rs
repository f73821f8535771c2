//! The hand-written modules that every output carries.

use std::collections::{BTreeMap, BTreeSet};

use super::conversions::Conversion;
use super::support_http::add_http;
use super::{Files, Module, Provenance};

macro_rules! texts {
    ($($name:literal),*) => {
        &[$(($name, include_str!(concat!("../../support/", $name)))),*]
    };
}

pub(super) use texts;

/// The files of every output.
const ALWAYS: &[(&str, &str)] = texts![
    "any_operation.rs",
    "blob.rs",
    "collections.rs",
    "condition.rs",
    "content.rs",
    "decimal.rs",
    "empty.rs",
    "equal.rs",
    "error_conversion.rs",
    "error_set.rs",
    "events.rs",
    "field.rs",
    "members.rs",
    "missing.rs",
    "open_enum.rs",
    "operation.rs",
    "order.rs",
    "path.rs",
    "pattern.rs",
    "pattern_table.rs",
    "place.rs",
    "read.rs",
    "read_collection.rs",
    "read_leaf.rs",
    "read_structure.rs",
    "redacted.rs",
    "reflect.rs",
    "rule.rs",
    "rule_check.rs",
    "service.rs",
    "shown_text.rs",
    "subject.rs",
    "timestamp.rs",
    "timestamp_arithmetic.rs",
    "unique.rs",
    "unknown_error.rs",
    "validate.rs",
    "validity.rs",
    "validation_exception.rs",
    "value.rs",
    "value_text.rs",
    "violation.rs",
    "violation_json.rs",
    "violations.rs",
    "with.rs",
    "wording.rs",
    "write.rs"
];
/// The modules that make values.
const SAMPLE: &[(&str, &str)] = texts![
    "pattern_states.rs",
    "sample/automaton.rs",
    "sample/choices.rs",
    "sample/code_points.rs",
    "sample/expected.rs",
    "sample/fill.rs",
    "sample/leaf.rs",
    "sample/numbers.rs",
    "sample/operations.rs",
    "sample/rules.rs",
    "sample/sampler.rs",
    "sample/source.rs",
    "sample/texts.rs",
    "sample/types.rs"
];
const SAMPLE_MOD: &str = include_str!("../../support/sample/mod.rs");
const ARBITRARY: (&str, &str) =
    ("sample/arbitrary.rs", include_str!("../../support/sample/arbitrary.rs"));
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
    /// The checksums that Glacier requires, and with them `sha2` for HTTP messages.
    pub glacier_checksums: bool,
    /// What S3 does beyond its model.
    pub s3: bool,
    /// Streams of events in HTTP messages.
    pub event_streams: bool,
    /// The checksums whose algorithm a member names.
    pub checksums: bool,
    /// Examples in the documentation that run, and with them `serde_json` for tests.
    pub examples: bool,
}

impl Needs {
    /// What at least one of the modules needs.
    pub fn of(modules: &[Module]) -> Self {
        Self {
            big_numbers: modules.iter().any(|module| module.needs.big_numbers),
            documents: modules.iter().any(|module| module.needs.documents),
            glacier_checksums: modules.iter().any(|module| module.needs.glacier_checksums),
            s3: modules.iter().any(|module| module.needs.s3),
            event_streams: modules.iter().any(|module| module.needs.event_streams),
            checksums: modules.iter().any(|module| module.needs.checksums),
            examples: modules.iter().any(|module| module.needs.examples),
        }
    }
}

/// The conditions of a crate in which its parts are features.
const PART_FEATURES: PartConditions<'_> = PartConditions {
    http: HTTP_FEATURE,
    digests: CHECKSUMS_FEATURE,
    samples: Some("feature = \"samples\""),
    arbitrary: Some("feature = \"arbitrary\""),
};
const HTTP_FEATURE: Option<&str> = Some("feature = \"http\"");
const CHECKSUMS_FEATURE: Option<&str> = Some("feature = \"checksums\"");

/// Returns the support module of a crate of its own as files below its folder.
pub fn emit_support_crate(modules: &[Module], header: &str) -> Files {
    let conditions = Conditions { are_modules_features: false, parts: PART_FEATURES };
    emit_support_with(header, modules, conditions, &conversion_features())
}

/// The support module of modules that are features of one crate, as files below its folder. What only some of the modules need costs
/// only those who turn on one of these.
pub fn emit_support_with_features(modules: &[Module], header: &str) -> Files {
    let conditions = Conditions { are_modules_features: true, parts: PART_FEATURES };
    emit_support_with(header, modules, conditions, &conversion_features())
}

/// Returns all conversions, each with the condition that its feature is on.
fn conversion_features() -> BTreeMap<Conversion, String> {
    let condition = |conversion: Conversion| format!("feature = {:?}", conversion.crate_name());
    Conversion::ALL.into_iter().map(|conversion| (conversion, condition(conversion))).collect()
}

/// Returns the attribute for these conditions, of which empty ones are always true, as a line; empty if there is none.
pub(super) fn format_cfg(conditions: &[&str]) -> String {
    let conditions: Vec<&str> = conditions.iter().copied().filter(|it| !it.is_empty()).collect();
    match conditions.as_slice() {
        [] => String::new(),
        [only] => format!("#[cfg({only})]\n"),
        several => format!("#[cfg(all({}))]\n", several.join(", ")),
    }
}

/// Returns the support module of these modules as files below its folder. It is a module `support` inside a module that
/// was emitted with the support path `self::support`, or beside modules that were emitted with `super::support`.
///
/// The crate with it needs the dependencies of its [parts](SupportParts).
pub fn emit_support(modules: &[Module], parts: SupportParts, provenance: Provenance<'_>) -> Files {
    let always = |conversion| (conversion, String::new());
    let conversions = parts.conversions.into_iter().map(always).collect();
    let conditions = PartConditions {
        http: parts.http.then_some(""),
        digests: parts.checksums.then_some(""),
        samples: (parts.samples || parts.arbitrary).then_some(""),
        arbitrary: parts.arbitrary.then_some(""),
    };
    let conditions = Conditions { are_modules_features: false, parts: conditions };
    emit_support_with(&provenance.header(), modules, conditions, &conversions)
}

/// The parts of a support module that not every crate with it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportParts {
    /// HTTP messages. They need the dependencies `http`, `md5`, `percent-encoding` and `serde_json`.
    pub http: bool,
    /// All algorithms of the checksums in HTTP messages. They need the dependencies `sha1`, `sha2` and `twox-hash`, if an operation has
    /// such checksums.
    pub checksums: bool,
    /// Values from constraints.
    pub samples: bool,
    /// Values from constraints, made from the data of fuzzers. They need the dependency `arbitrary`.
    pub arbitrary: bool,
    /// Conversions from and to types of other crates. They need these crates.
    pub conversions: BTreeSet<Conversion>,
}

/// The conditions of modules that not every program with the output needs; an empty one is always true.
#[derive(Clone, Copy)]
pub(super) struct Conditions<'a> {
    /// Whether each of the modules of services is a feature of the crate.
    are_modules_features: bool,
    pub(super) parts: PartConditions<'a>,
}

impl Conditions<'_> {
    /// Returns the condition that a program has one of the modules that need something.
    pub(super) fn any_module(
        self,
        modules: &[Module],
        is_needed: impl Fn(&Module) -> bool,
    ) -> String {
        let needed: Vec<&Module> = modules.iter().filter(|module| is_needed(module)).collect();
        if !self.are_modules_features || needed.len() == modules.len() {
            return String::new();
        }
        let features: Vec<String> =
            needed.iter().map(|module| format!("feature = {:?}", module.name)).collect();
        match features.as_slice() {
            [only] => only.clone(),
            several => format!("any({})", several.join(", ")),
        }
    }
}

/// The conditions of the parts of a support module; `None` if the output has no such part.
#[derive(Clone, Copy)]
pub(super) struct PartConditions<'a> {
    /// That of HTTP messages.
    http: Option<&'a str>,
    /// That of the algorithms of checksums that need dependencies.
    pub(super) digests: Option<&'a str>,
    /// That of values from constraints.
    samples: Option<&'a str>,
    /// That of values from the data of fuzzers.
    arbitrary: Option<&'a str>,
}

/// Returns the support module as files below its folder, with these conversions and the condition of each.
fn emit_support_with(
    header: &str,
    modules: &[Module],
    conditions: Conditions<'_>,
    conversions: &BTreeMap<Conversion, String>,
) -> Files {
    let needs = Needs::of(modules);
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
        let condition = conditions.any_module(modules, |module| module.needs.documents);
        index.push_str(&format!("\n{}mod document;\n", format_cfg(&[&condition])));
    }
    for (conversion, condition) in conversions {
        let attribute = format_cfg(&[condition]);
        index.push_str(&format!("\n{attribute}mod {};\n", conversion.module()));
        add((&format!("{}.rs", conversion.module()), conversion.text()));
    }
    if let Some(samples) = conditions.parts.samples {
        let attribute = format_cfg(&[samples]);
        index.push_str(&format!("\n{attribute}mod pattern_states;\n{attribute}pub mod sample;\n"));
        add_samples(conditions.parts, &mut add);
    }
    if let Some(http) = conditions.parts.http {
        // Each protocol uses a part of what its codec may use.
        let attribute = format_cfg(&[http]);
        index.push_str(&format!("\n{attribute}#[allow(dead_code)]\npub mod http;\n"));
        add_http(modules, conditions, &mut add);
    }
    add(("mod.rs", &index));
    files
}

/// Adds the modules that make values.
fn add_samples(parts: PartConditions<'_>, add: &mut impl FnMut((&str, &str))) {
    SAMPLE.iter().copied().for_each(&mut *add);
    let mut index = SAMPLE_MOD.to_owned();
    if let Some(arbitrary) = parts.arbitrary {
        let attribute = format_cfg(&[arbitrary]);
        index.push_str(&format!(
            "\n{attribute}mod arbitrary;\n{attribute}pub use arbitrary::Sample;\n"
        ));
        add(ARBITRARY);
    }
    add(("sample/mod.rs", &index));
}

fn with_header(header: &str, text: &str) -> String {
    format!("{header}\n{text}")
}
