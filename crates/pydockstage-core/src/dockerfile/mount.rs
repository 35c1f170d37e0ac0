use super::{FlagWord, Reference};

/// `RUN --mount`: what is there while the command runs, and not in the image.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mount {
    /// Files of the context, a stage or an image.
    Bind(BindMount),
    /// A folder that outlives the build.
    Cache(CacheMount),
    /// A folder in memory.
    Tmpfs(TmpfsMount),
    /// A secret of the build, as a file or a variable.
    Secret(SecretMount),
    /// The agent of SSH, as a socket.
    Ssh(SshMount),
}

/// `type=bind`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BindMount {
    /// Where it appears.
    pub target: FlagWord,
    /// Which path of `from`; its root by default.
    pub source: Option<FlagWord>,
    /// The stage, image or context; the build's own context by default.
    pub from: Option<Reference>,
    /// `rw`: the command may write there; what it writes is thrown away.
    pub writable: bool,
}

/// `type=cache`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CacheMount {
    /// Where it appears.
    pub target: FlagWord,
    /// What tells it from others; the target by default.
    pub id: Option<FlagWord>,
    /// What several builds at once do with it.
    pub sharing: Option<Sharing>,
    /// `ro`.
    pub readonly: bool,
    /// The stage, image or context with what is in it at first.
    pub from: Option<Reference>,
    /// Which path of `from`.
    pub source: Option<FlagWord>,
    /// The mode of the folder, in octal, when it is made.
    pub mode: Option<FlagWord>,
    /// Its owner when it is made.
    pub uid: Option<FlagWord>,
    /// Its group when it is made.
    pub gid: Option<FlagWord>,
}

/// What several builds at once do with a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sharing {
    /// They write side by side; the builder's default.
    Shared,
    /// Each gets its own.
    Private,
    /// One waits for the other: what apt needs.
    Locked,
}

/// `type=tmpfs`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TmpfsMount {
    /// Where it appears.
    pub target: FlagWord,
    /// How much it may hold.
    pub size: Option<FlagWord>,
}

/// `type=secret`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SecretMount {
    /// The secret's name; the last part of the target by default.
    pub id: Option<FlagWord>,
    /// The file it appears as; `/run/secrets/` and the id by default, none where `env` is given.
    pub target: Option<FlagWord>,
    /// The variable it appears as.
    pub env: Option<FlagWord>,
    /// The build fails where the secret is not given.
    pub required: bool,
    /// The mode of the file, in octal; 0400 by default.
    pub mode: Option<FlagWord>,
    /// The owner of the file.
    pub uid: Option<FlagWord>,
    /// The group of the file.
    pub gid: Option<FlagWord>,
}

/// `type=ssh`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SshMount {
    /// The agent or key; `default` by default.
    pub id: Option<FlagWord>,
    /// The socket.
    pub target: Option<FlagWord>,
    /// The build fails where the agent is not given.
    pub required: bool,
    /// The mode of the socket, in octal; 0600 by default.
    pub mode: Option<FlagWord>,
    /// The owner of the socket.
    pub uid: Option<FlagWord>,
    /// The group of the socket.
    pub gid: Option<FlagWord>,
}

impl BindMount {
    /// The whole context, read-only, at `target`.
    pub fn new(target: FlagWord) -> Self {
        Self { target, source: None, from: None, writable: false }
    }
}

impl CacheMount {
    /// A shared cache at `target`.
    pub fn new(target: FlagWord) -> Self {
        Self {
            target,
            id: None,
            sharing: None,
            readonly: false,
            from: None,
            source: None,
            mode: None,
            uid: None,
            gid: None,
        }
    }
}

impl TmpfsMount {
    /// A folder in memory at `target`.
    pub fn new(target: FlagWord) -> Self {
        Self { target, size: None }
    }
}

impl Sharing {
    /// The word behind `sharing=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Private => "private",
            Self::Locked => "locked",
        }
    }
}
