//! The checksums that Glacier requires of an archive or a part of one.
//! ([AWS: computing checksums](https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html))

use std::fmt::Write;

use ::http::{HeaderMap, HeaderName};
use sha2::{Digest, Sha256};

use super::content_type::set_default;
use super::customizations::Customization;

/// The customization.
pub(super) static GLACIER: Glacier = Glacier;

pub(super) struct Glacier;

impl Customization for Glacier {
    fn sdk_id(&self) -> &'static str {
        "Glacier"
    }

    fn add_headers(&self, headers: &mut HeaderMap, body: &[u8]) {
        add_checksums(headers, body);
    }
}

/// The size of the chunks whose digests are the leaves of the tree.
const CHUNK: usize = 1 << 20;

/// Adds the digest of the body and the digest of its tree, unless members have set them.
fn add_checksums(headers: &mut HeaderMap, body: &[u8]) {
    if body.is_empty() {
        return;
    }
    let whole = format_digest(&digest(body));
    let tree = format_digest(&hash_tree(body));
    set_default(headers, HeaderName::from_static("x-amz-content-sha256"), &whole);
    set_default(headers, HeaderName::from_static("x-amz-sha256-tree-hash"), &tree);
}

/// Returns the digest of the tree: of each pair of digests of a level, the next level has one.
fn hash_tree(body: &[u8]) -> Vec<u8> {
    let mut level: Vec<Vec<u8>> = body.chunks(CHUNK).map(digest).collect();
    while level.len() > 1 {
        let join = |pair: &[Vec<u8>]| match pair {
            [only] => only.clone(),
            pair => digest(&pair.concat()),
        };
        level = level.chunks(2).map(join).collect();
    }
    level.into_iter().next().unwrap_or_default()
}

fn digest(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

fn format_digest(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string doesn't fail.
        _ = write!(text, "{byte:02x}");
        text
    })
}
