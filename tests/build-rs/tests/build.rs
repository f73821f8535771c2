//! `Build`: side files, names of modules, written files and errors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use shapesmith::{Build, BuildError, Generated};
use shapesmith_test_support::TestFolder;

const TIDES: &str = include_str!("../model/tides.json");
const PROSE: &str = r#"{"harbour.tides#Tides": "Tells of the moon."}"#;

/// A folder with models in `model` and generated code in `out`.
struct Folder(TestFolder);

impl Folder {
    /// Creates a folder with these files in `model`.
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(TestFolder::new());
        for (name, text) in files {
            folder.put(&format!("model/{name}"), text.as_bytes());
        }
        folder
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        self.0.write(name, bytes);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    fn model(&self, name: &str) -> Build {
        Build::new(self.path("model").join(name))
    }

    fn out(&self) -> PathBuf {
        self.path("out")
    }

    fn read(&self, name: &str) -> String {
        self.0.read(&format!("out/{name}"))
    }

    fn write(&self, build: &Build) -> Generated {
        build.write(self.out()).unwrap()
    }

    fn names(&self, paths: &[PathBuf]) -> Vec<String> {
        let name = |path: &PathBuf| path.strip_prefix(self.0.root()).unwrap().display().to_string();
        paths.iter().map(name).collect()
    }

    fn errors(&self, build: &Build) -> String {
        let problems: BuildError = build.write(self.out()).unwrap_err();
        assert!(!self.out().exists(), "nothing is written");
        problems.to_string().replace(&format!("{}/", self.0.root().display()), "")
    }
}

#[test]
fn documentation_is_read_from_the_side_file_or_the_given_path() {
    let folder =
        Folder::new(&[("tides.json", TIDES), ("tides.docs.json", PROSE), ("x.json", "{}")]);
    let generated = folder.write(&folder.model("tides.json"));
    assert_eq!(folder.names(&generated.read), ["model/tides.json", "model/tides.docs.json"]);
    assert!(folder.read("tides/mod.rs").starts_with("//! Tells of the moon."));
    let generated = folder.write(&folder.model("tides.json").docs(folder.path("model/x.json")));
    assert_eq!(folder.names(&generated.read), ["model/tides.json", "model/x.json"]);
    let missing = folder.model("tides.json").docs(folder.path("model/y.json"));
    let problems = missing.check(folder.out()).unwrap_err().to_string();
    assert!(
        problems.starts_with("error[file]: can't read ") && problems.contains("y.json: "),
        "{problems}"
    );
}

#[test]
fn modules_are_named_after_the_file_the_service_or_the_given_name() {
    let folder = Folder::new(&[("model.json", TIDES), ("tide-tables.json", TIDES)]);
    folder.write(&folder.model("model.json"));
    folder.write(&folder.model("tide-tables.json"));
    folder.write(&folder.model("model.json").name("water"));
    let mut generated: Vec<_> =
        fs::read_dir(folder.out()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    generated.sort();
    assert_eq!(generated, ["tide_tables", "tides", "water"]);
}

#[test]
fn side_files_of_botocore_are_found_compressed_or_not() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/botocore/rest-json");
    let folder = Folder::new(&[]);
    let mut expected = Vec::new();
    for entry in fs::read_dir(&fixtures).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        if name.starts_with("paginators-1.json") {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(&bytes).unwrap();
            expected.push(format!("model/{name}.gz"));
            folder.put(&format!("model/{name}.gz"), &packer.finish().unwrap());
        } else {
            if name.ends_with(".json") {
                expected.push(format!("model/{name}"));
            }
            folder.put(&format!("model/{name}"), &bytes);
        }
    }
    let generated = folder.write(&folder.model("service-2.json").name("service"));
    let mut read = folder.names(&generated.read);
    read.sort();
    expected.sort();
    assert_eq!(read, expected);
    assert!(folder.read("service/operations.rs").contains("PAGINATION"));
}

