//! Reading and searching one file, in nearly every case with one system call.

use super::{encoding, regular};
use crate::kind::Kind;
use crate::mention::address::AROUND;
use crate::prefilter::{Named, named};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

thread_local! {
    /// A buffer that is reused for all files of a thread.
    static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; SIZE]);
}

/// The size of the buffer in bytes. Most files fit in.
const SIZE: usize = 64 * 1024;

/// The unit in which file systems return data, in bytes. A read that ends inside a unit has reached the end
/// of the file.
const PAGE: usize = 4096;

/// The largest file that is read, in bytes. Offsets have 32 bits.
const LARGEST: u64 = u32::MAX as u64 / 2;

/// A file that was searched.
pub struct Searched {
    /// What the file names.
    pub named: Named,
    /// The answer of `sees` about the first bytes.
    pub is_seen: bool,
    /// The content, if the criteria keep it.
    pub bytes: Option<Vec<u8>>,
    /// The number of reads.
    pub reads: usize,
    /// The number of bytes that were read.
    pub length: usize,
}

/// Which files a search keeps.
#[derive(Debug, Clone, Copy)]
pub struct Criteria {
    /// Whether the content of a file that names this is kept.
    pub is_kept: fn(Kind, Named) -> bool,
    /// The kind of the file.
    pub kind: Kind,
}

/// Searches `file`, asks `sees` about its first bytes, and keeps its bytes if they meet `criteria`.
///
/// # Errors
/// The error of the system, or an error if a manifest is over its limit or a file to keep is over the limit
/// of 2 GiB.
pub fn search(file: File, sees: impl Fn(&[u8]) -> bool, criteria: Criteria) -> io::Result<Searched> {
    BUFFER.with_borrow_mut(|buffer| search_with(buffer, file, sees, criteria))
}

fn search_with(
    buffer: &mut [u8],
    mut file: File,
    sees: impl Fn(&[u8]) -> bool,
    criteria: Criteria,
) -> io::Result<Searched> {
    let is_kept = |named| (criteria.is_kept)(criteria.kind, named);
    let (mut filled, mut reads) = fill(buffer, &mut file, 0)?;
    let is_seen = sees(&buffer[..filled]);
    let mut found = named(&buffer[..filled]);
    let mut length = filled;
    let mut is_wide = encoding::wide(&buffer[..filled]).is_some();
    if criteria.kind.is_only_read() && !is_wide && encoding::is_binary(&buffer[..filled]) {
        return Ok(Searched { named: Named::default(), is_seen, bytes: None, reads, length });
    }
    if filled < SIZE && !is_wide {
        let bytes = is_kept(found).then(|| buffer[..filled].to_vec());
        return Ok(Searched { named: found, is_seen, bytes, reads, length });
    }
    let is_manifest = matches!(criteria.kind, Kind::Manifest | Kind::Deno | Kind::Catalog);
    while filled == SIZE {
        buffer.copy_within(SIZE - AROUND.., 0);
        let (end, more) = fill(buffer, &mut file, AROUND)?;
        (filled, reads, length) = (end, reads + more, length + end - AROUND);
        // The limit applies whatever the manifest names, because its content counts for other files.
        if is_manifest && length as u64 > regular::SETTINGS {
            return Err(regular::too_large(regular::SETTINGS));
        }
        found |= named(&buffer[..filled]);
        is_wide |= encoding::wide(&buffer[..filled]).is_some();
    }
    if is_wide {
        let (found, bytes) = read_wide(&mut file)?;
        let bytes = is_kept(found).then_some(bytes);
        return Ok(Searched { named: found, is_seen, bytes, reads: reads + 1, length });
    }
    let bytes = if is_kept(found) { Some(whole(&mut file)?) } else { None };
    Ok(Searched { named: found, is_seen, bytes, reads, length })
}

/// Reads all of a file that is UTF-16. Returns the names in its decoded text, and its bytes.
fn read_wide(file: &mut File) -> io::Result<(Named, Vec<u8>)> {
    let bytes = whole(file)?;
    let found = match encoding::decode(bytes.clone()) {
        Ok(text) => named(text.as_bytes()),
        Err(other) => named(other.decoded.as_bytes()),
    };
    Ok((found, bytes))
}

/// Fills the buffer from `start` until it is full or the file ends. Returns the filled length and the number
/// of reads.
fn fill(buffer: &mut [u8], file: &mut File, start: usize) -> io::Result<(usize, usize)> {
    let (mut filled, mut reads) = (start, 0);
    while filled < SIZE {
        reads += 1;
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => {
                filled += count;
                if count % PAGE != 0 && filled < SIZE {
                    break;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((filled, reads))
}

fn whole(file: &mut File) -> io::Result<Vec<u8>> {
    if file.metadata()?.len() > LARGEST {
        return Err(io::Error::other("the file is too large to be migrated"));
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Dialect;

    fn searched(bytes: &[u8]) -> Searched {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("a.js");
        std::fs::write(&path, bytes).expect("the folder can be written");
        let file = File::open(&path).expect("the file can be opened");
        let criteria = Criteria { is_kept: |_, named| named.is_candidate(), kind: Dialect::JavaScript.into() };
        search(file, |_| false, criteria).expect("the file can be read")
    }

    #[test]
    fn a_name_across_the_edge_of_the_buffer_is_found() {
        for shift in 0..AROUND + 8 {
            let mut bytes = vec![b' '; SIZE + 100];
            let at = SIZE - shift;
            bytes[at..at + 6].copy_from_slice(b"'rupt'");
            let found = searched(&bytes);
            assert!(found.named.any(&[Named::SPECIFIER]), "{shift}");
            assert_eq!(found.bytes.as_ref(), Some(&bytes), "{shift}");
        }
    }

    #[test]
    fn files_as_long_as_the_buffer_or_a_page_end_well() {
        for length in [0, 1, PAGE, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE - AROUND] {
            assert!(searched(&vec![b'x'; length]).bytes.is_none(), "{length}");
            let mut bytes = vec![b'x'; length];
            bytes.extend(b" 'rupt'");
            assert_eq!(searched(&bytes).bytes, Some(bytes), "{length}");
        }
    }
}
