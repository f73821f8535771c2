//! Compares JSON numbers by their decimal digits.

/// Returns the sign, significant digits and exponent of a number, which are equal for all spellings of the number, or
/// `None` if the exponent exceeds 32 bits.
pub(super) fn normalize(text: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().ok()?;
    let is_negative = mantissa.starts_with('-');
    let mantissa = mantissa.trim_start_matches('-');
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{integer}{fraction}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Some((false, String::new(), 0));
    }
    let trailing_zeros = digits.len() - digits.trim_end_matches('0').len();
    let fraction_digits = i64::try_from(fraction.len()).ok()?;
    let exponent = i64::from(exponent) - fraction_digits + i64::try_from(trailing_zeros).ok()?;
    Some((is_negative, significant.to_owned(), exponent))
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn all_spellings_of_a_number_are_equal() {
        for same in [["1.50", "15e-1"], ["1E5", "100000"], ["-0.0", "0"], ["12e+2", "1200.00"]] {
            assert_eq!(normalize(same[0]), normalize(same[1]), "{same:?}");
        }
        for other in [["1", "-1"], ["0.12345678901234567", "0.12345678901234568"], ["1", "10"]] {
            assert_ne!(normalize(other[0]), normalize(other[1]), "{other:?}");
        }
    }
}
