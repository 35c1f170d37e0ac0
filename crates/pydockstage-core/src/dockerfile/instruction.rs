use super::files::{AddFiles, CopyFiles, Volume};
use super::run::{Cmd, Entrypoint, Healthcheck, Run, Shell};
use super::stage::{Arg, Env, FromImage, Label};
use super::{NonEmpty, ShellText, SolidWord, SyntaxError, Word};

/// One instruction, of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Instruction {
    /// FROM.
    From(FromImage),
    /// RUN.
    Run(Run),
    /// CMD.
    Cmd(Cmd),
    /// LABEL.
    Label(Label),
    /// MAINTAINER, which LABEL took the place of.
    Maintainer(Maintainer),
    /// EXPOSE.
    Expose(Expose),
    /// ENV.
    Env(Env),
    /// ADD.
    Add(AddFiles),
    /// COPY.
    Copy(CopyFiles),
    /// ENTRYPOINT.
    Entrypoint(Entrypoint),
    /// VOLUME.
    Volume(Volume),
    /// USER.
    User(User),
    /// WORKDIR.
    Workdir(Workdir),
    /// ARG.
    Arg(Arg),
    /// ONBUILD.
    Onbuild(Onbuild),
    /// STOPSIGNAL.
    StopSignal(StopSignal),
    /// HEALTHCHECK.
    Healthcheck(Healthcheck),
    /// SHELL.
    Shell(Shell),
}

/// `MAINTAINER text`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Maintainer(pub ShellText);

/// `EXPOSE 8000 53/udp`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Expose(pub NonEmpty<SolidWord>);

/// `USER 10001:10001`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct User(Word);

/// `WORKDIR /project`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Workdir(Word);

/// `STOPSIGNAL SIGINT`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StopSignal(Word);

/// `ONBUILD` and an instruction for the images that build on this one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Onbuild(Box<Instruction>);

/// Writes what the instructions of a single word have in common.
macro_rules! one_word {
    ($name:ident) => {
        impl $name {
            /// With this word; fails where it is empty.
            pub fn new(word: Word) -> Result<Self, SyntaxError> {
                if word.is_empty() {
                    return Err(SyntaxError::new("an argument", "", "it is empty"));
                }
                Ok(Self(word))
            }

            /// With exactly this text; see [`Word::literal`].
            pub fn literal(text: impl Into<String>) -> Result<Self, SyntaxError> {
                Self::new(Word::literal(text)?)
            }

            /// With a text with variables; see [`Word::expanding`].
            pub fn expanding(text: &str) -> Result<Self, SyntaxError> {
                Self::new(Word::expanding(text)?)
            }

            /// Its word.
            pub fn word(&self) -> &Word {
                &self.0
            }
        }
    };
}

one_word!(User);
one_word!(Workdir);
one_word!(StopSignal);

impl Expose {
    /// These ports, TCP.
    pub fn ports(ports: impl IntoIterator<Item = u16>) -> Result<Self, SyntaxError> {
        NonEmpty::new(ports.into_iter().map(SolidWord::port)).map(Self)
    }
}

impl Onbuild {
    /// Fails on ONBUILD, FROM and MAINTAINER, which the builder refuses here.
    pub fn new(instruction: impl Into<Instruction>) -> Result<Self, SyntaxError> {
        let instruction = instruction.into();
        match instruction {
            Instruction::Onbuild(_) | Instruction::From(_) | Instruction::Maintainer(_) => {
                let reason = "the builder refuses ONBUILD, FROM and MAINTAINER there";
                Err(SyntaxError::new("an instruction of ONBUILD", instruction.keyword(), reason))
            }
            other => Ok(Self(Box::new(other))),
        }
    }

    /// The instruction that is kept for later.
    pub fn instruction(&self) -> &Instruction {
        &self.0
    }
}

impl Instruction {
    /// Every keyword, in the order of the builder's reference.
    pub const KEYWORDS: [&'static str; 18] = [
        "FROM",
        "RUN",
        "CMD",
        "LABEL",
        "MAINTAINER",
        "EXPOSE",
        "ENV",
        "ADD",
        "COPY",
        "ENTRYPOINT",
        "VOLUME",
        "USER",
        "WORKDIR",
        "ARG",
        "ONBUILD",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "SHELL",
    ];

    /// Its keyword, in upper case.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::From(_) => "FROM",
            Self::Run(_) => "RUN",
            Self::Cmd(_) => "CMD",
            Self::Label(_) => "LABEL",
            Self::Maintainer(_) => "MAINTAINER",
            Self::Expose(_) => "EXPOSE",
            Self::Env(_) => "ENV",
            Self::Add(_) => "ADD",
            Self::Copy(_) => "COPY",
            Self::Entrypoint(_) => "ENTRYPOINT",
            Self::Volume(_) => "VOLUME",
            Self::User(_) => "USER",
            Self::Workdir(_) => "WORKDIR",
            Self::Arg(_) => "ARG",
            Self::Onbuild(_) => "ONBUILD",
            Self::StopSignal(_) => "STOPSIGNAL",
            Self::Healthcheck(_) => "HEALTHCHECK",
            Self::Shell(_) => "SHELL",
        }
    }
}

/// Writes the way from each kind of instruction to the instruction.
macro_rules! from_kind {
    ($($variant:ident($kind:ty),)*) => {
        $(impl From<$kind> for Instruction {
            fn from(kind: $kind) -> Self {
                Self::$variant(kind)
            }
        })*
    };
}

from_kind! {
    From(FromImage),
    Run(Run),
    Cmd(Cmd),
    Label(Label),
    Maintainer(Maintainer),
    Expose(Expose),
    Env(Env),
    Add(AddFiles),
    Copy(CopyFiles),
    Entrypoint(Entrypoint),
    Volume(Volume),
    User(User),
    Workdir(Workdir),
    Arg(Arg),
    Onbuild(Onbuild),
    StopSignal(StopSignal),
    Healthcheck(Healthcheck),
    Shell(Shell),
}
