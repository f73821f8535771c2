//! The first stages of generation, which every use of the generator goes through: the files of a model are
//! [opened](ModelFiles::open) and [read](ModelFiles::read), then [what is selected](lower_selection) of the model is lowered.

mod files;
mod selection;

pub use files::{ModelFile, ModelFiles, find_side_files, model_stem};
pub use selection::{Selection, SelectionError, SelectionProblem, lower_selection};
