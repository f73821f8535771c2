//! The shapes that a service sends and receives, and the operations that use them.

use serde_json::json;
use shapesmith_model::{ShapeId, Usage, compute_usage};
use shapesmith_tests::reading::read_text;

#[test]
fn usage_has_directions_and_operations() {
    let text = json!({ "smithy": "2.0", "shapes": {
        "example#Weather": { "type": "service", "version": "1", "errors": [{ "target": "example#Oops" }],
            "operations": [{ "target": "example#Put" }, { "target": "example#Get" }] },
        "example#Put": { "type": "operation", "input": { "target": "example#PutInput" },
            "errors": [{ "target": "example#Bad" }] },
        "example#Get": { "type": "operation", "output": { "target": "example#GetOutput" } },
        "example#PutInput": { "type": "structure", "members": {
            "shared": { "target": "example#Node" }, "tags": { "target": "example#Tags" } } },
        "example#GetOutput": { "type": "structure", "members": {
            "events": { "target": "example#Events" }, "shared": { "target": "example#Node" } } },
        "example#Node": { "type": "structure", "members": { "next": { "target": "example#Node" } } },
        "example#Tags": { "type": "map", "key": { "target": "example#Key" }, "value": { "target": "smithy.api#String" } },
        "example#Key": { "type": "string" },
        "example#Events": { "type": "union", "members": { "one": { "target": "example#Event" } },
            "traits": { "smithy.api#streaming": {} } },
        "example#Event": { "type": "structure", "members": {} },
        "example#Bad": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
        "example#Oops": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "server" } },
        "example#Unused": { "type": "string" }
    } });
    let model = read_text(&text.to_string()).model;
    let service = &model.services[&"example#Weather".into()];
    let usage = compute_usage(&model, service);
    let lines: Vec<String> = usage
        .iter()
        .map(|(id, used)| {
            let Usage { sent, received, .. } = used;
            let operations: Vec<&str> = used.operations(service).map(ShapeId::name).collect();
            format!("{} sent {sent} received {received} by {}", id.name(), operations.join(" "))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Bad sent false received true by Put",
            "Event sent false received true by Get",
            "Events sent false received true by Get",
            "GetOutput sent false received true by Get",
            "Key sent true received false by Put",
            "Node sent true received true by Get Put",
            "Oops sent false received true by Get Put",
            "PutInput sent true received false by Put",
            "Tags sent true received false by Put",
            "String sent true received false by Put",
        ]
    );
}

/// The service is as large as the largest ones, and every operation reaches every shape. It takes 0.1 s with optimization;
/// published services take a few milliseconds.
#[test]
fn usage_of_a_dense_service_is_fast() {
    let mut shapes = serde_json::Map::new();
    let mut operations = Vec::new();
    for number in 0..800 {
        let input = json!({ "target": format!("example#S{number}") });
        let id = format!("example#Operation{number:03}");
        operations.push(json!({ "target": id }));
        shapes.insert(id, json!({ "type": "operation", "input": input, "output": input }));
    }
    for number in 0..4_000 {
        let target =
            |step: usize| json!({ "target": format!("example#S{}", (number + step) % 4_000) });
        let members = json!({ "a": target(1), "b": target(7), "c": target(1_999) });
        shapes.insert(
            format!("example#S{number}"),
            json!({ "type": "structure", "members": members }),
        );
    }
    let service = json!({ "type": "service", "version": "1", "operations": operations });
    shapes.insert("example#Api".to_owned(), service);
    let model = read_text(&json!({ "smithy": "2.0", "shapes": shapes }).to_string()).model;
    let service = &model.services[&"example#Api".into()];
    let start = std::time::Instant::now();
    let usage = compute_usage(&model, service);
    println!("{:?}", start.elapsed());
    assert_eq!(usage.len(), 4_000);
    assert!(
        usage
            .values()
            .all(|used| used.sent && used.received && used.operation_indexes.len() == 800)
    );
}
