//! What has to be true of what a reader gives.

use shapesmith_model::{
    ModelError, Problem, Reading, Severity, Source, canonical, compute_usage, read,
};

/// The canonical form of a canonical form is itself.
pub fn rewritten(source: Source<'_>) {
    if let Ok(once) = canonical::format_model(source) {
        let again = canonical::format_model(Source { name: "again.json", bytes: once.as_bytes() });
        assert_eq!(again.as_ref(), Ok(&once));
    }
    if let Ok(once) = canonical::format_docs(source) {
        let again = canonical::format_docs(Source { name: "again.json", bytes: once.as_bytes() });
        assert_eq!(again.as_ref(), Ok(&once));
    }
}

/// A model is whole and can be written; problems say where they are.
pub fn looked_at(
    reading: Result<Reading, ModelError>,
    sources: &[Source<'_>],
) -> Result<Reading, ModelError> {
    match &reading {
        Ok(reading) => {
            whole(reading);
            assert!(reading.warnings.iter().all(|problem| problem.severity == Severity::Warning));
            located(&reading.warnings, sources);
        }
        Err(problems) => {
            assert!(problems.iter().any(|problem| problem.severity == Severity::Error));
            located(problems, sources);
        }
    }
    reading
}

fn whole(reading: &Reading) {
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
    let again = Source { name: "again", bytes: files.model.as_bytes() };
    let docs = files.docs.as_ref();
    let docs = docs.map(|docs| Source { name: "docs", bytes: docs.as_bytes() });
    match read(again, docs) {
        Ok(again) => {
            let ids =
                |model: &shapesmith_model::Model| model.shapes.keys().cloned().collect::<Vec<_>>();
            assert_eq!(ids(&again.model), ids(model), "what is written is what was read");
        }
        Err(problems) => panic!("what was read can't be written: {}", problems[0]),
    }
}

/// Each problem is in one of the files, at a place that is there.
fn located(problems: &[Problem], sources: &[Source<'_>]) {
    for problem in problems {
        let text = problem.to_string();
        let source = sources.iter().filter(|source| source.name == problem.file);
        let lines = source
            .map(|source| source.bytes.iter().filter(|byte| **byte == b'\n').count() + 1)
            .max();
        let packed = sources.iter().any(|source| source.bytes.starts_with(b"\x1F\x8B"));
        let lines = lines.unwrap_or_else(|| panic!("{text}: the file is none of those read"));
        assert!((1..=lines).contains(&problem.line) || packed, "{text}");
        assert!(problem.column > 0 && text.contains(problem.code), "{text}");
        assert!(problem.pointer.0.is_empty() || problem.pointer.0.starts_with('/'), "{text}");
    }
}
