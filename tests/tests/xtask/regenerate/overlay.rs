//! Corrections beside a model.

use shapesmith_tests::test_workspace::{TestWorkspace, ZOO, ZOO_OVERLAY};

const OVERLAY: &str = r#"{
  "corrections": [
    {
      "at": "example.zoo#Animal$name",
      "expect": {
        "smithy.api#required": {}
      },
      "remove": [
        "smithy.api#required"
      ],
      "reason": "The zoo has animals without a name."
    }
  ]
}
"#;

#[test]
fn corrections_are_applied_and_the_model_file_is_unchanged() {
    let copy = TestWorkspace::new();
    copy.write(ZOO_OVERLAY, OVERLAY);
    let model = copy.read(ZOO);
    copy.run(&["regenerate"]).expect_code(0);
    let text = copy.read("generated/src/zoo/structures.rs");
    assert!(text.contains("/// Corrected: The zoo has animals without a name."), "{text}");
    assert!(!text.contains("Required"), "{text}");
    assert_eq!(copy.read(ZOO), model);
    assert_eq!(copy.read(ZOO_OVERLAY), OVERLAY);
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn corrections_are_formatted() {
    let copy = TestWorkspace::new();
    copy.write(ZOO_OVERLAY, OVERLAY.replace('\n', ""));
    copy.run(&["fmt"]).expect_code(0).expect_out(&["wrote model/services/zoo.overlay.json"]);
    assert_eq!(copy.read(ZOO_OVERLAY), OVERLAY);
}

#[test]
fn stale_correction_is_an_error_and_nothing_is_written() {
    let copy = TestWorkspace::generated();
    copy.write(ZOO_OVERLAY, OVERLAY.replace("$name", "$kind"));
    let before = copy.tree();
    copy.run(&["regenerate"]).expect_code(1).expect_err(&[
        "error[unmet-correction]: expected the trait `smithy.api#required` to be `{}`, but it is absent",
        "--> model/services/zoo.overlay.json:6:32",
        "shape example.zoo#Animal$kind",
        "hint: check whether the correction is still needed: the model has changed since it was written",
        "error[unmet-correction]: the trait `smithy.api#required`, which is to be removed, is absent",
    ]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}
