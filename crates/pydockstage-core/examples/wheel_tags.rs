//! Reads questions from the standard input, a line each: minor version of CPython, `t` or `-`, `glibc` or `musl` with its
//! minor version, machine, file name of a wheel. Prints for each whether the wheel can be installed there: what the tests
//! compare with `packaging`.

use pydockstage_core::packages::Architecture;
use pydockstage_core::plan::wheels::{Libc, Target};
use pydockstage_core::project::WheelName;
use std::io::BufRead;
use std::process::ExitCode;

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "it is a program")]
fn main() -> ExitCode {
    for line in std::io::stdin().lock().lines() {
        let Some(answer) = line.ok().as_deref().and_then(answer) else {
            eprintln!("a question can't be read");
            return ExitCode::FAILURE;
        };
        println!("{answer}");
    }
    ExitCode::SUCCESS
}

fn answer(line: &str) -> Option<bool> {
    let words: Vec<&str> = line.split(' ').collect();
    let [minor, threads, libc, libc_minor, machine, wheel] = words.as_slice() else { return None };
    let libc_minor = libc_minor.parse().ok()?;
    let target = Target {
        minor: minor.parse().ok()?,
        free_threaded: *threads == "t",
        libc: if *libc == "musl" {
            Libc::Musl { minor: libc_minor }
        } else {
            Libc::Glibc { minor: libc_minor }
        },
        architecture: machine.parse::<Architecture>().ok()?,
    };
    Some(target.takes(&wheel.parse::<WheelName>().ok()?))
}
