//! The size of reports is linear in the size of the models and their changes, however many operations share a shape.

use serde_json::{Map, Value, json};
use shapesmith_tests::test_workspace::TestWorkspace;

const TEXT: &str = "smithy.api#String";

/// Returns a model with these shapes and a service with the operations among them.
fn model(shapes: Vec<(String, Value)>) -> Value {
    let operations = shapes.iter().filter(|(_, shape)| shape["type"] == "operation");
    let operations: Vec<Value> = operations.map(|(id, _)| json!({"target": id})).collect();
    let service = json!({"type": "service", "version": "1", "operations": operations});
    let mut all: Map<String, Value> = shapes.into_iter().collect();
    all.insert("ex#Service".to_owned(), service);
    json!({"smithy": "2.0", "shapes": all})
}

fn operation(name: &str, input: &str) -> (String, Value) {
    let input = json!({"target": format!("ex#{input}")});
    (format!("ex#{name}"), json!({"type": "operation", "input": input}))
}

fn structure<N: AsRef<str>>(name: &str, members: &[(N, String)]) -> (String, Value) {
    let members =
        members.iter().map(|(name, target)| (name.as_ref().to_owned(), json!({"target": target})));
    let members: Map<String, Value> = members.collect();
    (format!("ex#{name}"), json!({"type": "structure", "members": members}))
}

/// Returns the report on two models, and the total size of the models in bytes.
fn report(old: &Value, new: &Value, format: &str) -> (String, usize) {
    let copy = TestWorkspace::new();
    let texts = [old, new].map(Value::to_string);
    copy.write("old.json", &texts[0]);
    copy.write("new.json", &texts[1]);
    let [old, new] = ["old.json", "new.json"].map(|name| copy.path(name));
    let args = ["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--format", format];
    (copy.run(&args).expect_code(0).out, texts[0].len() + texts[1].len())
}

/// Returns a model in which all operations use a structure with as many members.
fn shared(number: usize, name: &str) -> Value {
    let mut shapes = Vec::new();
    for index in 0..number {
        shapes.push(operation(&format!("Operation{index}"), &format!("Input{index}")));
        shapes.push(structure(&format!("Input{index}"), &[("all", "ex#Shared".to_owned())]));
    }
    let members: Vec<(String, String)> =
        (0..number).map(|index| (format!("{name}{index:04}"), TEXT.to_owned())).collect();
    shapes.push(structure("Shared", &members));
    model(shapes)
}

#[test]
fn reports_do_not_repeat_members_for_each_operation() {
    for format in ["json", "html", "text", "markdown", "github", "changelog"] {
        let mut sizes = [50, 200].map(|number| {
            let (text, size) = report(&shared(number, "member"), &shared(number, "other"), format);
            text.len() / size
        });
        sizes.sort_unstable();
        let [least, most] = sizes;
        assert!(
            most <= 2 * least.max(1) && most < 60,
            "{format}: {least} to {most} times the models"
        );
    }
}

/// Asserts that every link has exactly one target.
#[track_caller]
fn assert_linked(page: &str) {
    for link in page.split(" href=\"#").skip(1) {
        let target = link.split('"').next().unwrap();
        assert_eq!(page.matches(&format!(" id=\"{target}\"")).count(), 1, "{target}");
    }
}

/// Returns a chain of structures in which each has two members of the next one.
fn diamond(depth: usize, leaf: &[&str]) -> Value {
    let mut shapes = vec![operation("Get", "S0")];
    for index in 0..depth {
        let next = format!("ex#S{}", index + 1);
        shapes.push(structure(&format!("S{index}"), &[("a", next.clone()), ("b", next)]));
    }
    let leaf: Vec<(&str, String)> = leaf.iter().map(|name| (*name, TEXT.to_owned())).collect();
    shapes.push(structure(&format!("S{depth}"), &leaf));
    model(shapes)
}

#[test]
fn a_shape_with_two_users_is_shown_once() {
    let sizes = [20, 200].map(|depth| {
        let (page, _) = report(&diamond(depth, &["x", "y"]), &diamond(depth, &["x"]), "html");
        assert_linked(&page);
        page.len()
    });
    assert!(sizes[0] < 30_000 && sizes[1] < 10 * sizes[0], "{sizes:?}");
}

/// Returns twelve structures, each with members of all others.
fn clique(leaf: &[&str]) -> Value {
    let mut shapes = vec![operation("Get", "S0")];
    for index in 0..12 {
        let others = (0..12).filter(|other| *other != index);
        let mut members: Vec<(String, String)> =
            others.map(|other| (format!("m{other}"), format!("ex#S{other}"))).collect();
        members.extend(leaf.iter().map(|name| ((*name).to_owned(), TEXT.to_owned())));
        shapes.push(structure(&format!("S{index}"), &members));
    }
    model(shapes)
}

#[test]
fn mutually_recursive_shapes_are_shown_once() {
    let (page, _) = report(&clique(&["x", "y"]), &clique(&["x"]), "html");
    assert_linked(&page);
    assert!(page.len() < 60_000, "{}", page.len());
    assert_eq!(page.matches("<code>m3</code>").count(), 11, "each member is shown once");
}

