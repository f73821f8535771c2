//! The messages that the program is given and gives.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The headers of a message in the order of their lines.
pub type Headers = Vec<(String, String)>;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Request {
    pub method: String,
    /// The path and query, perhaps with a scheme and host.
    pub uri: String,
    pub headers: Headers,
    pub body: Bytes,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Response {
    pub status: u16,
    pub headers: Headers,
    pub body: Bytes,
}

/// Bytes, which travel as a text with a character for each byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Request {
    /// Creates a request with these parts of a query.
    pub fn new(
        method: &str,
        uri: &str,
        query: &[String],
        headers: &BTreeMap<String, String>,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        let mut uri = uri.to_owned();
        for part in query {
            uri.push(if uri.contains('?') { '&' } else { '?' });
            uri.push_str(part);
        }
        Self {
            method: method.to_owned(),
            uri,
            headers: to_lines(headers),
            body: Bytes(body.into()),
        }
    }

    /// Returns the host; `None` if the URI is relative.
    pub fn host(&self) -> Option<&str> {
        self.after_scheme()?.split(['/', '?']).next()
    }

    /// Returns the path as it is on the wire.
    pub fn path(&self) -> &str {
        let target = match self.after_scheme() {
            Some(rest) => rest.find(['/', '?']).and_then(|at| rest.get(at..)).unwrap_or("/"),
            None => &self.uri,
        };
        target.split('?').next().unwrap_or_default()
    }

    /// Returns the URI without its scheme; `None` if it is relative.
    fn after_scheme(&self) -> Option<&str> {
        let absolute = Some(self.uri.as_str()).filter(|uri| !uri.starts_with('/'))?;
        absolute.split_once("://").map(|(_, rest)| rest)
    }

    /// Returns the parts of the query as they are on the wire.
    pub fn query(&self) -> impl Iterator<Item = &str> {
        let query = self.uri.split_once('?').map_or("", |(_, query)| query);
        query.split('&').filter(|part| !part.is_empty())
    }
}

impl Response {
    /// Creates a response.
    pub fn new(status: u16, headers: &BTreeMap<String, String>, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: to_lines(headers), body: Bytes(body.into()) }
    }
}

/// Returns the value of a header: those of several lines are joined by commas.
pub fn find_header(headers: &Headers, name: &str) -> Option<String> {
    let is_it = |line: &&(String, String)| line.0.eq_ignore_ascii_case(name);
    let values: Vec<&str> = headers.iter().filter(is_it).map(|(_, value)| value.trim()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

fn to_lines(headers: &BTreeMap<String, String>) -> Headers {
    headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.iter().map(|byte| char::from(*byte)).collect::<String>())
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes: Result<Vec<u8>, _> = text.chars().map(u8::try_from).collect();
        bytes.map(Self).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn request(uri: &str) -> Request {
        Request::new("GET", uri, &[], &BTreeMap::new(), "")
    }

    #[test]
    fn uris_are_taken_apart() {
        let query = ["c".to_owned(), "d=".to_owned()];
        let request = Request::new("GET", "https://a.example/b?x=1", &query, &BTreeMap::new(), "");
        assert_eq!((request.host(), request.path()), (Some("a.example"), "/b"));
        assert_eq!(request.query().collect::<Vec<_>>(), ["x=1", "c", "d="]);
        for (uri, host, path) in [
            ("/../a%2Fb", None, "/../a%2Fb"),
            ("/a?u=http://b/c", None, "/a"),
            ("https://a.example", Some("a.example"), "/"),
        ] {
            let request = self::request(uri);
            assert_eq!((request.host(), request.path()), (host, path), "{uri}");
        }
    }

    #[test]
    fn values_of_several_lines_are_joined() {
        let headers = [("A", " 1 "), ("b", "x"), ("a", "2")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        assert_eq!(find_header(&headers, "a").as_deref(), Some("1, 2"));
        assert_eq!(find_header(&headers, "c"), None);
    }

    #[test]
    fn any_bytes_travel_unchanged() {
        let bytes = Bytes((0..=255).collect());
        let text = serde_json::to_string(&bytes).unwrap();
        assert_eq!(serde_json::from_str::<Bytes>(&text).unwrap(), bytes);
        assert!(serde_json::from_str::<Bytes>("\"\u{100}\"").is_err());
    }
}
