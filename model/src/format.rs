//! Recognizes by its content what a JSON document is: a model in one of the formats, or a side file of a model.

use serde_json::{Map, Value};

use crate::Pointer;
use crate::json::describe_type;
use crate::report::{ProblemBuilder, Report, error};

/// A model in one of the supported formats.
pub(crate) enum ModelDocument {
    /// Smithy's JSON AST.
    Smithy(SmithyDocument),
    /// botocore's `service-2.json`.
    Botocore(Map<String, Value>),
}

/// A document in Smithy's JSON AST.
pub(crate) struct SmithyDocument {
    /// Whether the document is of version 1, in which defaults follow other rules.
    pub(crate) version_1: bool,
    /// The entries of the document.
    pub(crate) entries: Map<String, Value>,
}

/// The content of a file.
pub(crate) enum FileContent {
    /// A model.
    Model(ModelDocument),
    /// Documentation by shape id, in CommonMark.
    Docs(Value),
    /// A side file of a botocore model.
    SideFile(SideFileKind, Map<String, Value>),
    /// Corrections of a model.
    Overlay(Map<String, Value>),
    /// Additions to another file of a botocore model.
    Extras(Map<String, Value>),
}

/// The kinds of side files of a botocore model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SideFileKind {
    /// `paginators-1.json`
    Pagination,
    /// `waiters-2.json`
    Waiters,
    /// `examples-1.json`
    Examples,
    /// `endpoint-rule-set-1.json`
    Endpoints,
}

impl SideFileKind {
    /// All kinds of side files, each with the key by which it is recognized.
    pub(crate) const ALL: [(Self, &'static str); 4] = [
        (Self::Pagination, "pagination"),
        (Self::Waiters, "waiters"),
        (Self::Examples, "examples"),
        (Self::Endpoints, "rules"),
    ];

    /// Returns a description of the content, such as `the waiters`.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Pagination => "the pagination",
            Self::Waiters => "the waiters",
            Self::Examples => "the examples",
            Self::Endpoints => "the endpoint rules",
        }
    }
}

/// The format of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModelFormat {
    /// Smithy's JSON AST.
    Smithy {
        /// Whether the document is of version 1.
        version_1: bool,
    },
    /// botocore's `service-2.json`.
    Botocore,
}

/// Recognizes the format of a document that is expected to be a model; reports any other document.
pub(crate) fn recognize_model_format(document: &Value, report: &mut Report) -> Option<ModelFormat> {
    let problem = match recognize_kind(document, report)? {
        DocumentKind::Smithy => return read_smithy_version(document, report),
        DocumentKind::Botocore => return Some(ModelFormat::Botocore),
        DocumentKind::SideFile(kind) => side_file_without_model(kind.describe()),
        DocumentKind::Extras => side_file_without_model("additions"),
        DocumentKind::Overlay => overlay_without_model(),
        DocumentKind::Docs => {
            let hint =
                "this looks like the documentation of a model: read it together with the model";
            error("unknown-format", &Pointer::default(), NOT_A_MODEL).hint(hint)
        }
    };
    report.push(problem);
    None
}

/// Recognizes a document that is expected to be a model; reports any other document.
pub(crate) fn recognize_model(document: Value, report: &mut Report) -> Option<ModelDocument> {
    let format = recognize_model_format(&document, report)?;
    into_model(document, format)
}

fn into_model(document: Value, format: ModelFormat) -> Option<ModelDocument> {
    let Value::Object(entries) = document else { return None };
    Some(match format {
        ModelFormat::Smithy { version_1 } => {
            ModelDocument::Smithy(SmithyDocument { version_1, entries })
        }
        ModelFormat::Botocore => ModelDocument::Botocore(entries),
    })
}

/// Recognizes what a document is; reports a document of no known kind.
pub(crate) fn recognize_file(document: Value, report: &mut Report) -> Option<FileContent> {
    let kind = recognize_kind(&document, report)?;
    if let DocumentKind::Smithy | DocumentKind::Botocore = kind {
        return recognize_model(document, report).map(FileContent::Model);
    }
    let Value::Object(entries) = document else { return None };
    Some(match kind {
        DocumentKind::Overlay => FileContent::Overlay(entries),
        DocumentKind::Extras => FileContent::Extras(entries),
        DocumentKind::SideFile(kind) => FileContent::SideFile(kind, entries),
        _ => FileContent::Docs(Value::Object(entries)),
    })
}

