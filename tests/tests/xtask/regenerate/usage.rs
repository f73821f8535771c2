//! Errors in arguments and in the configuration, and the help.

use shapesmith_tests::test_workspace::{CONFIG, TestWorkspace, ZOO};

#[test]
fn unknown_service_has_a_suggestion() {
    TestWorkspace::new()
        .run(&["regenerate", "zo"])
        .expect_code(2)
        .expect_err(&["there is no service `zo`", "did you mean `zoo`?"]);
}

#[test]
fn all_unknown_services_are_reported() {
    let ran = TestWorkspace::new().run(&["regenerate", "zo", "lake"]).expect_code(2);
    ran.expect_err(&["`zo`", "`lake`", "known: `garden`, `zoo`"]);
}

#[test]
fn unknown_key_has_a_suggestion() {
    let copy = TestWorkspace::new();
    copy.edit(CONFIG, "default = true", "defualt = true");
    copy.run(&["regenerate"]).expect_code(2).expect_err(&[
        "unknown field `defualt`",
        "--> model/shapesmith.toml:13:1",
        "13 | defualt = true",
        "did you mean `default`?",
    ]);
    copy.edit(CONFIG, "defualt = true", "");
    copy.edit(CONFIG, "[package]", "[pakage]");
    copy.run(&["fmt"]).expect_code(2).expect_err(&["did you mean `package`?"]);
}

#[test]
fn missing_key_is_an_error() {
    let copy = TestWorkspace::new();
    copy.edit(CONFIG, "version = \"0.1.0\"\n", "");
    copy.run(&["regenerate"])
        .expect_code(2)
        .expect_err(&["missing field `version`", "model/shapesmith.toml:1:1"]);
}

#[test]
fn syntax_error_in_the_configuration_is_located() {
    let copy = TestWorkspace::new();
    copy.edit(CONFIG, "name = \"places\"", "name = places");
    copy.run(&["regenerate"]).expect_code(2).expect_err(&["--> model/shapesmith.toml:2:8"]);
}

#[test]
fn output_outside_the_workspace_or_in_the_models_is_an_error() {
    for folder in [".", "..", "", "/tmp/x", "../x", "a/../b", "model", "model/x", "a//b", "a\\\\b"]
    {
        let copy = TestWorkspace::new();
        copy.edit(CONFIG, "output = \"generated\"", &format!("output = \"{folder}\""));
        let before = copy.tree();
        copy.run(&["regenerate"]).expect_code(2).expect_err(&["--> model/shapesmith.toml:6:10"]);
        assert_eq!(copy.changed_since(&before), Vec::<String>::new(), "{folder}");
    }
}

