//! The command `pydockstage`, as `cargo install` brings it.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = std::env::args_os().collect::<Vec<_>>();
    pydockstage_cli::run(arguments, &mut std::io::stdout().lock(), &mut std::io::stderr().lock()).into()
}
