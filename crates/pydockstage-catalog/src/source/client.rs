use std::fmt;
use std::io::Write;
use std::ops::Deref;
use std::sync::Arc;

/// A client for `http` and `https`. It asks once and follows redirections; how long may pass, and whether what failed
/// is asked for again, is decided by whoever calls it.
pub trait Client: Send + Sync {
    /// Writes the file that an address names to `to`, each part as soon as it came. An error is what the network says,
    /// in a few words.
    fn get(&self, address: &str, to: &mut dyn Write) -> Result<Answer, String>;
}

/// What a server answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// There is no such file (404, 403 or 410).
    Missing,
    /// The file came.
    Came {
        /// How many bytes the server had said it would send, where it did.
        announced: Option<u64>,
    },
}

/// A [`Client`] that several sources share.
#[derive(Clone)]
pub struct SharedClient(Arc<dyn Client>);

impl SharedClient {
    /// Shares a client.
    pub fn new(client: impl Client + 'static) -> Self {
        Self(Arc::new(client))
    }
}

impl Deref for SharedClient {
    type Target = dyn Client;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl fmt::Debug for SharedClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedClient(..)")
    }
}
