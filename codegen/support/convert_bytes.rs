//! Conversions of blobs from and to those of the crate `bytes`.

use ::bytes::Bytes;

use super::blob::Blob;

impl From<Bytes> for Blob {
    /// Converts bytes. They are copied only if there are further handles to them.
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Blob> for Bytes {
    /// Converts a blob, without copying its bytes.
    fn from(blob: Blob) -> Self {
        Self::from(blob.into_inner())
    }
}
