//! The traits of shapes and members, with typed accessors for those that affect generated code.

use serde_json::Value;

/// The traits of a shape or member by their absolute id, such as `smithy.api#required`.
///
/// All traits are kept, including unknown ones. Readers of other formats express their data as traits of the
/// [Smithy specification](https://smithy.io/2.0/trait-index.html). The accessors return `None` for an absent trait;
/// malformed values have been reported by the reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(
    /// Sorted by id. Most members have one or two traits, for which a map would be wasteful.
    Vec<(String, Value)>,
);

/// The trait with the reasons of corrections.
const CORRECTIONS: &str = "shapesmith#corrections";
/// The trait of a service whose format can't express `sparse`.
pub(crate) const SPARSE_UNKNOWN: &str = "shapesmith#sparseUnknown";
/// The trait with the prefix of a service's targets, if it isn't the name of the service.
pub(crate) const TARGET_PREFIX: &str = "shapesmith#targetPrefix";

/// The traits of the supported protocols.
pub(crate) const PROTOCOL_TRAITS: [&str; 8] = [
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
];

/// The bounds of the trait `length`: code points of strings, bytes of blobs, entries of lists and maps.
/// ([Smithy: length](https://smithy.io/2.0/spec/constraint-traits.html#length-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Length {
    /// The minimum length.
    pub min: Option<u64>,
    /// The maximum length.
    pub max: Option<u64>,
}

/// The bounds of the trait `range`, both inclusive.
/// ([Smithy: range](https://smithy.io/2.0/spec/constraint-traits.html#range-trait))
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Range {
    /// The minimum value.
    pub min: Option<serde_json::Number>,
    /// The maximum value.
    pub max: Option<serde_json::Number>,
}

/// The trait `http` of an operation.
/// ([Smithy: http](https://smithy.io/2.0/spec/http-bindings.html#http-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Http<'a> {
    /// The HTTP method, such as `POST`.
    pub method: &'a str,
    /// The URI template, such as `/2015-03-31/functions/{FunctionName}`.
    pub uri: &'a str,
    /// The status code of success.
    pub code: u16,
}

/// The checksums of the bodies of an operation's messages. Members are those of its input.
/// ([Smithy: httpChecksumRequired](https://smithy.io/2.0/spec/http-bindings.html#httpchecksumrequired-trait),
/// [AWS: httpChecksum](https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait))
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Checksum<'a> {
    /// Whether the service requires a checksum of the request.
    pub is_required: bool,
    /// The member that names the algorithm of the request's checksum.
    pub algorithm_member: Option<&'a str>,
    /// The member that asks for a checksum of the response.
    pub validation_member: Option<&'a str>,
    /// The algorithms of the response's checksum.
    pub response_algorithms: Vec<&'a str>,
}

/// The part of an HTTP message that a member is bound to.
/// ([Smithy: HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpBinding<'a> {
    /// A member of the document in the body.
    Body,
    /// The whole body (`httpPayload`).
    Payload,
    /// A label of the URI (`httpLabel`).
    Label,
    /// The query parameter with this name (`httpQuery`).
    Query(&'a str),
    /// All other query parameters (`httpQueryParams`).
    QueryParams,
    /// The header with this name (`httpHeader`).
    Header(&'a str),
    /// All headers with this prefix (`httpPrefixHeaders`).
    PrefixHeaders(&'a str),
    /// The status code of the response (`httpResponseCode`).
    ResponseCode,
}

/// The party that caused an error, which is the value of the trait `error`.
/// ([Smithy: error](https://smithy.io/2.0/spec/type-refinement-traits.html#error-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The caller.
    Client,
    /// The service.
    Server,
}

/// The wire formats of timestamps.
/// ([Smithy: timestampFormat](https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimestampFormat {
    /// RFC 3339 in UTC: `1985-04-12T23:20:50.52Z`.
    DateTime,
    /// IMF-fixdate of RFC 7231: `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
    /// Seconds since 1970-01-01T00:00:00Z as a number, with an optional fraction: `1515531081.1234`.
    EpochSeconds,
}