#[test]
fn several_services_share_a_support_module() {
    let folder = Folder::new(&[("a.json", TIDES), ("b.json", TIDES)]);
    let both = folder.model("a.json").and(folder.model("b.json"));
    folder.write(&both);
    assert!(folder.read("a/mod.rs").contains("\nuse super::support;\n"));
    assert!(folder.read("support/mod.rs").contains("pub use blob::"));
    assert!(!folder.out().join("a/support").exists());
    folder.write(&both.support("common::wire"));
    assert!(folder.read("b/mod.rs").contains("\nuse common::wire as support;\n"));
}

#[test]
fn only_differing_files_are_written_and_only_generated_files_are_removed() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    let build = folder.model("tides.json");
    folder.write(&build);
    assert_eq!(folder.write(&build).different, [] as [PathBuf; 0]);
    folder.put("out/tides/mine.rs", b"// My own.\n");
    folder.put(
        "out/tides/old.rs",
        b"//! Old.\n// @generated by shapesmith (`x`) from y. Do not edit.\n",
    );
    folder.put("out/tides/enums.rs", b"");
    let expected = ["out/tides/enums.rs", "out/tides/old.rs"];
    assert_eq!(folder.names(&build.check(folder.out()).unwrap().different), expected);
    assert!(folder.out().join("tides/old.rs").exists(), "checking writes nothing");
    assert_eq!(folder.names(&folder.write(&build).different), expected);
    assert!(!folder.out().join("tides/old.rs").exists());
    assert_eq!(folder.read("tides/mine.rs"), "// My own.\n");
    let left = fs::read_dir(folder.out().join("tides")).unwrap();
    let temporary =
        left.filter(|entry| entry.as_ref().unwrap().path().extension() != Some("rs".as_ref()));
    assert_eq!(temporary.count(), 1, "the folder of the support module");
}

#[test]
fn files_of_other_generators_are_kept() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    let build = folder.model("tides.json").command("cargo xtask");
    folder.write(&build);
    let others: [(&str, &[u8]); 4] = [
        ("out/tides/protobuf.rs", b"// @generated by protoc-gen-rust. Do not edit.\n"),
        ("out/tides/queries.rs", b"// @generated by `sqlgen` from q.sql. Do not edit.\n"),
        ("out/tides/raw.rs", b"\xff\xfe// @generated by shapesmith (`x`) from y. Do not edit.\n"),
        ("out/tides/.hidden.rs", b"// @generated by shapesmith (`x`) from y. Do not edit.\n"),
    ];
    for (name, bytes) in others {
        folder.put(name, bytes);
    }
    // With the header of an earlier version.
    folder.put("out/tides/former.rs", b"// @generated by `cargo xtask` from y. Do not edit.\n");
    assert_eq!(folder.names(&folder.write(&build).different), ["out/tides/former.rs"]);
    for (name, bytes) in others {
        assert_eq!(fs::read(folder.path(name)).unwrap(), bytes, "{name}");
    }
}

#[test]
fn files_that_were_not_generated_are_never_replaced() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    folder.put("out/tides/mod.rs", b"mod mine;\n");
    folder.put("out/tides/enums.rs", b"// Mine.\n");
    let build = folder.model("tides.json");
    let problems = build.write(folder.out()).unwrap_err().to_string();
    for name in ["enums.rs", "mod.rs"] {
        let path = folder.out().join("tides").join(name);
        let expected = format!("can't write {}: there is a file that", path.display());
        assert!(problems.contains(&expected), "{problems}");
    }
    assert_eq!(folder.read("tides/mod.rs"), "mod mine;\n");
    assert_eq!(fs::read_dir(folder.out().join("tides")).unwrap().count(), 2, "nothing is written");
}

#[test]
fn stale_subfolders_are_removed_with_their_files() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    let build = folder.model("tides.json");
    folder.write(&build);
    assert!(folder.out().join("tides/support/mod.rs").exists());
    folder.write(&build.support("common::support"));
    assert!(!folder.out().join("tides/support").exists());
    assert!(folder.out().join("tides/mod.rs").exists());
}

