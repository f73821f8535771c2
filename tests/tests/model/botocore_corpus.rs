//! Reads every model of botocore.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use shapesmith_model::Source;
use shapesmith_test_support::{find_botocore, list_folder, read_folder_files};
use shapesmith_tests::reading::{read_sources, without_pointers, write_and_read};

/// Returns the folders with a model, one for each service and version, in order.
fn services(data: &Path) -> Vec<PathBuf> {
    let subfolders = |folder: &Path| {
        let folders = list_folder(folder).into_iter().filter(|path| path.is_dir());
        folders.collect::<Vec<_>>()
    };
    let folders = subfolders(data).into_iter().flat_map(|service| subfolders(&service));
    folders.filter(|folder| has_model(folder)).collect()
}

/// Returns whether a folder has a model. Some old versions only have side files.
fn has_model(folder: &Path) -> bool {
    ["service-2.json", "service-2.json.gz"].iter().any(|name| folder.join(name).is_file())
}

#[test]
fn every_model_of_botocore_is_read() {
    let Some(data) = find_botocore("reading of botocore's models") else { return };
    // Without optimization, all models take minutes.
    let step = if cfg!(debug_assertions) { 40 } else { 1 };
    let all = services(&data);
    assert!(all.len() > 400, "{}", all.len());
    let folders: Vec<PathBuf> = all.into_iter().step_by(step).collect();
    let (mut time, mut bytes, mut operations, mut shapes) = (Duration::ZERO, 0, 0, 0);
    let mut warnings: BTreeMap<&str, usize> = BTreeMap::new();
    for folder in &folders {
        let files = read_folder_files(folder);
        bytes += files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        let sources: Vec<Source> =
            files.iter().map(|(name, bytes)| Source { name, bytes }).collect();
        let start = Instant::now();
        let reading = read_sources(&sources);
        time += start.elapsed();
        for warning in &reading.warnings {
            *warnings.entry(warning.code).or_default() += 1;
        }
        // The canonical form must keep what published models have, not only what the fixtures have.
        assert_eq!(
            without_pointers(write_and_read(&reading.model)),
            without_pointers(reading.model.clone())
        );
        operations += reading.model.operations.len();
        shapes += reading.model.shapes.len();
        assert_eq!(reading.model.services.len(), 1);
    }
    println!(
        "{} models, {operations} operations, {shapes} shapes, {bytes} bytes as shipped, {time:.1?}; {warnings:?}",
        folders.len(),
    );
}
