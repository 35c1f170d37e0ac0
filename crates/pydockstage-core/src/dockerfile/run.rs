use super::{Interval, Mount, NonEmpty, Reference, Script, ShellText, SyntaxError};

/// The exec form: a list of strings, up to the process itself. May be empty, which takes back the command of the base.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Exec(Vec<String>);

impl Exec {
    /// A program and its arguments; any text but one with a NUL, which no program can be handed.
    pub fn new<S: Into<String>>(arguments: impl IntoIterator<Item = S>) -> Result<Self, SyntaxError> {
        let arguments: Vec<String> = arguments.into_iter().map(Into::into).collect();
        match arguments.iter().find(|argument| argument.contains('\0')) {
            Some(argument) => {
                Err(SyntaxError::new("an argument of a command", argument.clone(), "a NUL stands in it"))
            }
            None => Ok(Self(arguments)),
        }
    }

    /// The program and its arguments.
    pub fn arguments(&self) -> &[String] {
        &self.0
    }
}

/// The command of CMD, ENTRYPOINT and HEALTHCHECK.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Command {
    /// `["python", "-m", "project"]`.
    Exec(Exec),
    /// A text for the shell.
    Shell(ShellText),
}

/// The command of RUN.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RunCommand {
    /// `["python", "-m", "project"]`.
    Exec(Exec),
    /// A text for the shell, with its heredocs.
    Shell(Script),
}

/// `RUN`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Run {
    /// `--mount`, in order.
    pub mounts: Vec<Mount>,
    /// `--network`.
    pub network: Option<Network>,
    /// `--security`.
    pub security: Option<Security>,
    /// `--device`, in order.
    pub devices: Vec<Device>,
    /// What runs.
    pub command: RunCommand,
}

impl Run {
    /// A RUN without flags.
    pub fn new(command: RunCommand) -> Self {
        Self { mounts: Vec::new(), network: None, security: None, devices: Vec::new(), command }
    }

    /// A RUN of the shell form, without flags and heredocs; see [`ShellText::new`].
    pub fn shell(text: &str) -> Result<Self, SyntaxError> {
        Ok(Self::new(RunCommand::Shell(Script::new(ShellText::new(text)?)?)))
    }

    /// A RUN of the exec form, without flags.
    pub fn exec<S: Into<String>>(arguments: impl IntoIterator<Item = S>) -> Result<Self, SyntaxError> {
        Ok(Self::new(RunCommand::Exec(Exec::new(arguments)?)))
    }
}

/// `RUN --network`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Network {
    /// That of the build.
    Default,
    /// None but the loopback.
    None,
    /// That of the host.
    Host,
}

impl Network {
    /// The word behind `--network=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::None => "none",
            Self::Host => "host",
        }
    }
}

/// `RUN --security`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Security {
    /// The default.
    Sandbox,
    /// With every right.
    Insecure,
}

impl Security {
    /// The word behind `--security=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Insecure => "insecure",
        }
    }
}

/// `RUN --device`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Device {
    /// Its name, as in `vendor.example.org/gpu=all`; the builder takes it as it stands.
    pub name: Reference,
    /// The build fails where it is not there.
    pub required: bool,
}

/// `CMD`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cmd(pub Command);

/// `ENTRYPOINT`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entrypoint(pub Command);

/// Writes the two ways to an instruction that is a command and nothing else.
macro_rules! command {
    ($name:ident) => {
        impl $name {
            /// In exec form.
            pub fn exec<S: Into<String>>(
                arguments: impl IntoIterator<Item = S>,
            ) -> Result<Self, SyntaxError> {
                Ok(Self(Command::Exec(Exec::new(arguments)?)))
            }

            /// In shell form; see [`ShellText::new`].
            pub fn shell(text: &str) -> Result<Self, SyntaxError> {
                Ok(Self(Command::Shell(ShellText::new(text)?)))
            }
        }
    };
}

command!(Cmd);
command!(Entrypoint);

/// `SHELL`: what the shell form is handed to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shell(Exec);

impl Shell {
    /// Fails where there is no program.
    pub fn new(program: Exec) -> Result<Self, SyntaxError> {
        NonEmpty::new(program.0).map(|arguments| Self(Exec(arguments.to_vec())))
    }

    /// The program and its arguments.
    pub fn program(&self) -> &Exec {
        &self.0
    }
}

/// `HEALTHCHECK`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Healthcheck {
    /// `NONE`: that of the base image is taken back.
    None,
    /// `CMD`.
    Probe(Probe),
}

/// A command that tells whether the container works, and when it runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Probe {
    /// What runs; status 0 is well, 1 is not.
    pub command: Command,
    /// `--interval`.
    pub interval: Option<Interval>,
    /// `--timeout`.
    pub timeout: Option<Interval>,
    /// `--start-period`.
    pub start_period: Option<Interval>,
    /// `--start-interval`: needs engine 25.
    pub start_interval: Option<Interval>,
    /// `--retries`.
    pub retries: Option<u32>,
}

impl Probe {
    /// A probe at the engine's own times.
    pub fn new(command: Command) -> Self {
        Self {
            command,
            interval: None,
            timeout: None,
            start_period: None,
            start_interval: None,
            retries: None,
        }
    }
}
