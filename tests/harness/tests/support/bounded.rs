//! Runs cases within bounds of time and memory, and counts what became of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use shapesmith_harness::{Case, Mutation, Outcome, Seed, pipeline};

/// No case takes longer; most take a hundredth of a second.
const LONGEST: Duration = Duration::from_secs(120);

/// No case takes more memory in bytes than this, and so much for each byte that is read or made: the JSON, the model,
/// the text and the tree that the test parses it into are there at once.
const MEMORY: u64 = 32 << 20;
const PER_BYTE: u64 = 40;

/// What became of cases.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub cases: usize,
    pub made: usize,
    pub refused: usize,
    /// How many models survived each mutation.
    pub survived: BTreeMap<Mutation, usize>,
    /// The longest time of a case, and which it was.
    pub longest: (Duration, String),
    /// The most memory of a case in bytes, and which it was.
    pub most: (u64, String),
}

impl Told {
    pub fn add(&mut self, other: Self) {
        self.cases += other.cases;
        self.made += other.made;
        self.refused += other.refused;
        for (mutation, count) in other.survived {
            *self.survived.entry(mutation).or_default() += count;
        }
        self.longest = self.longest.clone().max(other.longest);
        self.most = self.most.clone().max(other.most);
    }

    fn case(&mut self, name: String, case: &Case, outcome: &Outcome, took: Duration, memory: u64) {
        self.cases += 1;
        match outcome {
            Outcome::Refused(_) => self.refused += 1,
            Outcome::Made(_) => {
                self.made += 1;
                case.mutations.iter().for_each(|it| *self.survived.entry(*it).or_default() += 1);
            }
        }
        let size: usize = case.files.iter().map(|(_, bytes)| bytes.len()).sum();
        let made: usize = match outcome {
            Outcome::Refused(_) => 0,
            Outcome::Made(modules) => {
                modules.iter().flat_map(|it| it.files.values()).map(String::len).sum()
            }
        };
        let bound = MEMORY + PER_BYTE * (size + made) as u64;
        assert!(memory < bound, "{name}: {memory} bytes for {size}, of which are made {made}");
        self.longest = self.longest.clone().max((took, name.clone()));
        self.most = self.most.clone().max((memory, name));
    }
}

/// The numbers of so many cases, or of those that `SHAPESMITH_CASES` (`FROM-TO`) says.
pub fn chosen(count: usize) -> Range<usize> {
    let Ok(wanted) = std::env::var("SHAPESMITH_CASES") else { return 0..count };
    let (from, to) = wanted.split_once('-').expect("SHAPESMITH_CASES is FROM-TO");
    from.parse().unwrap()..to.parse().unwrap()
}

/// Makes the cases of a seed, and runs them.
pub fn run(seed: &Seed, numbers: Range<usize>) -> Told {
    let seed = seed.clone();
    run_cases(numbers.map(move |number| {
        let case = Case::numbered(&seed, number);
        (format!("{}, case {number}", seed.name), case)
    }))
}

/// Runs cases on a thread of their own, so that one that hangs is told of.
pub fn run_cases(cases: impl Iterator<Item = (String, Case)> + Send + 'static) -> Told {
    let (tell, hear) = channel();
    let worker = thread::spawn(move || {
        let mut told = Told::default();
        for (name, case) in cases {
            // Nobody hears it once a case has taken too long.
            let _ = tell.send(name.clone());
            let (start, mut outcome) = (Instant::now(), None);
            let memory = allocation_counter::measure(|| outcome = Some(pipeline(&case.sources())));
            told.case(name, &case, &outcome.unwrap(), start.elapsed(), memory.bytes_max);
        }
        told
    });
    let mut at = String::new();
    loop {
        match hear.recv_timeout(LONGEST) {
            Ok(name) => at = name,
            Err(RecvTimeoutError::Timeout) => panic!("{at}: takes more than {LONGEST:?}"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    worker.join().unwrap_or_else(|_| panic!("{at}"))
}
