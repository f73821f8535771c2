//! The report shows the changes that cause the verdicts in the heading of a service, and each group has the same name in
//! every format.

use std::sync::LazyLock;

use serde_json::{Value, json};
use shapesmith_tests::review_cases::CASES;

use super::repository::project;

/// The reports of one service, whose title comes from the number of its case.
struct ServiceReports {
    title: String,
    report: Value,
    texts: Vec<(&'static str, String)>,
}

const FORMATS: [&str; 5] = ["text", "markdown", "html", "github", "changelog"];

/// The reports from the old models to the new ones, and from the new models to the old ones.
static REPORTS: LazyLock<[Vec<ServiceReports>; 2]> =
    LazyLock::new(|| [create_reports(false), create_reports(true)]);

/// Creates the reports of all cases of `review_api`, each as a service of its own, from two folders.
fn create_reports(is_backwards: bool) -> Vec<ServiceReports> {
    let folder = tempfile::tempdir().unwrap();
    for (number, case) in CASES.iter().enumerate() {
        let [old, new] = case.texts();
        for (side, text) in [("old", old), ("new", new)] {
            let mut text: Value =
                serde_json::from_str(&text.to_string().replace("z#", &format!("z{number}#")))
                    .unwrap();
            let service = &mut text["shapes"][format!("z{number}#Zoo")]["traits"];
            service["smithy.api#title"] = json!(format!("Case{number}."));
            let path = folder.path().join(side).join(format!("case{number}.json"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text.to_string()).unwrap();
        }
    }
    let [old, new] = ["old", "new"].map(|side| folder.path().join(side).display().to_string());
    let sides = if is_backwards { [&new, &old] } else { [&old, &new] };
    let run = |format: &str| {
        project(&[sides[0].as_str(), sides[1].as_str(), "--format", format]).expect_code(0).out
    };
    let report: Value = serde_json::from_str(&run("json")).unwrap();
    let texts: Vec<(&str, String)> = FORMATS.iter().map(|format| (*format, run(format))).collect();
    let services = report["services"].as_array().unwrap().iter();
    services
        .map(|service| {
            let title = service["title"].as_str().unwrap();
            let texts =
                texts.iter().map(|(format, text)| (*format, section_of(format, text, title)));
            ServiceReports {
                title: title.to_owned(),
                report: service.clone(),
                texts: texts.collect(),
            }
        })
        .collect()
}

/// Returns the section of a report about the service with this title.
fn section_of(format: &str, text: &str, title: &str) -> String {
    let plain = text.replace("\\_", "_").replace("&lt;", "<").replace("&gt;", ">");
    if format == "github" {
        let file = format!("{}json,", title.to_lowercase());
        let lines: Vec<&str> = plain.lines().filter(|line| line.contains(&file)).collect();
        return lines.join("\n");
    }
    // The filter of the page has the titles too.
    let text = if format == "html" { plain.split_once("<main>").unwrap().1 } else { &plain };
    let (_, rest) = text.split_once(title).unwrap_or_else(|| panic!("{format}: no {title}"));
    let end = rest.find("Case").unwrap_or(rest.len());
    rest[..end].to_owned()
}

fn changes(service: &Value) -> impl Iterator<Item = &Value> {
    service["changes"].as_array().unwrap().iter()
}

/// Returns the changes with this Rust verdict, each with the paths of its items that have the same.
fn with_verdict<'a>(service: &'a Value, rust: &str) -> Vec<(&'a Value, Vec<&'a str>)> {
    changes(service)
        .filter(|change| change["rust"]["verdict"] == rust)
        .map(|change| {
            let items = change["rust"]["items"].as_array().unwrap().iter();
            let items = items.filter(|item| item["verdict"] == rust);
            (change, items.map(|item| item["path"].as_str().unwrap()).collect())
        })
        .collect()
}

fn check(reports: &ServiceReports, is_backwards: bool) {
    let ServiceReports { title, report, texts } = reports;
    let [wire, rust] = ["wire", "rust"].map(|key| report[key].as_str().unwrap());
    assert!(
        changes(report).any(|change| change["wire"]["verdict"] == wire),
        "{title} {is_backwards}: no change is {wire}:\n{report:#}"
    );
    if rust == "patch" {
        return;
    }
    let found = with_verdict(report, rust);
    assert!(
        found.iter().any(|(_, items)| !items.is_empty()),
        "{title} {is_backwards}: no item of a change is {rust}:\n{report:#}"
    );
    for (format, text) in texts {
        // Annotations are only for breaking changes.
        if rust == "minor" && *format == "github" {
            continue;
        }
        let is_shown = found.iter().any(|(change, items)| {
            let place = change["shape"].as_str().unwrap();
            let shape = place.split(['#', '$']).nth(1).unwrap();
            let is_named = match rust {
                "major" => items.iter().any(|path| text.contains(path)),
                // An addition is shown with its name in the model.
                _ => text.contains(shape),
            };
            let kinds = [change["kind"].as_str().unwrap(), description(change)];
            is_named && kinds.iter().any(|kind| text.contains(kind))
        });
        assert!(
            is_shown,
            "{title} {is_backwards}: {format} hides what is {rust}:\n{text}\n{found:#?}"
        );
    }
}

/// Returns the description of the kind of change, without its full stop.
fn description(change: &Value) -> &str {
    change["about"].as_str().unwrap().trim_end_matches('.')
}

#[test]
fn every_format_shows_the_changes_that_cause_the_verdicts() {
    for (reports, is_backwards) in REPORTS.iter().zip([false, true]) {
        assert!(reports.len() > 50, "{}", reports.len());
        for service in reports {
            check(service, is_backwards);
        }
        let majors = reports.iter().filter(|it| it.report["rust"] == "major").count();
        assert!(majors > 20, "{majors}");
    }
}

/// Returns the section of a report about the case with this name.
fn section_of_case(case: &str, format: &str, is_backwards: bool) -> &'static str {
    let number = CASES.iter().position(|it| it.name == case).unwrap();
    let reports = &REPORTS[usize::from(is_backwards)];
    let service = reports.iter().find(|it| it.title == format!("Case{number}.")).unwrap();
    &service.texts.iter().find(|(name, _)| *name == format).unwrap().1
}

