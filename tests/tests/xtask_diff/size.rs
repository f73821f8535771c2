//! Reports are no larger than the models and what changed in them, however shapes and operations share each other.

use serde_json::{Map, Value, json};

use super::copy::Copy;

const TEXT: &str = "smithy.api#String";

/// A service with these shapes; of operations it has those that are among them.
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

/// A report on two models, and how many bytes these have together.
fn report(old: &Value, new: &Value, form: &str) -> (String, usize) {
    let copy = Copy::new();
    let texts = [old, new].map(Value::to_string);
    copy.write("old.json", &texts[0]);
    copy.write("new.json", &texts[1]);
    let [old, new] = ["old.json", "new.json"].map(|name| copy.path(name));
    let args = ["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--format", form];
    (copy.run(&args).expect_code(0).out, texts[0].len() + texts[1].len())
}

/// As many operations as members, all of which have other names afterwards.
fn shared(number: usize, name: &str) -> Value {
    let mut shapes = Vec::new();
    for place in 0..number {
        shapes.push(operation(&format!("Operation{place}"), &format!("Input{place}")));
        shapes.push(structure(&format!("Input{place}"), &[("all", "ex#Shared".to_owned())]));
    }
    let members: Vec<(String, String)> =
        (0..number).map(|place| (format!("{name}{place:04}"), TEXT.to_owned())).collect();
    shapes.push(structure("Shared", &members));
    model(shapes)
}

#[test]
fn operations_times_members_are_in_no_report() {
    for form in ["json", "html", "text", "markdown", "github", "changelog"] {
        let mut sizes = [50, 200].map(|number| {
            let (told, size) = report(&shared(number, "member"), &shared(number, "other"), form);
            told.len() / size
        });
        sizes.sort_unstable();
        let [least, most] = sizes;
        assert!(
            most <= 2 * least.max(1) && most < 60,
            "{form}: {least} to {most} times the models"
        );
    }
}

/// Links of a page lead somewhere, and no anchor is there twice.
#[track_caller]
fn assert_linked(page: &str) {
    for link in page.split(" href=\"#").skip(1) {
        let target = link.split('"').next().unwrap();
        assert_eq!(page.matches(&format!(" id=\"{target}\"")).count(), 1, "{target}");
    }
}

/// Each structure has the next one twice.
fn diamond(depth: usize, leaf: &[&str]) -> Value {
    let mut shapes = vec![operation("Get", "S0")];
    for place in 0..depth {
        let next = format!("ex#S{}", place + 1);
        shapes.push(structure(&format!("S{place}"), &[("a", next.clone()), ("b", next)]));
    }
    let leaf: Vec<(&str, String)> = leaf.iter().map(|name| (*name, TEXT.to_owned())).collect();
    shapes.push(structure(&format!("S{depth}"), &leaf));
    model(shapes)
}

#[test]
fn a_diamond_is_drawn_once() {
    let sizes = [20, 200].map(|depth| {
        let (page, _) = report(&diamond(depth, &["x", "y"]), &diamond(depth, &["x"]), "html");
        assert_linked(&page);
        page.len()
    });
    assert!(sizes[0] < 30_000 && sizes[1] < 10 * sizes[0], "{sizes:?}");
}

/// Each of twelve structures has all others.
fn clique(leaf: &[&str]) -> Value {
    let mut shapes = vec![operation("Get", "S0")];
    for place in 0..12 {
        let others = (0..12).filter(|other| *other != place);
        let mut members: Vec<(String, String)> =
            others.map(|other| (format!("m{other}"), format!("ex#S{other}"))).collect();
        members.extend(leaf.iter().map(|name| ((*name).to_owned(), TEXT.to_owned())));
        shapes.push(structure(&format!("S{place}"), &members));
    }
    model(shapes)
}

#[test]
fn a_clique_is_drawn_once() {
    let (page, _) = report(&clique(&["x", "y"]), &clique(&["x"]), "html");
    assert_linked(&page);
    assert!(page.len() < 60_000, "{}", page.len());
    assert_eq!(page.matches("<code>m3</code>").count(), 11, "each member is drawn once");
}

/// A chain is drawn in pieces, so that the page isn't nested more deeply than browsers allow.
#[test]
fn a_chain_is_not_nested_deeply() {
    let chain = |leaf: &[&str]| {
        let mut shapes = vec![operation("Get", "S0")];
        for place in 0..500 {
            let next = ("next", format!("ex#S{}", place + 1));
            shapes.push(structure(&format!("S{place}"), &[next]));
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

/// The operation's own structure is drawn in it, and what it shares with others is linked.
#[test]
fn what_operations_share_is_linked() {
    let (page, _) = report(&shared(12, "member"), &shared(12, "other"), "html");
    assert_linked(&page);
    assert_eq!(page.matches("→ Shared</a>").count(), 12);
    assert_eq!(page.matches(">12 operations</summary>").count(), 1);
    assert_eq!(
        page.matches(">12 operations (input)</a>").count(),
        24,
        "each finding links the set"
    );
}

/// Many values of an enum that many members hold.
#[test]
fn changes_of_a_value_are_not_repeated_at_each_member() {
    let values = |number: usize| {
        let values: Map<String, Value> = (0..number)
            .map(|place| {
                let traits = json!({"smithy.api#enumValue": format!("v{place}")});
                (format!("V{place}"), json!({"target": "smithy.api#Unit", "traits": traits}))
            })
            .collect();
        let members: Vec<(String, String)> =
            (0..100).map(|place| (format!("m{place}"), "ex#Values".to_owned())).collect();
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

/// A set of operations is in the form for programs once, whoever touches it.
#[test]
fn operations_are_listed_once() {
    let told = report(&shared(20, "member"), &shared(20, "other"), "json").0;
    let report: Value = serde_json::from_str(&told).unwrap();
    let service = &report["services"][0];
    let sets = service["operationSets"].as_array().unwrap();
    assert_eq!(sets.len(), 1);
    let operations = sets[0][0]["operations"].as_array().unwrap();
    assert_eq!(operations.len(), 20);
    assert_eq!(sets[0][0]["input"], true);
    let changes = service["changes"].as_array().unwrap();
    assert!(changes.len() >= 40 && changes.iter().all(|change| change["operationSet"] == 0));
}

/// Up to 500 by 500 names are compared with each other; of a shape with more the report says that they weren't.
#[test]
fn so_many_renamed_members_have_no_hints() {
    let renamed = |number: usize, letters: &str| {
        let members: Vec<(String, String)> = (0..number)
            .map(|place| (format!("{}{letters}", spelled(place)), TEXT.to_owned()))
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
        for form in ["text", "markdown", "html"] {
            let told = report(&old, &new, form).0.contains("Not searched for similar names");
            assert_eq!(told, !is_searched, "{form}");
        }
        // That only the case differs is found in any number.
        let new = renamed(number, "ABCDEFGHI");
        let json: Value = serde_json::from_str(&report(&old, &new, "json").0).unwrap();
        assert_eq!(json["services"][0]["withoutRenameHints"], json!([]));
        let changes = json["services"][0]["changes"].as_array().unwrap();
        let hints = changes.iter().filter(|change| change["hint"]["kind"] == "member-renamed");
        assert_eq!(hints.count(), 2 * number);
    }
}

/// A number in letters, so that no two are similar.
fn spelled(mut number: usize) -> String {
    let mut text = String::new();
    for _ in 0..4 {
        let letter = char::from(b'a' + u8::try_from(number % 26).unwrap());
        text.extend([letter, letter, letter, letter]);
        number /= 26;
    }
    text
}