#[test]
fn output_folder_with_other_files_is_an_error() {
    let copy = TestWorkspace::new();
    copy.write("generated/Cargo.toml", "[package]\nname = \"precious\"\n");
    copy.write("generated/src/main.rs", "fn main() {}\n");
    let before = copy.tree();
    copy.run(&["regenerate"])
        .expect_code(2)
        .expect_err(&["the folder `generated` has files that weren't generated"]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn invalid_name_and_version_of_the_crate_are_errors() {
    for name in [
        "a\\\"\\n[dependencies]\\nevil = \\\"1",
        "a b",
        "1a",
        "-a",
        "",
        "fn",
        "self",
        "serde_core",
        "serde-json",
        "std",
        "ä",
        "a::b",
        "gen",
        "a.b",
    ] {
        let copy = TestWorkspace::new();
        copy.edit(CONFIG, "name = \"places\"", &format!("name = \"{name}\""));
        copy.edit(CONFIG, "version = \"0.1.0\"", "version = \"1.0\"");
        let before = copy.tree();
        copy.run(&["regenerate"]).expect_code(2).expect_err(&[
            "--> model/shapesmith.toml:2:8",
            "can't be the name of a crate: it ",
            "--> model/shapesmith.toml:3:11",
            "`1.0` isn't a semantic version",
        ]);
        assert_eq!(copy.changed_since(&before), Vec::<String>::new(), "{name}");
    }
}

/// A text of the configuration can't end the comment or string that it is written into.
#[test]
fn texts_with_line_breaks_and_quotes_are_escaped() {
    for layout in ["one-crate", "crate-per-service"] {
        let copy = TestWorkspace::new();
        let evil = "a\\\"\\n]\\r*/ mod evil; //\\u0000";
        copy.edit(CONFIG, "\"Places\"", &format!("\"{evil}\"\nlayout = \"{layout}\""));
        copy.edit(CONFIG, "\"Apache-2.0\"", &format!("\"{evil}\""));
        copy.run(&["regenerate"]).expect_code(0);
        let folder = if layout == "one-crate" { "generated" } else { "generated/zoo" };
        let root = copy.read(&format!("{folder}/src/lib.rs"));
        let code = root.lines().filter(|line| !line.starts_with("//"));
        assert!(code.clone().all(|line| !line.contains("evil")), "{root}");
        let manifest: toml::Table = copy.read(&format!("{folder}/Cargo.toml")).parse().unwrap();
        let license = manifest["package"]["license"].as_str().unwrap();
        assert_eq!(license, "a\"\n]\r*/ mod evil; //\0");
    }
}

#[test]
fn service_names_that_cannot_be_modules_are_errors() {
    for name in ["Zoo", "my-zoo", "1zoo", "fn", "self", "support", "default", "_", "\"a.b\""] {
        let copy = TestWorkspace::new();
        copy.edit(CONFIG, "[service.zoo]", &format!("[service.{name}]"));
        copy.run(&["regenerate"]).expect_code(2).expect_err(&["--> model/shapesmith.toml:11:10"]);
    }
}

#[test]
fn missing_model_is_located_in_the_configuration() {
    let copy = TestWorkspace::new();
    copy.remove(ZOO);
    copy.run(&["regenerate"]).expect_code(2).expect_err(&[
        "there is no file model/services/zoo.json",
        "--> model/shapesmith.toml:12:9",
    ]);
}

#[test]
fn configuration_without_services_is_an_error() {
    let copy = TestWorkspace::new();
    let text = copy.read(CONFIG);
    copy.write(CONFIG, text.split("[service.").next().unwrap());
    copy.run(&["regenerate"]).expect_code(2).expect_err(&["no service is configured"]);
}

#[test]
fn missing_configuration_is_an_error() {
    let copy = TestWorkspace::new();
    copy.remove(CONFIG);
    copy.run(&["regenerate"]).expect_code(2).expect_err(&["can't read model/shapesmith.toml"]);
}

#[test]
fn help_lists_the_exit_codes() {
    for command in [&["--help"][..], &["regenerate", "--help"], &["fmt", "--help"]] {
        TestWorkspace::new().run(command).expect_code(0).expect_out(&[
            "Usage: cargo xtask",
            "Exit codes:",
            "0  success, or nothing to do",
            "1  problems in a model, failed checks, or differences under --check",
            "2  wrong usage or configuration",
        ]);
    }
}

#[test]
fn help_lists_the_commands_of_maintainers_apart() {
    let help = TestWorkspace::new().run(&["--help"]).expect_code(0).out;
    let (users, maintainers) = help.split_once("Commands for maintainers").unwrap();
    for command in ["regenerate", "fmt", "import", "generate", "diff"] {
        assert!(users.contains(&format!("\n  {command} ")), "{help}");
    }
    for command in ["bench", "corpus", "judge", "oracle"] {
        assert!(maintainers.contains(&format!("\n  {command} ")), "{help}");
    }
}

#[test]
fn unknown_arguments_are_usage_errors() {
    TestWorkspace::new().run(&["regenrate"]).expect_code(2).expect_err(&["'regenerate'"]);
    TestWorkspace::new().run(&["regenerate", "--chek"]).expect_code(2).expect_err(&["'--check'"]);
}
