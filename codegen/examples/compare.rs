//! What an update of a model means: `cargo run --features review --example compare -- OLD NEW` lists each change
//! with its verdicts.

use shapesmith::lower_for_comparison as lower;
use shapesmith::{Policy, review};
use shapesmith_model::diff::{self, Options};
use shapesmith_model::{Model, Source, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(old), Some(new)) = (arguments.next(), arguments.next()) else {
        return Err("usage: compare OLD NEW".into());
    };
    let (old, new) = (read_model(&old)?, read_model(&new)?);
    let sides = [&old, &new].map(|model| model.services.values().next());
    let [Some(old_service), Some(new_service)] = sides else {
        return Err("a model has no service".into());
    };

    let options = Options { patterns: &review::pattern_change, ..Options::default() };
    let changes = diff::diff(Some((&old, old_service)), Some((&new, new_service)), &options);
    let policy = Policy::default();
    let items = match [lower(&old, old_service, &policy), lower(&new, new_service, &policy)] {
        [Ok(old), Ok(new)] => review::compare(&old, &new),
        _ => return Err("the default policy fits every service".into()),
    };
    for finding in review::review(changes, items, &old, &new).all() {
        let (wire, rust) = (finding.wire, finding.rust);
        println!("{} {} {} {}", wire.as_str(), rust.as_str(), finding.kind, finding.place.id);
    }
    Ok(())
}

/// Reads a model file and shows each problem where it has any.
fn read_model(name: &str) -> Result<Model, Box<dyn std::error::Error>> {
    let bytes = std::fs::read(name)?;
    let reading = read(Source { name, bytes: &bytes }, None);
    let problems = |problems: Vec<_>| {
        problems.iter().map(|problem| format!("{problem}\n")).collect::<String>()
    };
    Ok(reading.map_err(problems)?.model)
}
