//! Mutations of the bytes of a file.

use arbitrary::{Result, Unstructured};

/// Changes the file in up to three places.
pub fn mutate_bytes(file: &mut Vec<u8>, choices: &mut Unstructured<'_>) {
    // If the choices run out, the file has the changes up to then.
    let _ = (|| -> Result<()> {
        for _ in 0..choices.int_in_range(1..=3)? {
            mutate_once(file, choices)?;
        }
        Ok(())
    })();
}

fn mutate_once(file: &mut Vec<u8>, choices: &mut Unstructured<'_>) -> Result<()> {
    let at = choices.int_in_range(0..=file.len().saturating_sub(1))?;
    let mut insert = |at: usize, bytes: &[u8]| drop(file.splice(at..at, bytes.iter().copied()));
    match choices.int_in_range(0..=9)? {
        0 | 1 => insert(0, b"\xEF\xBB\xBF"),
        2 => insert(at, b"\xEF\xBB\xBF"),
        3 => insert(
            at,
            choices.choose(&[b"\xFF".as_slice(), b"\xC3", b"\xED\xA0\x80", b"\xF5\x80"])?,
        ),
        4 => file.truncate(at + 1),
        5 => {
            if let Some(byte) = file.get_mut(at) {
                *byte = choices.arbitrary()?;
            }
        }
        6 => {
            let signs = b"{}[]\",:\\0-eE\n\t";
            insert(at, &[*choices.choose(signs)?]);
        }
        // A duplicate key.
        7 => {
            let open = file.iter().skip(at).position(|byte| *byte == b'{').map(|found| at + found);
            let key = b"\"type\":\"string\",\"type\":\"list\",".iter().copied();
            drop(open.map(|open| file.splice(open + 1..open + 1, key)));
        }
        8 => *file = file.iter().flat_map(|byte| [*byte, 0]).collect(),
        _ => *file = [b"\x1F\x8B\x08\0\0\0\0\0\0\xFF".as_slice(), file].concat(),
    }
    Ok(())
}
