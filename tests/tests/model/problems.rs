//! The problems of models. Each fixture is a folder with a model and its problems.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shapesmith_model::{Problem, Source, read, read_files};
use shapesmith_test_support::{list_folder, read_folder_files, workspace};

/// `INSTA_UPDATE=always cargo test -p shapesmith-tests` accepts changed problems; read them first.
#[test]
fn fixtures_have_the_expected_problems() {
    for folder in fixtures() {
        let (reads, problems) = problems_of(&folder);
        assert!(!problems.is_empty(), "{} has no problems", folder.display());
        let verdict = if reads { "The model can be used." } else { "The model can't be used." };
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let text = format!("{verdict}\n\n{}\n", problems.join("\n\n"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("problems", text));
    }
}

#[test]
fn problems_are_in_the_order_of_the_files() {
    for folder in fixtures() {
        let (_, problems) = problems_of(&folder);
        let location = |problem: &Problem| {
            (problem.file != "model.json", problem.file.clone(), problem.line, problem.column)
        };
        assert!(problems.is_sorted_by_key(location), "{}", folder.display());
    }
}

/// Each check must be tested by a fixture.
#[test]
fn every_code_has_a_fixture() {
    let seen: BTreeSet<String> = fixtures()
        .iter()
        .flat_map(|folder| problems_of(folder).1)
        .map(|problem| problem.code.to_owned())
        .collect();
    let mut in_source = BTreeSet::new();
    collect_codes(&workspace().join("model/src"), &mut in_source);
    assert!(in_source.len() > 20, "codes are found in the source: {in_source:?}");
    assert_eq!(in_source, seen);
}

/// Collects the first string of each `error(…)`, `warning(…)` and `code: …`.
fn collect_codes(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_codes(&path, codes);
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for start in ["error(", "warning(", "code: "] {
            for rest in source.split(start).skip(1) {
                let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
                let code = rest.split('"').next().unwrap();
                codes.insert(code.to_owned());
            }
        }
    }
}

/// Reads the files of a folder. A model with or without documentation is read with `read`, other files with `read_files`.
fn problems_of(folder: &Path) -> (bool, Vec<Problem>) {
    let files = read_folder_files(folder);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let sources: Vec<Source> = files.iter().map(|(name, bytes)| Source { name, bytes }).collect();
    let reading = match names[..] {
        ["model.json"] | ["docs.json", "model.json"] => {
            let docs = (sources.len() == 2).then(|| sources[0]);
            read(sources[sources.len() - 1], docs)
        }
        _ => read_files(&sources),
    };
    match reading {
        Ok(reading) => (true, reading.warnings),
        Err(error) => (false, error.into_problems()),
    }
}

fn fixtures() -> Vec<PathBuf> {
    let folders = list_folder(&workspace().join("tests/fixtures/problems"));
    assert!(folders.len() >= 30);
    folders
}
