//! The HTML page: well-formed, self-contained, and working in a browser.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shapesmith_test_support::skip;
use shapesmith_tests::test_workspace::ZOO;

use super::repository::{Repository, edit, project};

const OLD: &str = "fixtures/review/lambda-2023-01-23.json";
const NEW: &str = "fixtures/lambda/lambda-2023-11-16.json";
/// The script that uses the page in the browser.
const DRIVER: &str = include_str!("page_driver.js");

fn lambda() -> String {
    project(&[OLD, NEW, "--format", "html"]).expect_code(0).out
}

#[test]
fn the_page_is_well_formed_and_self_contained() {
    let page = lambda();
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert_balanced(&page);
    for outside in ["<link", "http://", "https://", "@import", "url(", " src="] {
        assert!(!page.contains(outside), "{outside} is in the page");
    }
    // Every link has a target.
    for link in page.split(" href=\"#").skip(1) {
        let target = link.split('"').next().unwrap();
        assert!(page.contains(&format!(" id=\"{target}\"")), "no element has the ID {target}");
    }
}

#[test]
fn markup_in_a_model_is_escaped() {
    const HOSTILE: &str = "</script></style><img src=x onerror=\"alert('1')\">&amp;";
    let repository = Repository::with(|copy| {
        edit(copy, ZOO, |model| {
            let shapes = &mut model["shapes"];
            shapes["example.zoo#Zoo"]["traits"] = json!({"smithy.api#title": HOSTILE});
            shapes["example.zoo#Kind"]["members"]["ODD"] =
                json!({"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": HOSTILE}});
        });
    });
    repository.edit(ZOO, |model| {
        let members = &mut model["shapes"]["example.zoo#Kind"]["members"];
        members.as_object_mut().unwrap().remove("ODD").unwrap();
    });
    let page = repository.diff(&["--format", "html"]).expect_code(0).out;
    assert_balanced(&page);
    assert!(!page.contains("<img"), "{page}");
    assert_eq!(page.matches("</script>").count(), 1);
    assert!(page.contains("&lt;/script&gt;&lt;/style&gt;&lt;img src=x"), "{page}");
}

/// Asserts that every element is closed, in the right order.
#[track_caller]
fn assert_balanced(page: &str) {
    const VOID: [&str; 3] = ["meta", "input", "!DOCTYPE"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("tags end");
        rest = after;
        let name = tag.split([' ', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "before {after:.80}"),
            None if VOID.contains(&name) => {}
            None => {
                open.push(name);
                if matches!(name, "script" | "style") {
                    rest = rest.find(&format!("</{name}>")).map(|end| &rest[end..]).unwrap();
                }
            }
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

/// Tests the filter, search, keyboard shortcuts, links and colours, if there is a browser.
#[test]
fn the_page_works_in_a_browser() {
    let Some(browser) = browser() else {
        skip("the report's page in a browser", "there is no chromium or google-chrome on PATH");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let script = format!("<script>{DRIVER}</script></body>");
    let file = folder.path().join("page.html");
    std::fs::write(&file, lambda().replace("</body>", &script)).unwrap();
    let Some(dom) = dom(&browser, &file, folder.path()) else {
        let reason = format!("{} doesn't show the page", browser.display());
        skip("the report's page in a browser", &reason);
        return;
    };
    let found = dom.split_once("<pre id=\"results\">").unwrap().1.split_once("</pre>").unwrap().0;
    let results: Value = serde_json::from_str(found).unwrap();
    let expected = json!({
        "all": 28,
        "searched": ["enum-value-added"],
        "operationsSearched": true,
        "noMatch": true,
        "kind": ["operation-added"],
        "groups": ["limit-loosened", "pattern-changed"],
        "service": 28,
        "slash": "search",
        "typed": false,
        "escaped": 28,
        "moved": [0, 1, 0],
        "opened": 28,
        "closed": 0,
        "linked": true,
        "linkedOperation": "lambda-operation-CreateFunction",
        "shownAgain": 28,
        "dark": true,
    });
    assert_eq!(results, expected);
}

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|candidate| candidate.is_file())
}

/// Returns the page after the script; `None` if the browser doesn't run in this environment.
fn dom(browser: &Path, file: &Path, folder: &Path) -> Option<String> {
    let out = folder.join("dom.html");
    let mut child = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .args(["--dump-dom".into(), format!("file://{}", file.display())])
        .stdout(std::fs::File::create(&out).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(120) {
            child.kill().unwrap();
            child.wait().unwrap();
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    std::fs::read_to_string(out).ok().filter(|dom| dom.contains("</html>"))
}