/// The trait `deprecated`.
/// ([Smithy: deprecated](https://smithy.io/2.0/spec/documentation-traits.html#deprecated-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecated<'a> {
    /// The reason, and what to use instead.
    pub message: Option<&'a str>,
    /// The version or date of the deprecation.
    pub since: Option<&'a str>,
}

/// A namespace of XML elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace<'a> {
    /// The URI.
    pub uri: &'a str,
    /// The prefix of names; `None` if the namespace is the default one.
    pub prefix: Option<&'a str>,
}

impl Traits {
    /// Creates an empty set of traits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Inserts a trait, and returns the previous value of the trait with this id.
    pub fn insert(&mut self, id: impl Into<String>, value: Value) -> Option<Value> {
        let id = id.into();
        match self.find_index(&id) {
            Ok(index) => {
                self.0.get_mut(index).map(|(_, present)| std::mem::replace(present, value))
            }
            Err(index) => {
                self.0.insert(index, (id, value));
                None
            }
        }
    }

    /// Removes a trait, and returns its value.
    pub fn remove(&mut self, id: &str) -> Option<Value> {
        self.find_index(id).ok().map(|index| self.0.remove(index).1)
    }

    /// Returns the value of the trait with this absolute id.
    pub fn get(&self, id: &str) -> Option<&Value> {
        self.0.get(self.find_index(id).ok()?).map(|(_, value)| value)
    }

    /// Returns whether there is a trait with this absolute id.
    pub fn has(&self, id: &str) -> bool {
        self.find_index(id).is_ok()
    }

