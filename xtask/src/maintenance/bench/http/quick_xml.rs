//! The page of S3's ListObjectsV2 with serde's derive, for reading with the crate `quick-xml`.

use aws_shapes::s3::{ChecksumAlgorithm, ListObjectsV2Output, ObjectStorageClass};
use aws_shapes::support::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// The members of a page that the document has.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Page {
    name: Option<String>,
    prefix: Option<String>,
    key_count: Option<i32>,
    max_keys: Option<i32>,
    is_truncated: Option<bool>,
    #[serde(default)]
    contents: Vec<Object>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Object {
    key: Option<String>,
    #[serde(deserialize_with = "read_timestamp")]
    last_modified: Timestamp,
    #[serde(rename = "ETag")]
    e_tag: Option<String>,
    #[serde(default)]
    checksum_algorithm: Vec<ChecksumAlgorithm>,
    size: Option<i64>,
    storage_class: Option<ObjectStorageClass>,
}

fn read_timestamp<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    Timestamp::parse(&text).map_err(D::Error::custom)
}

/// Reads a page.
pub fn read_page(text: &str) -> Page {
    ::quick_xml::de::from_str(text).expect("a page")
}

/// Asserts that a page of the generated type has the same members.
pub fn assert_same_page(output: &ListObjectsV2Output, page: &Page) {
    assert_eq!((&output.name, &output.prefix), (&page.name, &page.prefix));
    assert_eq!((output.key_count, output.max_keys), (page.key_count, page.max_keys));
    assert_eq!(output.is_truncated, page.is_truncated);
    let contents = output.contents.as_deref().unwrap_or_default();
    assert_eq!(contents.len(), page.contents.len());
    for (ours, derived) in contents.iter().zip(&page.contents) {
        assert_eq!((&ours.key, ours.last_modified), (&derived.key, Some(derived.last_modified)));
        assert_eq!((&ours.e_tag, ours.size), (&derived.e_tag, derived.size));
        assert_eq!(ours.checksum_algorithm.as_ref(), Some(&derived.checksum_algorithm));
        assert_eq!(ours.storage_class, derived.storage_class);
    }
}
