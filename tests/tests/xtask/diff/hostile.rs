//! Hostile repositories and models: links, unusual names, many files, FIFOs, and text that controls a terminal.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use shapesmith_tests::test_workspace::{CONFIG, GARDEN, TestWorkspace, ZOO, ZOO_DOCS};

use super::repository::{Repository, edit};

/// Returns a repository in which a path is a symbolic link to a file outside, and the folder with that file.
fn with_link(name: &str) -> (Repository, TestWorkspace) {
    let outside = TestWorkspace::new();
    let repository = Repository::with(|copy| {
        let path = copy.path(name);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
        } else if path.exists() {
            copy.remove(name);
        }
        symlink(outside.path(name), &path).unwrap();
    });
    (repository, outside)
}

#[test]
fn links_of_a_revision_are_not_followed() {
    for name in [ZOO, ZOO_DOCS, "model/services", CONFIG] {
        let (repository, _outside) = with_link(name);
        let path = name.strip_prefix("model/").unwrap();
        repository.diff(&["HEAD", "HEAD"]).expect_code(2).expect_err(&[
            &format!("{path} of HEAD:model is a symbolic link"),
            "commit the file itself",
        ]);
    }
    let (repository, _outside) = with_link(ZOO);
    let file = format!("HEAD:{ZOO}");
    repository
        .diff(&[&file])
        .expect_code(2)
        .expect_err(&["zoo.json of HEAD:model/services/zoo.json is a symbolic link"]);
    // A link beside the file doesn't matter.
    repository.diff(&[&format!("HEAD:{GARDEN}")]).expect_code(0);
}

/// Links to other files than models and configurations are allowed.
#[test]
fn unrelated_links_are_ignored() {
    let repository = Repository::with(|copy| {
        symlink("nowhere", copy.path("README.md")).unwrap();
        symlink("/", copy.path("model/root")).unwrap();
    });
    repository.remove_nickname();
    repository.diff(&["HEAD"]).expect_code(0).expect_out(&["member-removed"]);
    repository.diff(&["HEAD:"]).expect_code(0);
}

#[test]
fn files_may_have_any_name() {
    let repository = Repository::with(|copy| {
        for name in [".index", "-rf", "a b\tc", "ä.txt", ":(glob)*"] {
            copy.write(&format!("model/{name}"), "not a model");
        }
    });
    repository.remove_nickname();
    let ran = repository.diff(&["HEAD"]).expect_code(0);
    ran.expect_out(&["member-removed", "1 of 2 services changed"]);
}

/// The names are longer than the arguments of a command may be.
#[test]
fn a_file_may_have_many_siblings() {
    const SIBLINGS: usize = 30_000;
    let repository = Repository::with(|copy| {
        copy.write("many/zoo.json", copy.read(ZOO));
        for number in 0..SIBLINGS {
            let name = format!("many/sibling-with-a-name-of-some-length-{number:060}.json");
            fs::write(copy.path(&name), "{}").unwrap();
        }
    });
    repository.edit("many/zoo.json", |model| {
        let members = &mut model["shapes"]["example.zoo#Animal"]["members"];
        members.as_object_mut().unwrap().remove("nickname").unwrap();
    });
    repository.diff(&["HEAD:many/zoo.json"]).expect_code(0).expect_out(&["member-removed"]);
}

