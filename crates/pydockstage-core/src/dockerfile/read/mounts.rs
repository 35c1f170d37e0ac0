//! The records of `--mount` and `--device` (`frontend/dockerfile/instructions/commands_runmount.go`,
//! `commands_rundevice.go`).

use super::fault::Fault;
use super::flags::word;
use crate::dockerfile::{
    BindMount, CacheMount, Device, FlagWord, Mount, Reference, SecretMount, Sharing, SshMount, TmpfsMount,
};

const TYPES: &[&str] = &["bind", "cache", "tmpfs", "secret", "ssh"];
const SHARING: &[&str] = &["shared", "private", "locked"];
const BOOLEAN: &[&str] = &["true", "false"];

/// The settings of a mount while they are taken one by one.
struct Settings {
    kind: &'static str,
    /// Each under one name, the last of several values; no value where there is no `=`.
    left: Vec<(&'static str, Setting)>,
    escape: char,
}

/// What stands behind the name of a setting; nothing at all where there is no `=`.
struct Setting(Option<String>);

/// Reads what stands behind `--mount=`.
pub(super) fn mount(value: &str, escape: char) -> Result<Mount, Fault> {
    let mut settings = Settings { kind: "bind", left: Vec::new(), escape };
    for field in record(value)? {
        let (key, value) = match field.split_once('=') {
            Some((key, value)) => (key, Some(value.to_owned())),
            None => (field.as_str(), None),
        };
        settings.add(&key.to_ascii_lowercase(), value)?;
    }
    if let Some(kind) = settings.text("type")? {
        let kind = kind.to_ascii_lowercase();
        let known = TYPES.iter().find(|known| **known == kind);
        settings.kind = known.ok_or(Fault::NotOneOf { allowed: TYPES })?;
    }
    let mount = match settings.kind {
        "cache" => Mount::Cache(CacheMount {
            id: settings.word("id")?,
            from: settings.reference("from")?,
            source: settings.word("source")?,
            sharing: settings.sharing()?,
            readonly: settings.readonly(false)?,
            mode: settings.word("mode")?,
            uid: settings.word("uid")?,
            gid: settings.word("gid")?,
            target: settings.target()?,
        }),
        "tmpfs" => {
            let mount = Mount::Tmpfs(TmpfsMount { size: settings.word("size")?, target: settings.target()? });
            settings.only(false)?;
            mount
        }
        "secret" => {
            let id = settings.id()?;
            let mount = Mount::Secret(SecretMount {
                id,
                target: settings.word("target")?,
                env: settings.word("env")?,
                required: settings.switch("required")?.unwrap_or_default(),
                mode: settings.word("mode")?,
                uid: settings.word("uid")?,
                gid: settings.word("gid")?,
            });
            settings.only(true)?;
            mount
        }
        "ssh" => {
            let id = settings.id()?;
            let mount = Mount::Ssh(SshMount {
                id,
                target: settings.word("target")?,
                required: settings.switch("required")?.unwrap_or_default(),
                mode: settings.word("mode")?,
                uid: settings.word("uid")?,
                gid: settings.word("gid")?,
            });
            settings.only(true)?;
            mount
        }
        _ => Mount::Bind(BindMount {
            from: settings.reference("from")?,
            source: settings.word("source")?,
            writable: !settings.readonly(true)?,
            target: settings.target()?,
        }),
    };
    match settings.left.first() {
        Some((key, _)) => Err(Fault::UnknownSetting { key: (*key).to_owned(), kind: settings.kind }),
        None => Ok(mount),
    }
}

impl Settings {
    fn add(&mut self, key: &str, value: Option<String>) -> Result<(), Fault> {
        // Each setting by one of its names; `rw` is `ro` turned round.
        let name = match key {
            "type" => "type",
            "from" => "from",
            "source" | "src" => "source",
            "target" | "dst" | "destination" => "target",
            "ro" | "readonly" => "ro",
            "rw" | "readwrite" => "rw",
            "id" => "id",
            "sharing" => "sharing",
            "required" => "required",
            "size" => "size",
            "mode" => "mode",
            "uid" => "uid",
            "gid" => "gid",
            "env" => "env",
            _ => return Err(Fault::UnknownSetting { key: key.to_owned(), kind: self.kind }),
        };
        // The last of several counts, and of `ro` and `rw` the last of both.
        let pair = matches!(name, "ro" | "rw");
        self.left.retain(|(known, _)| *known != name && !(pair && matches!(*known, "ro" | "rw")));
        self.left.push((name, Setting(value)));
        Ok(())
    }

    fn take(&mut self, name: &str) -> Option<Setting> {
        let index = self.left.iter().position(|(known, _)| *known == name)?;
        Some(self.left.remove(index).1)
    }

