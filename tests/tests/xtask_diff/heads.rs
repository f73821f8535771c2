//! Whatever the verdicts in the head of a service are, what makes them stands below it in every form; and groups have one
//! name in all forms.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::cases::CASES;
use super::repository::project;

/// A service, the title that its case gives it, and what the forms tell of it.
struct Told {
    title: String,
    report: Value,
    texts: Vec<(&'static str, String)>,
}

const FORMS: [&str; 5] = ["text", "markdown", "html", "github", "changelog"];

/// From the old models to the new ones, and back.
static TOLD: LazyLock<[Vec<Told>; 2]> = LazyLock::new(|| [told(false), told(true)]);

/// All cases of `review_api` that change a model, each as a service of its own, in two folders.
fn told(is_backwards: bool) -> Vec<Told> {
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
    let ran = |form: &str| {
        project(&[sides[0].as_str(), sides[1].as_str(), "--format", form]).expect_code(0).out
    };
    let report: Value = serde_json::from_str(&ran("json")).unwrap();
    let texts: Vec<(&str, String)> = FORMS.iter().map(|form| (*form, ran(form))).collect();
    let services = report["services"].as_array().unwrap().iter();
    services
        .map(|service| {
            let title = service["title"].as_str().unwrap();
            let texts = texts.iter().map(|(form, text)| (*form, part_of(form, text, title)));
            Told { title: title.to_owned(), report: service.clone(), texts: texts.collect() }
        })
        .collect()
}

/// What a form tells of the service with this title.
fn part_of(form: &str, text: &str, title: &str) -> String {
    let plain = text.replace("\\_", "_").replace("&lt;", "<").replace("&gt;", ">");
    if form == "github" {
        let file = format!("{}json,", title.to_lowercase());
        let lines: Vec<&str> = plain.lines().filter(|line| line.contains(&file)).collect();
        return lines.join("\n");
    }
    // The page has the titles in its filter, too.
    let text = if form == "html" { plain.split_once("<main>").unwrap().1 } else { &plain };
    let (_, rest) = text.split_once(title).unwrap_or_else(|| panic!("{form}: no {title}"));
    let end = rest.find("Case").unwrap_or(rest.len());
    rest[..end].to_owned()
}

fn changes(service: &Value) -> impl Iterator<Item = &Value> {
    service["changes"].as_array().unwrap().iter()
}

/// The findings with the verdict of the service's head, each with the items that have it, too.
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

fn check(told: &Told, is_backwards: bool) {
    let Told { title, report, texts } = told;
    let [wire, rust] = ["wire", "rust"].map(|key| report[key].as_str().unwrap());
    assert!(
        changes(report).any(|change| change["wire"]["verdict"] == wire),
        "{title} {is_backwards}: no finding is {wire}:\n{report:#}"
    );
    if rust == "patch" {
        return;
    }
    let found = with_verdict(report, rust);
    assert!(
        found.iter().any(|(_, items)| !items.is_empty()),
        "{title} {is_backwards}: no item below a finding is {rust}:\n{report:#}"
    );
    for (form, text) in texts {
        // Annotations are for what breaks.
        if rust == "minor" && *form == "github" {
            continue;
        }
        let stands = found.iter().any(|(change, items)| {
            let place = change["shape"].as_str().unwrap();
            let shape = place.split(['#', '$']).nth(1).unwrap();
            let is_named = match rust {
                "major" => items.iter().any(|path| text.contains(path)),
                // What is new is named as in the model.
                _ => text.contains(shape),
            };
            let kinds = [change["kind"].as_str().unwrap(), about(change)];
            is_named && kinds.iter().any(|kind| text.contains(kind))
        });
        assert!(
            stands,
            "{title} {is_backwards}: the {form} hides what is {rust}:\n{text}\n{found:#?}"
        );
    }
}

/// The sentence that says what a change is, without its full stop.
fn about(change: &Value) -> &str {
    change["about"].as_str().unwrap().trim_end_matches('.')
}

#[test]
fn what_makes_the_verdict_of_a_head_stands_below_it_in_every_form() {
    for (told, is_backwards) in TOLD.iter().zip([false, true]) {
        assert!(told.len() > 50, "{}", told.len());
        for service in told {
            check(service, is_backwards);
        }
        let majors = told.iter().filter(|it| it.report["rust"] == "major").count();
        assert!(majors > 20, "{majors}");
    }
}

/// What a form tells of the case with this name.
fn of_case(case: &str, form: &str, is_backwards: bool) -> &'static str {
    let number = CASES.iter().position(|it| it.name == case).unwrap();
    let told = &TOLD[usize::from(is_backwards)];
    let service = told.iter().find(|it| it.title == format!("Case{number}.")).unwrap();
    &service.texts.iter().find(|(name, _)| *name == form).unwrap().1
}

#[test]
fn groups_have_one_name_in_every_form() {
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
        for form in ["text", "markdown", "html"] {
            let text = of_case(case, form, false);
            assert!(text.contains(group), "{case}, {form}:\n{text}");
        }
        if in_changelog != "###" {
            let text = of_case(case, "changelog", false);
            assert!(text.contains(in_changelog), "{case}:\n{text}");
        }
    }
    // A limit that allows more changes what validators accept.
    let (there, back) = ("limit-loosened", "Changes behaviour");
    let text = of_case("rules of list members and map keys", "text", true);
    let group = text.split_once(there).unwrap().0;
    assert!(group.contains(back) && !group.contains("Other compatible changes"), "{text}");
}

#[test]
fn rows_tell_which_way_something_changed() {
    for (case, before, after) in [
        ("sensitive", "now sensitive", "no longer sensitive"),
        ("readonly", "readonly added", "readonly removed"),
        ("another protocol", "restJson1 → awsJson1_0", "awsJson1_0 → restJson1"),
    ] {
        for form in ["text", "markdown", "html", "changelog"] {
            for (told, is_backwards) in [(before, false), (after, true)] {
                let text = of_case(case, form, is_backwards);
                assert!(text.contains(told), "{case}, {form}: no {told} in\n{text}");
            }
        }
    }
}
