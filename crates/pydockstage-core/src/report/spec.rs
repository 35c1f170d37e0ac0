//! What is said about a fault in what the owner wrote.

use super::{Message, Place, nearest};
use crate::names::{Distribution, NameError, SystemPackage};
use crate::project::masked;
use crate::spec::values::{Dialect, IndexCredentials, Installer, StopSignal};
use crate::spec::{
    Fault, Key, Kind, OWN_FILE, Origin, Otherwise, PYPROJECT, Shape, SpecError, is_secret_name,
};
use std::fmt;

impl From<&SpecError> for Message {
    #[allow(clippy::too_many_lines, reason = "one arm for each fault")]
    fn from(error: &SpecError) -> Self {
        let key = error.key.as_str();
        let message = match &error.fault {
            Fault::Unreadable { reason } => {
                Self::new("unreadable-file", format!("can't read the file: {reason}"))
                    .help("make it readable for the user who runs this")
            }
            Fault::NotAFile => Self::new("not-a-file", "a file is expected here, and this is none")
                .help("move it away, or put a file in its place"),
            Fault::TooLong { limit } => {
                Self::new("file-too-long", format!("the file is longer than {} MiB", limit / (1024 * 1024)))
                    .help(format!("is it the right file? A {OWN_FILE} has a few lines"))
            }
            Fault::NotUtf8 => {
                let message = Self::new("not-utf-8", "the file is not in UTF-8, as TOML has to be")
                    .help("save it in UTF-8");
                if is_utf_16(&error.origin) {
                    // A line of it would be shown as what it is not.
                    return message
                        .note("it begins with the mark of UTF-16: PowerShell's `>` writes so")
                        .at(Place { source: None, ..error.origin.place().unwrap_or_default() });
                }
                message
            }
            Fault::Syntax { message } => Self::new("invalid-toml", format!("the file is no TOML: {message}"))
                .help("the language is described at https://toml.io/"),
            Fault::TwoHomes { other } => {
                Self::new("two-specs", format!("the spec is written here and in {other}"))
                    .note("which of them was to win can't be known")
                    .help(format!("keep one: the table [tool.pydockstage] of {PYPROJECT}, or {OWN_FILE}"))
            }
            Fault::UnknownKey { section, name, nearest, known } => {
                unknown_key(section, name, *nearest, known)
            }
            Fault::WrongType { found, wanted, instead } => {
                let what = if key.is_empty() {
                    format!("the spec is {wanted}, and this is {found}")
                } else {
                    format!("`{key}` wants {wanted}, and this is {found}")
                };
                helped(Self::new("wrong-type", what), error, instead.as_deref())
            }
            Fault::Name(name) => bad_value(error, name),
            Fault::OwnName(name) => Self::new("bad-name", no_name(name)).help("give it another name"),
            Fault::Secret { name } => secret(error, name),
            Fault::SecretInAddress => Self::new(
                "secret-in-image",
                format!("`{key}` has an address with a password or an access token"),
            )
            .note("it would be part of the image, and everyone who has the image can read it")
            .help("give the address to the container when it runs: docker run --env …")
            .help("and change the password: it was written down"),
            Fault::Twice { value, first } => {
                Self::new("named-twice", format!("`{}` stands twice in `{}`", short(value), list(key)))
                    .note(format!("the first is at {first}"))
                    .help("leave one of them out")
            }
            Fault::Missing { one_of: [name] } => {
                let message = Self::new("missing-key", format!("`{key}` lacks `{name}`"));
                match Key::find(&format!("{key}.{name}")) {
                    Some(known) => message.help(format!("add {name} = {}", sample(known))),
                    None => message,
                }
            }
            Fault::Missing { one_of } => {
                let what = format!("`{key}` lacks what it is about: one of {}", listed(one_of));
                helped(Self::new("missing-key", what), error, None)
            }
            Fault::Together { other, origin } => {
                let last = key.rsplit('.').next().unwrap_or(key);
                Self::new("keys-exclude-each-other", format!("`{last}` and `{other}` can't both be written"))
                    .note(format!("`{other}` stands at {origin}"))
                    .help("leave one of them out")
            }
            Fault::Alone { name, needs } => Self::new(
                "key-without-another",
                format!("`{name}` means nothing here without {}", either(needs)),
            )
            .help(format!("leave it out, or write {} beside it", either(needs))),
            Fault::InHook { name } => Self::new(
                "hook-changes-stage",
                format!("a hook can't set `{name}`: every step behind it would get it too"),
            )
            .help("change it inside the command, or in a stage of your own: [tool.pydockstage.stage.NAME]"),
            Fault::StageTaken { name, holder, first } => {
                let message = Self::new("stage-name-taken", format!("two stages would be called `{name}`"));
                match first {
                    Some(first) => message.note(format!("`stages.{holder}` has the name from {first}")),
                    None => message.note(format!("the stage `{holder}` is called so unless it is renamed")),
                }
                .help(format!("give it another name, or write another one for stages.{holder}"))
            }
            Fault::Nested { path, other_key, other_path } => Self::new(
                "nested-directories",
                format!(
                    "`{key}` is {path}, and `paths.{other_key}` is {other_path}: the one would hold the other"
                ),
            )
            .help("let them lie beside each other, as /venv and /project do"),
        };
        match (&error.origin, error.origin.place()) {
            (Origin::Argument(name), _) => message.note(format!("it was given as {name}")),
            (_, Some(place)) => message.at(without_secret(place)),
            (_, None) => message,
        }
    }
}

