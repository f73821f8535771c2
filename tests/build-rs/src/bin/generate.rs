//! Generates code that is checked in, or checks that it is up to date. The README shows this program.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::env::set_current_dir(std::env::var("CARGO_MANIFEST_DIR")? + "/..")?;
    let build = shapesmith::Build::new("model/tides.json").command("cargo xtask");
    let check = std::env::args().any(|arg| arg == "--check");
    let generated = if check { build.check("client/src")? } else { build.write("client/src")? };
    generated.different.iter().for_each(|file| println!("{}", file.display()));
    let stale = check && !generated.different.is_empty();
    if stale { Err("these files are out of date; run `cargo xtask`".into()) } else { Ok(()) }
}
