//! What a key of the spec can hold: a type for each kind of value, with `FromStr` as the only way in wherever the
//! value is one text.

mod any_path;
mod choice;
mod command_text;
mod context_path;
mod download;
mod exec_form;
mod file_mode;
mod go_duration;
mod guard;
mod http_path;
mod image_path;
mod image_reference;
mod label_key;
mod mount_name;
mod one_line;
mod port;
mod python_version;
mod retries;
mod runtime_packages;
mod stage_or_image;
mod stop_signal;
mod suite;
mod tool_version;
mod user;
mod writable_path;

pub use any_path::AnyPath;
pub use choice::{
    BuildNetwork, Bytecode, CacheSharing, Dialect, IndexCredentials, Installer, MountKind, NodeManager,
    Platform, PythonFrom,
};
pub use command_text::{OwnCommand, ShellScript};
pub use context_path::ContextPath;
pub use download::{Checksum, WebAddress};
pub use exec_form::ExecForm;
pub use file_mode::{FileMode, Owner};
pub use go_duration::GoDuration;
pub use guard::Guard;
pub use http_path::HttpPath;
pub use image_path::{ImagePath, InstallPath};
pub use image_reference::ImageReference;
pub use label_key::LabelKey;
pub use mount_name::{MemorySize, MountName};
pub use one_line::OneLine;
pub use port::{Port, PortNumber, Protocol};
pub use python_version::PythonVersion;
pub use retries::Retries;
pub use runtime_packages::RuntimePackages;
pub use stage_or_image::StageOrImage;
pub use stop_signal::StopSignal;
pub use suite::{RepositoryName, Suite};
pub use tool_version::ToolVersion;
pub use user::User;
pub use writable_path::WritablePath;

use crate::names::NameError;

/// The longest text a value may have, in bytes. Nothing that belongs in an image's configuration comes near.
pub const LONGEST_TEXT: usize = 64 * 1024;

fn fault(kind: &'static str, value: &str, reason: &'static str) -> NameError {
    NameError { kind, value: value.to_owned(), reason }
}
