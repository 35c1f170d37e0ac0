use super::fault;
use crate::names::NameError;
use std::fmt;
use std::str::FromStr;

/// Writes an enum of which each variant is one word.
macro_rules! choice {
    ($(#[$attribute:meta])* $name:ident, $kind:literal, $reason:literal,
     $($(#[doc = $doc:literal])+ $variant:ident = $word:literal),+ $(,)?) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl $name {
            /// Every choice there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The words, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word that stands for it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(fault($kind, text, $reason)),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

choice! {
    /// What the builder understands.
    Dialect, "dialect", "it is one of buildkit, portable",
    /// BuildKit and current buildah: mounts, `COPY --link`.
    Buildkit = "buildkit",
    /// Older buildah and podman, kaniko: the instructions that all builders share.
    Portable = "portable",
}

choice! {
    /// What is there while a command runs, and not in the image.
    MountKind, "kind of mount", "it is one of cache, bind, tmpfs, secret, ssh",
    /// A folder that outlives the build.
    Cache = "cache",
    /// Files of the project, of a stage or of an image.
    Bind = "bind",
    /// A folder in memory.
    Tmpfs = "tmpfs",
    /// A secret of the build, as a file or a variable.
    Secret = "secret",
    /// The agent of SSH.
    Ssh = "ssh",
}

choice! {
    /// What several builds at once do with a cache.
    CacheSharing, "way to share a cache", "it is one of shared, private, locked",
    /// They write side by side.
    Shared = "shared",
    /// Each gets its own.
    Private = "private",
    /// One waits for the other.
    Locked = "locked",
}

choice! {
    /// The network that a command of the build has.
    BuildNetwork, "network of a command", "it is one of default, none, host",
    /// That of the build.
    Default = "default",
    /// None but the loopback.
    None = "none",
    /// That of the host.
    Host = "host",
}

choice! {
    /// What installs a project's packages of Node.
    NodeManager, "package manager of Node", "it is one of npm, pnpm, yarn",
    /// npm, from `package-lock.json`.
    Npm = "npm",
    /// pnpm, from `pnpm-lock.yaml`.
    Pnpm = "pnpm",
    /// Yarn, from `yarn.lock`.
    Yarn = "yarn",
}

choice! {
    /// What is compiled to bytecode when the image is built.
    Bytecode, "extent of bytecode", "it is one of project, all",
    /// What is installed into the virtual environment.
    Project = "project",
    /// The standard library too.
    All = "all",
}

choice! {
    /// Where the image's Python comes from.
    PythonFrom, "place that Python comes from", "it is one of image, distribution, uv",
    /// Docker's official image of Python.
    Image = "image",
    /// The distribution's own packages.
    Distribution = "distribution",
    /// The builds that uv manages (python-build-standalone).
    Uv = "uv",
}

choice! {
    /// The platform of a stage.
    Platform, "platform of a stage", "it is one of target, build",
    /// The one that the image is for.
    Target = "target",
    /// The one that builds it: for what is the same on each, and would be emulated otherwise.
    Build = "build",
}

choice! {
    /// What fills the virtual environment.
    Installer, "installer", "it is one of pip, uv, poetry, pdm, pipenv, pylock",
    /// pip, from requirement files or the project's metadata.
    Pip = "pip",
    /// uv, from `uv.lock`.
    Uv = "uv",
    /// Poetry, from `poetry.lock`.
    Poetry = "poetry",
    /// PDM, from `pdm.lock`.
    Pdm = "pdm",
    /// Pipenv, from `Pipfile.lock`.
    Pipenv = "pipenv",
    /// uv, from `pylock.toml` and `pylock.NAME.toml` (PEP 751), which no one installer owns.
    Pylock = "pylock",
}

choice! {
    /// Whether package indexes besides PyPI ask for credentials.
    IndexCredentials, "word for the credentials of indexes", "it is one of required, optional, none",
    /// They do, and a build without fails at once.
    Required = "required",
    /// They may.
    Optional = "optional",
    /// They don't.
    None = "none",
}

/// What is written where its owner asks for none.
impl Default for Dialect {
    fn default() -> Self {
        Self::Buildkit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_its_own_choice() {
        for (choice, word) in Installer::ALL.iter().zip(Installer::WORDS) {
            assert_eq!(word.parse::<Installer>().unwrap(), *choice);
            assert!(word.to_uppercase().parse::<Installer>().unwrap_err().reason.contains(word));
        }
        assert_eq!(Dialect::ALL.len(), Dialect::WORDS.len());
        assert!("docker".parse::<Dialect>().is_err());
    }
}
