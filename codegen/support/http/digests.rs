//! The secure hash algorithms of checksums.

use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha256, Sha512};

use super::checksum_algorithm::{ChecksumAlgorithm, Hasher};

/// The algorithms, the fastest first.
pub(super) const DIGESTS: &[ChecksumAlgorithm] =
    &[ChecksumAlgorithm::SHA1, ChecksumAlgorithm::SHA256, ChecksumAlgorithm::SHA512];

impl ChecksumAlgorithm {
    /// SHA-1.
    pub const SHA1: Self =
        Self::new("SHA1", "x-amz-checksum-sha1", 20, || Box::new(DigestHasher(Sha1::new())));
    /// SHA-256.
    pub const SHA256: Self =
        Self::new("SHA256", "x-amz-checksum-sha256", 32, || Box::new(DigestHasher(Sha256::new())));
    /// SHA-512.
    pub const SHA512: Self =
        Self::new("SHA512", "x-amz-checksum-sha512", 64, || Box::new(DigestHasher(Sha512::new())));
}

struct DigestHasher<D>(D);

impl<D: Digest + Send + Sync> Hasher for DigestHasher<D> {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(self: Box<Self>) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}
