//! Method, URI and success code of operations.

use serde_json::json;

use super::comparison::Comparison;
use super::side::Directions;
use super::spot::Spot;
use super::{Kind, operations, values};
use crate::{Http, Operation};

/// Compares the HTTP bindings of an operation. Without any it is a `POST` to `/`.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    spot: Spot<'_>,
    old: &Operation,
    new: &Operation,
) {
    const USUAL: Http<'static> = Http { method: "POST", uri: "/", code: 200 };
    let before = old.traits.http().unwrap_or(USUAL);
    let after = new.traits.http().unwrap_or(USUAL);
    if before == after {
        return;
    }
    let sent = spot.touching(Directions::INPUT);
    let methods = (before.method, after.method);
    comparison.differs(Kind::HttpMethodChanged, sent, methods, |method| values::text(method));
    uri(comparison, sent, before.uri, after.uri);
    let received = spot.touching(Directions::OUTPUT);
    let codes = (before.code, after.code);
    comparison.differs(Kind::HttpResponseCodeChanged, received, codes, |code| Some(json!(code)));
}

fn uri(comparison: &mut Comparison<'_>, spot: Spot<'_>, old: &str, new: &str) {
    if old == new {
        return;
    }
    let uris = (values::text(old), values::text(new));
    if blank(old) == blank(new) {
        comparison.note(Kind::HttpUriLabelsRenamed, spot, uris.0, uris.1);
    } else if without_slash(&blank(old)) == without_slash(&blank(new)) {
        if !comparison.options.across_formats {
            comparison.note_with(Kind::HttpUriChanged, spot, uris, operations::SLASH);
        }
    } else {
        comparison.note(Kind::HttpUriChanged, spot, uris.0, uris.1);
    }
}

/// The URI without the names of its labels; whether one takes several segments stays.
fn blank(uri: &str) -> String {
    let mut blank = String::with_capacity(uri.len());
    for (number, part) in uri.split('{').enumerate() {
        match part.split_once('}').filter(|_| number > 0) {
            Some((label, rest)) => {
                blank.push_str(if label.ends_with('+') { "{+}" } else { "{}" });
                blank.push_str(rest);
            }
            None => blank.push_str(part),
        }
    }
    blank
}

/// The URI without a slash at the end of its path.
fn without_slash(uri: &str) -> String {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    format!("{}?{query}", path.strip_suffix('/').unwrap_or(path))
}
