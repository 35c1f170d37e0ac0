use pydockstage_catalog::Watch;
use std::io::{IsTerminal as _, Write as _};

/// As wide as any terminal is: a step never takes a second line.
const WIDTH: usize = 78;

/// Tells people what takes long, in one line that each step writes anew. Nothing is told where the standard error is
/// no terminal. The line goes away with the last holder.
pub(crate) struct Progress {
    is_told: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { is_told: std::io::stderr().is_terminal() }
    }

    /// What the catalog tells its steps to.
    pub(crate) fn watch(&self) -> Watch {
        if !self.is_told {
            return Watch::default();
        }
        Watch::new(|step| {
            let shown: String = step.chars().filter(|c| !c.is_control()).take(WIDTH).collect();
            // Nobody is left to tell when the stream is closed.
            let _ = write!(std::io::stderr(), "\r\u{1b}[2K{shown}");
        })
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_told {
            let _ = write!(std::io::stderr(), "\r\u{1b}[2K");
        }
    }
}
