//! The modules of HTTP messages: those of every output, and the parts that only some services need.

use std::collections::BTreeSet;

use super::Module;
use super::support::{Conditions, Needs, format_cfg, texts};

const HTTP_MOD: &str = include_str!("../../support/http/mod.rs");

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

/// Adds the modules of HTTP messages, with the codecs of the protocols that the services of these modules speak.
pub(super) fn add_http(
    modules: &[Module],
    conditions: Conditions<'_>,
    add: &mut impl FnMut((&str, &str)),
) {
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
