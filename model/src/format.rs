//! Tells by its content what a JSON document is: a model and its format, or a file beside a model.

use serde_json::{Map, Value};

use crate::Pointer;
use crate::json::kind;
use crate::report::{Draft, Report, error};

/// A model in one of the formats that can be read.
pub(crate) enum Format {
    /// Smithy's JSON AST.
    Smithy(SmithyDocument),
    /// botocore's `service-2.json`.
    Botocore(Map<String, Value>),
}

/// A document that says that it is Smithy's JSON AST.
pub(crate) struct SmithyDocument {
    /// Whether it is of version 1, whose rules for defaults differ.
    pub(crate) version_1: bool,
    /// The document itself.
    pub(crate) entries: Map<String, Value>,
}

/// What a file can be.
pub(crate) enum Part {
    /// The model.
    Model(Format),
    /// Prose: from shape ids to CommonMark.
    Prose(Value),
    /// A side file of a botocore model.
    Side(Side, Map<String, Value>),
    /// Corrections of the model.
    Overlay(Map<String, Value>),
    /// What is merged into another file of a botocore model.
    Extras(Map<String, Value>),
}

/// The side files of a botocore model that say something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// `paginators-1.json`
    Pagination,
    /// `waiters-2.json`
    Waiters,
    /// `examples-1.json`
    Examples,
    /// `endpoint-rule-set-1.json`
    Endpoints,
}

impl Side {
    /// All kinds of side files, with the key that each of them has.
    pub(crate) const ALL: [(Self, &'static str); 4] = [
        (Self::Pagination, "pagination"),
        (Self::Waiters, "waiters"),
        (Self::Examples, "examples"),
        (Self::Endpoints, "rules"),
    ];

    /// What the file holds, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Pagination => "the pagination",
            Self::Waiters => "the waiters",
            Self::Examples => "the examples",
            Self::Endpoints => "the endpoint rules",
        }
    }
}

/// The format of a document that should be a model; a problem where it is none.
pub(crate) fn detect(document: Value, report: &mut Report) -> Option<Format> {
    match part(document, report)? {
        Part::Model(format) => Some(format),
        Part::Side(side, _) => {
            report.push(no_model(side.words()));
            None
        }
        Part::Extras(_) => {
            report.push(no_model("additions"));
            None
        }
        Part::Overlay(_) => {
            report.push(no_corrected());
            None
        }
        Part::Prose(_) => {
            let message = "this JSON is no model: it has no key `smithy`";
            let hint =
                "this looks like the prose that belongs beside a model, not the model itself";
            report.push(error("unknown-format", &Pointer::default(), message).hint(hint));
            None
        }
    }
}

/// What a document is; a problem where it is nothing known.
pub(crate) fn part(document: Value, report: &mut Report) -> Option<Part> {
    let Value::Object(entries) = document else {
        let message = format!("a model is a JSON object, this is {}", kind(&document));
        report.push(error("not-an-object", &Pointer::default(), message));
        return None;
    };
    let ids = !entries.is_empty() && entries.keys().all(|key| key.contains('#'));
    match known(|key| entries.contains_key(key), ids) {
        Some(Known::Smithy) => smithy(entries, report).map(Part::Model),
        Some(Known::Botocore) => Some(Part::Model(Format::Botocore(entries))),
        Some(Known::Overlay) => Some(Part::Overlay(entries)),
        Some(Known::Extras) => Some(Part::Extras(entries)),
        Some(Known::Side(side)) => Some(Part::Side(side, entries)),
        Some(Known::Prose) => Some(Part::Prose(Value::Object(entries))),
        None => {
            report.push(unknown(&entries));
            None
        }
    }
}

/// What a document can be.
pub(crate) enum Known {
    Smithy,
    Botocore,
    Overlay,
    Extras,
    Side(Side),
    Prose,
}

/// What a document is by the keys that it has, and by whether all of them are shape ids.
pub(crate) fn known(has: impl Fn(&str) -> bool, ids: bool) -> Option<Known> {
    if has("smithy") {
        return Some(Known::Smithy);
    }
    if has("metadata") && (has("operations") || has("shapes")) {
        return Some(Known::Botocore);
    }
    if has("corrections") {
        return Some(Known::Overlay);
    }
    if has("merge") {
        return Some(Known::Extras);
    }
    let foreign = ["openapi", "swagger", "$schema", "$defs", "shapes"].into_iter().any(&has);
    let side = Side::ALL.into_iter().find(|(_, key)| has(key));
    match side {
        Some((side, _)) if !foreign => Some(Known::Side(side)),
        _ => ids.then_some(Known::Prose),
    }
}

/// The problem of a botocore file that is of no use without the model that it belongs to.
pub(crate) fn no_model(holds: &str) -> Draft {
    let message = format!("this holds {holds} of a botocore model, not the model itself");
    let problem = error("no-model", &Pointer::default(), message);
    problem.hint("read it together with the service's `service-2.json`")
}

/// The problem of corrections without the model that they are for.
pub(crate) fn no_corrected() -> Draft {
    let message = "this holds corrections of a model, not the model itself";
    let hint = "read it together with the model that it corrects";
    error("no-model", &Pointer::default(), message).hint(hint)
}

fn smithy(entries: Map<String, Value>, report: &mut Report) -> Option<Format> {
    let version = entries.get("smithy")?;
    let version_1 = match version.as_str() {
        Some("1" | "1.0") => true,
        Some("2" | "2.0") => false,
        _ => {
            let at = Pointer::default().join("smithy");
            let message = format!("version {version} of Smithy can't be read");
            let problem = error("unsupported-version", &at, message);
            report.push(problem.hint("the versions \"1.0\" and \"2.0\" can, as a string"));
            return None;
        }
    };
    Some(Format::Smithy(SmithyDocument { version_1, entries }))
}

/// The problem of a document that is nothing known.
fn unknown(entries: &Map<String, Value>) -> Draft {
    let message = "this JSON is no model: it has no key `smithy`";
    error("unknown-format", &Pointer::default(), message).hint(guess(entries))
}

fn guess(entries: &Map<String, Value>) -> &'static str {
    let has = |key| entries.contains_key(key);
    if has("openapi") || has("swagger") {
        "this looks like OpenAPI"
    } else if has("$schema") || has("$defs") || has("definitions") {
        "this looks like JSON Schema"
    } else if has("shapes") {
        "a Smithy JSON AST says its version first: \"smithy\": \"2.0\"; a botocore model has `metadata`"
    } else {
        "a model is Smithy's JSON AST, with the keys `smithy` and `shapes`, or botocore's `service-2.json`"
    }
}
