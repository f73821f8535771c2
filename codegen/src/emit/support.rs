//! The hand-written modules that every output carries.

use std::collections::BTreeSet;

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
    "unique.rs",
    "unknown_error.rs",
    "validate.rs",
    "validation_exception.rs",
    "value.rs",
    "value_text.rs",
    "violation.rs",
    "violations.rs",
    "with.rs",
    "wording.rs",
    "write.rs"
];
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
const CRC: (&str, &str) = ("http/crc.rs", include_str!("../../support/http/crc.rs"));

/// The modules of the checksums whose algorithm a member names.
const CHECKSUMS: &[(&str, &str)] = texts!["http/checksum_algorithm.rs", "http/checksum_headers.rs"];

/// The algorithms of checksums that need further dependencies.
const DIGESTS: (&str, &str) = ("http/digests.rs", include_str!("../../support/http/digests.rs"));

/// Returns the names of the protocols whose HTTP messages can be generated, the ones that clients prefer first.
pub fn http_protocols() -> impl Iterator<Item = &'static str> {
    CODECS.iter().map(|codec| codec.protocol)
}

/// The checksums of one service.
const GLACIER: Customization =
    Customization { modules: texts!["http/glacier.rs"], path: "glacier::GLACIER" };

/// Buckets in hosts and bodies in chunks.
const S3: Customization =
    Customization { modules: texts!["http/aws_chunked.rs", "http/s3.rs"], path: "s3::S3" };

/// What a single service does beyond its model: the modules and the path of the value.
struct Customization {
    modules: &'static [(&'static str, &'static str)],
    path: &'static str,
}

/// Returns the customizations that are needed.
fn customizations(needs: Needs) -> impl Iterator<Item = Customization> {
    let glacier = needs.glacier_checksums.then_some(GLACIER);
    glacier.into_iter().chain(needs.s3.then_some(S3))
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

/// The attributes of a crate in which HTTP messages and all algorithms of checksums are features.
const HTTP_FEATURE: Option<&str> = Some("#[cfg(feature = \"http\")]\n");
const CHECKSUMS_FEATURE: Option<&str> = Some("#[cfg(feature = \"checksums\")]\n");

/// Returns the support module of a crate of its own as files below its folder.
pub fn emit_support_crate(modules: &[Module], header: &str) -> Files {
    let attributes = Attributes { documents: "", http: HTTP_FEATURE, digests: CHECKSUMS_FEATURE };
    emit_support_with(header, modules, attributes)
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
    let attributes =
        Attributes { documents: &condition, http: HTTP_FEATURE, digests: CHECKSUMS_FEATURE };
    emit_support_with(header, modules, attributes)
}

/// Returns the support module of these modules as files below its folder. It is a module `support` inside a module that
/// was emitted with the support path `self::support`, or beside modules that were emitted with `super::support`.
///
/// The crate with it needs the dependencies of its [parts](SupportParts).
pub fn emit_support(modules: &[Module], parts: SupportParts, provenance: Provenance<'_>) -> Files {
    let attributes = Attributes {
        documents: "",
        http: parts.http.then_some(""),
        digests: parts.checksums.then_some(""),
    };
    emit_support_with(&provenance.header(), modules, attributes)
}

/// The parts of a support module that not every crate with it needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SupportParts {
    /// HTTP messages. They need the dependencies `http`, `md5`, `percent-encoding` and `serde_json`.
    pub http: bool,
    /// All algorithms of the checksums in HTTP messages. They need the dependencies `sha1` and `sha2`, if an operation has such
    /// checksums.
    pub checksums: bool,
}

/// The attributes of modules that not every program with the output needs, each a line.
#[derive(Clone, Copy)]
struct Attributes<'a> {
    documents: &'a str,
    /// Those of the module of HTTP messages; `None` if the output has none.
    http: Option<&'a str>,
    /// Those of the algorithms of checksums that need dependencies; `None` if the output has none.
    digests: Option<&'a str>,
}

/// Returns the support module as files below its folder.
fn emit_support_with(header: &str, modules: &[Module], attributes: Attributes<'_>) -> Files {
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
        index.push_str(&format!("\n{}mod document;\n", attributes.documents));
    }
    if let Some(http) = attributes.http {
        // Each protocol uses a part of what its codec may use.
        index.push_str(&format!("\n{http}#[allow(dead_code)]\npub mod http;\n"));
        add_http(modules, attributes.digests.filter(|_| needs.checksums), &mut add);
    }
    add(("mod.rs", &index));
    files
}

