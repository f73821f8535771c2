//! A run as JSON, for programs.

use std::collections::BTreeMap;

use serde::Serialize;
use shapesmith::rust::PatternCounts;
use shapesmith_model::escape;

use super::check::Checked;
use super::generate::Made;
use super::{Row, Run};
use crate::exit::Failure;

#[derive(Serialize)]
struct Whole<'a> {
    ok: bool,
    jobs: usize,
    generated_ms: u128,
    checked_ms: u128,
    memory_bytes: Option<u64>,
    older_versions: usize,
    other_files: usize,
    services: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    service: &'a str,
    version: &'a str,
    format: &'static str,
    files: Vec<String>,
    ok: bool,
    read: Option<usize>,
    emitted: Option<usize>,
    skipped: Option<usize>,
    reasons: BTreeMap<String, usize>,
    patterns: Option<Patterns<'a>>,
    items: Option<usize>,
    lines: Option<usize>,
    bytes: Option<usize>,
    ms: f64,
    failures: &'a [String],
    warnings: &'a [String],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tools: BTreeMap<&'static str, ToolRun<'a>>,
}

/// What became of the patterns.
#[derive(Serialize)]
struct Patterns<'a> {
    exact: usize,
    approximated: usize,
    /// Those that can't be enforced.
    unsupported: usize,
    /// Those that no value matches, which aren't enforced either.
    impossible: usize,
    /// Those that aren't exact, each place that has one.
    lax: Vec<Lax<'a>>,
}

#[derive(Serialize)]
struct Lax<'a> {
    shape: String,
    pattern: Option<&'a str>,
    reason: &'a str,
}

#[derive(Serialize)]
struct ToolRun<'a> {
    ok: bool,
    ms: Option<u128>,
    memory_bytes: Option<u64>,
    told: &'a str,
}

/// All of it.
pub fn text(run: &Run<'_>) -> Result<String, Failure> {
    let whole = Whole {
        ok: run.rows.iter().all(Row::passes),
        jobs: run.jobs,
        generated_ms: run.generating.as_millis(),
        checked_ms: run.checking.as_millis(),
        memory_bytes: run.memory,
        older_versions: run.found.older_versions,
        other_files: run.found.unrelated_files,
        services: run.rows.iter().map(one).collect(),
    };
    let text = serde_json::to_string_pretty(&whole);
    let text = text.map_err(|error| Failure::new(error.to_string()))?;
    Ok(escape::json(&text).into_owned())
}

fn one<'a>(row: &'a Row<'_>) -> One<'a> {
    let made = row.outcome.made.as_ref();
    One {
        service: &row.service.name,
        version: &row.service.version,
        format: row.service.format,
        files: row.service.files.iter().map(|path| path.display().to_string()).collect(),
        ok: row.passes(),
        read: made.map(|made| made.conserved.read),
        emitted: made.map(|made| made.conserved.emitted),
        skipped: made.map(|made| made.conserved.skipped),
        reasons: made.map(|made| made.reasons.clone()).unwrap_or_default(),
        patterns: made.map(patterns),
        items: made.map(|made| made.items),
        lines: made.map(|made| made.lines),
        bytes: made.map(|made| made.bytes),
        ms: (row.outcome.took.as_secs_f64() * 1e5).round() / 1e2,
        failures: &row.outcome.failures,
        warnings: &row.outcome.warnings,
        tools: row.checked.iter().map(|checked| (checked.tool.name(), tool(checked))).collect(),
    }
}

fn patterns(made: &Made) -> Patterns<'_> {
    let PatternCounts { exact, approximated, unsupported, impossible, .. } = made.patterns;
    let lax = made.lax.iter().map(|skipped| Lax {
        shape: skipped.origin.to_string(),
        pattern: skipped.pattern.as_deref(),
        reason: &skipped.reason,
    });
    Patterns { exact, approximated, unsupported, impossible, lax: lax.collect() }
}

fn tool(checked: &Checked) -> ToolRun<'_> {
    ToolRun {
        ok: checked.success,
        ms: checked.cost.map(|cost| cost.wall.as_millis()),
        memory_bytes: checked.cost.map(|cost| cost.memory),
        told: &checked.told,
    }
}
