//! The target of a request: the path of an operation's URI with the values of its labels, and the literals of its query.

use super::super::field::LABEL;
use super::super::service::Service;
use super::codec::Members;
use super::customizations;
use super::percent;
use super::request_error::RequestError;
use super::text::{TextForm, write_text};
use super::uri::{self, Segment};

/// Returns the target that the pattern makes of the members.
pub(super) fn write_target(
    pattern: &'static str,
    members: Members<'_>,
    service: &Service,
) -> Result<String, RequestError> {
    let (path, query) = uri::split(pattern);
    let mut target = String::with_capacity(pattern.len() + 32);
    for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
        target.push('/');
        match uri::parse_segment(segment) {
            Segment::Literal(text) => target.push_str(text),
            Segment::Label(label) => {
                target.extend(percent::encode(&write_label(label, members, service)?));
            }
            Segment::Greedy(label) => {
                target.extend(percent::encode_greedy(&write_label(label, members, service)?));
            }
        }
    }
    if !query.is_empty() {
        target.push('?');
        target.push_str(query);
    }
    Ok(target)
}

/// Returns the value of a label.
///
/// # Errors
/// There is no value, or it is empty: the path would be another one.
fn write_label(
    label: &'static str,
    members: Members<'_>,
    service: &Service,
) -> Result<String, RequestError> {
    let mut fields = members.shape.fields.iter().zip(members.views);
    let found = fields.find(|(field, _)| field.location() == LABEL && field.name() == label);
    let text = found.and_then(|(field, view)| write_text(*view, TextForm::of(field)));
    match text {
        Some(text) if !text.is_empty() => Ok(text.into_owned()),
        _ => customizations::default_label(service, label)
            .map(str::to_owned)
            .ok_or(RequestError::EmptyLabel(label)),
    }
}
