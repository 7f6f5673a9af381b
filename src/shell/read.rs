//! Reading one file: one open, and for nearly every file one read and one close.

use crate::prefilter::{AROUND, Named, named};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// A buffer that is used again for every file of a thread.
pub struct Buffer(Vec<u8>);

/// The size of a buffer: most files fit in.
const SIZE: usize = 64 * 1024;

/// The size of the pieces in which file systems hand out files. A read that ends inside of one has
/// reached the end of the file.
const PAGE: usize = 4096;

/// Offsets are 32 bits wide.
const LARGEST: u64 = u32::MAX as u64 / 2;

/// A file that was searched.
pub struct Searched {
    /// What it names.
    pub named: Named,
    /// All of it, where what it names was wanted.
    pub bytes: Option<Vec<u8>>,
    /// How many times something was read to search it.
    pub reads: usize,
    /// Its length.
    pub length: usize,
}

impl Buffer {
    /// An empty buffer.
    pub fn new() -> Self {
        Buffer(vec![0; SIZE])
    }

    /// Searches the file at `path`, and keeps its bytes if `wanted` says so.
    ///
    /// # Errors
    /// Whatever the system says; a file of several gigabytes that is wanted is an error, too.
    pub fn search(&mut self, path: &Path, wanted: impl Fn(Named) -> bool) -> io::Result<Searched> {
        let mut file = File::open(path)?;
        let (mut filled, mut reads) = self.fill(&mut file, 0)?;
        let mut found = named(&self.0[..filled]);
        let mut length = filled;
        if filled < SIZE {
            let bytes = wanted(found).then(|| self.0[..filled].to_vec());
            return Ok(Searched { named: found, bytes, reads, length });
        }
        while filled == SIZE {
            self.0.copy_within(SIZE - AROUND.., 0);
            let (end, more) = self.fill(&mut file, AROUND)?;
            (filled, reads, length) = (end, reads + more, length + end - AROUND);
            found |= named(&self.0[..filled]);
        }
        let bytes = if wanted(found) { Some(whole(&mut file)?) } else { None };
        Ok(Searched { named: found, bytes, reads, length })
    }

    /// Fills the buffer from `start` on, as far as the file goes; the filled length, and how many
    /// reads that took.
    fn fill(&mut self, file: &mut File, start: usize) -> io::Result<(usize, usize)> {
        let (mut filled, mut reads) = (start, 0);
        while filled < SIZE {
            reads += 1;
            match file.read(&mut self.0[filled..]) {
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

    fn search(bytes: &[u8]) -> Searched {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("a.js");
        std::fs::write(&path, bytes).expect("the folder can be written");
        Buffer::new().search(&path, Named::is_candidate).expect("the file can be read")
    }

    #[test]
    fn a_name_across_the_edge_of_the_buffer_is_found() {
        for shift in 0..AROUND + 8 {
            let mut bytes = vec![b' '; SIZE + 100];
            let at = SIZE - shift;
            bytes[at..at + 6].copy_from_slice(b"'rupt'");
            let searched = search(&bytes);
            assert!(searched.named.any(&[Named::SPECIFIER]), "{shift}");
            assert_eq!(searched.bytes.as_ref(), Some(&bytes), "{shift}");
        }
    }

    #[test]
    fn files_as_long_as_the_buffer_or_a_page_end_well() {
        for length in [0, 1, PAGE, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE - AROUND] {
            assert!(search(&vec![b'x'; length]).bytes.is_none(), "{length}");
            let mut bytes = vec![b'x'; length];
            bytes.extend(b" 'rupt'");
            assert_eq!(search(&bytes).bytes, Some(bytes), "{length}");
        }
    }
}
