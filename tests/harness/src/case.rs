//! A model, broken as a string of bytes chooses.

use arbitrary::Unstructured;
use serde_json::Value;
use shapesmith_model::Source;

use crate::mutate::{self, Mutation};
use crate::seeds::Seed;

/// The files of a service that was whole.
#[derive(Clone, Debug)]
pub struct Case {
    /// The files by their names.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was done to them, in that order.
    pub mutations: Vec<Mutation>,
}

impl Case {
    /// Breaks the seed in up to three places. The same choices give the same case.
    pub fn new(seed: &Seed, choices: &[u8]) -> Self {
        let mut choices = Unstructured::new(choices);
        let mut seed = seed.clone();
        let mut mutations = Vec::new();
        // Choices that have ended are no mistake: the case is what it is by then.
        let _ = Self::mutate(&mut seed, &mut mutations, &mut choices);
        let mut files = Self::whole(&seed).files;
        if choices.ratio(1, 12).unwrap_or_default() {
            let file = choices.choose_index(files.len()).unwrap_or_default();
            mutate::bytes(&mut files[file].1, &mut choices);
            mutations.push(Mutation::Bytes);
        }
        Self { files, mutations }
    }

    /// The case of a seed with this number: the same in every run, and another one for each seed.
    pub fn numbered(seed: &Seed, number: usize) -> Self {
        let name = seed
            .name
            .bytes()
            .fold(number as u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte));
        Self::new(seed, &Random::new(name).choices())
    }

    /// The seed as it is.
    pub fn whole(seed: &Seed) -> Self {
        let text = |(name, value): &(String, Value)| (name.clone(), value.to_string().into_bytes());
        Self { files: seed.files.iter().map(text).collect(), mutations: Vec::new() }
    }

    fn mutate(
        seed: &mut Seed,
        mutations: &mut Vec<Mutation>,
        choices: &mut Unstructured<'_>,
    ) -> arbitrary::Result<()> {
        for _ in 0..choices.int_in_range(1..=3)? {
            // Mostly the model.
            let file = choices.choose_index(seed.files.len() + 3)?;
            let file = if file < seed.files.len() { file } else { 0 };
            let mutation = *choices.choose(Mutation::OF_VALUES)?;
            mutations.push(mutation);
            mutation.apply(&mut seed.files[file].1, choices)?;
        }
        Ok(())
    }

    /// The files as the reader takes them.
    pub fn sources(&self) -> Vec<Source<'_>> {
        self.files.iter().map(|(name, bytes)| Source { name, bytes }).collect()
    }
}

/// Choices for tests: the generator of Marsaglia, "Xorshift RNGs". The same numbers in every run.
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    /// Starts anywhere.
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// As many bytes as a case can use.
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
