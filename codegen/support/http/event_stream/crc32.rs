//! The checksum of frames: CRC-32 as in Ethernet and gzip.

/// The tables: that of single bytes, and those of bytes that are followed by one to seven others.
static TABLES: [[u32; 256]; 8] = create_tables();

/// The polynomial, with its bits in reverse order.
const POLYNOMIAL: u32 = 0xEDB8_8320;

const fn create_tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let (mut value, mut bit) = (byte as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { value >> 1 ^ POLYNOMIAL } else { value >> 1 };
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
    tables
}

/// Returns the checksum of bytes that follow others with the checksum `before`, which is 0 if there are none.
pub(super) fn update_crc32(before: u32, bytes: &[u8]) -> u32 {
    let [t0, t1, t2, t3, t4, t5, t6, t7] = &TABLES;
    let of = |table: &[u32; 256], byte: u8| table[usize::from(byte)];
    let mut crc = !before;
    let (words, rest) = bytes.as_chunks::<8>();
    // A word at a time, because a byte at a time takes five times as long.
    for word in words {
        let [a, b, c, d, e, f, g, h] = (u64::from_le_bytes(*word) ^ u64::from(crc)).to_le_bytes();
        crc = of(t7, a) ^ of(t6, b) ^ of(t5, c) ^ of(t4, d);
        crc ^= of(t3, e) ^ of(t2, f) ^ of(t1, g) ^ of(t0, h);
    }
    for byte in rest {
        let [lowest, ..] = crc.to_le_bytes();
        crc = crc >> 8 ^ of(t0, lowest ^ byte);
    }
    !crc
}

/// Returns the checksum of bytes.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    update_crc32(0, bytes)
}
