//! The hand-written modules that every output carries.

use std::collections::{BTreeMap, BTreeSet};

use super::conversions::Conversion;
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
const HTTP_MOD: &str = include_str!("../../support/http/mod.rs");
const MOD: &str = include_str!("../../support/mod.rs");
const BIG_NUMBER: (&str, &str) = ("big_number.rs", include_str!("../../support/big_number.rs"));
const DOCUMENT: (&str, &str) = ("document.rs", include_str!("../../support/document.rs"));

/// The modules of HTTP messages that every output with HTTP messages has.
const HTTP: &[(&str, &str)] = texts![
    "http/checksums.rs",
    "http/client.rs",
    "http/codec.rs",
    "http/content_type.rs",
    "http/customizations.rs",
    "http/dispatch.rs",
    "http/endpoint.rs",
    "http/error_code.rs",
    "http/form.rs",
    "http/head.rs",
    "http/header.rs",
    "http/json.rs",
    "http/malformed.rs",
    "http/percent.rs",
    "http/query.rs",
    "http/rejection.rs",
    "http/request_error.rs",
    "http/router.rs",
    "http/routes.rs",
    "http/server.rs",
    "http/strict_json.rs",
    "http/target.rs",
    "http/text.rs",
    "http/token.rs",
    "http/uri.rs"
];

/// A protocol whose messages can be written and read: its name in Smithy, the modules of its codec, and the path of the codec.
struct ProtocolCodec {
    protocol: &'static str,
    modules: &'static [(&'static str, &'static str)],
    path: &'static str,
}

/// The codecs of protocols, in the order in which clients prefer them.
const CODECS: &[ProtocolCodec] = &[
    ProtocolCodec {
        protocol: "rpcv2Cbor",
        modules: texts!["http/cbor.rs", "http/rpc.rs", "http/rpc_cbor.rs"],
        path: "rpc_cbor::RPC_V2_CBOR",
    },
    ProtocolCodec {
        protocol: "rpcv2Json",
        modules: texts!["http/rpc.rs", "http/rpc_json.rs"],
        path: "rpc_json::RPC_V2_JSON",
    },
    ProtocolCodec {
        protocol: "awsJson1_0",
        modules: texts!["http/aws_json.rs"],
        path: "aws_json::AWS_JSON_1_0",
    },
    ProtocolCodec {
        protocol: "awsJson1_1",
        modules: texts!["http/aws_json.rs"],
        path: "aws_json::AWS_JSON_1_1",
    },
    ProtocolCodec {
        protocol: "restJson1",
        modules: texts!["http/rest.rs", "http/rest_json.rs"],
        path: "rest_json::REST_JSON_1",
    },
    ProtocolCodec {
        protocol: "restXml",
        modules: texts![
            "http/element.rs",
            "http/rest.rs",
            "http/rest_xml.rs",
            "http/xml.rs",
            "http/xml_cursor.rs",
            "http/xml_reader.rs",
            "http/xml_writer.rs"
        ],
        path: "rest_xml::REST_XML",
    },
    ProtocolCodec { protocol: "awsQuery", modules: QUERY_MODULES, path: "query_codec::AWS_QUERY" },
    ProtocolCodec { protocol: "ec2Query", modules: QUERY_MODULES, path: "query_codec::EC2_QUERY" },
];

/// The modules of the protocols `awsQuery` and `ec2Query`.
const QUERY_MODULES: &[(&str, &str)] = texts![
    "http/element.rs",
    "http/form_reader.rs",
    "http/form_writer.rs",
    "http/query_codec.rs",
    "http/xml.rs",
    "http/xml_cursor.rs",
    "http/xml_reader.rs",
    "http/xml_writer.rs"
];

