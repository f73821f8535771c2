//! Models that are broken as a byte string chooses.

use arbitrary::Unstructured;
use serde_json::Value;
use shapesmith_model::Source;

use crate::mutate::{self, Mutation};
use crate::seeds::Seed;

/// The files of a broken model.
#[derive(Clone, Debug)]
pub struct Case {
    /// The files by their names.
    pub files: Vec<(String, Vec<u8>)>,
    /// The mutations that were applied, in this order.
    pub mutations: Vec<Mutation>,
}

impl Case {
    /// Breaks the seed in up to three places. Equal choices create equal cases.
    pub fn new(seed: &Seed, choices: &[u8]) -> Self {
        let mut choices = Unstructured::new(choices);
        let mut seed = seed.clone();
        let mut mutations = Vec::new();
        // If the choices run out, the case has the mutations up to then.
        let _ = Self::mutate(&mut seed, &mut mutations, &mut choices);
        let mut files = Self::unmodified(&seed).files;
        if choices.ratio(1, 12).unwrap_or_default() {
            let file = choices.choose_index(files.len()).unwrap_or_default();
            mutate::mutate_bytes(&mut files[file].1, &mut choices);
            mutations.push(Mutation::Bytes);
        }
        Self { files, mutations }
    }

    /// Creates the case of a seed with this number, which is the same in every run.
    pub fn from_number(seed: &Seed, number: usize) -> Self {
        let state = seed
            .name
            .bytes()
            .fold(number as u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte));
        Self::new(seed, &Random::new(state).choices())
    }

    /// Creates the case of a seed without mutations.
    pub fn unmodified(seed: &Seed) -> Self {
        let text = |(name, value): &(String, Value)| (name.clone(), value.to_string().into_bytes());
        Self { files: seed.files.iter().map(text).collect(), mutations: Vec::new() }
    }

    fn mutate(
        seed: &mut Seed,
        mutations: &mut Vec<Mutation>,
        choices: &mut Unstructured<'_>,
    ) -> arbitrary::Result<()> {
        for _ in 0..choices.int_in_range(1..=3)? {
            // The model, which is the first file, is chosen most often.
            let file = choices.choose_index(seed.files.len() + 3)?;
            let file = if file < seed.files.len() { file } else { 0 };
            let mutation = *choices.choose(Mutation::OF_VALUES)?;
            mutations.push(mutation);
            mutation.apply(&mut seed.files[file].1, choices)?;
        }
        Ok(())
    }

    /// Returns the files as input of the reader.
    pub fn sources(&self) -> Vec<Source<'_>> {
        self.files.iter().map(|(name, bytes)| Source { name, bytes }).collect()
    }
}

/// A generator of reproducible choices (Marsaglia, "Xorshift RNGs").
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    /// Creates a generator, whose state must not be zero.
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Returns the bytes for the choices of a case.
    fn choices(&mut self) -> Vec<u8> {
        (0..32).flat_map(|_| self.next().to_le_bytes()).collect()
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
