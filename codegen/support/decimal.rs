//! Exact comparison of numbers of any length by their digits.

use std::cmp::Ordering;

/// Compares two numbers in JSON's syntax. Exponents beyond 64 bits count as the greatest or least of 64 bits.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (Decimal::new(left), Decimal::new(right));
    left.sign().cmp(&right.sign()).then_with(|| {
        let magnitudes = left.magnitude(&right);
        if left.negative { magnitudes.reverse() } else { magnitudes }
    })
}

/// A number: zero, a point and the digits of both parts, times ten to the exponent.
struct Decimal<'a> {
    negative: bool,
    /// The digits before the point, without leading zeros.
    whole: &'a str,
    /// The digits after the point, without leading zeros if there are only zeros before it.
    fraction: &'a str,
    exponent: i64,
}

impl<'a> Decimal<'a> {
    fn new(text: &'a str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let furthest = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
        let exponent = exponent.parse().unwrap_or(furthest);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.trim_start_matches('-').trim_start_matches('0');
        let significant =
            if digits.is_empty() { fraction.trim_start_matches('0') } else { fraction };
        let places = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
        let moved = places(digits) - (places(fraction) - places(significant));
        let is_zero = digits.is_empty() && significant.is_empty();
        Self {
            negative: whole.starts_with('-') && !is_zero,
            whole: digits,
            fraction: significant,
            exponent: if is_zero { 0 } else { moved.saturating_add(exponent) },
        }
    }

    /// Returns -1, 0 or 1.
    fn sign(&self) -> i8 {
        let is_zero = self.whole.is_empty() && self.fraction.is_empty();
        i8::from(!is_zero) - 2 * i8::from(self.negative)
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        let mut order = self.exponent.cmp(&other.exponent);
        let mut place = 0;
        while order.is_eq() && (self.has(place) || other.has(place)) {
            order = self.digit(place).cmp(&other.digit(place));
            place += 1;
        }
        order
    }

    fn has(&self, place: usize) -> bool {
        place < self.whole.len() + self.fraction.len()
    }

    fn digit(&self, place: usize) -> u8 {
        let (text, place) = match place.checked_sub(self.whole.len()) {
            Some(place) => (self.fraction, place),
            None => (self.whole, place),
        };
        text.as_bytes().get(place).copied().unwrap_or(b'0')
    }
}
