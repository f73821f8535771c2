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
    for form in ["json", "text", "markdown", "github", "changelog"] {
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