/// The file's first bytes, no character each, are the mark of UTF-16.
fn is_utf_16(origin: &Origin) -> bool {
    matches!(origin, Origin::File { source, .. } if source.text().starts_with("\u{fffd}\u{fffd}"))
}

/// A line that gives a value to a variable that is called like a secret is not shown: who reads the message may be
/// anybody who can read the log of a build.
fn without_secret(place: Place) -> Place {
    let hides = |source: &str| {
        source.match_indices('=').any(|(at, _)| {
            let before = source[..at].trim_end_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
            let name = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next();
            name.is_some_and(is_secret_name)
        })
    };
    if place.source.as_deref().is_some_and(hides) {
        return Place { source: None, ..place };
    }
    masked(place)
}

fn unknown_key(section: &str, name: &str, nearest: Option<&'static str>, known: &[&'static str]) -> Message {
    let place = if section.is_empty() { "the spec".to_owned() } else { format!("`{section}`") };
    let message = Message::new("unknown-key", format!("{place} has no key `{}`", short(name)));
    if section.is_empty() && name == "tool" {
        return message
            .help(format!("leave out `tool.pydockstage`: in {OWN_FILE} the keys stand at the top level"));
    }
    if let Some(nearest) = nearest {
        return message.help(format!("write `{nearest}` instead of `{}`", short(name)));
    }
    let message = message.note(format!("its keys are {}", listed(known)));
    // The right key in the wrong section is as common as the wrong key.
    let elsewhere: Vec<String> = crate::spec::keys()
        .into_iter()
        .map(|key| key.path)
        .filter(|path| path.rsplit('.').next() == Some(name) && !path.contains('<'))
        .collect();
    if elsewhere.is_empty() {
        message.help("leave it out")
    } else {
        let paths: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
        message.help(format!("did you mean {}?", listed(&paths)))
    }
}

/// A text that is no value of its kind: the rule that it breaks, and a value that breaks none.
fn bad_value(error: &SpecError, name: &NameError) -> Message {
    let message = Message::new("bad-value", no_name(name));
    let value = name.value.as_str();
    let suggested = match name.kind {
        // What must be written instead is the owner's to know: an example would only be another project's.
        "system package" => return package(message, value),
        "text of one line" => return message.help("write it on one line"),
        "word of a command" | "text for the shell" | "name of a Python distribution" => return message,
        "key of this mount" => return message.help("leave it out"),
        "installer" => nearest(value, Installer::WORDS.iter().copied()).map(str::to_owned),
        "index-credentials" => nearest(value, IndexCredentials::WORDS.iter().copied()).map(str::to_owned),
        "dialect" => nearest(value, Dialect::WORDS.iter().copied()).map(str::to_owned),
        "signal" => signal(value),
        "distribution and release" => release(value),
        "version of Python" => minor_version(value),
        _ => None,
    };
    helped(message, error, suggested.map(|suggested| format!("\"{suggested}\"")).as_deref())
}

/// What people try: a version behind the name, and several names in one text.
fn package(message: Message, value: &str) -> Message {
    let is_package = |name: &str| name.parse::<SystemPackage>().is_ok();
    match value.split_once('=') {
        Some((name, _)) if is_package(name) => {
            return message
                .note("a stable release drops a version when it has the next")
                .help(format!("write \"{name}\": the version comes with the release"));
        }
        _ => {}
    }
    let names: Vec<&str> = value.split([' ', ',']).filter(|name| !name.is_empty()).collect();
    if names.len() > 1 && names.iter().all(|name| is_package(name)) {
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        return message.help(format!("write each as an item of its own: {}", names.join(", ")));
    }
    message
}

fn no_name(name: &NameError) -> String {
    let NameError { kind, value, reason } = name;
    if value.is_empty() {
        format!("this is no {kind}: {reason}")
    } else {
        format!("`{}` is no {kind}: {reason}", short(value))
    }
}

/// `SIGTERM` for `term` and for `SIGTRM`.
fn signal(value: &str) -> Option<String> {
    let names = || StopSignal::NAMES.iter().copied();
    let prefixed = format!("SIG{}", value.to_ascii_uppercase());
    names().find(|name| **name == prefixed).or_else(|| nearest(value, names())).map(str::to_owned)
}