/// Adds the modules of HTTP messages, with the codecs of the protocols that the services of these modules speak. `digests` are the
/// attributes of the algorithms that need dependencies.
fn add_http(modules: &[Module], digests: Option<&str>, add: &mut impl FnMut((&str, &str))) {
    HTTP.iter().copied().for_each(&mut *add);
    let is_spoken = |codec: &&ProtocolCodec| {
        modules.iter().any(|module| module.protocols.contains(&codec.protocol))
    };
    let codecs: Vec<&ProtocolCodec> = CODECS.iter().filter(is_spoken).collect();
    let needs = Needs::of(modules);
    let customizations: Vec<Customization> = customizations(needs).collect();
    let crc = (needs.event_streams || needs.checksums).then_some(&CRC);
    let checksums = if needs.checksums { CHECKSUMS } else { &[] };
    let parts = || {
        let of_codecs = codecs.iter().flat_map(|codec| codec.modules);
        let of_services = customizations.iter().flat_map(|it| it.modules);
        of_codecs.chain(of_services).chain(crc).chain(checksums)
    };
    parts().copied().for_each(&mut *add);
    let declarations: BTreeSet<String> = parts()
        .map(|(path, _)| path.trim_start_matches("http/").trim_end_matches(".rs"))
        .map(|module| format!("mod {module};\n"))
        .collect();
    let mut index: String = declarations.into_iter().collect();
    if needs.event_streams {
        index.push_str("pub mod event_stream;\n");
        EVENT_STREAMS.iter().copied().for_each(&mut *add);
    }
    if let Some(attributes) = digests {
        index.push_str(&format!("{attributes}mod digests;\n"));
        add(DIGESTS);
    }
    if needs.s3 {
        index.push_str("pub use aws_chunked::{ChunkDecoder, InvalidChunk};\n");
    }
    if needs.checksums {
        index.push_str("pub use checksum_algorithm::{ChecksumAlgorithm, ChecksumHasher};\n");
    }
    add(("http/mod.rs", &format!("{HTTP_MOD}\n{index}")));
    let list_paths = |paths: &mut dyn Iterator<Item = &str>| -> String {
        paths.map(|path| format!("    &super::{path},\n")).collect()
    };
    let codecs = list_paths(&mut codecs.iter().map(|codec| codec.path));
    let customizations = list_paths(&mut customizations.iter().map(|it| it.path));
    let optional = |is_needed, path| {
        if is_needed { format!("Some(&super::{path})") } else { "None".to_owned() }
    };
    let bodies = optional(needs.event_streams, "event_stream::BODIES");
    let headers = optional(needs.checksums, "checksum_headers::CHECKSUM_HEADERS");
    let list = format!(
        "//! What the other modules use if the output has it: codecs of protocols, customizations of services, streams of events,\n\
         //! checksums.\n\n\
         use super::checksums::ChecksumHeaders;\n\
         use super::codec::{{Codec, StreamBodies}};\n\
         use super::customizations::Customization;\n\n\
         /// The codecs, in the order in which clients prefer them.\n\
         pub(super) static CODECS: &[&dyn Codec] = &[\n{codecs}];\n\n\
         /// The customizations of the services.\n\
         pub(super) static CUSTOMIZATIONS: &[&dyn Customization] = &[\n{customizations}];\n\n\
         /// The bodies of messages with streams of events, if a service has such messages.\n\
         pub(super) const STREAM_BODIES: Option<&dyn StreamBodies> = {bodies};\n\n\
         /// The headers with checksums, if an operation has them.\n\
         pub(super) const CHECKSUM_HEADERS: Option<&dyn ChecksumHeaders> = {headers};\n"
    );
    let digests = if needs.checksums { list_digests(digests) } else { String::new() };
    add(("http/codecs.rs", &format!("{list}{digests}")));
}

/// Returns the list of the algorithms of checksums that need dependencies; `attributes` are those of their module.
fn list_digests(attributes: Option<&str>) -> String {
    let list = |attributes: &str, value| {
        format!(
            "\n/// The algorithms of checksums that need further dependencies.\n{attributes}\
             pub(super) const DIGESTS: &[super::ChecksumAlgorithm] = {value};\n"
        )
    };
    let (some, none) = ("super::digests::DIGESTS", "&[]");
    match attributes {
        None => list("", none),
        Some("") => list("", some),
        // The attribute of a feature.
        Some(with) => list(with, some) + &list(&negate(with), none),
    }
}

/// Returns the attribute `cfg` with the opposite condition.
fn negate(attribute: &str) -> String {
    let condition = attribute.trim().trim_start_matches("#[cfg(").trim_end_matches(")]");
    format!("#[cfg(not({condition}))]\n")
}

fn with_header(header: &str, text: &str) -> String {
    format!("{header}\n{text}")
}
