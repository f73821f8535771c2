//! Models that fail, and folders without models.

use super::folder::{CorpusReport, Folder, GARDEN, ZOO};

#[test]
fn invalid_model_fails_and_the_others_pass() {
    let broken =
        ZOO.replacen("\"target\": \"example.zoo#Kind\"", "\"target\": \"example.zoo#Knd\"", 1);
    let folder = Folder::with(&[("zoo.json", &broken), ("garden.json", GARDEN)]);
    let ran = folder.run(&[]).expect_code(1).expect_out(&["1 of 2 failed"]).expect_err(&[
        "zoo.json:14:21: error[unresolved-target]",
        "hint: did you mean `example.zoo#Kind`?",
    ]);
    let rows = ran.rows();
    let ends: Vec<_> = rows.iter().map(|row| (row[0], *row.last().unwrap())).collect();
    assert_eq!(ends, [("garden", "ok"), ("zoo", "FAILED")], "{}", ran.out);
}

#[test]
fn truncated_file_fails() {
    for end in [0, 1, 100, ZOO.len() - 3] {
        let folder = Folder::with(&[("zoo.json", &ZOO[..end])]);
        folder.run(&[]).expect_code(1).expect_err(&["zoo.json:"]);
    }
}

#[test]
fn folder_without_models_is_wrong_usage() {
    let folder = Folder::new();
    folder.run(&[]).expect_code(2).expect_err(&["the folders have no model"]);
    folder.write("models.tar.xz", b"");
    folder.run(&[]).expect_code(2).expect_err(&["models.tar.xz is an archive"]);
    folder.run_on(&[folder.path("missing")], &[]).expect_code(2).expect_err(&["can't read"]);
    folder.run_on(&[], &[]).expect_code(2).expect_err(&["<PATH>"]);
}