/// `debian:trixie` for `debain:trixie` and for `Debian:trixie`.
fn release(value: &str) -> Option<String> {
    let (distribution, release) = value.split_once(':')?;
    let distribution = nearest(distribution, Distribution::ALL.into_iter().map(Distribution::as_str))?;
    let release = release.split('-').next().unwrap_or(release).to_ascii_lowercase();
    let suggested = format!("{distribution}:{release}");
    suggested.parse::<crate::names::Release>().is_ok().then_some(suggested)
}

/// `3.13` for `3.13.2`, `>=3.13` and `py3.13`.
fn minor_version(value: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &value[value.find("3.")? + 2..];
    let suggested = format!("3.{}", &rest[..digits(rest)]);
    suggested.parse::<crate::spec::values::PythonVersion>().is_ok().then_some(suggested)
}

fn secret(error: &SpecError, name: &str) -> Message {
    let message = Message::new("secret-in-image", format!("`{name}` is called like a secret"));
    if error.key == "requirements.argument" {
        return message
            .note("the builder's checks warn of such a build argument, because its value stays in the image")
            .help("call it by another name, such as REQS");
    }
    if error.key.starts_with("hooks.") || error.key.starts_with("stage.") {
        let id = name.to_ascii_lowercase().replace('_', "-");
        return message
            .note("what is written here stays in the history of the image, and everyone who has it can read it")
            .help(format!("mount it for the command alone: mounts = [{{ type = \"secret\", id = \"{id}\", env = \"{name}\" }}]"))
            .help(format!("and hand it to the builder: docker build --secret id={id},env={name} …"));
    }
    message
        .note("what `env` holds is part of the image, and everyone who has the image can read it")
        .help(format!("give it to the container when it runs: docker run --env {name} …"))
        .help("a build that needs it takes it as a secret mount: docker build --secret …")
        .help(format!(
            "or name a file that holds it: {name}_FILE = \"/run/secrets/{}\"",
            name.to_ascii_lowercase()
        ))
}

/// Adds what to write: `value`, in TOML, or where there is none what the table of keys has for the key.
fn helped(message: Message, error: &SpecError, value: Option<&str>) -> Message {
    let is_argument = matches!(error.origin, Origin::Argument(_));
    let known = Key::find(&error.key);
    match (value, known) {
        (Some(value), _) if is_argument => message.help(format!("give {}", short(value))),
        (Some(value), _) if error.key.ends_with(']') => {
            message.help(format!("write {} instead", short(value)))
        }
        (Some(value), _) => message.help(line(error.key.rsplit('.').next().unwrap_or(&error.key), value)),
        (None, Some(key)) if is_argument => message.help(format!("give a value such as {}", sample(key))),
        (None, Some(key)) => message.help(line(key.name, sample(key))),
        (None, None) => message.help("write a table: [tool.pydockstage]"),
    }
}

/// A value of the key: the one that stands in for it, or else the example.
fn sample(key: &Key) -> &'static str {
    match key.otherwise {
        Otherwise::Value(value) => value,
        Otherwise::Inferred(_) | Otherwise::Nothing => key.example,
    }
}

fn line(name: &str, value: &str) -> String {
    format!("write {name} = {}", short(value))
}

/// The path of the list that the item at `path` stands in.
fn list(path: &str) -> &str {
    path.split('[').next().unwrap_or(path)
}

/// Names in a row, each in the marks of code.
fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Names of which one will do, each in the marks of code.
fn either(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
}

/// The text, cut where it is too long to be read.
fn short(text: &str) -> String {
    const MOST: usize = 120;
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(MOST).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

/// As it stands behind "this is".
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "a string",
            Self::Integer => "an integer",
            Self::Float => "a number with a fraction",
            Self::Boolean => "true or false",
            Self::Datetime => "a date or a time",
            Self::Array => "a list",
            Self::Table => "a table",
        })
    }
}

/// As it stands behind "wants".
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a string",
            Self::Integer => "an integer",
            Self::Boolean => "true or false",
            Self::TextOrWords => "a string or a list of words",
            Self::TextOrInteger => "a string or an integer",
            Self::Words => "a list of words",
            Self::Section => "a table",
            Self::ListOrText => "a list of strings, or a word for one",
            Self::BooleanOrText => "true, false or a string",
            Self::SectionOrNone => "a table, or false",
            Self::List(Self::TextOrInteger) => "a list of strings or integers",
            Self::List(Self::Section) => "a list of tables",
            Self::List(_) => "a list of strings",
            Self::Map(Self::Section) => "a table of tables",
            Self::Map(Self::List(_)) => "a table of lists",
            Self::Map(_) => "a table of strings",
        })
    }
}
