//! The tool of a workspace that keeps its generated code beside its own; the README shows these lines.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::env::set_current_dir(std::env::var("CARGO_MANIFEST_DIR")? + "/..")?;
    let build = shapesmith::Build::new("model/tides.json").command("cargo xtask");
    let check = std::env::args().any(|arg| arg == "--check");
    let made = if check { build.check("client/src")? } else { build.write("client/src")? };
    made.different.iter().for_each(|file| println!("{}", file.display()));
    let stale = check && !made.different.is_empty();
    if stale { Err("these files are out of date: `cargo xtask`".into()) } else { Ok(()) }
}