fn make_fifo(path: &Path) {
    if path.exists() {
        fs::remove_file(path).unwrap();
    }
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_fifo_is_an_error() {
    for name in [ZOO, ZOO_DOCS, CONFIG, "model/services/zoo.overlay.json", "model/accepted.toml"] {
        let repository = Repository::new();
        make_fifo(&repository.0.path(name));
        let ran = repository.diff(&[]).expect_code(2);
        ran.expect_err(&["can't read", name, "it is a FIFO, not a regular file"]);
    }
    let copy = TestWorkspace::new();
    copy.write("folder/zoo.json", copy.read(ZOO));
    make_fifo(&copy.path("folder/pipe.json"));
    let expected = ["pipe.json: it is a FIFO, not a regular file"];
    let at = |name: &str| copy.path(name).to_str().unwrap().to_owned();
    let (folder, pipe, zoo) = (at("folder"), at("folder/pipe.json"), at("folder/zoo.json"));
    copy.run(&["diff", &folder, &zoo]).expect_code(2).expect_err(&expected);
    copy.run(&["diff", &zoo, &pipe]).expect_code(2).expect_err(&expected);
    // A FIFO beside the file doesn't matter.
    copy.run(&["diff", &zoo, &zoo]).expect_code(0);
    copy.run(&["corpus", &folder]).expect_code(2).expect_err(&expected);
    copy.run(&["import", &pipe]).expect_code(2).expect_err(&expected);
    copy.run(&["import", &folder]).expect_code(2).expect_err(&expected);
    copy.run(&["diff", "/dev/zero", &zoo]).expect_code(2).expect_err(&["it is a device"]);
    for command in ["regenerate", "fmt"] {
        let copy = TestWorkspace::new();
        make_fifo(&copy.path(ZOO));
        copy.run(&[command]).expect_code(2).expect_err(&["zoo.json: it is a FIFO"]);
    }
}

/// Text that a terminal or a workflow would interpret: commands after line breaks, C0 and C1 control characters, and a
/// change of the text direction.
const HOSTILE: &str = "::error::zero\n::error::one\r\n  ::add-mask::two\u{1b}[31m\u{9b}31m\u{202e}\u{7f}\u{85} ##[add-mask]three";

fn plant_hostile(model: &mut Value, number: usize) {
    let text = format!("{HOSTILE}{number}");
    let shapes = &mut model["shapes"];
    let service = "example.zoo#Zoo";
    shapes[service]["traits"]["smithy.api#title"] = json!(text);
    let value = json!({"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": text}});
    shapes["example.zoo#Kind"]["members"][format!("ODD{number}")] = value;
    let members = &mut shapes["example.zoo#Animal"]["members"];
    members["odd"] = json!({"target": "example.zoo#Odd", "traits": {"smithy.api#jsonName": text}});
    shapes["example.zoo#Odd"] = json!({"type": "string", "traits": {
        "smithy.api#pattern": format!("(?<={}){number}", HOSTILE.replace(['[', ']', '?'], "")),
        "smithy.api#documentation": text,
    }});
}

/// Asserts that the text has no control characters and no workflow commands; only lines that start with `commands` may be
/// commands.
#[track_caller]
fn assert_harmless(text: &str, commands: &str) {
    let is_control =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
    assert!(!text.contains(is_control), "{text:?}");
    assert!(!text.contains("##["), "{text}");
    let forged = text.lines().filter(|line| {
        // Diagnostics show `:::` in place of omitted lines.
        line.trim_start().starts_with("::") && line.trim() != ":::"
    });
    let forged: Vec<&str> =
        forged.filter(|line| commands.is_empty() || !line.starts_with(commands)).collect();
    assert!(forged.is_empty(), "{forged:#?}");
}

#[test]
fn text_of_models_is_escaped_in_reports() {
    let repository = Repository::with(|copy| edit(copy, ZOO, |model| plant_hostile(model, 1)));
    repository.edit(ZOO, |model| {
        plant_hostile(model, 2);
        model["shapes"]["example.zoo#Kind"]["members"].as_object_mut().unwrap().remove("ODD1");
    });
    for format in ["text", "markdown", "html", "json", "github", "changelog", "api-changes"] {
        let ran = repository.diff(&["--docs", "--format", format, "--note", HOSTILE]);
        let ran = ran.expect_code(0);
        assert!(!ran.out.is_empty(), "{format}");
        assert_harmless(&ran.out, if format == "github" { "::" } else { "" });
        assert_harmless(&ran.err, "");
    }
    let page = repository.diff(&["--docs", "--format", "html"]).expect_code(0).out;
    assert!(
        page.contains("\\u{1b}[31m\\u{9b}31m\\u{202e}\\u{7f}\\u{85} #\\u{23}[add-mask]three"),
        "{page}"
    );
    let review = repository.json(&["--docs"]);
    assert!(review.to_string().contains(&json!(format!("{HOSTILE}1")).to_string()), "{review}");
}

#[test]
fn text_of_models_is_escaped_by_other_commands() {
    let copy = TestWorkspace::new();
    edit(&copy, ZOO, |model| {
        plant_hostile(model, 1);
        let member = json!({"target": HOSTILE, "traits": {}});
        model["shapes"]["example.zoo#Animal"]["members"]["missing"] = member;
    });
    let ran = copy.run(&["regenerate", "--verbose"]).expect_code(1);
    assert_harmless(&format!("{}{}", ran.out, ran.err), "");
    edit(&copy, ZOO, |model| {
        let members = &mut model["shapes"]["example.zoo#Animal"]["members"];
        members.as_object_mut().unwrap().remove("missing");
    });
    let zoo = copy.path(ZOO);
    let zoo = zoo.to_str().unwrap();
    for args in [
        &["regenerate", "--verbose"][..],
        &["corpus", "--verbose", zoo],
        &["import", zoo, "--name", "zoo"],
        &["regenerate", "--check"],
    ] {
        let ran = copy.run(args).expect_code(0);
        assert_harmless(&format!("{}{}", ran.out, ran.err), "");
    }
}