    /// Returns all traits in byte order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(id, value)| (id.as_str(), value))
    }

    /// Returns the index of a trait, or the index to insert it at if it is absent.
    fn find_index(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(present, _)| present.as_str().cmp(id))
    }

    fn get_str(&self, id: &str) -> Option<&str> {
        self.get(id)?.as_str()
    }

    /// Returns the documentation in CommonMark with HTML.
    pub fn documentation(&self) -> Option<&str> {
        self.get_str("smithy.api#documentation")
    }

    /// Returns the reasons of the corrections that were applied here, in the order of their file.
    pub fn corrections(&self) -> impl Iterator<Item = &str> {
        let reasons = self.get(CORRECTIONS).and_then(Value::as_array);
        reasons.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Adds the reason of a correction that was applied here.
    pub(crate) fn add_correction(&mut self, reason: &str) {
        let reasons = self.corrections().chain([reason]).map(Value::from).collect();
        self.insert(CORRECTIONS, Value::Array(reasons));
    }

    /// Returns the title of a service, such as `AWS Lambda`.
    pub fn title(&self) -> Option<&str> {
        self.get_str("smithy.api#title")
    }

    /// Returns whether the member is required.
    pub fn is_required(&self) -> bool {
        self.has("smithy.api#required")
    }

    /// Returns the default value. JSON `null` on a member removes the default of its target.
    pub fn default_value(&self) -> Option<&Value> {
        self.get("smithy.api#default")
    }

    /// Returns whether clients treat the member as optional, regardless of `required` and `default`.
    pub fn is_client_optional(&self) -> bool {
        self.has("smithy.api#clientOptional")
    }

    /// Returns whether the member is an idempotency token, which a client generates if the caller gives none.
    pub fn is_idempotency_token(&self) -> bool {
        self.has("smithy.api#idempotencyToken")
    }

    /// Returns whether values must not appear in logs and errors.
    pub fn is_sensitive(&self) -> bool {
        self.has("smithy.api#sensitive")
    }

    /// Returns whether the entries of a list or map may be null.
    pub fn is_sparse(&self) -> bool {
        self.has("smithy.api#sparse")
    }

    /// Returns whether the format of the service can't express whether lists and maps are `sparse`.
    pub fn is_sparse_unknown(&self) -> bool {
        self.has(SPARSE_UNKNOWN)
    }

    /// Returns whether the items of a list must be unique.
    pub fn has_unique_items(&self) -> bool {
        self.has("smithy.api#uniqueItems")
    }

    /// Returns whether a blob or union is streamed. A streaming union is an event stream.
    pub fn is_streaming(&self) -> bool {
        self.has("smithy.api#streaming")
    }

    /// Returns whether an operation has no side effects.
    pub fn is_readonly(&self) -> bool {
        self.has("smithy.api#readonly")
    }

    /// Returns whether repeating an operation has no further effect.
    pub fn is_idempotent(&self) -> bool {
        self.has("smithy.api#idempotent")
    }

    /// Returns the prefix of an operation's host name, with labels in braces (`endpoint`).
    pub fn host_prefix(&self) -> Option<&str> {
        self.get("smithy.api#endpoint")?.get("hostPrefix")?.as_str()
    }

    /// Returns whether a member is a label of the host name (`hostLabel`).
    pub fn is_host_label(&self) -> bool {
        self.has("smithy.api#hostLabel")
    }

    /// Returns the bounds of the length.
    pub fn length(&self) -> Option<Length> {
        let value = self.get("smithy.api#length")?;
        let bound = |name| value.get(name).and_then(Value::as_u64);
        Some(Length { min: bound("min"), max: bound("max") })
    }

    /// Returns the bounds of a number.
    pub fn range(&self) -> Option<Range> {
        let value = self.get("smithy.api#range")?;
        let bound = |name| value.get(name).and_then(Value::as_number).cloned();
        Some(Range { min: bound("min"), max: bound("max") })
    }

    /// Returns the regular expression that must match somewhere in a string.
    pub fn pattern(&self) -> Option<&str> {
        self.get_str("smithy.api#pattern")
    }

    /// Returns the key of a member in JSON bodies if it isn't the member's name.
    pub fn json_name(&self) -> Option<&str> {
        self.get_str("smithy.api#jsonName")
    }

    /// Returns the media type of a blob or string, such as `application/json`.
    pub fn media_type(&self) -> Option<&str> {
        self.get_str("smithy.api#mediaType")
    }

    /// Returns the wire format of timestamps.
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        match self.get_str("smithy.api#timestampFormat")? {
            "date-time" => Some(TimestampFormat::DateTime),
            "http-date" => Some(TimestampFormat::HttpDate),
            "epoch-seconds" => Some(TimestampFormat::EpochSeconds),
            _ => None,
        }
    }

    /// Returns the deprecation.
    pub fn deprecated(&self) -> Option<Deprecated<'_>> {
        let value = self.get("smithy.api#deprecated")?;
        let text = |name| value.get(name).and_then(Value::as_str);
        Some(Deprecated { message: text("message"), since: text("since") })
    }

    /// Returns the party that caused an error, or `None` if the structure isn't an error.
    pub fn error(&self) -> Option<Fault> {
        match self.get_str("smithy.api#error")? {
            "client" => Some(Fault::Client),
            "server" => Some(Fault::Server),
            _ => None,
        }
    }

    /// Returns the HTTP status code of an error.
    pub fn http_error(&self) -> Option<u16> {
        self.get("smithy.api#httpError")?.as_u64()?.try_into().ok()
    }

    /// Returns the HTTP method, URI and status code of an operation.
    pub fn http(&self) -> Option<Http<'_>> {
        let value = self.get("smithy.api#http")?;
        let code = value.get("code").and_then(Value::as_u64).unwrap_or(200);
        Some(Http {
            method: value.get("method")?.as_str()?,
            uri: value.get("uri")?.as_str()?,
            code: code.try_into().ok()?,
        })
    }

    /// Returns the checksums of the bodies of an operation's messages, from `httpChecksum` and `httpChecksumRequired`.
    pub fn checksum(&self) -> Option<Checksum<'_>> {
        let checksum = self.get("aws.protocols#httpChecksum");
        let is_required = self.has("smithy.api#httpChecksumRequired");
        if checksum.is_none() && !is_required {
            return None;
        }
        let value = |key| checksum.and_then(|it| it.get(key));
        let algorithms = value("responseAlgorithms").and_then(Value::as_array);
        Some(Checksum {
            is_required: is_required
                || value("requestChecksumRequired") == Some(&Value::Bool(true)),
            algorithm_member: value("requestAlgorithmMember").and_then(Value::as_str),
            validation_member: value("requestValidationModeMember").and_then(Value::as_str),
            response_algorithms: algorithms
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect(),
        })
    }

    /// Returns the name that AWS's SDKs know a service by.
    pub fn sdk_id(&self) -> Option<&str> {
        self.get("aws.api#service")?.get("sdkId")?.as_str()
    }

    /// Returns the first part of the host's name in a service's endpoints.
    pub fn endpoint_prefix(&self) -> Option<&str> {
        self.get("aws.api#service")?.get("endpointPrefix")?.as_str()
    }

    /// Returns the name of a service in signatures.
    pub fn signing_name(&self) -> Option<&str> {
        self.get("aws.auth#sigv4")?.get("name")?.as_str()
    }

    /// Returns what the header `X-Amz-Target` has before the name of the operation, if it isn't the name of the service.
    pub fn target_prefix(&self) -> Option<&str> {
        self.get_str(TARGET_PREFIX)
    }

    /// Returns the XML namespace of a service, shape or member.
    pub fn xml_namespace(&self) -> Option<XmlNamespace<'_>> {
        let namespace = self.get("smithy.api#xmlNamespace")?;
        let prefix = namespace.get("prefix").and_then(Value::as_str);
        Some(XmlNamespace { uri: namespace.get("uri")?.as_str()?, prefix })
    }

    /// Returns the name of the XML element or attribute of a structure or member.
    pub fn xml_name(&self) -> Option<&str> {
        self.get_str("smithy.api#xmlName")
    }

    /// Returns whether the entries of a list or map have no element around them in XML.
    pub fn is_xml_flattened(&self) -> bool {
        self.has("smithy.api#xmlFlattened")
    }

    /// Returns whether a member is an attribute in XML.
    pub fn is_xml_attribute(&self) -> bool {
        self.has("smithy.api#xmlAttribute")
    }

    /// Returns whether the only member of an operation's output is the root of its XML document.
    /// ([AWS: s3UnwrappedXmlOutput](https://smithy.io/2.0/aws/customizations/s3-customizations.html#aws-customizations-s3unwrappedxmloutput-trait))
    pub fn has_unwrapped_output(&self) -> bool {
        self.has("aws.customizations#s3UnwrappedXmlOutput")
    }

    /// Returns whether errors of the protocol `restXml` are the root of their document.
    pub fn has_unwrapped_errors(&self) -> bool {
        let rest_xml = self.get("aws.protocols#restXml");
        rest_xml.and_then(|it| it.get("noErrorWrapping")) == Some(&Value::Bool(true))
    }

    /// Returns the name of a member in requests of the protocol `ec2Query`.
    pub fn ec2_query_name(&self) -> Option<&str> {
        self.get_str("aws.protocols#ec2QueryName")
    }

    /// Returns the part of an HTTP message that a member is bound to.
    pub fn http_binding(&self) -> HttpBinding<'_> {
        if self.has("smithy.api#httpLabel") {
            HttpBinding::Label
        } else if let Some(name) = self.get_str("smithy.api#httpQuery") {
            HttpBinding::Query(name)
        } else if let Some(name) = self.get_str("smithy.api#httpHeader") {
            HttpBinding::Header(name)
        } else if let Some(prefix) = self.get_str("smithy.api#httpPrefixHeaders") {
            HttpBinding::PrefixHeaders(prefix)
        } else if self.has("smithy.api#httpQueryParams") {
            HttpBinding::QueryParams
        } else if self.has("smithy.api#httpPayload") {
            HttpBinding::Payload
        } else if self.has("smithy.api#httpResponseCode") {
            HttpBinding::ResponseCode
        } else {
            HttpBinding::Body
        }
    }
}

impl FromIterator<(String, Value)> for Traits {
    /// Creates a set of traits. The last of several traits with the same id is kept.
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(traits: I) -> Self {
        let mut sorted: Vec<_> = traits.into_iter().collect();
        sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
        sorted.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        Self(sorted)
    }
}
