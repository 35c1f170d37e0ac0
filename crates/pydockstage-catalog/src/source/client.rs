use crate::registry::{Request, Response};
use std::fmt;
use std::io::Write;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

/// A client for `http` and `https`. It asks once and follows redirections; whether what failed is asked for again is
/// decided by whoever calls it.
pub trait Client: Send + Sync {
    /// Writes the file that an address names to `to`, each part as soon as it came. An error is what the network says,
    /// in a few words.
    fn get(&self, address: &str, to: &mut dyn Write) -> Result<Answer, String>;

    /// Puts a question to a registry and gives its answer, whatever its status. An error is what the network says, in
    /// a few words: where no whole answer came in `patience`, or its body has more than
    /// [`LARGEST_BODY`](crate::registry::LARGEST_BODY) bytes. A header `authorization` goes to no other host that an
    /// answer leads to, and an address with `https` leads to no other.
    fn ask(&self, request: &Request, patience: Duration) -> Result<Response, String>;
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
