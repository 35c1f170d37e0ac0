use std::io::{self, Read};

/// The member of an `ar` archive whose name begins with `prefix`. The format is that of deb(5): a magic line, then
/// for each member a header of 60 bytes, its data, and a byte of padding after an odd size.
pub(super) fn member<R: Read>(mut reader: R, prefix: &[u8]) -> io::Result<io::Take<R>> {
    let mut magic = [0; 8];
    reader.read_exact(&mut magic)?;
    if &magic != b"!<arch>\n" {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is no Debian package"));
    }
    loop {
        let mut header = [0; 60];
        reader.read_exact(&mut header)?;
        let (name, rest) = header.split_at(48);
        let size = rest.get(..10).and_then(|size| std::str::from_utf8(size).ok()?.trim().parse::<u64>().ok());
        let size =
            size.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a member's size is no number"))?;
        if name.starts_with(prefix) {
            return Ok(reader.take(size));
        }
        let padded = size.saturating_add(size % 2);
        if io::copy(&mut reader.by_ref().take(padded), &mut io::sink())? != padded {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}
