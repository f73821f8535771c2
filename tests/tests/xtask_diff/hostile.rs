//! Trees that are made to mislead a review or to keep it from ending: links, odd names, very many files, FIFOs.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use super::copy::{CONFIG, Copy, GARDEN, ZOO, ZOO_DOCS};
use super::repository::Repository;

/// A repository in which a path is a link that leads outside, and a model outside.
fn with_link(name: &str) -> (Repository, Copy) {
    let outside = Copy::new();
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
        let told = name.strip_prefix("model/").unwrap();
        repository.diff(&["HEAD", "HEAD"]).expect_code(2).expect_err(&[
            &format!("{told} of HEAD:model is a symbolic link"),
            "commit the file itself",
        ]);
    }
    let (repository, _outside) = with_link(ZOO);
    let file = format!("HEAD:{ZOO}");
    repository
        .diff(&[&file])
        .expect_code(2)
        .expect_err(&["zoo.json of HEAD:model/services/zoo.json is a symbolic link"]);
    // What lies beside a file needs no link.
    repository.diff(&[&format!("HEAD:{GARDEN}")]).expect_code(0);
}

/// Links that have nothing to do with models keep nobody from a review.
#[test]
fn other_links_are_no_matter() {
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
            copy.write(&format!("model/{name}"), "nothing of a model");
        }
    });
    repository.remove_nickname();
    let ran = repository.diff(&["HEAD"]).expect_code(0);
    ran.expect_out(&["member-removed", "1 of 2 services changed"]);
}

/// More than fit into the arguments of a command.
#[test]
fn a_file_may_have_very_many_siblings() {
    const SIBLINGS: usize = 30_000;
    let repository = Repository::with(|copy| {
        copy.write("many/zoo.json", &copy.read(ZOO));
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
fn a_fifo_is_refused() {
    for name in [ZOO, ZOO_DOCS, CONFIG, "model/services/zoo.overlay.json", "model/accepted.toml"] {
        let repository = Repository::new();
        make_fifo(&repository.0.path(name));
        let ran = repository.diff(&[]).expect_code(2);
        ran.expect_err(&["can't read", name, "it is a FIFO, not a regular file"]);
    }
    let copy = Copy::new();
    copy.write("folder/zoo.json", &copy.read(ZOO));
    make_fifo(&copy.path("folder/pipe.json"));
    let told = ["pipe.json: it is a FIFO, not a regular file"];
    let at = |name: &str| copy.path(name).to_str().unwrap().to_owned();
    let (folder, pipe, zoo) = (at("folder"), at("folder/pipe.json"), at("folder/zoo.json"));
    copy.run(&["diff", &folder, &zoo]).expect_code(2).expect_err(&told);
    copy.run(&["diff", &zoo, &pipe]).expect_code(2).expect_err(&told);
    // Beside a file that is named it is no matter.
    copy.run(&["diff", &zoo, &zoo]).expect_code(0);
    copy.run(&["corpus", &folder]).expect_code(2).expect_err(&told);
    copy.run(&["import", &pipe]).expect_code(2).expect_err(&told);
    copy.run(&["import", &folder]).expect_code(2).expect_err(&told);
    copy.run(&["diff", "/dev/zero", &zoo]).expect_code(2).expect_err(&["it is a device"]);
    for command in ["regenerate", "fmt"] {
        let copy = Copy::new();
        make_fifo(&copy.path(ZOO));
        copy.run(&[command]).expect_code(2).expect_err(&["zoo.json: it is a FIFO"]);
    }
}
