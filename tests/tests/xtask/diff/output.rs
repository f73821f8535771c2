//! Reports in files: plain text, and special files that are kept.

use shapesmith_test_support::CommandOutput;
use std::fs;
use std::path::Path;

use super::repository::Repository;

fn changed() -> Repository {
    let repository = Repository::new();
    repository.remove_nickname();
    repository.add_width();
    repository
}

fn output(repository: &Repository, path: &Path) -> CommandOutput {
    repository.diff(&["--output", path.to_str().unwrap()])
}

const FORMATS: [&str; 7] =
    ["text", "markdown", "html", "json", "github", "changelog", "api-changes"];

#[test]
fn files_are_plain_text_that_ends_with_a_line_break() {
    let repository = changed();
    let path = repository.0.path("report");
    for format in FORMATS {
        let args = ["--format", format, "--output", path.to_str().unwrap()];
        repository.diff(&args).expect_code(0);
        let text = repository.0.read("report");
        assert!(!text.contains('\u{1b}'), "{format}: {text:?}");
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{format}: {text:?}");
    }
    let repository = Repository::new();
    let path = repository.0.path("report");
    repository.diff(&["--format", "github", "--output", path.to_str().unwrap()]).expect_code(0);
    assert_eq!(repository.0.read("report"), "");
}

#[test]
fn existing_files_are_replaced() {
    let repository = changed();
    repository.0.write("report", "old ".repeat(10_000));
    output(&repository, &repository.0.path("report")).expect_code(0);
    let text = repository.0.read("report");
    assert!(text.contains("member-removed") && !text.contains("old old"), "{text}");
}

#[test]
fn folders_and_missing_folders_are_errors() {
    let repository = changed();
    for name in ["model", "nowhere/report"] {
        output(&repository, &repository.0.path(name)).expect_code(2).expect_err(&["can't write"]);
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn permissions_are_kept() {
        let repository = changed();
        repository.0.write("report", "");
        let path = repository.0.path("report");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        output(&repository, &path).expect_code(0);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    /// Even for root, whom the operating system would let write it.
    #[test]
    fn read_only_files_are_kept() {
        let repository = changed();
        repository.0.write("report", "old");
        let path = repository.0.path("report");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        output(&repository, &path).expect_code(2).expect_err(&["can't write", "it is read-only"]);
        assert_eq!(repository.0.read("report"), "old");
    }

    #[test]
    fn links_are_followed() {
        let repository = changed();
        let at = |name: &str| repository.0.path(name);
        repository.0.write("target", "old");
        fs::hard_link(at("target"), at("other-name")).unwrap();
        symlink("target", at("link")).unwrap();
        symlink("not-yet", at("dangling")).unwrap();
        symlink("/dev/null", at("null")).unwrap();
        for name in ["link", "dangling", "null"] {
            output(&repository, &at(name)).expect_code(0);
            assert!(fs::symlink_metadata(at(name)).unwrap().is_symlink(), "{name}");
        }
        for name in ["target", "other-name", "not-yet"] {
            assert!(repository.0.read(name).contains("member-removed"), "{name}");
        }
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }

    #[test]
    fn a_fifo_is_written_to() {
        let repository = changed();
        let path = repository.0.path("fifo");
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        let reader = std::thread::spawn({
            let path = path.clone();
            move || fs::read_to_string(path).unwrap()
        });
        output(&repository, &path).expect_code(0);
        assert!(reader.join().unwrap().contains("member-removed"));
        assert!(fs::metadata(&path).unwrap().file_type().is_fifo());
    }
}
