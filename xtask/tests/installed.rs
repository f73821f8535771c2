//! `cargo shapesmith`, the installed binary, in a folder without a workspace.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::ops::Deref;
use std::process::Command;

use shapesmith_test_support::{CommandOutput, TestFolder};

const TIDES: &str = include_str!("../../tests/build-rs/model/tides.json");
const PROSE: &str = include_str!("../../tests/build-rs/model/tides.docs.json");

/// A folder outside any workspace, with models in the subfolder `models`.
struct Folder(TestFolder);

impl Deref for Folder {
    type Target = TestFolder;

    fn deref(&self) -> &TestFolder {
        &self.0
    }
}

impl Folder {
    fn new() -> Self {
        let folder = Self(TestFolder::new());
        folder.write("models/tides.json", TIDES);
        folder.write("models/tides.docs.json", PROSE);
        folder.write("models/moon.json", TIDES.replace("tides", "moon").replace("Tides", "Moon"));
        folder
    }

    /// Runs the binary with the arguments that cargo passes, and asserts that it ends with this exit code.
    #[track_caller]
    fn expect(&self, code: i32, args: &[&str]) -> CommandOutput {
        let mut program = Command::new(env!("CARGO_BIN_EXE_cargo-shapesmith"));
        program.env_remove("CARGO_MANIFEST_DIR").env_remove("CLICOLOR_FORCE");
        program.arg("shapesmith").args(args).current_dir(self.root());
        CommandOutput::from(program.output().unwrap()).expect_code(code)
    }
}

#[test]
fn version_and_help_show_the_name_of_the_program() {
    let folder = Folder::new();
    let version = concat!("cargo shapesmith ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(folder.expect(0, &["--version"]).out, version);
    let help = folder.expect(0, &["diff", "--help"]).out;
    assert!(help.contains("Usage: cargo shapesmith diff [OPTIONS]"), "{help}");
}

#[test]
fn completions_have_the_commands_and_their_options() {
    let folder = Folder::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = folder.expect(0, &["completions", shell]).out;
        for word in ["cargo-shapesmith", "regenerate", "merge-base"] {
            assert!(script.contains(word), "{shell} lacks {word}:\n{script}");
        }
    }
    let mut bash = Command::new("bash");
    let script = folder.expect(0, &["completions", "bash"]).out;
    folder.write("completions.bash", &script);
    match bash.arg("-n").arg(folder.path("completions.bash")).output() {
        Ok(checked) => assert!(checked.status.success(), "{checked:?}"),
        Err(error) => eprintln!("skipped: bash can't be run: {error}"),
    }
}

#[test]
fn models_are_compared_without_a_workspace() {
    let folder = Folder::new();
    let changed = TIDES.replace("harbour.tides#ListStations", "harbour.tides#FindStations");
    folder.write("new/tides.json", &changed);
    let ran = folder.expect(0, &["diff", "models/tides.json", "new/tides.json"]);
    assert!(ran.out.contains("operation-removed"), "{}", ran.out);
    let ran =
        folder.expect(1, &["diff", "models/tides.json", "new/tides.json", "--fail-on", "break"]);
    assert_eq!(ran.err, "");
    let ran = folder.expect(2, &["diff"]);
    assert!(ran.err.contains("there is no commit to compare with"), "{}", ran.err);
    assert_eq!(fs::read_dir(folder.root()).unwrap().count(), 2, "nothing is written");
}

#[test]
fn corpus_runs_without_a_workspace() {
    let folder = Folder::new();
    let ran = folder.expect(0, &["corpus", "models"]);
    assert!(ran.out.contains("\n2 services: "), "{}", ran.out);
    assert_eq!(fs::read_dir(folder.root()).unwrap().count(), 1, "nothing is written");
}

#[test]
fn commands_that_need_a_workspace_report_the_missing_configuration() {
    for command in ["regenerate", "fmt"] {
        let ran = Folder::new().expect(2, &[command]);
        assert!(ran.err.contains(" has model/shapesmith.toml"), "{}", ran.err);
        assert!(ran.err.contains("`generate MODEL --output DIR` works without it"), "{}", ran.err);
    }
}

