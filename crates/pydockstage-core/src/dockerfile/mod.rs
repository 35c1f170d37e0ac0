//! The Dockerfile as a tree: everything that the language can say, and nothing else.
//!
//! The tree is only syntax. Each kind of string has its own type, and what the language has no place for, a line break
//! in a flag or a heredoc that ends too early, doesn't get past the constructors. So [`write()`] can write every tree,
//! and [`parse`] reads the same tree from what is written.
//!
//! ```
//! use pydockstage_core::dockerfile::*;
//! # fn main() -> Result<(), SyntaxError> {
//! let apt = |target: &str| -> Result<Mount, SyntaxError> {
//!     let target = FlagWord::literal(target)?;
//!     Ok(Mount::Cache(CacheMount { sharing: Some(Sharing::Locked), ..CacheMount::new(target) }))
//! };
//! let install = Run {
//!     mounts: vec![apt("/var/cache/apt")?, apt("/var/lib/apt")?],
//!     ..Run::shell("apt-get update\n    && apt-get install --yes --no-install-recommends\n        libldap2-dev")?
//! };
//! let file = Dockerfile::new(
//!     Directives { syntax: Some(DirectiveValue::new("docker/dockerfile:1")?), ..Directives::default() },
//!     vec![
//!         Item::Blank,
//!         FromImage {
//!             alias: Some(Alias::new("build")?),
//!             ..FromImage::new(SolidWord::literal("python:3.13-slim-trixie")?)
//!         }
//!         .into(),
//!         Comment::new("The headers that python-ldap compiles against.")?.into(),
//!         Statement::new(install).wrapped().into(),
//!         Item::Blank,
//!         FromImage::new(SolidWord::literal("python:3.13-slim-trixie")?).into(),
//!         CopyFiles {
//!             from: Some(Reference::new("build")?),
//!             link: true,
//!             ..CopyFiles::new(Paths::one(Word::literal("/venv")?, Word::literal("/venv")?))
//!         }
//!         .into(),
//!         Cmd::exec(["/venv/bin/python", "-m", "project"])?.into(),
//!     ],
//! )?;
//! let text = write(&file);
//! assert_eq!(
//!     text,
//!     r#"# syntax=docker/dockerfile:1
//!
//! FROM python:3.13-slim-trixie AS build
//! ## The headers that python-ldap compiles against.
//! RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
//!     --mount=type=cache,target=/var/lib/apt,sharing=locked \
//!     apt-get update \
//!     && apt-get install --yes --no-install-recommends \
//!         libldap2-dev
//!
//! FROM python:3.13-slim-trixie
//! COPY --from=build --link /venv /venv
//! CMD ["/venv/bin/python", "-m", "project"]
//! "#
//! );
//! assert_eq!(parse(&text).map(|parsed| parsed.tree), Ok(file));
//! # Ok(())
//! # }
//! ```

mod comment;
mod directive;
mod error;
mod escape;
mod files;
mod heredoc;
mod instruction;
mod json;
mod kinds;
mod lex;
mod mount;
mod non_empty;
mod openers;
mod quote;
mod read;
mod run;
mod stage;
mod statement;
mod text;
mod tree;
mod units;
mod view;
mod word;
mod write;

pub use comment::{Comment, Note};
pub use directive::Directives;
pub use error::SyntaxError;
pub use escape::Escape;
pub use files::{AddFiles, CopyFiles, Paths, Source, Volume};
pub use heredoc::{Heredoc, Script};
pub use instruction::{Expose, Instruction, Maintainer, Onbuild, StopSignal, User, Workdir};
pub use kinds::{Alias, DirectiveValue, FlagWord, Interval, Key, Reference, SolidWord};
pub use mount::{BindMount, CacheMount, Mount, SecretMount, Sharing, SshMount, TmpfsMount};
pub use non_empty::NonEmpty;
pub use openers::Opener;
pub use quote::shell_word;
pub use read::{Fault, ParseError, Parsed, Position, parse};
pub use run::{
    Cmd, Command, Device, Entrypoint, Exec, Healthcheck, Network, Probe, Run, RunCommand, Security, Shell,
};
pub use stage::{Arg, Argument, Env, FromImage, Label, Pair};
pub use statement::Statement;
pub use text::{Piece, ShellText};
pub use tree::{Dockerfile, Item};
pub use view::{CommandView, HeredocView, view};
pub use word::{Modifier, Part, Variable, Word};
pub use write::write;
pub(crate) use write::write_each;
