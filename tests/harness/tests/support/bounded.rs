//! Runs cases within bounds of time and memory, and counts their outcomes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use shapesmith_harness::{Case, Mutation, Outcome, Seed, run_pipeline};

/// The maximum time of a case. Most cases take a hundredth of a second.
const MAX_TIME: Duration = Duration::from_secs(120);

/// The maximum memory of a case in bytes: a constant, and an amount for each byte of input and output. The JSON, the model,
/// the generated text and its syntax tree are in memory at the same time.
const BASE_MEMORY: u64 = 32 << 20;
const MEMORY_PER_BYTE: u64 = 40;

/// The outcomes of cases.
#[derive(Clone, Debug, Default)]
pub struct CaseStats {
    pub cases: usize,
    pub generated: usize,
    pub rejected: usize,
    /// The number of models with each mutation that could be generated.
    pub survived: BTreeMap<Mutation, usize>,
    /// The longest time of a case, and the name of the case.
    pub longest: (Duration, String),
    /// The largest memory of a case in bytes, and the name of the case.
    pub most: (u64, String),
}

impl CaseStats {
    pub fn add(&mut self, other: Self) {
        self.cases += other.cases;
        self.generated += other.generated;
        self.rejected += other.rejected;
        for (mutation, count) in other.survived {
            *self.survived.entry(mutation).or_default() += count;
        }
        self.longest = self.longest.clone().max(other.longest);
        self.most = self.most.clone().max(other.most);
    }

    fn add_case(
        &mut self,
        name: String,
        case: &Case,
        outcome: &Outcome,
        took: Duration,
        memory: u64,
    ) {
        self.cases += 1;
        match outcome {
            Outcome::Rejected(_) => self.rejected += 1,
            Outcome::Generated(_) => {
                self.generated += 1;
                case.mutations.iter().for_each(|it| *self.survived.entry(*it).or_default() += 1);
            }
        }
        let input: usize = case.files.iter().map(|(_, bytes)| bytes.len()).sum();
        let output: usize = match outcome {
            Outcome::Rejected(_) => 0,
            Outcome::Generated(modules) => {
                modules.iter().flat_map(|it| it.files.values()).map(String::len).sum()
            }
        };
        let bound = BASE_MEMORY + MEMORY_PER_BYTE * (input + output) as u64;
        assert!(
            memory < bound,
            "{name}: {memory} bytes of memory for {input} bytes of input and {output} of output"
        );
        self.longest = self.longest.clone().max((took, name.clone()));
        self.most = self.most.clone().max((memory, name));
    }
}

/// Returns the numbers of the cases to run: `0..count`, or the range `FROM-TO` in `SHAPESMITH_CASES`.
pub fn case_numbers(count: usize) -> Range<usize> {
    let Ok(range) = std::env::var("SHAPESMITH_CASES") else { return 0..count };
    let (from, to) = range.split_once('-').expect("SHAPESMITH_CASES is FROM-TO");
    from.parse().unwrap()..to.parse().unwrap()
}

/// Runs the cases of a seed with these numbers.
pub fn run(seed: &Seed, numbers: Range<usize>) -> CaseStats {
    let seed = seed.clone();
    run_cases(numbers.map(move |number| {
        let case = Case::from_number(&seed, number);
        (format!("{}, case {number}", seed.name), case)
    }))
}

/// Runs cases in a thread, so that a case that doesn't end is reported.
pub fn run_cases(cases: impl Iterator<Item = (String, Case)> + Send + 'static) -> CaseStats {
    let (sender, receiver) = channel();
    let worker = thread::spawn(move || {
        let mut stats = CaseStats::default();
        for (name, case) in cases {
            // The receiver is gone after a timeout.
            let _ = sender.send(name.clone());
            let (start, mut outcome) = (Instant::now(), None);
            let memory =
                allocation_counter::measure(|| outcome = Some(run_pipeline(&case.sources())));
            stats.add_case(name, &case, &outcome.unwrap(), start.elapsed(), memory.bytes_max);
        }
        stats
    });
    let mut current = String::new();
    loop {
        match receiver.recv_timeout(MAX_TIME) {
            Ok(name) => current = name,
            Err(RecvTimeoutError::Timeout) => panic!("{current}: takes more than {MAX_TIME:?}"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    worker.join().unwrap_or_else(|_| panic!("{current}"))
}