#[test]
fn single_module_contains_its_support_module() {
    let folder = Folder::new();
    let args = ["generate", "models/tides.json", "--output", "src/api"];
    let ran = folder.expect(0, &args);
    assert!(ran.out.contains("tides  3 operations, "), "{}", ran.out);
    assert!(ran.out.contains("Add `serde_core` to the dependencies"), "{}", ran.out);
    let index = folder.read("src/api/tides/mod.rs");
    assert!(index.contains("(`cargo shapesmith generate`) from models/tides.json."), "{index}");
    assert!(index.contains("\npub mod support;\n"), "{index}");
    assert!(folder.path("src/api/tides/support/mod.rs").exists());
    assert!(folder.expect(0, &args).out.contains("Nothing to do: src/api is up to date"));

    // A generated file that is no longer needed is removed; another file isn't.
    folder.write("src/api/tides/mine.rs", "// Mine.\n");
    folder.write("src/api/tides/old.rs", index.split_once("\nmod").unwrap().0);
    let ran = folder.expect(0, &args);
    assert!(ran.out.contains("Wrote 0 files below src/api, removed 1."), "{}", ran.out);
    assert!(folder.path("src/api/tides/mine.rs").exists());
    assert!(!folder.path("src/api/tides/old.rs").exists());
    folder.write("src/api/tides/enums.rs", "// Mine.\n");
    let ran = folder.expect(2, &args);
    assert!(ran.err.contains("src/api/tides/enums.rs: there is a file that"), "{}", ran.err);
}

#[test]
fn modules_have_http_messages_on_request() {
    let folder = Folder::new();
    let args = ["generate", "models/tides.json", "--output", "out", "--http"];
    let ran = folder.expect(0, &args);
    assert!(ran.out.contains("`http`, `md5` and `percent-encoding`"), "{}", ran.out);
    assert!(folder.read("out/tides/support/mod.rs").contains("\npub mod http;\n"));
    assert!(folder.path("out/tides/support/http/rest_json.rs").exists());
    assert!(!folder.path("out/tides/support/http/aws_json.rs").exists());
    folder.expect(0, &args[..4]);
    assert!(!folder.path("out/tides/support/http").exists());
}

#[test]
fn modules_have_conversions_on_request() {
    let folder = Folder::new();
    let args = ["generate", "models/tides.json", "--output", "out"];
    let ran =
        folder.expect(0, &[&args[..], &["--conversion", "jiff", "--conversion", "bytes"]].concat());
    assert!(ran.out.contains("Add `serde_core`, `jiff` and `bytes` to the"), "{}", ran.out);
    let index = folder.read("out/tides/support/mod.rs");
    assert!(index.contains("\nmod convert_bytes;\n\nmod convert_jiff;\n"), "{index}");
    assert!(folder.path("out/tides/support/convert_jiff.rs").exists());
    assert!(!folder.path("out/tides/support/convert_time.rs").exists());
    let ran = folder.expect(0, &args);
    assert!(ran.out.contains("Add `serde_core` to the"), "{}", ran.out);
    assert!(!folder.path("out/tides/support/convert_jiff.rs").exists());
    let ran = folder.expect(2, &[&args[..], &["--conversion", "jif"]].concat());
    assert!(ran.err.contains("jif") && ran.err.contains("jiff"), "{}", ran.err);
}

#[test]
fn several_modules_share_a_support_module() {
    let folder = Folder::new();
    folder.expect(0, &["generate", "models", "--output", "out"]);
    for module in ["moon", "tides"] {
        let index = folder.read(&format!("out/{module}/mod.rs"));
        assert!(index.contains("\nuse super::support;\n"), "{index}");
    }
    assert!(folder.path("out/support/mod.rs").exists());
    let both = ["generate", "models/tides.json", "models/moon.json", "--output", "out"];
    let ran = folder.expect(0, &both);
    assert!(ran.out.contains("Nothing to do") || ran.out.contains("Wrote"), "{}", ran.out);
}

