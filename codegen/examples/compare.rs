//! What an update of a model means: `cargo run --features review --example compare -- OLD NEW` lists each change
//! with its verdicts.

use shapesmith::lower_for_comparison as lower;
use shapesmith::{ModelFiles, Policy, review};
use shapesmith_model::diff::{self, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(old), Some(new)) = (arguments.next(), arguments.next()) else {
        return Err("usage: compare OLD NEW".into());
    };
    let (old, new) = (ModelFiles::open(old)?.read()?.model, ModelFiles::open(new)?.read()?.model);
    let (old_service, new_service) = (old.choose_service(None)?, new.choose_service(None)?);

    let options = Options { compare_patterns: &review::compare_patterns, ..Options::default() };
    let changes = diff::diff(Some((&old, old_service)), Some((&new, new_service)), &options);
    let policy = Policy::default();
    let items = match [lower(&old, old_service, &policy), lower(&new, new_service, &policy)] {
        [Ok(old), Ok(new)] => review::compare(&old, &new),
        _ => return Err("the default policy fits every service".into()),
    };
    for entry in review::review(changes, items, &old, &new).all() {
        let (wire, semver) = (entry.wire.as_str(), entry.semver.as_str());
        println!("{wire} {semver} {} {}", entry.kind, entry.place.id);
    }
    Ok(())
}
