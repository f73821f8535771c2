//! Base64 with padding. ([RFC 4648](https://www.rfc-editor.org/rfc/rfc4648#section-4))

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns bytes as base64 with padding.
pub fn encode_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            let letter = ALPHABET.get(value as usize).filter(|_| digit <= chunk.len());
            text.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    text
}

/// Returns the bytes of base64 with padding; `None` if the text isn't base64.
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in text.as_bytes().chunks(4) {
        let digits = group.strip_suffix(b"==").or(group.strip_suffix(b"=")).unwrap_or(group);
        if group.len() != 4 {
            return None;
        }
        let mut bits = 0;
        for digit in digits {
            let value = ALPHABET.iter().position(|letter| letter == digit)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        let decoded = (bits << (6 * (4 - digits.len()))).to_be_bytes();
        bytes.extend_from_slice(decoded.get(1..digits.len())?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded() {
        let texts = ["", "f", "fo", "foo", "foob", "\u{3f}\u{fb}"];
        let encoded = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "P8O7"];
        assert_eq!(texts.map(|text| encode_base64(text.as_bytes())), encoded);
        let decoded = encoded.map(decode_base64);
        assert_eq!(decoded, texts.map(|text| Some(text.as_bytes().to_vec())));
        for malformed in ["Z", "Zg", "Zg=", "Z===", "Z!==", "====", "Zg==Zg=", "Zm9v\n"] {
            assert_eq!(decode_base64(malformed), None, "{malformed}");
        }
    }
}