    fn text(&mut self, name: &'static str) -> Result<Option<String>, Fault> {
        match self.take(name) {
            None => Ok(None),
            Some(Setting(Some(value))) => Ok(Some(value).filter(|value| !value.is_empty())),
            Some(Setting(None)) => Err(Fault::MissingSetting { key: name, kind: self.kind }),
        }
    }

    fn word(&mut self, name: &'static str) -> Result<Option<FlagWord>, Fault> {
        match self.text(name)? {
            Some(value) => word(&value, self.escape),
            None => Ok(None),
        }
    }

    fn reference(&mut self, name: &'static str) -> Result<Option<Reference>, Fault> {
        self.text(name)?.map(Reference::new).transpose().map_err(Fault::Value)
    }

    fn target(&mut self) -> Result<FlagWord, Fault> {
        self.word("target")?.ok_or(Fault::MissingSetting { key: "target", kind: self.kind })
    }

    /// A secret and an agent may also be named by `source`.
    fn id(&mut self) -> Result<Option<FlagWord>, Fault> {
        let id = self.word("id")?;
        if id.is_some() { Ok(id) } else { self.word("source") }
    }

    fn sharing(&mut self) -> Result<Option<Sharing>, Fault> {
        Ok(match self.text("sharing")?.map(|value| value.to_ascii_lowercase()).as_deref() {
            None => None,
            Some("shared") => Some(Sharing::Shared),
            Some("private") => Some(Sharing::Private),
            Some("locked") => Some(Sharing::Locked),
            Some(_) => return Err(Fault::NotOneOf { allowed: SHARING }),
        })
    }

    /// A setting that is true or false.
    fn switch(&mut self, name: &str) -> Result<Option<bool>, Fault> {
        match self.take(name) {
            None => Ok(None),
            Some(Setting(value)) => boolean(value.as_deref()).map(Some),
        }
    }

    fn readonly(&mut self, default: bool) -> Result<bool, Fault> {
        let readonly = self.switch("ro")?;
        let writable = self.switch("rw")?;
        Ok(readonly.or(writable.map(|on| !on)).unwrap_or(default))
    }

    /// For a type that is always so: it may be said, and says nothing.
    fn only(&mut self, readonly: bool) -> Result<(), Fault> {
        if self.readonly(readonly)? == readonly {
            Ok(())
        } else {
            let key = if readonly { "rw" } else { "ro" };
            Err(Fault::UnknownSetting { key: key.to_owned(), kind: self.kind })
        }
    }
}

/// True without a value, and else what Go's `strconv.ParseBool` makes of it.
fn boolean(value: Option<&str>) -> Result<bool, Fault> {
    match value {
        None | Some("1" | "t" | "T" | "true" | "TRUE" | "True") => Ok(true),
        Some("0" | "f" | "F" | "false" | "FALSE" | "False") => Ok(false),
        Some(_) => Err(Fault::NotOneOf { allowed: BOOLEAN }),
    }
}

/// Reads what stands behind `--device=`.
pub(super) fn device(value: &str) -> Result<Device, Fault> {
    let mut name: Option<String> = None;
    let mut required = false;
    for field in record(value)? {
        let (key, value) = match field.split_once('=') {
            Some((key, value)) => (key.to_ascii_lowercase(), Some(value)),
            None => (field.to_ascii_lowercase(), None),
        };
        match (key.as_str(), value) {
            ("required", value) => required = boolean(value)?,
            ("name", Some(value)) if name.is_none() => name = Some(value.to_owned()),
            _ if name.is_none() => name = Some(field),
            _ => return Err(Fault::UnknownSetting { key: field, kind: "device" }),
        }
    }
    let name = name.ok_or(Fault::MissingSetting { key: "name", kind: "device" })?;
    Ok(Device { name: Reference::new(name).map_err(Fault::Value)?, required })
}

/// The fields of a record of CSV (RFC 4180, section 2; Go's `encoding/csv`).
fn record(text: &str) -> Result<Vec<String>, Fault> {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let mut field = String::new();
        if let Some(quoted) = rest.strip_prefix('"') {
            rest = quoted;
            loop {
                let end = rest.find('"').ok_or(Fault::BadRecord)?;
                field.push_str(&rest[..end]);
                rest = &rest[end + 1..];
                match rest.strip_prefix('"') {
                    Some(after) => {
                        field.push('"');
                        rest = after;
                    }
                    None => break,
                }
            }
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            field.push_str(&rest[..end]);
            rest = &rest[end..];
            if field.contains('"') {
                return Err(Fault::BadRecord);
            }
        }
        fields.push(field);
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Ok(fields),
            None => return Err(Fault::BadRecord),
        }
    }
}
