//! Changes that people accepted: they remain visible and fail no run, and entries that have had their day are told of.

use super::repository::Repository;

const FILE: &str = "model/accepted.toml";

/// A repository with a change, and what the change is called.
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
fn accepted_changes_fail_no_run_and_stay_visible() {
    let (repository, name) = changed();
    repository.diff(&["--fail-on", "any"]).expect_code(1).expect_out(&[&name]);
    repository.0.write(FILE, &entry(&name, "expires = 2030-01-31"));
    let args = ["--fail-on", "any", "--date", "2030-01-31"];
    let ran = repository.diff(&args).expect_code(0);
    let ran = ran.expect_out(&["member-removed", "accepted: Nobody reads it."]);
    assert_eq!(ran.err, "");
    for form in ["markdown", "html", "json", "github"] {
        repository.diff(&["--format", form]).expect_code(0).expect_out(&["Nobody reads it."]);
    }
    repository.diff(&["--fail-on", "any", "HEAD", "garden"]).expect_code(0);
}

/// The day that ends it is the last on which it holds.
#[test]
fn acceptances_end() {
    let (repository, name) = changed();
    repository.0.write(FILE, &entry(&name, "expires = 2030-01-31"));
    repository.diff(&["--fail-on", "any", "--date", "2030-02-01"]).expect_code(1).expect_err(&[
        "ended on 2030-01-31",
        "model/accepted.toml:3:",
        "accept it anew",
    ]);
}

#[test]
fn entries_that_fit_nothing_are_told_of() {
    let (repository, name) = changed();
    let other = format!("member-removed:{:064}", 0);
    let zoo = entry(&name, "") + &entry(&other, "");
    let lost = entry(&name, "").replace("\"zoo\"", "\"zooo\"");
    repository.0.write(FILE, &(zoo + &lost));
    repository.diff(&["--fail-on", "any"]).expect_code(0).expect_err(&[
        &format!("`{other}` fits no change of zoo"),
        "model/accepted.toml:8:",
        "remove the entry",
        "fits no change of zooo",
    ]);
    // Where a service isn't looked at, nobody knows.
    assert_eq!(repository.diff(&["garden"]).expect_code(0).err, "");
}

/// Entries of earlier versions, whose fingerprints were so short that two changes could share one, accept nothing.
#[test]
fn short_fingerprints_accept_nothing_and_are_told_of() {
    const FORMER: &str = "member-removed:92d2fdae8bcf";
    let (repository, name) = changed();
    for (entries, now) in [
        (entry(FORMER, ""), Some(&name)),
        (entry(FORMER, "expires = 2000-01-01"), Some(&name)),
        (entry("member-removed:92d2fdae8bce", ""), None),
        // Nor does the beginning of one.
        (entry(&name[..47], ""), None),
    ] {
        repository.0.write(FILE, &entries);
        let ran = repository.diff(&["--fail-on", "any"]).expect_code(1);
        let ran = ran.expect_err(&["warning", "model/accepted.toml:3:"]);
        match now {
            Some(now) => ran.expect_err(&[
                &format!("`{FORMER}` accepts nothing: fingerprints are longer now"),
                &format!("look at the change again, then write `{now}`"),
            ]),
            None => ran.expect_err(&["fits no change of zoo"]),
        };
    }
    repository.0.write(FILE, &(entry(FORMER, "") + &entry(&name, "")));
    repository.diff(&["--fail-on", "any"]).expect_code(0).expect_err(&["accepts nothing"]);
}

/// A change is accepted with what follows from it, and with nothing else.
#[test]
fn what_follows_from_a_change_is_part_of_its_fingerprint() {
    let names = [&["Home"][..], &["Home", "Cage"]].map(|shapes| {
        let repository = Repository::new();
        repository.edit(super::copy::ZOO, |model| {
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
fn broken_files_are_refused() {
    let (repository, name) = changed();
    let good = entry(&name, "");
    for (text, told) in [
        (entry(&name, "until = 2030-01-31"), "unknown field `until`"),
        (good.replace("Nobody reads it.", " "), "the reason is missing"),
        (good.replace("reason", "# reason"), "missing field `reason`"),
        (entry(&name, "expires = 2030-01-31T00:00:00Z"), "this is no day"),
        (entry(&name, "expires = \"soon\""), "model/accepted.toml:5:"),
        ("[accepted".to_owned(), "model/accepted.toml:1:"),
    ] {
        repository.0.write(FILE, &text);
        repository.diff(&[]).expect_code(2).expect_err(&[told]);
    }
}

#[test]
fn another_file_can_be_named() {
    let (repository, name) = changed();
    repository.0.write("elsewhere.toml", &entry(&name, ""));
    let path = repository.0.path("elsewhere.toml");
    let path = path.to_str().unwrap();
    repository.diff(&["--fail-on", "any", "--accepted", path]).expect_code(0);
    repository.diff(&["--accepted", "nowhere.toml"]).expect_code(2).expect_err(&["can't read"]);
}

/// What only configuration changed has no values in the model, and is told apart by what becomes of the items.
#[test]
fn names_tell_changes_of_one_place_apart() {
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
