//! Types from a model: `cargo run --example generate -- MODEL FOLDER` writes a module of the service below FOLDER.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: generate MODEL FOLDER".into());
    };
    let generated = shapesmith::Build::new(model).write(folder)?;
    for file in generated.different {
        println!("{}", file.display());
    }
    Ok(())
}
