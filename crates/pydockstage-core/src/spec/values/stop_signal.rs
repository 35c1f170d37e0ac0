use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// The signal that asks the container to stop: a name with its `SIG`, or a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StopSignal(String);

name_type!(StopSignal);

impl StopSignal {
    /// The names there are, but for the numbered real-time signals.
    pub const NAMES: &'static [&'static str] = &[
        "SIGABRT",
        "SIGALRM",
        "SIGBUS",
        "SIGCHLD",
        "SIGCONT",
        "SIGFPE",
        "SIGHUP",
        "SIGILL",
        "SIGINT",
        "SIGIO",
        "SIGKILL",
        "SIGPIPE",
        "SIGPROF",
        "SIGPWR",
        "SIGQUIT",
        "SIGRTMAX",
        "SIGRTMIN",
        "SIGSEGV",
        "SIGSTKFLT",
        "SIGSTOP",
        "SIGSYS",
        "SIGTERM",
        "SIGTRAP",
        "SIGTSTP",
        "SIGTTIN",
        "SIGTTOU",
        "SIGURG",
        "SIGUSR1",
        "SIGUSR2",
        "SIGVTALRM",
        "SIGWINCH",
        "SIGXCPU",
        "SIGXFSZ",
    ];
}

impl FromStr for StopSignal {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let digits =
            |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        let within =
            |text: &str, most: u8| digits(text) && text.parse::<u8>().is_ok_and(|n| (1..=most).contains(&n));
        // Linux has the signals 1 to 64, of which 34 to 64 are the real-time ones: SIGRTMIN to SIGRTMAX.
        let real_time = |base| text.strip_prefix(base).is_some_and(|offset| within(offset, 30));
        if StopSignal::NAMES.contains(&text)
            || within(text, 64)
            || real_time("SIGRTMIN+")
            || real_time("SIGRTMAX-")
        {
            return Ok(Self(text.to_owned()));
        }
        Err(fault("signal", text, "it is a name such as SIGTERM, or a number from 1 to 64"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        for sound in ["SIGTERM", "SIGINT", "15", "SIGRTMIN+3", "SIGRTMAX-1"] {
            assert_eq!(sound.parse::<StopSignal>().unwrap().as_str(), sound);
        }
        for unsound in ["", "TERM", "sigterm", "0", "65", "-15", "SIGRTMIN+31", "SIGTERM KILL", "SIGRTMIN+"] {
            assert!(unsound.parse::<StopSignal>().is_err(), "{unsound}");
        }
    }
}