/// The modules of streams of events.
const EVENT_STREAMS: &[(&str, &str)] = texts![
    "http/event_stream/body.rs",
    "http/event_stream/decoder.rs",
    "http/event_stream/event.rs",
    "http/event_stream/event_error.rs",
    "http/event_stream/frame.rs",
    "http/event_stream/frame_error.rs",
    "http/event_stream/frame_reader.rs",
    "http/event_stream/mod.rs",
    "http/event_stream/read_event.rs",
    "http/event_stream/reader.rs",
    "http/event_stream/signature.rs",
    "http/event_stream/unknown.rs",
    "http/event_stream/write_event.rs",
    "http/event_stream/writer.rs"
];

/// The cyclic redundancy checks of streams of events and of checksums.
const CRC: &[(&str, &str)] = texts!["http/crc.rs"];

/// The modules of the checksums whose algorithm a member names.
const CHECKSUMS: &[(&str, &str)] = texts!["http/checksum_algorithm.rs", "http/checksum_headers.rs"];

/// Bodies in chunks with a checksum behind them.
const CHUNK_ENCODER: (&str, &str) =
    ("http/chunk_encoder.rs", include_str!("../../support/http/chunk_encoder.rs"));

/// The algorithms of checksums that need further dependencies.
const DIGESTS: &[(&str, &str)] = texts!["http/digests.rs", "http/xxhash.rs"];

/// Returns the names of the protocols whose HTTP messages can be generated, the ones that clients prefer first.
pub fn http_protocols() -> impl Iterator<Item = &'static str> {
    CODECS.iter().map(|codec| codec.protocol)
}

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
fn format_cfg(conditions: &[&str]) -> String {
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
struct Conditions<'a> {
    /// Whether each of the modules of services is a feature of the crate.
    are_modules_features: bool,
    parts: PartConditions<'a>,
}

