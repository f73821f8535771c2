//! The objects of a git repository: the entries of trees, and the contents of files.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

/// An entry of a tree.
pub struct Entry {
    /// The path below the tree, with `/`.
    pub path: String,
    /// The kind of entry.
    pub kind: Kind,
    /// The hash of the object with the content.
    object: String,
}

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file, executable or not.
    File,
    /// A symbolic link.
    Link,
    /// A folder whose content isn't listed.
    Folder,
    /// Another repository.
    Submodule,
}

/// Lists the entries of a tree: all files below it if `is_recursive`, otherwise its own entries. An error is the message of
/// git.
pub fn list(repository: &Path, tree: &str, is_recursive: bool) -> Result<Vec<Entry>, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).args(["ls-tree", "-z", "--full-tree"]);
    command.args(is_recursive.then_some("-r")).arg(tree);
    let output = command.output().map_err(|error| format!("git can't be run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    let lines = output.stdout.split(|byte| *byte == 0).filter(|line| !line.is_empty());
    lines.map(|line| parse_entry(line).ok_or_else(|| invalid_entry(line))).collect()
}

/// Parses `mode type object<TAB>path`.
fn parse_entry(line: &[u8]) -> Option<Entry> {
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

fn invalid_entry(line: &[u8]) -> String {
    format!("`{}` can't be the path of a file", String::from_utf8_lossy(line).escape_debug())
}

/// Calls `take` with the content of each file, in the given order. The hashes are written to a pipe, so that their number
/// isn't limited.
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

/// Writes the requests in a separate thread, because git answers before it has read all of them.
fn exchange(
    files: &[&Entry],
    mut input: ChildStdin,
    output: ChildStdout,
    take: &mut dyn FnMut(&Entry, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    let requests: String = files.iter().map(|entry| format!("{}\n", entry.object)).collect();
    thread::scope(|scope| {
        // If git exits early, its answers are incomplete, which is an error below.
        scope.spawn(move || drop(input.write_all(requests.as_bytes())));
        let mut output = BufReader::new(output);
        files.iter().try_for_each(|entry| read_content(entry, &mut output, take))
    })
}

/// Reads `object type size`, the content and a line break.
fn read_content(
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
        io::Error::other(format!("git returned no content of {}: {}", entry.path, head.trim()))
    })?;
    let mut content = output.by_ref().take(size);
    take(entry, &mut content)?;
    io::copy(&mut content, &mut io::sink())?;
    output.read_exact(&mut [0])
}

/// Waits for git, which is stopped if reading failed.
fn finish(mut git: Child, read: io::Result<()>) -> io::Result<()> {
    if read.is_err() {
        // It may have exited already.
        let _ = git.kill();
    }
    let status = git.wait()?;
    read?;
    if status.success() { Ok(()) } else { Err(io::Error::other("git cat-file failed")) }
}
