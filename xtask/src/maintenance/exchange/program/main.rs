//! Reads tasks, one per line, and writes a line with the answer to each.

mod client;
mod events;
mod exchange;
mod messages;
mod server;
mod services;
mod streams;
mod values;

use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};

use exchange::run_task;

/// The answer to a task: what a part of it is called, and the part.
type Answer = Result<Value, String>;

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let (service, operation, protocol, task): (String, String, String, Value) =
            serde_json::from_str(&line?)?;
        let answer =
            catch_unwind(AssertUnwindSafe(|| run_task(&service, &operation, &protocol, &task)));
        let answer = match answer {
            Ok(Ok(answer)) => answer,
            Ok(Err(reason)) => json!({ "failed": reason }),
            Err(cause) => {
                let text = cause.downcast_ref::<String>().map(String::as_str);
                json!({ "panicked": text.or(cause.downcast_ref::<&str>().copied()).unwrap_or("?") })
            }
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()
}
