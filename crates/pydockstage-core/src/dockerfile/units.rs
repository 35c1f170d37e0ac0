//! What an instruction consists of, in the order of writing: the words between which a line can be broken.

use super::files::has_blank;
use super::run::{Command, Exec, Healthcheck, Probe, Run, RunCommand};
use super::{AddFiles, NonEmpty};
use super::{
    Argument, BindMount, CacheMount, CopyFiles, Device, FlagWord, FromImage, Instruction, Mount, Pair, Paths,
    Reference, SecretMount, ShellText, Source, SshMount, TmpfsMount, Word, quote,
};
use std::borrow::Cow;

/// What is written between two places at which a line can be broken.
#[derive(Debug)]
pub(super) enum Unit<'a> {
    /// A keyword, or a word with the quotes that it needs.
    Word(Cow<'a, str>),
    /// `--name` or `--name=value`, without the quotes that a flag needs.
    Flag { name: &'static str, value: Option<Cow<'a, str>> },
    /// `key=value`, each with the quotes that it needs.
    Pair { key: Cow<'a, str>, value: Cow<'a, str> },
    /// A string of an array, and whether it is the first and the last.
    Element { string: Cow<'a, str>, first: bool, last: bool },
    /// `[]`.
    EmptyArray,
    /// A text of the shell form, with its own lines.
    Text(&'a ShellText),
    /// The same in a place where `--` would begin a flag.
    TextAfterFlags(&'a ShellText),
}

impl Unit<'_> {
    /// Whether the unit can begin a line: one that begins with `#` would be a comment there.
    pub(super) fn can_begin_line(&self) -> bool {
        match self {
            Self::Text(text) | Self::TextAfterFlags(text) => !text.begins_with("#"),
            Self::Word(word) => !word.starts_with('#'),
            Self::Pair { key, .. } => !key.starts_with('#'),
            Self::Flag { .. } | Self::Element { .. } | Self::EmptyArray => true,
        }
    }

    /// Writes it as it stands in the file; a text of the shell form as if it had one line.
    pub(super) fn write(&self, written: &mut String) {
        match self {
            Self::Word(word) => written.push_str(word),
            Self::Flag { name, value: Some(value) } => quote::flag(written, name, value),
            Self::Flag { name, value: None } => written.extend(["--", name]),
            Self::Pair { key, value } => written.extend([key, "=", value]),
            Self::Element { string, first, last } => {
                written.push_str(if *first { "[" } else { "" });
                quote::json_string(written, string);
                written.push_str(if *last { "]" } else { "," });
            }
            Self::EmptyArray => written.push_str("[]"),
            Self::Text(text) | Self::TextAfterFlags(text) => written.push_str(&text.joined()),
        }
    }
}

/// The units of an instruction; the first is its keyword.
pub(super) fn units(instruction: &Instruction) -> Vec<Unit<'_>> {
    let mut units = Units(vec![Unit::Word(instruction.keyword().into())]);
    match instruction {
        Instruction::From(from) => units.from(from),
        Instruction::Run(run) => units.run(run),
        Instruction::Cmd(cmd) => units.command(&cmd.0, true),
        Instruction::Entrypoint(entrypoint) => units.command(&entrypoint.0, true),
        Instruction::Label(label) => units.pairs(&label.0),
        Instruction::Env(env) => units.pairs(&env.0),
        Instruction::Maintainer(maintainer) => units.0.push(Unit::TextAfterFlags(&maintainer.0)),
        Instruction::Expose(expose) => units.words(expose.0.iter().map(super::SolidWord::as_word)),
        Instruction::Add(add) => units.add(add),
        Instruction::Copy(copy) => units.copy(copy),
        Instruction::Volume(volume) => {
            let words: Vec<&Word> = volume.0.iter().collect();
            if words.iter().any(|word| has_blank(word)) {
                units.json(words.into_iter().map(quote::word_in_json));
            } else {
                units.words(words);
            }
        }
        Instruction::User(user) => units.word(quote::word(user.word())),
        Instruction::Workdir(workdir) => units.word(quote::word(workdir.word())),
        Instruction::StopSignal(signal) => units.word(quote::word(signal.word())),
        Instruction::Arg(arg) => units.arguments(&arg.0),
        Instruction::Onbuild(onbuild) => units.0.extend(self::units(onbuild.instruction())),
        Instruction::Healthcheck(Healthcheck::None) => units.word("NONE"),
        Instruction::Healthcheck(Healthcheck::Probe(probe)) => units.probe(probe),
        Instruction::Shell(shell) => units.exec(shell.program()),
    }
    units.0
}

struct Units<'a>(Vec<Unit<'a>>);

