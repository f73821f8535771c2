//! The algorithms of the family XXHash, each with the seed 0. The first byte of a checksum is the highest of the number.
//! ([xxHash: specification](https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md))

use twox_hash::{XxHash3_64, XxHash3_128, XxHash64};

use super::checksum_algorithm::{ChecksumAlgorithm, Hasher};

/// The algorithms, the fastest first.
pub(super) const XXHASHES: &[ChecksumAlgorithm] =
    &[ChecksumAlgorithm::XXHASH3, ChecksumAlgorithm::XXHASH128, ChecksumAlgorithm::XXHASH64];

impl ChecksumAlgorithm {
    /// XXH3 with 64 bits.
    pub const XXHASH3: Self =
        Self::new("XXHASH3", "x-amz-checksum-xxhash3", 8, || Box::new(Hasher64(XxHash3_64::new())));
    /// XXH3 with 128 bits.
    pub const XXHASH128: Self = Self::new("XXHASH128", "x-amz-checksum-xxhash128", 16, || {
        Box::new(Hasher128(XxHash3_128::new()))
    });
    /// XXH64.
    pub const XXHASH64: Self = Self::new("XXHASH64", "x-amz-checksum-xxhash64", 8, || {
        Box::new(Hasher64(XxHash64::with_seed(0)))
    });
}

struct Hasher64<H>(H);

impl<H: std::hash::Hasher + Send + Sync> Hasher for Hasher64<H> {
    fn update(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    fn finish(self: Box<Self>) -> Vec<u8> {
        self.0.finish().to_be_bytes().to_vec()
    }
}

struct Hasher128(XxHash3_128);

impl Hasher for Hasher128 {
    fn update(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    fn finish(self: Box<Self>) -> Vec<u8> {
        self.0.finish_128().to_be_bytes().to_vec()
    }
}
