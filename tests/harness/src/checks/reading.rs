//! Checks of the results of readers.

use shapesmith_model::{
    ModelError, Problem, Reading, Severity, Source, canonical, compute_usage, read,
};

/// Checks that formatting is idempotent.
pub fn check_canonical_form(source: Source<'_>) {
    if let Ok(once) = canonical::format_model(source) {
        let twice = canonical::format_model(Source { name: "once.json", bytes: once.as_bytes() });
        assert_eq!(twice.as_ref(), Ok(&once));
    }
    if let Ok(once) = canonical::format_docs(source) {
        let twice = canonical::format_docs(Source { name: "once.json", bytes: once.as_bytes() });
        assert_eq!(twice.as_ref(), Ok(&once));
    }
}

/// Checks that a model is complete and can be written, and that problems have locations.
pub fn check_reading(
    reading: Result<Reading, ModelError>,
    sources: &[Source<'_>],
) -> Result<Reading, ModelError> {
    match &reading {
        Ok(reading) => {
            check_model(reading);
            assert!(reading.warnings.iter().all(|problem| problem.severity == Severity::Warning));
            check_locations(&reading.warnings, sources);
        }
        Err(problems) => {
            assert!(problems.iter().any(|problem| problem.severity == Severity::Error));
            check_locations(problems, sources);
        }
    }
    reading
}

fn check_model(reading: &Reading) {
    let model = &reading.model;
    for shape in model.shapes.values() {
        for member in shape.members() {
            assert!(model.shape(&member.target).is_some(), "{member:?} resolves");
        }
    }
    for service in model.services.values() {
        compute_usage(model, service);
    }
    let files = canonical::write_model(model);
    let written = Source { name: "written", bytes: files.model.as_bytes() };
    let docs = files.docs.as_ref();
    let docs = docs.map(|docs| Source { name: "docs", bytes: docs.as_bytes() });
    match read(written, docs) {
        Ok(written) => {
            let ids =
                |model: &shapesmith_model::Model| model.shapes.keys().cloned().collect::<Vec<_>>();
            assert_eq!(ids(&written.model), ids(model), "the written model has the same shapes");
        }
        Err(problems) => panic!("the written model can't be read: {}", problems[0]),
    }
}

/// Checks that each problem is in one of the files, at an existing location.
fn check_locations(problems: &[Problem], sources: &[Source<'_>]) {
    for problem in problems {
        let text = problem.to_string();
        let source = sources.iter().filter(|source| source.name == problem.file);
        let lines = source
            .map(|source| source.bytes.iter().filter(|byte| **byte == b'\n').count() + 1)
            .max();
        let is_gzip = sources.iter().any(|source| source.bytes.starts_with(b"\x1F\x8B"));
        let lines = lines.unwrap_or_else(|| panic!("{text}: unknown file"));
        assert!((1..=lines).contains(&problem.line) || is_gzip, "{text}");
        assert!(problem.column > 0 && text.contains(problem.code), "{text}");
        assert!(problem.pointer.0.is_empty() || problem.pointer.0.starts_with('/'), "{text}");
    }
}
