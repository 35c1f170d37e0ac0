//! From a logical line to an instruction, by its keyword (`frontend/dockerfile/instructions/parse.go`).

use super::fault::{Fault, LineFault};
use super::flags::{Command as Split, Flags, split};
use super::logical::Logical;
use super::mounts;
use super::words::{list, quoted};
use crate::dockerfile::json::{self, Array};
use crate::dockerfile::text::Piece;
use crate::dockerfile::{
    AddFiles, Alias, Arg, Argument, Cmd, Command, CopyFiles, Entrypoint, Env, Escape, Exec, Expose,
    FromImage, Healthcheck, Heredoc, Instruction, Interval, Key, Label, Maintainer, Network, NonEmpty, Note,
    Onbuild, Opener, Pair, Paths, Probe, Reference, Run, RunCommand, Script, Security, Shell, ShellText,
    SolidWord, Source, StopSignal, SyntaxError, User, Volume, Word, Workdir, lex, openers,
};
use std::ops::Range;

type Read<T> = Result<T, LineFault>;

/// A text, and where it stands in the line.
type Placement = (String, Range<usize>);

/// An instruction, and where its words stand in the line: in the order of writing, as the units of the writer.
pub(super) struct Placed {
    pub(super) instruction: Instruction,
    pub(super) words: Vec<Range<usize>>,
    /// The word that is a text of the shell form, whose lines are its own.
    pub(super) text: Option<Range<usize>>,
}

/// The heredocs that a line opens. Only RUN, COPY and ADD take them, ONBUILD of these too, and no array of JSON.
pub(super) fn heredocs(line: &str) -> Read<Vec<Opener>> {
    let mut command = split(line, 0)?;
    if command.keyword.eq_ignore_ascii_case("ONBUILD") {
        command = split(line, command.arguments_at.start)?;
    }
    let takes = ["RUN", "COPY", "ADD"].iter().any(|keyword| command.keyword.eq_ignore_ascii_case(keyword));
    if !takes || json::is_array(command.arguments) {
        return Ok(Vec::new());
    }
    openers::openers(line).map_err(|reason| LineFault::new(Fault::BadWord { reason }, command.arguments_at))
}

/// Reads the instruction of a line, from `from` on. `bodies` are the bodies of the heredocs that the line opens.
pub(super) fn instruction(line: &Logical, from: usize, escape: Escape, bodies: Vec<String>) -> Read<Placed> {
    let command = split(&line.text, from)?;
    let Some(keyword) =
        Instruction::KEYWORDS.into_iter().find(|keyword| command.keyword.eq_ignore_ascii_case(keyword))
    else {
        return Err(LineFault::new(Fault::UnknownInstruction, command.keyword_at));
    };
    let Split { keyword_at, flags, arguments, arguments_at, .. } = command;
    let mut reader = Reader {
        line,
        keyword,
        flags: Flags::new(keyword, flags, escape.character()),
        words: Vec::new(),
        text: None,
        arguments,
        at: arguments_at,
        escape,
        bodies,
    };
    let instruction = reader.read()?;
    let mut words = vec![keyword_at];
    words.extend(reader.flags.finish()?);
    words.append(&mut reader.words);
    Ok(Placed { instruction, words, text: reader.text })
}

struct Reader<'a> {
    line: &'a Logical,
    keyword: &'static str,
    flags: Flags,
    words: Vec<Range<usize>>,
    text: Option<Range<usize>>,
    arguments: &'a str,
    at: Range<usize>,
    escape: Escape,
    bodies: Vec<String>,
}

