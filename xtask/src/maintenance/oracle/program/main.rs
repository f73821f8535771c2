//! Reads values of a service's operations, one per line, and writes a line with the result of validating each.

mod services;

use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use oracle_support::AnyOperation;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let service = services::SERVICES.iter().find(|(service, _)| *service == name);
    let Some((_, operations)) = service else { panic!("there is no service {name}") };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let (name, is_output, value): (String, bool, Value) = serde_json::from_str(&line?)?;
        let operation = operations.iter().find(|operation| operation.name() == name);
        let Some(operation) = operation else { panic!("there is no operation {name}") };
        let verdict = catch_unwind(AssertUnwindSafe(|| verdict(*operation, is_output, &value)));
        let verdict = verdict.unwrap_or_else(|cause| {
            let text = cause.downcast_ref::<String>().map(String::as_str);
            json!({ "panicked": text.or(cause.downcast_ref::<&str>().copied()).unwrap_or("?") })
        });
        writeln!(out, "{verdict}")?;
    }
    out.flush()
}

fn verdict(operation: &dyn AnyOperation, is_output: bool, value: &Value) -> Value {
    let checked =
        if is_output { operation.check_output(value) } else { operation.check_input(value) };
    match checked {
        Err(error) => json!({ "unreadable": error.to_string() }),
        Ok(Ok(_)) => json!({ "violations": [] }),
        Ok(Err(violations)) => {
            let violations = violations.iter().map(|one| json!([one.path(), one.to_string()]));
            json!({ "violations": violations.collect::<Vec<_>>() })
        }
    }
}