#[test]
fn groups_have_the_same_name_in_every_format() {
    for (case, group, in_changelog) in [
        ("readonly", "Changes behaviour", "Changed:"),
        ("sensitive", "Changes behaviour", "Changed:"),
        ("key", "Breaks clients", "Changed:"),
        ("deprecated", "New or deprecated", "Deprecated:"),
        ("field added", "New or deprecated", "Added:"),
        ("field removed", "May break clients", "Breaking:"),
        ("parameters of one type moved", "Breaks Rust code", "Breaking:"),
        ("other advice", "Other compatible changes", "###"),
    ] {
        for format in ["text", "markdown", "html"] {
            let text = section_of_case(case, format, false);
            assert!(text.contains(group), "{case}, {format}:\n{text}");
        }
        if in_changelog != "###" {
            let text = section_of_case(case, "changelog", false);
            assert!(text.contains(in_changelog), "{case}:\n{text}");
        }
    }
    // A looser limit changes what validators accept.
    let (kind, behaviour) = ("limit-loosened", "Changes behaviour");
    let text = section_of_case("rules of list members and map keys", "text", true);
    let group = text.split_once(kind).unwrap().0;
    assert!(group.contains(behaviour) && !group.contains("Other compatible changes"), "{text}");
}

#[test]
fn rows_show_the_direction_of_a_change() {
    for (case, forwards, backwards) in [
        ("sensitive", "now sensitive", "no longer sensitive"),
        ("readonly", "readonly added", "readonly removed"),
        ("another protocol", "restJson1 → awsJson1_0", "awsJson1_0 → restJson1"),
    ] {
        for format in ["text", "markdown", "html", "changelog"] {
            for (expected, is_backwards) in [(forwards, false), (backwards, true)] {
                let text = section_of_case(case, format, is_backwards);
                assert!(text.contains(expected), "{case}, {format}: no {expected} in\n{text}");
            }
        }
    }
}
