//! The command `pydockstage`, as `cargo install` brings it.

use std::process::ExitCode;

fn main() -> ExitCode {
    pydockstage_cli::run_in_process(std::env::args_os()).into()
}
