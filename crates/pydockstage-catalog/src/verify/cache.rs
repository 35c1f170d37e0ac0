//! The loader's cache, `/etc/ld.so.cache`: which file ldconfig found for each library.
//!
//! The format is glibc's own (`sysdeps/generic/dl-cache.h`): a magic text, the number of entries and the size of the
//! strings, 48 bytes in all; then for each entry 24 bytes with the offsets of name and path from the magic text. An old
//! format may stand before it.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

const MAGIC: &[u8] = b"glibc-ld.so.cache1.1";
const HEADER: usize = 48;
const ENTRY: usize = 24;
/// The caches of whole desktops have some 200 kB.
const LARGEST: u64 = 64 << 20;

/// Name of a library → the files that the loader tries, in its order. None where it is no cache of this format.
pub(super) fn read(file: impl Read) -> Option<BTreeMap<String, Vec<PathBuf>>> {
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let start = bytes.windows(MAGIC.len()).position(|window| window == MAGIC)?;
    let bytes = bytes.get(start..)?;
    // Each machine writes its own order of bytes, and those that images are made for write the lowest first.
    let number = |at: usize| -> Option<usize> {
        let field = bytes.get(at..at.checked_add(4)?)?;
        usize::try_from(u32::from_le_bytes(field.try_into().ok()?)).ok()
    };
    let text = |at: usize| -> Option<String> {
        let rest = bytes.get(at..)?;
        let end = rest.iter().position(|byte| *byte == 0)?;
        Some(String::from_utf8_lossy(rest.get(..end)?).into_owned())
    };
    let count = number(MAGIC.len())?;
    let mut found: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for index in 0..count {
        let at = HEADER.checked_add(index.checked_mul(ENTRY)?)?;
        let (name, path) = (text(number(at + 4)?)?, text(number(at + 8)?)?);
        found.entry(name).or_default().push(PathBuf::from(path));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn this_machines_cache_is_what_ldconfig_prints() {
        let (Ok(file), Ok(printed)) = (
            std::fs::File::open("/etc/ld.so.cache"),
            std::process::Command::new("/sbin/ldconfig").arg("-p").output(),
        ) else {
            return; // Another system's loader has another cache.
        };
        let cache = read(file).unwrap();
        let printed = String::from_utf8(printed.stdout).unwrap();
        let lines = printed.lines().filter_map(|line| line.trim().split_once(" => "));
        let mut count = 0;
        for (name, path) in lines {
            let name = name.split(' ').next().unwrap();
            assert!(cache[name].contains(&PathBuf::from(path)), "{name}");
            count += 1;
        }
        assert_eq!(count, cache.values().map(Vec::len).sum::<usize>());
    }

    proptest! {
        #[test]
        fn whatever_the_header_says_it_is_read_or_refused(
            rest in proptest::collection::vec(any::<u8>(), 0..300), count in any::<u32>()
        ) {
            let bytes = [MAGIC, &count.to_le_bytes()[..], &rest[..]].concat();
            let _ = read(&bytes[..]);
        }
    }
}
