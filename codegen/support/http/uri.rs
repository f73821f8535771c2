//! The pattern of an operation's URI: a path with labels, and a query of literals.
//! ([Smithy: uri](https://smithy.io/2.0/spec/http-bindings.html#uri))

/// A segment of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Text that must be equal.
    Literal(&'static str),
    /// The value of the member with this name.
    Label(&'static str),
    /// The value of the member with this name, which may have several segments.
    Greedy(&'static str),
}

/// Splits a pattern into its path and its query.
pub(super) fn split(uri: &'static str) -> (&'static str, &'static str) {
    uri.split_once('?').unwrap_or((uri, ""))
}

/// Returns the segments of a path. A slash at its end makes none.
pub(super) fn segments(path: &'static str) -> impl Iterator<Item = Segment> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/').filter(move |_| !path.is_empty()).map(parse_segment)
}

/// Parses one segment.
pub(super) fn parse_segment(text: &'static str) -> Segment {
    let label = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    match label.map(|label| (label, label.strip_suffix('+'))) {
        Some((_, Some(label))) => Segment::Greedy(label),
        Some((label, None)) => Segment::Label(label),
        None => Segment::Literal(text),
    }
}

/// Returns the names and values of the literals in a query.
pub(super) fn literals(
    query: &'static str,
) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    query.split('&').filter(|part| !part.is_empty()).map(|part| match part.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (part, None),
    })
}

/// Splits the prefix of a host's name into literals, each with the label that follows it.
pub(super) fn split_labels(
    prefix: &'static str,
) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    prefix.split('}').map(|part| match part.split_once('{') {
        Some((literal, label)) => (literal, Some(label)),
        None => (part, None),
    })
}
