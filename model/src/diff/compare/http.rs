//! The comparison of the HTTP method, URI and success code of an operation.

use serde_json::json;

use super::collector::Collector;
use super::subject::Subject;
use super::values;
use crate::diff::versions::{Directions, Versions};
use crate::diff::{Kind, WireImpact};
use crate::{Http, Operation};

/// The binding of an operation without the trait `http`.
const DEFAULT: Http<'static> = Http { method: "POST", uri: "/", code: 200 };

/// The impact of a URI that only gains or loses a slash at the end of its path.
const SLASH_IMPACT: (WireImpact, &str) =
    (WireImpact::Risk, "only the slash at the end differs, which most services accept");

/// Compares the HTTP bindings of an operation.
pub(super) fn compare(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Operation,
    new: &Operation,
) {
    let before = old.traits.http().unwrap_or(DEFAULT);
    let after = new.traits.http().unwrap_or(DEFAULT);
    if before == after {
        return;
    }
    let request = subject.messages(Directions::INPUT);
    let methods = (before.method, after.method);
    let to_json = |method: &&str| values::text(method);
    changes.record_difference(Kind::HttpMethodChanged, request, methods, to_json);
    compare_uri(versions, changes, request, before.uri, after.uri);
    let response = subject.messages(Directions::OUTPUT);
    let codes = (before.code, after.code);
    let to_json = |code: &u16| Some(json!(code));
    changes.record_difference(Kind::HttpResponseCodeChanged, response, codes, to_json);
}

fn compare_uri(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &str,
    new: &str,
) {
    if old == new {
        return;
    }
    let uris = (values::text(old), values::text(new));
    let (old, new) = (without_label_names(old), without_label_names(new));
    if old == new {
        changes.record(Kind::HttpUriLabelsRenamed, subject, uris.0, uris.1);
    } else if without_trailing_slash(&old) == without_trailing_slash(&new) {
        if !versions.options.across_formats {
            changes.record_with_impact(Kind::HttpUriChanged, subject, uris, SLASH_IMPACT);
        }
    } else {
        changes.record(Kind::HttpUriChanged, subject, uris.0, uris.1);
    }
}

/// Replaces each label by `{}`, or by `{+}` if it matches several segments.
fn without_label_names(uri: &str) -> String {
    let mut result = String::with_capacity(uri.len());
    for (number, part) in uri.split('{').enumerate() {
        match part.split_once('}').filter(|_| number > 0) {
            Some((label, rest)) => {
                result.push_str(if label.ends_with('+') { "{+}" } else { "{}" });
                result.push_str(rest);
            }
            None => result.push_str(part),
        }
    }
    result
}

/// Removes the slash at the end of the path.
fn without_trailing_slash(uri: &str) -> String {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    format!("{}?{query}", path.strip_suffix('/').unwrap_or(path))
}
