//! Accepted changes: they stay in the report and don't fail the run. Unused and expired entries are warnings.

use super::repository::Repository;

const FILE: &str = "model/accepted.toml";

/// Returns a repository with one change, and the fingerprint of the change.
fn changed() -> (Repository, String) {
    let repository = Repository::new();
    repository.remove_nickname();
    let name = fingerprint(&repository);
    (repository, name)
}

fn fingerprint(repository: &Repository) -> String {
    let report = repository.json(&[]);
    let changes = report["services"][0]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{report:#}");
    changes[0]["fingerprint"].as_str().unwrap().to_owned()
}

fn entry(fingerprint: &str, more: &str) -> String {
    let start = format!("[[accepted]]\nservice = \"zoo\"\nfingerprint = \"{fingerprint}\"\n");
    format!("{start}reason = \"Nobody reads it.\"\n{more}\n")
}

#[test]
fn accepted_changes_stay_in_the_report_and_do_not_fail_the_run() {
    let (repository, name) = changed();
    repository.diff(&["--fail-on", "any"]).expect_code(1).expect_out(&[&name]);
    repository.0.write(FILE, entry(&name, "expires = 2030-01-31"));
    let args = ["--fail-on", "any", "--date", "2030-01-31"];
    let ran = repository.diff(&args).expect_code(0);
    let ran = ran.expect_out(&["member-removed", "accepted: Nobody reads it."]);
    assert_eq!(ran.err, "");
    for format in ["markdown", "html", "json", "github"] {
        repository.diff(&["--format", format]).expect_code(0).expect_out(&["Nobody reads it."]);
    }
    repository.diff(&["--fail-on", "any", "HEAD", "garden"]).expect_code(0);
}

/// A change is still accepted on the day that `expires` names.
#[test]
fn expired_entries_are_warnings() {
    let (repository, name) = changed();
    repository.0.write(FILE, entry(&name, "expires = 2030-01-31"));
    repository.diff(&["--fail-on", "any", "--date", "2030-02-01"]).expect_code(1).expect_err(&[
        "ended on 2030-01-31",
        "model/accepted.toml:3:",
        "write a later date to accept it for longer",
    ]);
}

#[test]
fn entries_without_a_change_are_warnings() {
    let (repository, name) = changed();
    let other = format!("member-removed:{:064}", 0);
    let zoo = entry(&name, "") + &entry(&other, "");
    let unknown_service = entry(&name, "").replace("\"zoo\"", "\"zooo\"");
    repository.0.write(FILE, &(zoo + &unknown_service));
    repository.diff(&["--fail-on", "any"]).expect_code(0).expect_err(&[
        &format!("zoo has no change `{other}`"),
        "model/accepted.toml:8:",
        "remove the entry",
        "zooo has no change",
    ]);
    // Entries of services that aren't compared are not checked.
    assert_eq!(repository.diff(&["garden"]).expect_code(0).err, "");
}

/// Earlier versions had fingerprints that two changes could share.
#[test]
fn short_fingerprints_accept_nothing_and_are_warnings() {
    const FORMER: &str = "member-removed:92d2fdae8bcf";
    let (repository, name) = changed();
    for (entries, replacement) in [
        (entry(FORMER, ""), Some(&name)),
        (entry(FORMER, "expires = 2000-01-01"), Some(&name)),
        (entry("member-removed:92d2fdae8bce", ""), None),
        // The beginning of a fingerprint accepts nothing either.
        (entry(&name[..47], ""), None),
    ] {
        repository.0.write(FILE, &entries);
        let ran = repository.diff(&["--fail-on", "any"]).expect_code(1);
        let ran = ran.expect_err(&["warning", "model/accepted.toml:3:"]);
        match replacement {
            Some(replacement) => ran.expect_err(&[
                &format!("`{FORMER}` accepts nothing: it is a short fingerprint"),
                &format!("check the change again, then write `{replacement}`"),
            ]),
            None => ran.expect_err(&["zoo has no change"]),
        };
    }
    repository.0.write(FILE, &(entry(FORMER, "") + &entry(&name, "")));
    repository.diff(&["--fail-on", "any"]).expect_code(0).expect_err(&["accepts nothing"]);
}

/// A change is accepted together with the changes that follow from it.
#[test]
fn fingerprints_include_the_changes_that_follow() {
    let names = [&["Home"][..], &["Home", "Cage"]].map(|shapes| {
        let repository = Repository::new();
        repository.edit(shapesmith_tests::test_workspace::ZOO, |model| {
            let all = &mut model["shapes"];
            let members = shapes.iter().map(|name| {
                (format!("the{name}"), serde_json::json!({"target": format!("example.zoo#{name}")}))
            });
            for name in shapes {
                all[format!("example.zoo#{name}")] =
                    serde_json::json!({"type": "structure", "members": {}});
            }
            all["example.zoo#Home"]["members"] = members.skip(1).collect();
            all["example.zoo#Animal"]["members"]["home"] =
                serde_json::json!({"target": "example.zoo#Home"});
        });
        fingerprint(&repository)
    });
    assert_ne!(names[0], names[1]);
}

#[test]
fn fingerprints_have_256_bits() {
    let (_, name) = changed();
    let digest = name.strip_prefix("member-removed:").unwrap();
    assert!(digest.len() == 64 && digest.bytes().all(|it| it.is_ascii_hexdigit()), "{name}");
}

#[test]
fn invalid_files_are_errors() {
    let (repository, name) = changed();
    let valid = entry(&name, "");
    for (text, expected) in [
        (entry(&name, "until = 2030-01-31"), "unknown field `until`"),
        (valid.replace("Nobody reads it.", " "), "the reason is missing"),
        (valid.replace("reason", "# reason"), "missing field `reason`"),
        (entry(&name, "expires = 2030-01-31T00:00:00Z"), "this isn't a date"),
        (entry(&name, "expires = \"soon\""), "model/accepted.toml:5:"),
        ("[accepted".to_owned(), "model/accepted.toml:1:"),
    ] {
        repository.0.write(FILE, &text);
        repository.diff(&[]).expect_code(2).expect_err(&[expected]);
    }
}

#[test]
fn the_accepted_option_names_another_file() {
    let (repository, name) = changed();
    repository.0.write("elsewhere.toml", entry(&name, ""));
    let path = repository.0.path("elsewhere.toml");
    let path = path.to_str().unwrap();
    repository.diff(&["--fail-on", "any", "--accepted", path]).expect_code(0);
    repository.diff(&["--accepted", "nowhere.toml"]).expect_code(2).expect_err(&["can't read"]);
}

/// Changes by configuration have no values in the model; the changed items distinguish them.
#[test]
fn fingerprints_of_different_renames_differ() {
    let names = ["Beast", "Creature"].map(|name| {
        let repository = Repository::new();
        repository.configure(&format!("[service.zoo.renames]\nAnimal = \"{name}\"\n"));
        fingerprints(&repository)
    });
    assert_ne!(names[0], names[1]);
}

fn fingerprints(repository: &Repository) -> Vec<String> {
    let report = repository.json(&["zoo"]);
    let changes = report["services"][0]["changes"].as_array().unwrap();
    let majors = changes.iter().filter(|change| change["rust"]["verdict"] == "major");
    majors.map(|change| change["fingerprint"].as_str().unwrap().to_owned()).collect()
}
