//! Commands of the program `xtask`, run in the process of the test.

use std::ffi::OsString;
use std::path::Path;

use shapesmith_test_support::CommandOutput;

/// Runs a command with these arguments on the workspace at `root`.
pub fn run_xtask(
    root: &Path,
    args: impl IntoIterator<Item = impl Into<OsString>>,
) -> CommandOutput {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = args.into_iter().map(Into::into);
    let args = [OsString::from("xtask")].into_iter().chain(args);
    let code = xtask::run(args.chain(["--root".into(), root.into()]), &mut out, &mut err);
    CommandOutput::new(code.into(), &out, &err)
}
