//! The results of a run as JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use shapesmith::rust::PatternCounts;
use shapesmith_model::escape;

use super::generate::ModuleFigures;
use super::tools::ToolResult;
use super::{CorpusResult, ServiceResult};
use crate::exit::Failure;

#[derive(Serialize)]
struct CorpusJson<'a> {
    ok: bool,
    jobs: usize,
    generated_ms: u128,
    checked_ms: u128,
    memory_bytes: Option<u64>,
    older_versions: usize,
    other_files: usize,
    services: Vec<ServiceJson<'a>>,
}

#[derive(Serialize)]
struct ServiceJson<'a> {
    service: &'a str,
    version: &'a str,
    format: &'static str,
    files: Vec<String>,
    ok: bool,
    read: Option<usize>,
    emitted: Option<usize>,
    skipped: Option<usize>,
    reasons: BTreeMap<String, usize>,
    patterns: Option<PatternsJson<'a>>,
    items: Option<usize>,
    lines: Option<usize>,
    bytes: Option<usize>,
    ms: f64,
    failures: &'a [String],
    warnings: &'a [String],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tools: BTreeMap<&'static str, ToolJson<'a>>,
}

/// How exactly the patterns are enforced.
#[derive(Serialize)]
struct PatternsJson<'a> {
    exact: usize,
    approximated: usize,
    /// Patterns that can't be enforced.
    unsupported: usize,
    /// Patterns that no value matches, which aren't enforced either.
    impossible: usize,
    /// The shapes and members with a pattern that isn't enforced exactly.
    lax: Vec<InexactPatternJson<'a>>,
}

#[derive(Serialize)]
struct InexactPatternJson<'a> {
    shape: String,
    pattern: Option<&'a str>,
    reason: &'a str,
}

#[derive(Serialize)]
struct ToolJson<'a> {
    ok: bool,
    ms: u128,
    memory_bytes: u64,
    #[serde(rename = "told")]
    output: &'a str,
}

/// Returns the results as an indented JSON document.
///
/// # Errors
/// The document can't be serialized.
pub fn format_json(result: &CorpusResult<'_>) -> Result<String, Failure> {
    let document = CorpusJson {
        ok: result.passes(),
        jobs: result.jobs,
        generated_ms: result.generation_time.as_millis(),
        checked_ms: result.tool_time.as_millis(),
        memory_bytes: result.peak_memory,
        older_versions: result.found.older_versions,
        other_files: result.found.unrelated_files,
        services: result.services.iter().map(service_to_json).collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    let text = text.map_err(|error| Failure::new(error.to_string()))?;
    Ok(escape::json(&text).into_owned())
}

fn service_to_json<'a>(result: &'a ServiceResult<'_>) -> ServiceJson<'a> {
    let ServiceResult { service, generation, tools } = result;
    let module = generation.module.as_ref();
    ServiceJson {
        service: &service.name,
        version: &service.version,
        format: service.format,
        files: service.files.iter().map(|path| path.display().to_string()).collect(),
        ok: result.passes(),
        read: module.map(|module| module.accounting.read),
        emitted: module.map(|module| module.accounting.emitted),
        skipped: module.map(|module| module.accounting.skipped),
        reasons: module.map(|module| module.skip_reasons.clone()).unwrap_or_default(),
        patterns: module.map(patterns_to_json),
        items: module.map(|module| module.items),
        lines: module.map(|module| module.lines),
        bytes: module.map(|module| module.bytes),
        ms: (generation.elapsed.as_secs_f64() * 1e5).round() / 1e2,
        failures: &generation.failures,
        warnings: &generation.warnings,
        tools: tools.iter().map(|result| (result.tool.name(), tool_to_json(result))).collect(),
    }
}

fn patterns_to_json(module: &ModuleFigures) -> PatternsJson<'_> {
    let PatternCounts { exact, approximated, unsupported, impossible, .. } = module.patterns;
    let inexact = module.inexact_patterns.iter().map(|skipped| InexactPatternJson {
        shape: skipped.origin.to_string(),
        pattern: skipped.pattern.as_deref(),
        reason: &skipped.reason,
    });
    PatternsJson { exact, approximated, unsupported, impossible, lax: inexact.collect() }
}

fn tool_to_json(result: &ToolResult) -> ToolJson<'_> {
    ToolJson {
        ok: result.success,
        ms: result.cost.wall.as_millis(),
        memory_bytes: result.cost.memory,
        output: &result.output,
    }
}
