use sha2::{Digest as _, Sha256};
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

/// The SHA-256 of all that is read through a reader, known when the reader is done.
#[derive(Clone, Default)]
pub struct Digest(Arc<Mutex<Sha256>>);

impl Digest {
    /// The reader, watched.
    pub fn watch(&self, inner: impl Read + Send + 'static) -> impl Read + Send + 'static {
        Watched { inner, digest: self.clone() }
    }

    /// The digest of what was read so far, in hexadecimal.
    pub fn hex(&self) -> String {
        let digest = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone().finalize();
        format!("{digest:x}")
    }
}

struct Watched<R> {
    inner: R,
    digest: Digest,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let mut digest = self.digest.0.lock().unwrap_or_else(PoisonError::into_inner);
        digest.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}