#[test]
fn generated_crate_compiles() {
    let folder = Folder::new();
    let args = ["generate", "models/tides.json", "--output", "shapes", "--crate", "tide-shapes"];
    folder.expect(0, &args);
    let manifest = folder.read("shapes/Cargo.toml");
    for line in ["name = \"tide-shapes\"", "publish = false", "default = [\"tides\"]"] {
        assert!(manifest.contains(&format!("\n{line}\n")), "{manifest}");
    }
    assert!(!manifest.contains("license"), "{manifest}");
    for features in [&[][..], &["--features", "http"]] {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["check", "--offline", "--quiet"]).args(features);
        cargo.env("RUSTFLAGS", "-D warnings").env("CARGO_TARGET_DIR", folder.path("target"));
        let ran = cargo.current_dir(folder.path("shapes")).output().unwrap();
        assert!(ran.status.success(), "{features:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    folder.expect(0, &[&args[..], &["--license", "MIT"]].concat());
    let manifest = folder.read("shapes/Cargo.toml");
    assert!(manifest.contains("\nlicense = \"MIT\"\n"), "{manifest}");
    assert!(!manifest.contains("publish"), "{manifest}");
}

#[test]
fn operations_prose_and_module_name_can_be_selected() {
    let folder = Folder::new();
    let args = ["generate", "models/tides.json", "--output", "out", "--name", "water"];
    folder.expect(0, &[&args[..], &["--operation", "ListStations"]].concat());
    let operations = folder.read("out/water/operations.rs");
    assert!(operations.contains("pub struct ListStations;"), "{operations}");
    assert!(!operations.contains("GetForecast"), "{operations}");
    let prose: serde_json::Map<String, serde_json::Value> = serde_json::from_str(PROSE).unwrap();
    let sentence = prose["harbour.tides#Tides"].as_str().unwrap();
    let start: String = sentence.chars().take(20).collect();
    assert!(folder.read("out/water/mod.rs").contains(&start));
    folder.expect(0, &[&args[..], &["--docs", "drop"]].concat());
    assert!(!folder.read("out/water/mod.rs").contains(&start));
    assert!(folder.read("out/water/operations.rs").contains("GetForecast"));
}

#[test]
fn corrections_beside_the_model_are_applied() {
    let folder = Folder::new();
    let overlay = r#"{"corrections": [{
        "at": "harbour.tides#ListStations",
        "expect": {"smithy.api#idempotent": null},
        "set": {"smithy.api#idempotent": {}},
        "reason": "Asking twice does no harm."
    }]}"#;
    folder.write("models/tides.overlay.json", overlay);
    folder.expect(0, &["generate", "models/tides.json", "--output", "out"]);
    let operations = folder.read("out/tides/operations.rs");
    assert!(operations.contains("Corrected: Asking twice does no harm."), "{operations}");
}

#[test]
fn mistakes_are_reported_and_nothing_is_written() {
    let folder = Folder::new();
    folder.write("models/none.json", "{\"a\": 1}");
    folder.write(
        "broken.json",
        TIDES.replace("\"target\": \"harbour.tides#Level\"", "\"target\": \"harbour.tides#Lewel\""),
    );
    for (code, args, expected) in [
        (2, &["models/nothing.json"][..], "can't read models/nothing.json"),
        (2, &["models/none.json"], "models/none.json is not a model"),
        (1, &["broken.json"], "did you mean `harbour.tides#Level`?"),
        (2, &["models/tides.json", "--operation", "GetForecst"], "did you mean `GetForecast`?"),
        (2, &["models", "--operation", "GetForecast"], "write it like `ec2:RunInstances`"),
        (2, &["models", "--operation", "tide:GetForecast"], "did you mean `tides`?"),
        (2, &["models", "--service", "tide"], "did you mean `tides`?"),
        (2, &["models", "--name", "water"], "choose one with --service: `moon`, `tides`"),
        (2, &["models/tides.json", "--name", "a-b"], "`a-b` can't be the name of a module"),
        (2, &["models/tides.json", "--crate", "fn"], "it is a keyword of Rust"),
        (2, &["models/tides.json", "--crate", "a\"\n[x]"], "it has something else than letters"),
        (2, &["models/tides.json", "models/tides.json"], "two models have the name `tides`"),
        (2, &["models/tides.json", "--license", "MIT"], "--crate"),
        (2, &["models/tides.json", "--crate", "shapes", "--http"], "--http"),
    ] {
        let ran = folder.expect(code, &[&["generate", "--output", "out"], args].concat());
        assert!(ran.err.contains(expected), "{args:?}: {}", ran.err);
        assert!(!folder.path("out").exists(), "{args:?}");
    }
}
