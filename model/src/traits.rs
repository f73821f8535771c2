//! Traits: facts attached to shapes and members, kept by name, with typed accessors for those that matter.

use serde_json::Value;

/// The traits of a shape or member by their absolute id, such as `smithy.api#required`.
///
/// Every trait is kept, known or not. Readers of formats without traits express their facts in the
/// vocabulary of the [Smithy specification](https://smithy.io/2.0/trait-index.html), which is the
/// richest there is. The accessors answer `None` for an absent trait; readers have already reported
/// malformed values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(
    /// Sorted by id. Most members have one trait or two, for which a map is a waste.
    Vec<(String, Value)>,
);

/// The trait that has the reasons of corrections.
const CORRECTIONS: &str = "shapesmith#corrections";
/// The trait of a service whose format has no word for `sparse`.
pub(crate) const SPARSE_UNKNOWN: &str = "shapesmith#sparseUnknown";

/// Bounds of the trait `length`: code points of strings, bytes of blobs, entries of lists and maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The least allowed length.
    pub min: Option<u64>,
    /// The greatest allowed length.
    pub max: Option<u64>,
}

/// Bounds of the trait `range`, both inclusive.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The least allowed value.
    pub min: Option<serde_json::Number>,
    /// The greatest allowed value.
    pub max: Option<serde_json::Number>,
}

/// The trait `http` of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Http<'a> {
    /// The HTTP method, such as `POST`.
    pub method: &'a str,
    /// The URI template, such as `/2015-03-31/functions/{FunctionName}`.
    pub uri: &'a str,
    /// The status code of success.
    pub code: u16,
}

/// Where a member travels in an HTTP message, as its binding trait says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpBinding<'a> {
    /// In the body, as one member of the document.
    Body,
    /// The body as a whole (`httpPayload`).
    Payload,
    /// In the path (`httpLabel`).
    Label,
    /// A query parameter of this name (`httpQuery`).
    Query(&'a str),
    /// All further query parameters (`httpQueryParams`).
    QueryParams,
    /// A header of this name (`httpHeader`).
    Header(&'a str),
    /// All headers with this prefix (`httpPrefixHeaders`).
    PrefixHeaders(&'a str),
    /// The status code of the response (`httpResponseCode`).
    ResponseCode,
}

/// Whose fault an error is: the trait `error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The caller's.
    Client,
    /// The service's.
    Server,
}

/// A wire form of timestamps.
/// ([Smithy: timestampFormat](https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimestampFormat {
    /// RFC 3339 in UTC: `1985-04-12T23:20:50.52Z`.
    DateTime,
    /// IMF-fixdate of RFC 7231: `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
    /// Seconds since 1970 as a number, with a fraction: `1515531081.1234`.
    EpochSeconds,
}

/// The trait `deprecated`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deprecated<'a> {
    /// Why, and what to use instead.
    pub message: Option<&'a str>,
    /// Since which version or date.
    pub since: Option<&'a str>,
}

impl Traits {
    /// No traits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Attaches a trait; an earlier one of this id is replaced and handed back.
    pub fn insert(&mut self, id: impl Into<String>, value: Value) -> Option<Value> {
        let id = id.into();
        match self.place(&id) {
            Ok(place) => {
                self.0.get_mut(place).map(|(_, present)| std::mem::replace(present, value))
            }
            Err(place) => {
                self.0.insert(place, (id, value));
                None
            }
        }
    }

    /// Takes a trait away.
    pub fn remove(&mut self, id: &str) -> Option<Value> {
        self.place(id).ok().map(|place| self.0.remove(place).1)
    }

    /// The value of the trait with this absolute id.
    pub fn get(&self, id: &str) -> Option<&Value> {
        self.0.get(self.place(id).ok()?).map(|(_, value)| value)
    }

    /// Whether the trait with this absolute id is present.
    pub fn has(&self, id: &str) -> bool {
        self.place(id).is_ok()
    }

