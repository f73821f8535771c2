//! Algorithms of checksums, for bodies of any size.

use std::fmt;

use ::http::{HeaderMap, HeaderName};

use super::super::Blob;
use super::codecs::{DIGESTS, XXHASHES};
use super::crc::{CRC_32, Crc};

/// An algorithm of the checksums in headers `x-amz-checksum-…`.
///
/// The checksums of bodies that are in memory are written and verified without it. For a body that is streamed, compute the checksum
/// with a [`ChecksumHasher`], and set the member with its value, or compare it with the one that [`find`](Self::find) returns. S3
/// takes it behind the body, too.
#[derive(Clone, Copy)]
pub struct ChecksumAlgorithm {
    name: &'static str,
    header: &'static str,
    /// The length of a checksum in bytes.
    length: usize,
    start: fn() -> Box<dyn Hasher>,
}

/// A checksum that is being computed.
pub(super) trait Hasher: Send + Sync {
    /// Adds the next bytes.
    fn update(&mut self, bytes: &[u8]);

    /// Returns the checksum of all bytes.
    fn finish(self: Box<Self>) -> Vec<u8>;
}

impl ChecksumAlgorithm {
    /// CRC-32 as in Ethernet and gzip, the default of AWS's SDKs.
    pub const CRC32: Self = Self::new("CRC32", "x-amz-checksum-crc32", 4, || {
        Box::new(CrcHasher { crc: &CRC_32, value: 0, length: 4 })
    });
    /// CRC-32C as in iSCSI.
    pub const CRC32C: Self = Self::new("CRC32C", "x-amz-checksum-crc32c", 4, || {
        Box::new(CrcHasher { crc: &CRC_32C, value: 0, length: 4 })
    });
    /// CRC-64 as in NVM Express, the default of S3.
    pub const CRC64NVME: Self = Self::new("CRC64NVME", "x-amz-checksum-crc64nvme", 8, || {
        Box::new(CrcHasher { crc: &CRC_64_NVME, value: 0, length: 8 })
    });
    /// MD5, in a header of its own. `Content-MD5` is another header, which every service can have.
    pub const MD5: Self =
        Self::new("MD5", "x-amz-checksum-md5", 16, || Box::new(Md5Hasher(md5::Context::new())));

    pub(super) const fn new(
        name: &'static str,
        header: &'static str,
        length: usize,
        start: fn() -> Box<dyn Hasher>,
    ) -> Self {
        Self { name, header, length, start }
    }

    /// Returns all algorithms that the generated code has, the fastest first.
    pub fn all() -> impl Iterator<Item = Self> {
        let slices = [XXHASHES, &[Self::CRC64NVME, Self::CRC32C, Self::CRC32], DIGESTS, &[Self::MD5]];
        slices.into_iter().flatten().copied()
    }

    /// Returns the algorithm of this name, such as `CRC32`; `None` if the generated code hasn't it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|algorithm| algorithm.name.eq_ignore_ascii_case(name))
    }

    /// Returns the algorithm of the checksum in the headers of a message, and the checksum. A checksum of the checksums of parts, which
    /// ends with a hyphen and their number, isn't one of the body.
    pub fn find(headers: &HeaderMap) -> Option<(Self, &str)> {
        let value = |algorithm: Self| {
            let value = headers.get(algorithm.header)?.to_str().ok()?;
            (!value.contains('-')).then_some((algorithm, value))
        };
        Self::all().find_map(value)
    }

    /// Returns the name, such as `CRC32`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Returns the name of the header, such as `x-amz-checksum-crc32`.
    pub fn header(self) -> HeaderName {
        HeaderName::from_static(self.header)
    }

    /// Returns the checksum of a body as the header has it.
    pub fn compute(self, body: &[u8]) -> String {
        let mut hasher = ChecksumHasher::new(self);
        hasher.update(body);
        hasher.finish()
    }

    /// Returns the number of characters of a checksum as the header has it.
    pub(super) fn text_length(self) -> usize {
        4 * self.length.div_ceil(3)
    }

    /// Returns the bytes of a checksum; `None` if the text isn't one.
    pub(super) fn decode(self, text: &str) -> Option<Blob> {
        Blob::from_base64(text).ok().filter(|bytes| bytes.as_ref().len() == self.length)
    }
}

impl fmt::Debug for ChecksumAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for ChecksumAlgorithm {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ChecksumAlgorithm {}

/// A checksum that is being computed from the parts of a body.
///
/// ```ignore
/// let mut hasher = ChecksumHasher::new(ChecksumAlgorithm::CRC32);
/// for part in &parts {
///     hasher.update(part);
/// }
/// input.checksum_crc32 = Some(hasher.finish());
/// ```
pub struct ChecksumHasher(ChecksumAlgorithm, Box<dyn Hasher>);

impl ChecksumHasher {
    /// Creates the checksum of no bytes.
    pub fn new(algorithm: ChecksumAlgorithm) -> Self {
        Self(algorithm, (algorithm.start)())
    }

    /// Adds the next bytes of the body.
    pub fn update(&mut self, bytes: &[u8]) {
        self.1.update(bytes);
    }

    /// Returns the checksum as the header has it: base64 text.
    pub fn finish(self) -> String {
        Blob::new(self.1.finish()).to_base64()
    }
}

impl fmt::Debug for ChecksumHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ChecksumHasher").field(&self.0).finish()
    }
}

static CRC_32C: Crc = Crc::new(0x82F6_3B78, u32::MAX as u64);
static CRC_64_NVME: Crc = Crc::new(0x9A6C_9329_AC4B_C9B5, u64::MAX);

struct CrcHasher {
    crc: &'static Crc,
    value: u64,
    length: usize,
}

impl Hasher for CrcHasher {
    fn update(&mut self, bytes: &[u8]) {
        self.value = self.crc.update(self.value, bytes);
    }

    fn finish(self: Box<Self>) -> Vec<u8> {
        let bytes = self.value.to_be_bytes();
        bytes.get(bytes.len() - self.length..).unwrap_or_default().to_vec()
    }
}

struct Md5Hasher(md5::Context);

impl Hasher for Md5Hasher {
    fn update(&mut self, bytes: &[u8]) {
        self.0.consume(bytes);
    }

    fn finish(self: Box<Self>) -> Vec<u8> {
        self.0.finalize().0.to_vec()
    }
}
