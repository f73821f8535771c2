//! The objects of a git repository: which files a tree has, and what is in them.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

/// Something in a tree.
pub struct Entry {
    /// The path below the tree, with `/`.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// The name of the object that holds the content.
    object: String,
}

/// What something in a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file, executable or not.
    File,
    /// A symbolic link.
    Link,
    /// A folder that isn't looked into.
    Folder,
    /// Another repository.
    Submodule,
}

/// Returns what a tree has: all files below it, or the entries of the tree alone. An error is what git complains of.
pub fn list(repository: &Path, tree: &str, is_deep: bool) -> Result<Vec<Entry>, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).args(["ls-tree", "-z", "--full-tree"]);
    command.args(is_deep.then_some("-r")).arg(tree);
    let output = command.output().map_err(|error| format!("git can't be run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    let lines = output.stdout.split(|byte| *byte == 0).filter(|line| !line.is_empty());
    lines.map(|line| entry(line).ok_or_else(|| unexpected(line))).collect()
}

/// Reads `mode type object<TAB>path`.
fn entry(line: &[u8]) -> Option<Entry> {
    let (head, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let mut head = head.split(' ');
    let (mode, _, object) = (head.next()?, head.next()?, head.next()?);
    let kind = match mode {
        "120000" => Kind::Link,
        "160000" => Kind::Submodule,
        "040000" => Kind::Folder,
        _ => Kind::File,
    };
    Some(Entry { path: path.to_owned(), kind, object: object.to_owned() })
}

fn unexpected(line: &[u8]) -> String {
    format!("`{}` can't be the path of a file", String::from_utf8_lossy(line).escape_debug())
}

/// Hands the content of each file to `take`, in their order. The names of the objects go through a pipe, so that there can
/// be any number of them.
pub fn read(
    repository: &Path,
    files: &[&Entry],
    mut take: impl FnMut(&Entry, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).args(["cat-file", "--batch"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut git = command.spawn()?;
    let read = match (git.stdin.take(), git.stdout.take()) {
        (Some(input), Some(output)) => exchange(files, input, output, &mut take),
        _ => Err(io::Error::other("git has no streams")),
    };
    finish(git, read)
}

/// Writes the requests in a thread of its own: git answers before it has read them all.
fn exchange(
    files: &[&Entry],
    mut input: ChildStdin,
    output: ChildStdout,
    take: &mut dyn FnMut(&Entry, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    let requests: String = files.iter().map(|entry| format!("{}\n", entry.object)).collect();
    thread::scope(|scope| {
        // That git ended early shows in its answers.
        scope.spawn(move || drop(input.write_all(requests.as_bytes())));
        let mut output = BufReader::new(output);
        files.iter().try_for_each(|entry| answer(entry, &mut output, take))
    })
}

/// Reads `object type size`, the content, and an end of line.
fn answer(
    entry: &Entry,
    output: &mut BufReader<ChildStdout>,
    take: &mut dyn FnMut(&Entry, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    let mut head = String::new();
    output.read_line(&mut head)?;
    let size = match head.split_whitespace().collect::<Vec<_>>().as_slice() {
        [_, "blob", size] => size.parse::<u64>().ok(),
        _ => None,
    };
    let size = size.ok_or_else(|| {
        io::Error::other(format!("git has no content of {}: {}", entry.path, head.trim()))
    })?;
    let mut content = output.by_ref().take(size);
    take(entry, &mut content)?;
    io::copy(&mut content, &mut io::sink())?;
    output.read_exact(&mut [0])
}

/// Waits for git, which has nothing more to say where something failed.
fn finish(mut git: Child, read: io::Result<()>) -> io::Result<()> {
    if read.is_err() {
        // It may have ended already.
        let _ = git.kill();
    }
    let status = git.wait()?;
    read?;
    if status.success() { Ok(()) } else { Err(io::Error::other("git cat-file failed")) }
}