impl Reader<'_> {
    fn read(&mut self) -> Read<Instruction> {
        Ok(match self.keyword {
            "FROM" => self.from()?.into(),
            "RUN" => self.run()?.into(),
            "CMD" => Cmd(self.command("a command")?).into(),
            "ENTRYPOINT" => Entrypoint(self.command("a command")?).into(),
            "LABEL" => Label(self.pairs()?).into(),
            "ENV" => Env(self.pairs()?).into(),
            "MAINTAINER" => Maintainer(self.shell_text()?).into(),
            "EXPOSE" => Expose(self.ports()?).into(),
            "ADD" => self.add()?.into(),
            "COPY" => self.copy()?.into(),
            "VOLUME" => Volume(self.volumes()?).into(),
            "USER" => self.one_word(User::new)?.into(),
            "WORKDIR" => self.one_word(Workdir::new)?.into(),
            "STOPSIGNAL" => self.one_word(StopSignal::new)?.into(),
            "ARG" => Arg(self.build_arguments()?).into(),
            "ONBUILD" => self.onbuild()?.into(),
            "HEALTHCHECK" => self.healthcheck()?.into(),
            _ => self.shell()?.into(),
        })
    }

    fn fault<T>(&self, fault: Fault) -> Read<T> {
        let at = if self.at.is_empty() { 0..self.line.text.trim_end().len() } else { self.at.clone() };
        Err(LineFault::new(fault, at))
    }

    fn value<T>(&self, value: Result<T, SyntaxError>) -> Read<T> {
        value.or_else(|error| self.fault(Fault::Value(error)))
    }

    fn missing<T>(&self, needs: &'static str) -> Read<T> {
        self.fault(Fault::MissingArguments { instruction: self.keyword, needs })
    }

    /// A word that the builder expands, which stands at these bytes of the line.
    fn word(&self, raw: &str, at: &Range<usize>) -> Read<Word> {
        match lex::word(raw, self.escape.character()) {
            Ok(word) => Ok(word),
            Err(fault) => {
                let start = at.start + fault.at.min(raw.len());
                Err(LineFault::new(Fault::BadWord { reason: fault.reason }, start..at.end.max(start)))
            }
        }
    }

    fn solid(&self, raw: &str, at: &Range<usize>) -> Read<SolidWord> {
        SolidWord::try_from(self.word(raw, at)?)
            .map_err(|error| LineFault::new(Fault::Value(error), at.clone()))
    }

    fn one_word<T>(&mut self, make: impl Fn(Word) -> Result<T, SyntaxError>) -> Read<T> {
        if self.arguments.is_empty() {
            return self.missing("an argument");
        }
        let word = self.word(self.arguments, &self.at)?;
        self.words.push(self.at.clone());
        self.value(make(word))
    }

    fn from(&mut self) -> Read<FromImage> {
        let platform = self.flags.word("platform")?;
        let words = list(self.arguments, self.at.start);
        let (image, alias) = match words.as_slice() {
            [] => return self.missing("an image"),
            [image] => (image, None),
            [image, (keyword, _), alias] if keyword.eq_ignore_ascii_case("AS") => (image, Some(alias)),
            [_, (_, second), ..] => {
                let at = second.start..self.at.end;
                return Err(LineFault::new(Fault::TooManyArguments { instruction: self.keyword }, at));
            }
        };
        let image = self.solid(image.0, &image.1)?;
        let alias = match alias {
            Some((name, at)) => {
                Some(Alias::new(*name).map_err(|error| LineFault::new(Fault::Value(error), at.clone()))?)
            }
            None => None,
        };
        self.words.extend(words.into_iter().map(|(_, at)| at));
        Ok(FromImage { image, platform, alias })
    }

    fn run(&mut self) -> Read<Run> {
        let escape = self.escape.character();
        let records = self.flags.every("mount")?;
        let mounts = records
            .into_iter()
            .map(|(value, at)| mounts::mount(&value, escape).map_err(|fault| LineFault::new(fault, at)));
        let mounts = mounts.collect::<Read<Vec<_>>>()?;
        let network = self.flags.parsed("network", |value| match value.as_str() {
            "default" => Ok(Network::Default),
            "none" => Ok(Network::None),
            "host" => Ok(Network::Host),
            _ => Err(Fault::NotOneOf { allowed: &["default", "none", "host"] }),
        })?;
        let security = self.flags.parsed("security", |value| match value.as_str() {
            "sandbox" => Ok(Security::Sandbox),
            "insecure" => Ok(Security::Insecure),
            _ => Err(Fault::NotOneOf { allowed: &["sandbox", "insecure"] }),
        })?;
        let records = self.flags.every("device")?;
        let devices = records
            .into_iter()
            .map(|(value, at)| mounts::device(&value).map_err(|fault| LineFault::new(fault, at)));
        let devices = devices.collect::<Read<Vec<_>>>()?;
        let command = if let Some(exec) = self.exec()? {
            RunCommand::Exec(exec)
        } else {
            let text = self.shell_text()?;
            let bodies = std::mem::take(&mut self.bodies);
            RunCommand::Shell(self.value(Script::with_heredocs(text, bodies))?)
        };
        Ok(Run { mounts, network, security, devices, command })
    }

    fn command(&mut self, needs: &'static str) -> Read<Command> {
        if self.arguments.is_empty() {
            return self.missing(needs);
        }
        Ok(match self.exec()? {
            Some(exec) => Command::Exec(exec),
            None => Command::Shell(self.shell_text()?),
        })
    }

    /// The arguments as an array of JSON, if they are one.
    fn array(&mut self) -> Read<Option<Vec<Placement>>> {
        match json::array(self.arguments) {
            None => Ok(None),
            Some(Array::Other) => self.fault(Fault::MixedArray),
            Some(Array::Strings(strings)) => {
                let start = self.at.start;
                let mut strings: Vec<_> =
                    strings.into_iter().map(|(text, at)| (text, start + at.start..start + at.end)).collect();
                // The brackets belong to the first word and the last.
                match strings.as_mut_slice() {
                    [] => self.words.push(self.at.clone()),
                    [(_, first), ..] => first.start = start,
                }
                if let Some((_, last)) = strings.last_mut() {
                    last.end = self.at.end;
                }
                self.words.extend(strings.iter().map(|(_, at)| at.clone()));
                Ok(Some(strings))
            }
        }
    }

    fn exec(&mut self) -> Read<Option<Exec>> {
        match self.array()? {
            Some(strings) => self.value(Exec::new(strings.into_iter().map(|(text, _)| text))).map(Some),
            None => Ok(None),
        }
    }

    /// The arguments as a text, with the lines that it has in the file.
    fn shell_text(&mut self) -> Read<ShellText> {
        if self.arguments.is_empty() {
            return self.missing("a command");
        }
        let mut pieces = Vec::new();
        let mut start = self.at.start;
        for line_break in &self.line.breaks {
            if line_break.at <= self.at.start || line_break.at >= self.at.end {
                continue;
            }
            pieces.push(Piece::Text(self.line.text[start..line_break.at].to_owned()));
            pieces.extend(line_break.notes.iter().map(|placed| match &placed.note {
                Note::Comment(comment) => Piece::Comment(comment.clone()),
                Note::Blank => Piece::Blank,
            }));
            start = line_break.at;
        }
        pieces.push(Piece::Text(self.line.text[start..self.at.end].to_owned()));
        self.words.push(self.at.clone());
        self.text = Some(self.at.clone());
        self.value(ShellText::from_pieces(pieces))
    }

    fn pairs(&mut self) -> Read<NonEmpty<Pair>> {
        let words = quoted(self.arguments, self.at.start, self.escape.character());
        let Some((first, _)) = words.first() else {
            return self.missing("a name and a value");
        };
        if !first.contains('=') {
            return self.legacy_pair();
        }
        let mut pairs = Vec::new();
        for (raw, at) in words {
            let Some((key, value)) = raw.split_once('=') else {
                return Err(LineFault::new(Fault::MissingEquals, at));
            };
            let key = self.key(key, at.start..at.start + key.len())?;
            let value = self.word(value, &(at.end - value.len()..at.end))?;
            pairs.push(Pair { key, value });
            self.words.push(at);
        }
        self.value(NonEmpty::new(pairs))
    }

    /// `ENV NAME text`, all to the end of the line, as it was before there was a `=`.
    fn legacy_pair(&mut self) -> Read<NonEmpty<Pair>> {
        let Some((key, rest)) = self.arguments.split_once(super::flags::parts_arguments) else {
            return self.missing("a value behind its name");
        };
        let rest = rest.trim_start_matches(super::flags::parts_arguments);
        let key = self.key(key, self.at.start..self.at.start + key.len())?;
        let value = self.word(rest, &(self.at.end - rest.len()..self.at.end))?;
        self.words.push(self.at.clone());
        Ok(NonEmpty::one(Pair { key, value }))
    }

    fn key(&self, raw: &str, at: Range<usize>) -> Read<Key> {
        Key::try_from(self.word(raw, &at)?).map_err(|error| LineFault::new(Fault::Value(error), at))
    }

    fn build_arguments(&mut self) -> Read<NonEmpty<Argument>> {
        let words = quoted(self.arguments, self.at.start, self.escape.character());
        if words.is_empty() {
            return self.missing("a name");
        }
        let mut arguments = Vec::new();
        for (raw, at) in words {
            let (key, default) = match raw.split_once('=') {
                Some((key, value)) => (key, Some(self.word(value, &(at.end - value.len()..at.end))?)),
                None => (raw, None),
            };
            arguments.push(Argument { key: self.key(key, at.start..at.start + key.len())?, default });
            self.words.push(at);
        }
        self.value(NonEmpty::new(arguments))
    }

    fn ports(&mut self) -> Read<NonEmpty<SolidWord>> {
        let words = list(self.arguments, self.at.start);
        if words.is_empty() {
            return self.missing("a port");
        }
        let ports = words.iter().map(|(raw, at)| self.solid(raw, at)).collect::<Read<Vec<_>>>()?;
        self.words.extend(words.into_iter().map(|(_, at)| at));
        self.value(NonEmpty::new(ports))
    }

    /// The words of an array or a list, each with how it was written.
    fn paths(&mut self) -> Read<Vec<(Word, String)>> {
        let raw = if let Some(strings) = self.array()? {
            strings
        } else {
            let words = list(self.arguments, self.at.start);
            self.words.extend(words.iter().map(|(_, at)| at.clone()));
            words.into_iter().map(|(raw, at)| (raw.to_owned(), at)).collect()
        };
        raw.into_iter()
            .map(|(raw, at)| {
                let word = match lex::word(&raw, self.escape.character()) {
                    Ok(word) => word,
                    Err(fault) => return Err(LineFault::new(Fault::BadWord { reason: fault.reason }, at)),
                };
                // The escapes of a JSON string can say what no line can hold.
                crate::dockerfile::error::check_one_line("a path", &raw)
                    .map_err(|error| LineFault::new(Fault::Value(error), at))?;
                Ok((word, raw))
            })
            .collect()
    }

    fn volumes(&mut self) -> Read<NonEmpty<Word>> {
        let volumes = self.paths()?;
        if volumes.is_empty() {
            return self.missing("a path");
        }
        self.value(NonEmpty::new(volumes.into_iter().map(|(word, _)| word)))
    }

    fn sources(&mut self) -> Read<Paths> {
        let in_json = json::is_array(self.arguments);
        let mut words = self.paths()?;
        let Some((destination, raw)) = words.pop() else {
            return self.missing("a source and a destination");
        };
        if words.is_empty() {
            return self.missing("a source and a destination");
        }
        let opener = |raw: &str| if in_json { None } else { openers::opener(raw).unwrap_or_default() };
        if opener(&raw).is_some() {
            return self.fault(Fault::MisplacedHeredoc);
        }
        let mut bodies = std::mem::take(&mut self.bodies).into_iter();
        let mut sources = Vec::new();
        for (word, raw) in words {
            sources.push(match opener(&raw) {
                None => Source::Path(word),
                Some(Opener { name, strip_tabs, literal }) => {
                    let Some(body) = bodies.next() else {
                        return self.fault(Fault::MisplacedHeredoc);
                    };
                    Source::Heredoc(self.value(Heredoc::with(&name, body, literal, strip_tabs))?)
                }
            });
        }
        if bodies.next().is_some() {
            return self.fault(Fault::MisplacedHeredoc);
        }
        self.value(Paths::new(sources, destination))
    }

    fn copy(&mut self) -> Read<CopyFiles> {
        Ok(CopyFiles {
            from: self.flags.parsed("from", |value| Reference::new(value).map_err(Fault::Value))?,
            chown: self.flags.word("chown")?,
            chmod: self.flags.word("chmod")?,
            link: self.flags.switch("link")?,
            parents: self.flags.switch("parents")?,
            exclude: self.flags.words("exclude")?,
            paths: self.sources()?,
        })
    }

    fn add(&mut self) -> Read<AddFiles> {
        Ok(AddFiles {
            keep_git_dir: self.flags.either("keep-git-dir")?,
            checksum: self.flags.word("checksum")?,
            chown: self.flags.word("chown")?,
            chmod: self.flags.word("chmod")?,
            link: self.flags.switch("link")?,
            unpack: self.flags.either("unpack")?,
            exclude: self.flags.words("exclude")?,
            paths: self.sources()?,
        })
    }

    fn onbuild(&mut self) -> Read<Onbuild> {
        if self.arguments.is_empty() {
            return self.missing("an instruction");
        }
        let bodies = std::mem::take(&mut self.bodies);
        let inner = instruction(self.line, self.at.start, self.escape, bodies)?;
        self.words.extend(inner.words);
        self.text = inner.text;
        self.value(Onbuild::new(inner.instruction))
    }

    fn healthcheck(&mut self) -> Read<Healthcheck> {
        let end = self.arguments.find(char::is_whitespace).unwrap_or(self.arguments.len());
        let kind = &self.arguments[..end];
        let kind_at = self.at.start..self.at.start + end;
        self.arguments = self.arguments[end..].trim_start();
        self.at.start = self.at.end - self.arguments.len();
        if kind.eq_ignore_ascii_case("NONE") {
            self.words.push(kind_at);
            return if self.arguments.is_empty() {
                Ok(Healthcheck::None)
            } else {
                self.fault(Fault::TooManyArguments { instruction: self.keyword })
            };
        }
        if kind.is_empty() {
            return self.missing("CMD or NONE");
        }
        if !kind.eq_ignore_ascii_case("CMD") {
            return Err(LineFault::new(Fault::BadHealthcheck, kind_at));
        }
        let interval = |value: String| Interval::new(value).map_err(Fault::Value);
        Ok(Healthcheck::Probe(Probe {
            interval: self.flags.parsed("interval", interval)?,
            timeout: self.flags.parsed("timeout", interval)?,
            start_period: self.flags.parsed("start-period", interval)?,
            start_interval: self.flags.parsed("start-interval", interval)?,
            retries: self.flags.parsed("retries", |value| value.parse().map_err(|_| Fault::NotANumber))?,
            command: {
                self.words.push(kind_at);
                self.command("a command behind CMD")?
            },
        }))
    }

    fn shell(&mut self) -> Read<Shell> {
        match self.exec()? {
            None if self.arguments.is_empty() => self.missing("an array of JSON strings"),
            None => self.fault(Fault::ShellNotArray),
            Some(program) => self.value(Shell::new(program)),
        }
    }
}
