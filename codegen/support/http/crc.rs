//! Cyclic redundancy checks whose registers have at most 64 bits and are shifted to the right.

/// A cyclic redundancy check: the tables of its polynomial.
pub(super) struct Crc {
    /// The table of single bytes, and those of bytes that are followed by one to seven others.
    tables: [[u64; 256]; 8],
    /// A register whose bits are all set, with which checksums begin and end.
    ones: u64,
}

/// CRC-32 as in Ethernet and gzip.
pub(super) static CRC_32: Crc = Crc::new(0xEDB8_8320, u32::MAX as u64);

impl Crc {
    /// Creates the check with a polynomial, whose bits are in reverse order, and a register with all bits set.
    pub(super) const fn new(polynomial: u64, ones: u64) -> Self {
        let mut tables = [[0; 256]; 8];
        let mut byte = 0;
        while byte < 256 {
            let (mut value, mut bit) = (byte as u64, 0);
            while bit < 8 {
                value = if value & 1 == 1 { value >> 1 ^ polynomial } else { value >> 1 };
                bit += 1;
            }
            tables[0][byte] = value;
            byte += 1;
        }
        let mut place = 256;
        while place < 8 * 256 {
            let (table, byte) = (place / 256, place % 256);
            let before = tables[table - 1][byte];
            tables[table][byte] = before >> 8 ^ tables[0][before as usize & 255];
            place += 1;
        }
        Self { tables, ones }
    }

    /// Returns the checksum of bytes that follow others with the checksum `before`, which is 0 if there are none.
    pub(super) fn update(&self, before: u64, bytes: &[u8]) -> u64 {
        let [t0, t1, t2, t3, t4, t5, t6, t7] = &self.tables;
        let of = |table: &[u64; 256], byte: u8| table[usize::from(byte)];
        let mut crc = before ^ self.ones;
        let (words, rest) = bytes.as_chunks::<8>();
        // A word at a time, because a byte at a time takes five times as long.
        for word in words {
            let [a, b, c, d, e, f, g, h] = (u64::from_le_bytes(*word) ^ crc).to_le_bytes();
            crc = of(t7, a) ^ of(t6, b) ^ of(t5, c) ^ of(t4, d);
            crc ^= of(t3, e) ^ of(t2, f) ^ of(t1, g) ^ of(t0, h);
        }
        for byte in rest {
            let [lowest, ..] = crc.to_le_bytes();
            crc = crc >> 8 ^ of(t0, lowest ^ byte);
        }
        crc ^ self.ones
    }
}

/// Returns the CRC-32 of bytes that follow others with the checksum `before`, which is 0 if there are none.
pub(super) fn update_crc32(before: u32, bytes: &[u8]) -> u32 {
    // The register of this check has no more bits.
    CRC_32.update(before.into(), bytes) as u32
}

/// Returns the CRC-32 of bytes.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    update_crc32(0, bytes)
}
