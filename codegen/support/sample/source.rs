//! Where the choices come from that make a value.

/// A source of choices: the seeded generator [`Random`], or, with the Cargo feature `arbitrary`, an `Unstructured`.
pub trait Source {
    /// Returns a number below `bound`; 0 if `bound` is 0. The less the number, the simpler is the value that it makes, and a source
    /// may return 0 for ever: then values are the simplest ones.
    fn below(&mut self, bound: u64) -> u64;
}

impl<S: Source + ?Sized> Source for &mut S {
    fn below(&mut self, bound: u64) -> u64 {
        (**self).below(bound)
    }
}

/// A generator of choices, which are the same for the same seed (SplitMix64: Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators"). They aren't secret: not for cryptography.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// Creates the generator of this seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ self.state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }
}

impl Source for Random {
    fn below(&mut self, bound: u64) -> u64 {
        let scaled = u128::from(self.next()) * u128::from(bound);
        u64::try_from(scaled >> 64).unwrap_or_default()
    }
}