impl<'a> Units<'a> {
    fn word(&mut self, word: impl Into<Cow<'a, str>>) {
        self.0.push(Unit::Word(word.into()));
    }

    fn words(&mut self, words: impl IntoIterator<Item = &'a Word>) {
        self.0.extend(words.into_iter().map(|word| Unit::Word(quote::word(word))));
    }

    fn flag(&mut self, name: &'static str, value: impl Into<Cow<'a, str>>) {
        self.0.push(Unit::Flag { name, value: Some(value.into()) });
    }

    fn flag_word(&mut self, name: &'static str, value: Option<&'a FlagWord>) {
        if let Some(value) = value {
            self.flag(name, quote::word_in_flag(value.as_word()));
        }
    }

    fn flag_text(&mut self, name: &'static str, value: Option<&'a str>) {
        if let Some(value) = value {
            self.flag(name, value);
        }
    }

    /// `--name`, or nothing.
    fn switch(&mut self, name: &'static str, on: bool) {
        if on {
            self.0.push(Unit::Flag { name, value: None });
        }
    }

    /// `--name`, `--name=false`, or nothing: for a flag that says something either way.
    fn either(&mut self, name: &'static str, value: Option<bool>) {
        match value {
            None => {}
            Some(true) => self.switch(name, true),
            Some(false) => self.flag(name, "false"),
        }
    }

    fn from(&mut self, from: &'a FromImage) {
        self.flag_word("platform", from.platform.as_ref());
        self.word(quote::word(from.image.as_word()));
        if let Some(alias) = &from.alias {
            self.word("AS");
            self.word(alias.as_str());
        }
    }

    fn run(&mut self, run: &'a Run) {
        for mount in &run.mounts {
            self.flag("mount", record(mount));
        }
        self.flag_text("network", run.network.map(super::Network::as_str));
        self.flag_text("security", run.security.map(super::Security::as_str));
        for device in &run.devices {
            self.flag("device", device_record(device));
        }
        match &run.command {
            RunCommand::Exec(exec) => self.exec(exec),
            RunCommand::Shell(script) => self.0.push(Unit::TextAfterFlags(script.text())),
        }
    }

    fn command(&mut self, command: &'a Command, after_flags: bool) {
        match command {
            Command::Exec(exec) => self.exec(exec),
            Command::Shell(text) if after_flags => self.0.push(Unit::TextAfterFlags(text)),
            Command::Shell(text) => self.0.push(Unit::Text(text)),
        }
    }

    fn probe(&mut self, probe: &'a Probe) {
        self.flag_text("interval", probe.interval.as_ref().map(super::Interval::as_str));
        self.flag_text("timeout", probe.timeout.as_ref().map(super::Interval::as_str));
        self.flag_text("start-period", probe.start_period.as_ref().map(super::Interval::as_str));
        self.flag_text("start-interval", probe.start_interval.as_ref().map(super::Interval::as_str));
        if let Some(retries) = probe.retries {
            self.flag("retries", retries.to_string());
        }
        self.word("CMD");
        self.command(&probe.command, false);
    }

    fn exec(&mut self, exec: &'a Exec) {
        self.json(exec.arguments().iter().map(String::as_str));
    }

    /// An array of JSON, one unit for each string, so that it can be broken between them.
    fn json<S: Into<Cow<'a, str>>>(&mut self, strings: impl ExactSizeIterator<Item = S>) {
        let count = strings.len();
        if count == 0 {
            self.0.push(Unit::EmptyArray);
        }
        for (index, string) in strings.enumerate() {
            let string = string.into();
            self.0.push(Unit::Element { string, first: index == 0, last: index + 1 == count });
        }
    }

    fn pairs(&mut self, pairs: &'a NonEmpty<Pair>) {
        for pair in pairs {
            let key = quote::value(pair.key.as_word());
            self.0.push(Unit::Pair { key, value: quote::value(&pair.value) });
        }
    }

    fn arguments(&mut self, arguments: &'a NonEmpty<Argument>) {
        for argument in arguments {
            let key = quote::value(argument.key.as_word());
            self.word(match &argument.default {
                None => key,
                Some(default) => format!("{key}={}", quote::value(default)).into(),
            });
        }
    }

    fn copy(&mut self, copy: &'a CopyFiles) {
        self.flag_text("from", copy.from.as_ref().map(Reference::as_str));
        self.flag_word("chown", copy.chown.as_ref());
        self.flag_word("chmod", copy.chmod.as_ref());
        self.switch("link", copy.link);
        self.switch("parents", copy.parents);
        for pattern in &copy.exclude {
            self.flag_word("exclude", Some(pattern));
        }
        self.paths(&copy.paths);
    }

    fn add(&mut self, add: &'a AddFiles) {
        self.either("keep-git-dir", add.keep_git_dir);
        self.flag_word("checksum", add.checksum.as_ref());
        self.flag_word("chown", add.chown.as_ref());
        self.flag_word("chmod", add.chmod.as_ref());
        self.switch("link", add.link);
        self.either("unpack", add.unpack);
        for pattern in &add.exclude {
            self.flag_word("exclude", Some(pattern));
        }
        self.paths(&add.paths);
    }

    fn paths(&mut self, paths: &'a Paths) {
        if paths.in_json() {
            let sources = paths.sources().iter().filter_map(|source| match source {
                Source::Path(path) => Some(path),
                Source::Heredoc(_) => None,
            });
            let words: Vec<&Word> = sources.chain([paths.destination()]).collect();
            self.json(words.into_iter().map(quote::word_in_json));
            return;
        }
        for source in paths.sources() {
            self.word(match source {
                Source::Path(path) => quote::word(path),
                Source::Heredoc(heredoc) => heredoc.word().into(),
            });
        }
        self.word(quote::word(paths.destination()));
    }
}

