//! Revisions of a git repository: commits, their paths, and merge bases.

use shapesmith_tests::command::run_xtask;
use shapesmith_tests::test_workspace::{TestWorkspace, ZOO};

use super::repository::{Repository, git};

#[test]
fn head_is_compared_with_the_working_tree() {
    let repository = Repository::new();
    repository.diff(&[]).expect_code(0).expect_out(&["HEAD:model → model: no API change in 2"]);
    repository.remove_nickname();
    repository.diff(&[]).expect_code(0).expect_out(&[
        "member-removed",
        "Animal$nickname",
        "HEAD:model → model: 1 of 2 services",
    ]);
}

#[test]
fn revisions_and_their_paths_are_compared() {
    let repository = Repository::new();
    repository.remove_nickname();
    repository.commit();
    let file = format!("HEAD~1:{ZOO}");
    let here = repository.0.path(ZOO);
    for sides in [
        &["HEAD~1"][..],
        &["HEAD~1", "HEAD"],
        &["HEAD~1:model", "HEAD:model/"],
        &[&file],
        &[&file, &format!("HEAD:{ZOO}")],
        &[&file, here.to_str().unwrap()],
    ] {
        repository.diff(sides).expect_code(0).expect_out(&["member-removed", "Animal$nickname"]);
    }
    repository.diff(&["HEAD"]).expect_code(0).expect_out(&["no API change"]);
    repository.diff(&["HEAD:nowhere"]).expect_code(2).expect_err(&["there is no HEAD:nowhere"]);
    repository.0.remove(ZOO);
    repository.diff(&[&file]).expect_code(2).expect_err(&["there is no model/services/zoo.json"]);
}

#[test]
fn branches_are_compared_with_their_merge_base() {
    let repository = Repository::new();
    repository.git(&["checkout", "--quiet", "-b", "update"]);
    repository.remove_nickname();
    repository.commit();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.add_width();
    repository.commit();
    repository.git(&["checkout", "--quiet", "update"]);
    // Without the merge base, the branch seems to revert the later commit of `main`.
    repository.diff(&["main"]).expect_code(0).expect_out(&["nickname", "width"]);
    for sides in [&["main"][..], &["main", "update"]] {
        let ran = repository.diff(&[sides, &["--merge-base"]].concat()).expect_code(0);
        assert!(ran.out.contains("nickname") && !ran.out.contains("width"), "{}", ran.out);
    }
    let here = repository.0.path(ZOO);
    repository
        .diff(&["--merge-base", here.to_str().unwrap()])
        .expect_code(2)
        .expect_err(&["`--merge-base` needs a revision"]);
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.commit();
    repository.diff(&["--merge-base", "main"]).expect_code(2).expect_err(&["no history in common"]);
}

#[test]
fn a_workspace_may_be_below_the_root_of_its_repository() {
    let (copy, top) = (TestWorkspace::new(), tempfile::tempdir().unwrap());
    let workspace = top.path().join("below");
    for (name, (_, bytes)) in copy.tree() {
        let path = workspace.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    git(top.path(), &["init", "--quiet"]);
    git(top.path(), &["add", "."]);
    git(top.path(), &["commit", "--quiet", "--message", "All"]);
    let model = workspace.join(ZOO);
    let text = std::fs::read_to_string(&model).unwrap().replace("\"nickname\"", "\"name2\"");
    std::fs::write(model, text).unwrap();
    for args in [&["diff"][..], &["diff", &format!("HEAD:below/{ZOO}")]] {
        run_xtask(&workspace, args)
            .expect_code(0)
            .expect_out(&["member-removed", "Animal$nickname"]);
    }
}

#[test]
fn a_repository_without_commits_is_an_error() {
    let copy = TestWorkspace::new();
    git(&copy.path(""), &["init", "--quiet"]);
    copy.run(&["diff"]).expect_code(2).expect_err(&["there is no commit to compare with"]);
}