impl Conditions<'_> {
    /// Returns the condition that a program has one of the modules that need something.
    fn any_module(self, modules: &[Module], is_needed: impl Fn(&Module) -> bool) -> String {
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
struct PartConditions<'a> {
    /// That of HTTP messages.
    http: Option<&'a str>,
    /// That of the algorithms of checksums that need dependencies.
    digests: Option<&'a str>,
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

/// Adds the modules of HTTP messages, with the codecs of the protocols that the services of these modules speak.
fn add_http(modules: &[Module], conditions: Conditions<'_>, add: &mut impl FnMut((&str, &str))) {
    HTTP.iter().copied().for_each(&mut *add);
    let needs = Needs::of(modules);
    let parts: Vec<HttpPart> = http_parts()
        .into_iter()
        .filter(|part| modules.iter().any(|module| (part.is_needed)(module)))
        .collect();
    parts.iter().flat_map(|part| part.modules).copied().for_each(&mut *add);
    let mut index = declare_modules(&parts, modules, conditions);
    if needs.event_streams {
        let condition = conditions.any_module(modules, |module| module.needs.event_streams);
        index.push_str(&format!("{}pub mod event_stream;\n", format_cfg(&[&condition])));
        EVENT_STREAMS.iter().copied().for_each(&mut *add);
    }
    if needs.s3 {
        let condition = conditions.any_module(modules, |module| module.needs.s3);
        let attribute = format_cfg(&[&condition]);
        index.push_str(&format!(
            "{attribute}pub use aws_chunked::{{ChunkDecoder, InvalidChunk}};\n"
        ));
    }
    if needs.checksums {
        index.push_str(&declare_checksums(modules, conditions, needs));
        checksum_modules(conditions, needs).for_each(&mut *add);
    }
    add(("http/mod.rs", &format!("{HTTP_MOD}\n{index}")));
    add(("http/codecs.rs", &list_codecs(&parts, modules, conditions)));
}

/// A part of HTTP messages that only some services need.
struct HttpPart {
    modules: &'static [(&'static str, &'static str)],
    /// The list of values that it has one in, and the path of this value.
    value: Option<(HttpList, &'static str)>,
    is_needed: Box<dyn Fn(&Module) -> bool>,
}

/// A list of the values of parts of HTTP messages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HttpList {
    Codecs,
    Customizations,
}

/// Returns the parts of HTTP messages, the codecs in the order in which clients prefer them.
fn http_parts() -> Vec<HttpPart> {
    let codecs = CODECS.iter().map(|codec| HttpPart {
        modules: codec.modules,
        value: Some((HttpList::Codecs, codec.path)),
        is_needed: Box::new(|module| module.protocols.contains(&codec.protocol)),
    });
    let others = [
        // The checksums of one service.
        HttpPart {
            modules: texts!["http/glacier.rs"],
            value: Some((HttpList::Customizations, "glacier::GLACIER")),
            is_needed: Box::new(|module| module.needs.glacier_checksums),
        },
        // Buckets in hosts and bodies in chunks.
        HttpPart {
            modules: texts!["http/aws_chunked.rs", "http/s3.rs"],
            value: Some((HttpList::Customizations, "s3::S3")),
            is_needed: Box::new(|module| module.needs.s3),
        },
        HttpPart {
            modules: CRC,
            value: None,
            is_needed: Box::new(|module| module.needs.event_streams || module.needs.checksums),
        },
    ];
    codecs.chain(others).collect()
}

/// Returns the declarations of the modules of parts, several of which can have the same module.
fn declare_modules(parts: &[HttpPart], modules: &[Module], conditions: Conditions<'_>) -> String {
    let paths: BTreeSet<&str> =
        parts.iter().flat_map(|part| part.modules).map(|(path, _)| *path).collect();
    let declare = |path: &str| {
        let with_path = |part: &&HttpPart| part.modules.iter().any(|(it, _)| *it == path);
        let condition = conditions.any_module(modules, |module| {
            parts.iter().filter(with_path).any(|part| (part.is_needed)(module))
        });
        let name = path.trim_start_matches("http/").trim_end_matches(".rs");
        format!("{}mod {name};\n", format_cfg(&[&condition]))
    };
    paths.into_iter().map(declare).collect()
}

/// Returns the module with the values of parts.
fn list_codecs(parts: &[HttpPart], modules: &[Module], conditions: Conditions<'_>) -> String {
    let list_paths = |list: HttpList| -> String {
        let values = parts.iter().filter_map(|part| {
            let (_, path) = part.value.filter(|(of, _)| *of == list)?;
            let condition = conditions.any_module(modules, &part.is_needed);
            let attribute = format_cfg(&[&condition]);
            let indent = if attribute.is_empty() { "" } else { "    " };
            Some(format!("{indent}{attribute}    &super::{path},\n"))
        });
        values.collect()
    };
    let (codecs, customizations) =
        (list_paths(HttpList::Codecs), list_paths(HttpList::Customizations));
    let list = format!(
        "//! What the other modules use if the output has it: codecs of protocols, customizations of services, streams of events,\n\
         //! checksums.\n\n\
         use super::checksums::ChecksumHeaders;\n\
         use super::codec::{{Codec, StreamBodies}};\n\
         use super::customizations::Customization;\n\n\
         /// The codecs, in the order in which clients prefer them.\n\
         pub(super) static CODECS: &[&dyn Codec] = &[\n{codecs}];\n\n\
         /// The customizations of the services.\n\
         pub(super) static CUSTOMIZATIONS: &[&dyn Customization] = &[\n{customizations}];\n"
    );
    let needs = Needs::of(modules);
    let bodies = OptionalValue {
        documentation: "The bodies of messages with streams of events, if a service has such messages.",
        declaration: "pub(super) const STREAM_BODIES: Option<&dyn StreamBodies>",
        path: "event_stream::BODIES",
    };
    let has_events = |module: &Module| module.needs.event_streams;
    let bodies = bodies.define(needs.event_streams, &conditions.any_module(modules, has_events));
    let checksums = list_checksums(modules, conditions, needs.checksums);
    format!("{list}{bodies}{checksums}")
}

/// A constant with a value that only some outputs have.
struct OptionalValue {
    documentation: &'static str,
    declaration: &'static str,
    path: &'static str,
}

impl OptionalValue {
    /// Returns the definition in an output that may have the value under a condition.
    fn define(&self, has_value: bool, condition: &str) -> String {
        let Self { documentation, declaration, path } = self;
        let define = |attribute: &str, value: &str| {
            format!("\n/// {documentation}\n{attribute}{declaration} = {value};\n")
        };
        if !has_value {
            return define("", "None");
        }
        let text = define(&format_cfg(&[condition]), &format!("Some(&super::{path})"));
        match condition {
            "" => text,
            _ => text + &define(&format_cfg(&[&format!("not({condition})")]), "None"),
        }
    }
}

/// Returns the modules of checksums.
fn checksum_modules(
    conditions: Conditions<'_>,
    needs: Needs,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let digests = if conditions.parts.digests.is_some() { DIGESTS } else { &[] };
    CHECKSUMS.iter().chain(needs.s3.then_some(&CHUNK_ENCODER)).chain(digests).copied()
}

/// Returns the declarations of the modules of checksums.
fn declare_checksums(modules: &[Module], conditions: Conditions<'_>, needs: Needs) -> String {
    let (parts, checksums) = (conditions.parts, conditions.any_module(modules, has_checksums));
    let with = format_cfg(&[&checksums]);
    let chunks = needs.s3.then(|| {
        format!(
            "{with}mod chunk_encoder;\n{with}pub use chunk_encoder::{{ChunkEncoder, InvalidLength}};\n"
        )
    });
    let digests = parts.digests.map(|digests| {
        let with = format_cfg(&[&checksums, digests]);
        format!("{with}mod digests;\n{with}mod xxhash;\n")
    });
    format!(
        "{with}mod checksum_algorithm;\n{with}mod checksum_headers;\n{}{}\
         {with}pub use checksum_algorithm::{{ChecksumAlgorithm, ChecksumHasher}};\n",
        chunks.unwrap_or_default(),
        digests.unwrap_or_default()
    )
}

/// Returns whether a module has operations with checksums whose algorithm a member names.
fn has_checksums(module: &Module) -> bool {
    module.needs.checksums
}

/// Returns the constants with what the modules of checksums have.
fn list_checksums(modules: &[Module], conditions: Conditions<'_>, is_needed: bool) -> String {
    let headers = OptionalValue {
        documentation: "The headers with checksums, if an operation has them.",
        declaration: "pub(super) const CHECKSUM_HEADERS: Option<&dyn ChecksumHeaders>",
        path: "checksum_headers::CHECKSUM_HEADERS",
    };
    let (parts, checksums) = (conditions.parts, conditions.any_module(modules, has_checksums));
    let mut text = headers.define(is_needed, &checksums);
    if !is_needed {
        return text;
    }
    let (checksums, with) = (checksums.as_str(), format_cfg(&[&checksums]));
    for (name, module) in [("DIGESTS", "digests"), ("XXHASHES", "xxhash")] {
        let algorithms = |attribute: &str, value: &str| {
            format!(
                "\n/// The algorithms of checksums in `{module}`, which need further dependencies.\n{attribute}\
                 pub(super) const {name}: &[super::ChecksumAlgorithm] = {value};\n"
            )
        };
        let list = format!("super::{module}::{name}");
        text.push_str(&match parts.digests {
            None => algorithms(&with, "&[]"),
            Some("") => algorithms(&with, &list),
            Some(digests) => {
                algorithms(&format_cfg(&[checksums, digests]), &list)
                    + &algorithms(&format_cfg(&[checksums, &format!("not({digests})")]), "&[]")
            }
        });
    }
    text
}

fn with_header(header: &str, text: &str) -> String {
    format!("{header}\n{text}")
}