    /// All traits in byte order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(id, value)| (id.as_str(), value))
    }

    /// Where the trait is, or where it would have to be.
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(present, _)| present.as_str().cmp(id))
    }

    fn text(&self, id: &str) -> Option<&str> {
        self.get(id)?.as_str()
    }

    /// The documentation, CommonMark with HTML.
    pub fn documentation(&self) -> Option<&str> {
        self.text("smithy.api#documentation")
    }

    /// Why the model was corrected here; what isn't corrected has none.
    pub fn corrections(&self) -> impl Iterator<Item = &str> {
        let reasons = self.get(CORRECTIONS).and_then(Value::as_array);
        reasons.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Notes why the model was corrected here.
    pub(crate) fn note_correction(&mut self, reason: &str) {
        let reasons = self.corrections().chain([reason]).map(Value::from).collect();
        self.insert(CORRECTIONS, Value::Array(reasons));
    }

    /// The title of a service, such as `AWS Lambda`.
    pub fn title(&self) -> Option<&str> {
        self.text("smithy.api#title")
    }

    /// Whether a value must be given.
    pub fn required(&self) -> bool {
        self.has("smithy.api#required")
    }

    /// The default value; JSON `null` takes away the default of the target.
    pub fn default_value(&self) -> Option<&Value> {
        self.get("smithy.api#default")
    }

    /// Whether clients treat the member as optional, `required` and `default` notwithstanding.
    pub fn client_optional(&self) -> bool {
        self.has("smithy.api#clientOptional")
    }

    /// Whether a client fills in a random token where the caller gives none.
    pub fn idempotency_token(&self) -> bool {
        self.has("smithy.api#idempotencyToken")
    }

    /// Whether values must not be shown in logs and errors.
    pub fn sensitive(&self) -> bool {
        self.has("smithy.api#sensitive")
    }

    /// Whether the entries of a list or map may be null.
    pub fn sparse(&self) -> bool {
        self.has("smithy.api#sparse")
    }

    /// Whether the service's model says of no list and no map whether it is `sparse`, because its format can't.
    pub fn sparse_unknown(&self) -> bool {
        self.has(SPARSE_UNKNOWN)
    }

    /// Whether the entries of a list must differ from each other.
    pub fn unique_items(&self) -> bool {
        self.has("smithy.api#uniqueItems")
    }

    /// Whether a blob or union is streamed; a streaming union is an event stream.
    pub fn streaming(&self) -> bool {
        self.has("smithy.api#streaming")
    }

    /// Whether an operation changes nothing.
    pub fn readonly(&self) -> bool {
        self.has("smithy.api#readonly")
    }

    /// Whether an operation may be repeated without further effect.
    pub fn idempotent(&self) -> bool {
        self.has("smithy.api#idempotent")
    }

    /// What an operation's host name begins with, labels in braces (`endpoint`).
    pub fn host_prefix(&self) -> Option<&str> {
        self.get("smithy.api#endpoint")?.get("hostPrefix")?.as_str()
    }

    /// Whether a member is part of the host name (`hostLabel`).
    pub fn host_label(&self) -> bool {
        self.has("smithy.api#hostLabel")
    }

    /// Bounds of the length.
    pub fn length(&self) -> Option<Length> {
        let value = self.get("smithy.api#length")?;
        let bound = |name| value.get(name).and_then(Value::as_u64);
        Some(Length { min: bound("min"), max: bound("max") })
    }

    /// Bounds of a number.
    pub fn range(&self) -> Option<Range> {
        let value = self.get("smithy.api#range")?;
        let bound = |name| value.get(name).and_then(Value::as_number).cloned();
        Some(Range { min: bound("min"), max: bound("max") })
    }

    /// The regular expression that a string must contain a match of.
    pub fn pattern(&self) -> Option<&str> {
        self.text("smithy.api#pattern")
    }

    /// The member's key in JSON bodies, where it isn't the member's name.
    pub fn json_name(&self) -> Option<&str> {
        self.text("smithy.api#jsonName")
    }

    /// The media type of a blob or string, such as `application/json`.
    pub fn media_type(&self) -> Option<&str> {
        self.text("smithy.api#mediaType")
    }

    /// The wire form of timestamps.
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        match self.text("smithy.api#timestampFormat")? {
            "date-time" => Some(TimestampFormat::DateTime),
            "http-date" => Some(TimestampFormat::HttpDate),
            "epoch-seconds" => Some(TimestampFormat::EpochSeconds),
            _ => None,
        }
    }

    /// The deprecation note.
    pub fn deprecated(&self) -> Option<Deprecated<'_>> {
        let value = self.get("smithy.api#deprecated")?;
        let text = |name| value.get(name).and_then(Value::as_str);
        Some(Deprecated { message: text("message"), since: text("since") })
    }

    /// Whose fault an error structure reports; `None` for structures that are no errors.
    pub fn error(&self) -> Option<Fault> {
        match self.text("smithy.api#error")? {
            "client" => Some(Fault::Client),
            "server" => Some(Fault::Server),
            _ => None,
        }
    }

    /// The HTTP status code of an error.
    pub fn http_error(&self) -> Option<u16> {
        self.get("smithy.api#httpError")?.as_u64()?.try_into().ok()
    }

    /// The HTTP method, URI and success code of an operation.
    pub fn http(&self) -> Option<Http<'_>> {
        let value = self.get("smithy.api#http")?;
        let code = value.get("code").and_then(Value::as_u64).unwrap_or(200);
        Some(Http {
            method: value.get("method")?.as_str()?,
            uri: value.get("uri")?.as_str()?,
            code: code.try_into().ok()?,
        })
    }

    /// Where a member travels in an HTTP message.
    pub fn http_binding(&self) -> HttpBinding<'_> {
        if self.has("smithy.api#httpLabel") {
            HttpBinding::Label
        } else if let Some(name) = self.text("smithy.api#httpQuery") {
            HttpBinding::Query(name)
        } else if let Some(name) = self.text("smithy.api#httpHeader") {
            HttpBinding::Header(name)
        } else if let Some(prefix) = self.text("smithy.api#httpPrefixHeaders") {
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
    /// Of two traits with one id the later one counts.
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