/// A mount as the CSV record behind `--mount=`.
fn record(mount: &Mount) -> String {
    let mut record = Record(Vec::new());
    match mount {
        Mount::Bind(BindMount { target, source, from, writable }) => {
            record.text("type", "bind");
            record.text_if("from", from.as_ref().map(Reference::as_str));
            record.word("source", source.as_ref());
            record.word("target", Some(target));
            record.switch("rw", *writable);
        }
        Mount::Cache(CacheMount { target, id, sharing, readonly, from, source, mode, uid, gid }) => {
            record.text("type", "cache");
            record.word("id", id.as_ref());
            record.text_if("from", from.as_ref().map(Reference::as_str));
            record.word("source", source.as_ref());
            record.word("target", Some(target));
            record.text_if("sharing", sharing.map(super::Sharing::as_str));
            record.switch("ro", *readonly);
            record.owner(mode.as_ref(), uid.as_ref(), gid.as_ref());
        }
        Mount::Tmpfs(TmpfsMount { target, size }) => {
            record.text("type", "tmpfs");
            record.word("target", Some(target));
            record.word("size", size.as_ref());
        }
        Mount::Secret(SecretMount { id, target, env, required, mode, uid, gid }) => {
            record.text("type", "secret");
            record.word("id", id.as_ref());
            record.word("target", target.as_ref());
            record.word("env", env.as_ref());
            record.required(*required);
            record.owner(mode.as_ref(), uid.as_ref(), gid.as_ref());
        }
        Mount::Ssh(SshMount { id, target, required, mode, uid, gid }) => {
            record.text("type", "ssh");
            record.word("id", id.as_ref());
            record.word("target", target.as_ref());
            record.required(*required);
            record.owner(mode.as_ref(), uid.as_ref(), gid.as_ref());
        }
    }
    record.0.join(",")
}

/// A device as the CSV record behind `--device=`. A name that reads like a key is given with its own key.
fn device_record(device: &Device) -> String {
    let mut record = Record(Vec::new());
    let name = device.name.as_str();
    let key = name.split('=').next().unwrap_or(name).to_ascii_lowercase();
    if matches!(key.as_str(), "name" | "required") {
        record.text("name", name);
    } else {
        record.0.push(quote::csv_field(name));
    }
    record.switch("required", device.required);
    record.0.join(",")
}

/// The fields of a CSV record.
struct Record(Vec<String>);

impl Record {
    /// With its value, without which buildah 1.28 ends in a panic.
    fn required(&mut self, required: bool) {
        if required {
            self.text("required", "true");
        }
    }

    fn text(&mut self, key: &str, value: &str) {
        self.0.push(quote::csv_field(&format!("{key}={value}")));
    }

    fn text_if(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    fn word(&mut self, key: &str, value: Option<&FlagWord>) {
        if let Some(value) = value {
            self.text(key, &quote::word_in_flag(value.as_word()));
        }
    }

    fn switch(&mut self, key: &str, on: bool) {
        if on {
            self.0.push(key.to_owned());
        }
    }

    fn owner(&mut self, mode: Option<&FlagWord>, uid: Option<&FlagWord>, gid: Option<&FlagWord>) {
        self.word("mode", mode);
        self.word("uid", uid);
        self.word("gid", gid);
    }
}