/// Recognizes the kind of a document; reports a document of no known kind.
fn recognize_kind(document: &Value, report: &mut Report) -> Option<DocumentKind> {
    let Value::Object(entries) = document else {
        let message = format!("expected a JSON object, found {}", describe_type(document));
        report.push(error("not-an-object", &Pointer::default(), message));
        return None;
    };
    let all_ids = !entries.is_empty() && entries.keys().all(|key| key.contains('#'));
    let kind = recognize_keys(|key| entries.contains_key(key), all_ids);
    if kind.is_none() {
        let problem = error("unknown-format", &Pointer::default(), NOT_A_MODEL);
        report.push(problem.hint(guess_format(entries)));
    }
    kind
}

const NOT_A_MODEL: &str = "this JSON isn't a model: it has no key `smithy`";

/// The kinds of documents.
pub(crate) enum DocumentKind {
    Smithy,
    Botocore,
    Overlay,
    Extras,
    SideFile(SideFileKind),
    Docs,
}

/// Recognizes a document by its keys. `all_ids` says whether all keys are shape ids.
pub(crate) fn recognize_keys(has: impl Fn(&str) -> bool, all_ids: bool) -> Option<DocumentKind> {
    if has("smithy") {
        return Some(DocumentKind::Smithy);
    }
    if has("metadata") && (has("operations") || has("shapes")) {
        return Some(DocumentKind::Botocore);
    }
    if has("corrections") {
        return Some(DocumentKind::Overlay);
    }
    if has("merge") {
        return Some(DocumentKind::Extras);
    }
    let is_foreign = ["openapi", "swagger", "$schema", "$defs", "shapes"].into_iter().any(&has);
    let side_file = SideFileKind::ALL.into_iter().find(|(_, key)| has(key));
    match side_file {
        Some((kind, _)) if !is_foreign => Some(DocumentKind::SideFile(kind)),
        _ => all_ids.then_some(DocumentKind::Docs),
    }
}

/// Returns the problem of a botocore file that is read without its model.
pub(crate) fn side_file_without_model(content: &str) -> ProblemBuilder {
    let message = format!("this file holds {content} of a botocore model, not the model itself");
    let problem = error("no-model", &Pointer::default(), message);
    problem.hint("read it together with the service's `service-2.json`")
}

/// Returns the problem of corrections that are read without their model.
pub(crate) fn overlay_without_model() -> ProblemBuilder {
    let message = "this file holds corrections of a model, not the model itself";
    let hint = "read it together with the model that it corrects";
    error("no-model", &Pointer::default(), message).hint(hint)
}

/// Reads the version of a document in Smithy's JSON AST; reports an unsupported version.
fn read_smithy_version(document: &Value, report: &mut Report) -> Option<ModelFormat> {
    let version = document.get("smithy")?;
    match version.as_str() {
        Some("1" | "1.0") => Some(ModelFormat::Smithy { version_1: true }),
        Some("2" | "2.0") => Some(ModelFormat::Smithy { version_1: false }),
        _ => {
            let at = Pointer::default().join("smithy");
            let message = format!("version {version} of Smithy isn't supported");
            let problem = error("unsupported-version", &at, message);
            report.push(problem.hint("write the version as the string \"1.0\" or \"2.0\""));
            None
        }
    }
}

/// Returns a hint about what an unknown document may be.
fn guess_format(entries: &Map<String, Value>) -> &'static str {
    let has = |key| entries.contains_key(key);
    if has("openapi") || has("swagger") {
        "this looks like OpenAPI, which isn't supported"
    } else if has("$schema") || has("$defs") || has("definitions") {
        "this looks like JSON Schema, which isn't supported"
    } else if has("shapes") {
        "add the version of Smithy's JSON AST: \"smithy\": \"2.0\"; a botocore model has `metadata` instead"
    } else {
        "a model is Smithy's JSON AST, with the keys `smithy` and `shapes`, or botocore's `service-2.json`"
    }
}