#[test]
fn temporary_files_of_killed_runs_are_removed() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    let build = folder.model("tides.json");
    folder.write(&build);
    let names = [".shapesmith-1-2.tmp", ".enums.rs.4711.tmp", "support/.shapesmith-1-3.tmp"];
    for name in names {
        folder.put(&format!("out/tides/{name}"), b"half");
    }
    assert_eq!(folder.write(&build).different, [] as [PathBuf; 0]);
    for name in names {
        assert!(!folder.out().join("tides").join(name).exists(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_symbolic_link() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    let stale = b"// @generated by shapesmith (`x`) from y. Do not edit.\n";
    folder.put("elsewhere/old.rs", stale);
    fs::create_dir_all(folder.out()).unwrap();
    std::os::unix::fs::symlink(folder.path("elsewhere"), folder.out().join("tides")).unwrap();
    let build = folder.model("tides.json");
    let expected = format!(
        "error[symbolic-link]: {} is a symbolic link",
        folder.out().join("tides").display()
    );
    for problems in [build.write(folder.out()).unwrap_err(), build.check(folder.out()).unwrap_err()]
    {
        assert!(problems.to_string().starts_with(&expected), "{problems}");
    }
    let left: Vec<_> = fs::read_dir(folder.path("elsewhere")).unwrap().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(fs::read(folder.path("elsewhere/old.rs")).unwrap(), stale);
    assert!(folder.out().join("tides").is_symlink());

    // The output folder itself may be a link, because the user names it.
    let link = folder.path("link");
    std::os::unix::fs::symlink(folder.path("elsewhere"), &link).unwrap();
    build.write(&link).unwrap();
    assert!(folder.path("elsewhere/tides/mod.rs").exists());
}

#[test]
fn concurrent_runs_wait_for_each_other() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    for _ in 0..5 {
        std::thread::scope(|scope| {
            for name in ["ListStations", "GetForecast"] {
                let build = folder.model("tides.json").operations([name]);
                let out = folder.out();
                scope.spawn(move || build.write(out).map(drop).unwrap());
            }
        });
        let one = folder.model("tides.json").operations(["ListStations"]);
        let other = folder.model("tides.json").operations(["GetForecast"]);
        let left = |build: &Build| build.check(folder.out()).unwrap().different.len();
        assert!(left(&one) == 0 || left(&other) == 0, "the files are those of one run");
    }
}

#[test]
fn all_problems_of_all_services_are_reported() {
    let two = TIDES.replace(
        r#""harbour.tides#GetForecast": {"#,
        r#""harbour.tides#Moon": { "type": "service", "version": "1" }, "harbour.tides#GetForecast": {"#,
    );
    let broken =
        TIDES.replace(r#""target": "harbour.tides#Level""#, r#""target": "harbour.tides#Lewel""#);
    let folder = Folder::new(&[("a.json", &broken), ("two.json", &two), ("tides.json", TIDES)]);
    let model = |name: &str| folder.model(name);
    let all = model("a.json")
        .and(model("b.json"))
        .and(model("two.json"))
        .and(model("two.json").service("harbour.tides#Sun"))
        .and(model("tides.json").name("a-b"));
    assert_eq!(
        folder.errors(&all),
        "model/a.json:89:30: error[unresolved-target]: the shape `harbour.tides#Lewel` doesn't exist\n  \
         at /shapes/harbour.tides#Reading/members/level/target (shape harbour.tides#Reading$level)\n  \
         hint: did you mean `harbour.tides#Level`?\n\
         error[file]: can't read model/b.json: No such file or directory (os error 2)\n\
         model/two.json: error[several-services]: the model has several services\n  \
         hint: name one with `.service(\"harbour.tides#Moon\")`; the model has `harbour.tides#Moon`, `harbour.tides#Tides`\n\
         model/two.json: error[unknown-service]: the model has no service `harbour.tides#Sun`\n  \
         hint: the model has `harbour.tides#Moon`, `harbour.tides#Tides`\n\
         error[module-name]: `a-b` can't be the name of a module\n  \
         hint: use letters, digits and `_`, such as `a_b`"
    );
    let same = folder.model("tides.json").and(folder.model("tides.json"));
    assert_eq!(
        folder.errors(&same),
        "error[module-name]: there are two modules called `tides`\n  hint: `.name(…)` gives one of them another name"
    );
}

#[test]
fn only_selected_operations_are_generated() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    folder.write(&folder.model("tides.json").operations(["ListStations"]));
    let operations = folder.read("tides/operations.rs");
    assert!(operations.contains("pub struct ListStations;"));
    assert!(!operations.contains("GetForecast"));
}

#[test]
fn an_empty_list_of_operations_is_an_error() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    let none: [&str; 0] = [];
    let errors = folder.errors(&folder.model("tides.json").operations(none));
    assert_eq!(
        errors,
        "model/tides.json: error[no-operations]: the list of operations is empty\n  \
         hint: name at least one; without a list, every operation is generated"
    );
}

