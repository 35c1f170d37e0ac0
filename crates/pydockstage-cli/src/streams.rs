use anstream::{AutoStream, ColorChoice as Found};
use clap::ColorChoice;
use std::ffi::OsString;
use std::io::{Stderr, Stdout, Write};

/// Whether each stream is a terminal that takes colors, where its user wants some.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Colors {
    pub(crate) out: bool,
    pub(crate) err: bool,
}

impl Colors {
    /// Of the process's own streams: each a terminal or not, and what `NO_COLOR` (no-color.org), `CLICOLOR`,
    /// `CLICOLOR_FORCE` and `TERM` ask for; in CI a terminal takes colors by whatever name it goes (`CI` is set).
    pub(crate) fn of_process(out: &Stdout, err: &Stderr) -> Self {
        Self { out: AutoStream::choice(out) != Found::Never, err: AutoStream::choice(err) != Found::Never }
    }

    /// With what was asked for on the command line, which goes before all.
    pub(crate) fn asked(self, choice: ColorChoice) -> Self {
        match choice {
            ColorChoice::Auto => self,
            ColorChoice::Always => Self { out: true, err: true },
            ColorChoice::Never => Self::default(),
        }
    }

    /// The same for arguments that can't be understood: the first `--color` among them counts.
    pub(crate) fn asked_among(self, arguments: &[OsString]) -> Self {
        let texts = || arguments.iter().map(|argument| argument.to_str().unwrap_or_default());
        let value = texts().zip(texts().skip(1).chain([""])).find_map(|(argument, next)| {
            argument.strip_prefix("--color=").or((argument == "--color").then_some(next))
        });
        self.asked(value.and_then(|value| value.parse().ok()).unwrap_or_default())
    }
}

/// A stream of the process that takes escape sequences, also in a console of Windows that knows none.
pub(crate) fn writer<'a>(
    stream: impl anstream::stream::RawStream + anstream::stream::AsLockedWrite + 'a,
    is_colored: bool,
) -> Box<dyn Write + 'a> {
    if is_colored { Box::new(AutoStream::always(stream)) } else { Box::new(stream) }
}
