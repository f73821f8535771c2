//! Makes values of a service's operations, and checks them: valid ones validate and survive being written and read, and those with
//! a violation have the one that they are said to have. Prints a line for each valid value, each failure, and the totals.

mod services;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use samples_support::sample::{NoSample, Random, Sampler};
use samples_support::{AnyOperation, AnyValue, Validate};
use serde_json::{Value, json};

#[derive(Default)]
struct Checker {
    sampler: Sampler,
    valid: usize,
    violating: usize,
    /// The number of times that a value can't violate anything.
    without_violation: usize,
    /// The failures of the current operation, and the reasons for values that can't be made.
    failures: Vec<String>,
    missing: Vec<String>,
}

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let [_, name, seeds] = args.as_slice() else { panic!("expected a service and a number of seeds") };
    let service = services::SERVICES.iter().find(|(service, _)| service == name);
    let Some((_, operations)) = service else { panic!("there is no service {name}") };
    let seeds: u64 = seeds.parse().expect("a number of seeds");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut checker = Checker::default();
    for operation in *operations {
        for is_output in [false, true] {
            for seed in 1..=seeds {
                let check = AssertUnwindSafe(|| checker.check(*operation, is_output, seed));
                let value = catch_unwind(check);
                let panic = "it panicked".to_owned();
                let failures = std::mem::take(&mut checker.failures).into_iter();
                for reason in failures.chain(value.is_err().then_some(panic)) {
                    let side = if is_output { "output" } else { "input" };
                    let id = format!("{}/{side}/{seed}", operation.name());
                    writeln!(out, "{}", json!({ "failure": format!("{id}: {reason}") }))?;
                }
                if let Ok(Some(value)) = value {
                    writeln!(out, "{}", json!({ "sample": [operation.name(), is_output, value] }))?;
                }
            }
        }
    }
    checker.missing.sort();
    checker.missing.dedup();
    let Checker { valid, violating, without_violation, missing, .. } = checker;
    let totals = json!({
        "valid": valid,
        "violating": violating,
        "without_violation": without_violation,
        "missing": missing,
    });
    writeln!(out, "{}", json!({ "totals": totals }))?;
    out.flush()
}

impl Checker {
    /// Returns a valid value that was made.
    fn check(&mut self, operation: &dyn AnyOperation, is_output: bool, seed: u64) -> Option<Value> {
        let mut random = Random::new(seed);
        let violating = if is_output {
            self.sampler.violating_output(operation, &mut random)
        } else {
            self.sampler.violating_input(operation, &mut random)
        };
        match violating {
            Ok((value, expected)) => {
                self.violating += 1;
                let found = value.violations(2);
                if !(found.len() == 1 && found.iter().all(|it| expected == *it)) {
                    self.failures.push(format!("expected {expected:?}, found {found:?}"));
                }
            }
            Err(NoSample::NoViolation) => self.without_violation += 1,
            // A valid value isn't there, either.
            Err(_) => {}
        }
        let valid = if is_output {
            self.sampler.sample_output(operation, &mut random)
        } else {
            self.sampler.sample_input(operation, &mut random)
        };
        match valid {
            Ok(value) => {
                self.valid += 1;
                self.check_valid(operation, is_output, &value)
            }
            Err(error) => {
                let side = if is_output { "output" } else { "input" };
                self.missing.push(format!("{}, {side}: {error}", operation.name()));
                None
            }
        }
    }

    fn check_valid(
        &mut self,
        operation: &dyn AnyOperation,
        is_output: bool,
        value: &AnyValue,
    ) -> Option<Value> {
        let violations = value.violations(usize::MAX);
        if !violations.is_empty() {
            self.failures.push(format!("it isn't valid: {violations}"));
        }
        let text = serde_json::to_string(value).expect("a value without keys that aren't text");
        let mut json = serde_json::Deserializer::from_str(&text);
        let read = if is_output {
            operation.read_output(&mut json)
        } else {
            operation.read_input(&mut json)
        };
        match read {
            Ok(read) if read == *value => {}
            Ok(read) => self.failures.push(format!("written as {text}, it is read as {read:?}")),
            Err(error) => self.failures.push(format!("written as {text}, it can't be read: {error}")),
        }
        serde_json::from_str(&text).ok()
    }
}