#[test]
fn a_support_path_that_is_no_path_is_an_error() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    for path in ["a b", "a; mod evil", "a // b", "", "::", "a::"] {
        let errors = folder.errors(&folder.model("tides.json").support(path));
        assert!(
            errors.starts_with(&format!(
                "error[support-path]: `{path}` isn't the path of a module\n"
            )),
            "{errors}"
        );
    }
}

#[test]
fn all_unknown_operations_are_reported() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    let errors = folder.errors(&folder.model("tides.json").operations(["ListStation", "Nothing"]));
    let expected = [
        "model/tides.json: error[unknown-operation]: Harbour Tides has no operation `ListStation`",
        "  hint: did you mean `ListStations`?",
        "model/tides.json: error[unknown-operation]: Harbour Tides has no operation `Nothing`",
    ];
    assert_eq!(errors.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(), expected);
}

#[test]
fn policies_are_followed() {
    let folder = Folder::new(&[("tides.json", TIDES)]);
    let mut policy = shapesmith::Policy::default();
    policy.renames.insert("ListStations".to_owned(), "Stations".to_owned());
    policy.all.derives.push("::core::marker::Copy".to_owned());
    policy.renames.insert("Nowhere".to_owned(), "There".to_owned());
    policy.renames.insert("GetForecasts".to_owned(), "Forecast".to_owned());
    let errors = folder.errors(&folder.model("tides.json").policy(policy.clone()));
    let sentence = "the name of `Nowhere`: the service has no `Nowhere` that becomes a type";
    assert!(errors.contains(sentence), "{errors}");
    assert_eq!(errors.matches("hint").count(), 1, "nothing is like the other: {errors}");
    assert!(errors.contains("did you mean `GetForecast`?"), "{errors}");
    policy.renames.remove("Nowhere");
    policy.renames.remove("GetForecasts");
    folder.write(&folder.model("tides.json").policy(policy));
    assert!(folder.read("tides/operations.rs").contains("pub struct Stations;"));
    assert!(
        folder
            .read("tides/structures.rs")
            .contains("#[derive(Clone, Default, ::core::marker::Copy)]")
    );
}

#[test]
fn corrections_are_read_from_the_side_file() {
    let overlay = r#"{"corrections": [{
        "at": "harbour.tides#ListStations",
        "expect": {"smithy.api#idempotent": null},
        "set": {"smithy.api#idempotent": {}},
        "reason": "Asking twice does no harm."
    }]}"#;
    let folder = Folder::new(&[("tides.json", TIDES), ("tides.overlay.json", overlay)]);
    let generated = folder.write(&folder.model("tides.json"));
    let operations = folder.read("tides/operations.rs");
    assert!(operations.contains("Corrected: Asking twice does no harm."), "{operations}");
    assert!(folder.names(&generated.read).contains(&"model/tides.overlay.json".to_owned()));
    assert_eq!(operations.matches("const IDEMPOTENT: bool = true;").count(), 1);
}

/// Reading a FIFO would block forever.
#[cfg(unix)]
#[test]
fn fifos_are_rejected() {
    for name in ["tides.json", "tides.docs.json", "tides.overlay.json"] {
        let folder = Folder::new(&[("tides.json", TIDES)]);
        let path = folder.path("model").join(name);
        let _ = fs::remove_file(&path);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let expected =
            format!("error[file]: can't read model/{name}: it is a FIFO, not a regular file");
        assert_eq!(folder.errors(&folder.model("tides.json")), expected);
    }
}
