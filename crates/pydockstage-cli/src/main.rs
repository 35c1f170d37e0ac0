//! The command `pydockstage`, as `cargo install` brings it.

use pydockstage_cli::network::rust_client;
use std::process::ExitCode;

fn main() -> ExitCode {
    pydockstage_cli::run_in_process(std::env::args_os(), &rust_client()).into()
}
