//! The parameters of the query protocols, in the body of a request.
//! ([AWS: awsQuery](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html))

use std::borrow::Cow;

use super::codec::RequestView;
use super::percent;
use super::query::decode_parameter;

/// The media type of bodies with parameters.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The parameters of a request, sorted by their keys.
pub(super) struct Form<'f> {
    parameters: Vec<(Cow<'f, str>, Cow<'f, str>)>,
}

impl<'f> Form<'f> {
    /// Parses parameters; `None` if they aren't UTF-8. Of repeated parameters, the first counts.
    pub(super) fn parse(text: &'f str) -> Option<Self> {
        let parts = text.split('&').map(|part| part.trim_ascii()).filter(|part| !part.is_empty());
        // The number is known, so that growing doesn't take three times the memory.
        let mut parameters = Vec::with_capacity(parts.clone().count());
        for part in parts {
            parameters.push(decode_parameter(part)?);
        }
        parameters.sort_by(|(left, _), (right, _)| left.cmp(right));
        Some(Self { parameters })
    }

    /// Returns the value of a parameter.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let start = self.parameters.partition_point(|(other, _)| **other < *key);
        let (found, value) = self.parameters.get(start)?;
        (found == key).then_some(value)
    }

    /// Returns what follows a prefix in the keys that begin with it, sorted.
    pub(super) fn keys_below<'q>(&'q self, prefix: &'q str) -> impl Iterator<Item = &'q str> {
        let start = self.parameters.partition_point(|(key, _)| **key < *prefix);
        let rest = self.parameters.get(start..).unwrap_or_default();
        rest.iter().map_while(move |(key, _)| key.strip_prefix(prefix))
    }

    /// Returns whether there is a parameter whose key begins with the prefix.
    pub(super) fn has_below(&self, prefix: &str) -> bool {
        self.keys_below(prefix).next().is_some()
    }
}

/// Returns the text of the parameters, which are in the query if the body is empty; `None` if it isn't UTF-8.
pub(super) fn find_parameters<'r>(request: RequestView<'r>) -> Option<&'r str> {
    let body = std::str::from_utf8(request.body).ok()?;
    Some(if body.trim_ascii().is_empty() { request.query } else { body })
}

/// Returns the value of the first parameter of this name, decoded; `None` if there is none or it isn't UTF-8.
pub(super) fn find_parameter<'f>(text: &'f str, name: &str) -> Option<Cow<'f, str>> {
    let mut parts = text.split('&').map(|part| part.split_once('=').unwrap_or((part, "")));
    let (_, value) = parts.find(|(key, _)| key.trim_ascii() == name)?;
    percent::decode_query(value.trim_ascii())
}