/// A chain is split, so that the page isn't nested more deeply than browsers allow.
#[test]
fn a_long_chain_is_not_nested_deeply() {
    let chain = |leaf: &[&str]| {
        let mut shapes = vec![operation("Get", "S0")];
        for index in 0..500 {
            let next = ("next", format!("ex#S{}", index + 1));
            shapes.push(structure(&format!("S{index}"), &[next]));
        }
        let leaf: Vec<(&str, String)> = leaf.iter().map(|name| (*name, TEXT.to_owned())).collect();
        shapes.push(structure("S500", &leaf));
        model(shapes)
    };
    let (page, _) = report(&chain(&["x", "y"]), &chain(&["x"]), "html");
    assert_linked(&page);
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in page.split('<') {
        depth += usize::from(tag.starts_with("ul"));
        depth -= usize::from(tag.starts_with("/ul"));
        deepest = deepest.max(depth);
    }
    assert_eq!(deepest, 7);
    assert_eq!(page.matches("<code>next</code>").count(), 500);
}

/// The input of one operation is shown in it, and a shape of several operations is linked.
#[test]
fn shared_shapes_are_linked() {
    let (page, _) = report(&shared(12, "member"), &shared(12, "other"), "html");
    assert_linked(&page);
    assert_eq!(page.matches("→ Shared</a>").count(), 12);
    assert_eq!(page.matches(">12 operations</summary>").count(), 1);
    assert_eq!(page.matches(">12 operations (input)</a>").count(), 24, "each change links the set");
}

/// Many values are added to an enum that many members target.
#[test]
fn changes_of_a_value_are_not_repeated_at_each_member() {
    let values = |number: usize| {
        let values: Map<String, Value> = (0..number)
            .map(|index| {
                let traits = json!({"smithy.api#enumValue": format!("v{index}")});
                (format!("V{index}"), json!({"target": "smithy.api#Unit", "traits": traits}))
            })
            .collect();
        let members: Vec<(String, String)> =
            (0..100).map(|index| (format!("m{index}"), "ex#Values".to_owned())).collect();
        let shape = json!({"type": "enum", "members": values});
        model(vec![
            operation("Get", "Input"),
            structure("Input", &members),
            ("ex#Values".to_owned(), shape),
        ])
    };
    let (page, _) = report(&values(1), &values(100), "html");
    assert_linked(&page);
    assert_eq!(page.matches("enum-value-added v7<").count(), 1);
    assert_eq!(page.matches("→ Values</a>").count(), 100);
}

/// A set of operations that several changes affect is in the JSON report once.
#[test]
fn sets_of_operations_are_listed_once() {
    let text = report(&shared(20, "member"), &shared(20, "other"), "json").0;
    let report: Value = serde_json::from_str(&text).unwrap();
    let service = &report["services"][0];
    let sets = service["operationSets"].as_array().unwrap();
    assert_eq!(sets.len(), 1);
    let operations = sets[0][0]["operations"].as_array().unwrap();
    assert_eq!(operations.len(), 20);
    assert_eq!(sets[0][0]["input"], true);
    let changes = service["changes"].as_array().unwrap();
    assert!(changes.len() >= 40 && changes.iter().all(|change| change["operationSet"] == 0));
}

/// At most 500 by 500 names are compared; beyond that, the report says that they weren't.
#[test]
fn too_many_renamed_members_have_no_hints() {
    let renamed = |number: usize, letters: &str| {
        let members: Vec<(String, String)> = (0..number)
            .map(|index| (format!("{}{letters}", spell_number(index)), TEXT.to_owned()))
            .collect();
        model(vec![operation("Get", "Large"), structure("Large", &members)])
    };
    for (number, is_searched) in [(200, true), (501, false)] {
        let (old, new) = (renamed(number, "abcdefghi"), renamed(number, "abcdefghj"));
        let json: Value = serde_json::from_str(&report(&old, &new, "json").0).unwrap();
        let service = &json["services"][0];
        let unsearched = if is_searched { json!([]) } else { json!(["ex#Large"]) };
        assert_eq!(service["withoutRenameHints"], unsearched, "{number}");
        let changes = service["changes"].as_array().unwrap();
        let hints = changes.iter().filter(|change| change["hint"]["kind"] == "member-renamed");
        assert_eq!(hints.count(), if is_searched { 2 * number } else { 0 }, "{number}");
        for format in ["text", "markdown", "html"] {
            let has_note = report(&old, &new, format).0.contains("Not searched for similar names");
            assert_eq!(has_note, !is_searched, "{format}");
        }
        // Names that differ only in case are found in any number.
        let new = renamed(number, "ABCDEFGHI");
        let json: Value = serde_json::from_str(&report(&old, &new, "json").0).unwrap();
        assert_eq!(json["services"][0]["withoutRenameHints"], json!([]));
        let changes = json["services"][0]["changes"].as_array().unwrap();
        let hints = changes.iter().filter(|change| change["hint"]["kind"] == "member-renamed");
        assert_eq!(hints.count(), 2 * number);
    }
}

/// Returns a name for a number that isn't similar to that of any other.
fn spell_number(mut number: usize) -> String {
    let mut text = String::new();
    for _ in 0..4 {
        let letter = char::from(b'a' + u8::try_from(number % 26).unwrap());
        text.extend([letter, letter, letter, letter]);
        number /= 26;
    }
    text
}
