//! The selection of operations: every shape of the model is accounted for nevertheless.

use super::folder::{CorpusReport, Folder, GARDEN, ZOO};

const PAIR: &str = r#"{"smithy": "2.0", "shapes": {
    "example.pair#Pair": {"type": "service", "version": "1",
        "operations": [{"target": "example.pair#Give"}, {"target": "example.pair#Take"}]},
    "example.pair#Give": {"type": "operation", "input": {"target": "example.pair#GiveRequest"}},
    "example.pair#Take": {"type": "operation", "input": {"target": "example.pair#TakeRequest"}},
    "example.pair#GiveRequest": {"type": "structure", "members": {
        "things": {"target": "example.pair#Things"}}},
    "example.pair#TakeRequest": {"type": "structure", "members": {
        "colour": {"target": "example.pair#Colour"}, "name": {"target": "example.pair#Name"}}},
    "example.pair#Things": {"type": "list", "member": {"target": "example.pair#Name"}},
    "example.pair#Colour": {"type": "enum", "members": {
        "RED": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "red"}}}},
    "example.pair#Name": {"type": "string"}
}}"#;

#[test]
fn shapes_that_selected_operations_do_not_reach_are_skipped() {
    let folder = Folder::with(&[("pair.json", PAIR), ("zoo.json", ZOO)]);
    let kept = folder.path("kept");
    let keep = ["--keep", kept.to_str().unwrap()];
    let args = ["--operation", "pair:Give", "--service", "pair"];
    let ran = folder.run(&[keep.as_slice(), &args].concat()).expect_code(0);
    // Five shapes are emitted: the service, `Give`, its request, the list and its member `Name`.
    let ran = ran.expect_out(&["listed as skipped 3 times: no selected operation reaches it"]);
    assert_eq!(ran.rows()[0][..5], ["pair", "1", "8", "5", "3"], "{}", ran.out);
    let module = kept.join("pair/src/pair");
    let structures = std::fs::read_to_string(module.join("structures.rs")).unwrap();
    assert!(structures.contains("GiveRequest") && !structures.contains("TakeRequest"));
    assert!(!module.join("enums.rs").exists());
}

#[test]
fn selection_of_operations_does_not_affect_other_services() {
    let folder = Folder::with(&[("pair.json", PAIR), ("zoo.json", ZOO)]);
    let whole = folder.run(&[]).expect_code(0).rows()[1][..5].join(" ");
    let args = ["--operation", "pair:Give", "--operation", "pair:Take"];
    let ran = folder.run(&args).expect_code(0);
    assert_eq!(ran.rows()[0][2..5], ["8", "8", "0"], "{}", ran.out);
    assert_eq!(ran.rows()[1][..5].join(" "), whole, "{}", ran.out);
}

#[test]
fn unknown_services_and_operations_are_errors() {
    let folder = Folder::with(&[("pair.json", PAIR), ("garden.json", GARDEN)]);
    let ran = folder.run(&["--operation", "pairs:Give"]).expect_code(2);
    ran.expect_err(&["there is no service `pairs`", "did you mean `pair`?"]);
    let ran = folder.run(&["--operation", "pair:Giv"]).expect_code(1);
    ran.expect_err(&["Pair has no operation `Giv`", "did you mean `Give`?"]);
    folder.run(&["--operation", "Give"]).expect_code(2).expect_err(&["`ec2:RunInstances`"]);
}
