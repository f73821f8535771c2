//! The classic page of API changes, compared with a published one.

use std::fs;

use shapesmith_test_support::find_shared;

use super::repository::project;

#[test]
fn a_published_page_is_reproduced() {
    let Some(shared) = find_shared("the published page through the command") else { return };
    let page = shared.join("reference/api-changes-lambda-2023-11-16.txt");
    let page = fs::read_to_string(page).unwrap();
    let [old, new] = ["2023-11-15", "2023-11-16"].map(|day| {
        let path = shared.join(format!("models/lambda/botocore-{day}.json"));
        path.to_str().unwrap().to_owned()
    });
    let note = page.lines().find_map(|line| line.strip_prefix("Changes\u{a0} ")).unwrap();
    let format = ["--format", "api-changes", "--date", "2023-11-16", "--note", note];
    let ran = project(&[&[old.as_str(), new.as_str()], &format[..]].concat()).expect_code(0);
    assert_eq!(ran.out.matches("Link ¶").count(), 8);
    assert_eq!(ran.out, without_documentation(&page));
}

/// Returns the heading and the blocks of the operations, without the documentation between them.
fn without_documentation(page: &str) -> String {
    let mut sections = page.split("\n\n");
    let mut kept: Vec<&str> = sections.by_ref().take(3).collect();
    kept.extend(sections.filter(|section| section.contains(" Link ¶\n")));
    format!("{}\n", kept.join("\n\n"))
}
