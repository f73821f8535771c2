//! The committed crate is the one that is generated from the committed models.

use std::path::Path;

use shapesmith_tests::command::run_xtask;

#[test]
fn generated_crate_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let ran = run_xtask(&root, ["regenerate", "--check"]);
    let how = "generated/ is not what model/ and codegen/ give; run `cargo xtask regenerate` and commit it";
    assert_eq!(ran.code, 0, "{how}\n\n{}\n{}", ran.out, ran.err);
}
