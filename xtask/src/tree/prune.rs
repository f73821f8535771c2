//! Removing folders that nothing is left in.

use std::fs;
use std::path::Path;

/// Removes the folder of a file that is gone, and those around it, as long as they are empty.
pub fn emptied(file: &Path) {
    for folder in file.ancestors().skip(1) {
        // Fails where the folder isn't empty, which is what keeps it.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
