//! The command `pydockstage`: arguments in, text out, an exit status back. The cargo binary and the console script of
//! the Python package are both [`run`].

mod answer;
mod arguments;
mod commands;
mod findings;
mod github;
mod progress;
mod sarif;
mod streams;

use answer::Answer;
use arguments::{Arguments, Command, Format};
use clap::Parser;
use clap::error::ErrorKind;
use pydockstage_catalog::source::SharedClient;
use pydockstage_core::report::Message;
use std::ffi::OsString;
use std::io::Write;
use streams::Colors;

/// All is well.
const OK: u8 = 0;
/// The files are not what would be generated, or a library is not found.
const NOT_UP_TO_DATE: u8 = 1;
/// Something is wrong, and nothing was written.
const ERROR: u8 = 2;

pub use pydockstage_catalog::registry;
pub use pydockstage_catalog::source as network;

/// Runs the command with these arguments, the program's name first. What is asked for goes to `out`, what goes wrong
/// to `err`; gives the exit status: 0, 1 where files are not up to date, 2 for an error. Nothing has colors, unless the
/// arguments ask for them.
#[cfg(feature = "fetch")]
pub fn run<I, A>(arguments: I, out: &mut dyn Write, err: &mut dyn Write) -> u8
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    run_with(&arguments, &network::rust_client(), Colors::default(), out, err)
}

/// The same on the streams of the process, with colors where they are terminals and `NO_COLOR` is not set. What is on
/// the network is asked for by `client`.
pub fn run_in_process<I, A>(arguments: I, client: &SharedClient) -> u8
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let colors = Colors::of_process(&out, &err);
    let (mut out, mut err) =
        (streams::writer(out.lock(), colors.out), streams::writer(err.lock(), colors.err));
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    run_with(&arguments, client, colors, &mut *out, &mut *err)
}

fn run_with(
    arguments: &[OsString],
    client: &SharedClient,
    colors: Colors,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let colors = colors.asked_among(arguments);
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let (stream, status, is_colored): (&mut dyn Write, u8, bool) =
                if asked { (out, OK, colors.out) } else { (err, ERROR, colors.err) };
            let text = error.render();
            let text = if is_colored { text.ansi().to_string() } else { text.to_string() };
            // Nobody is left to tell when the stream is closed.
            let _ = stream.write_all(text.as_bytes());
            return status;
        }
    };
    let colors = colors.asked(arguments.color);
    let (format, answered) = match arguments.command {
        Command::Generate(arguments) => (arguments.project.format, commands::generate(&arguments)),
        Command::Check(arguments) => (arguments.project.format, commands::check(&arguments)),
        Command::Explain(arguments) => (arguments.project.format, commands::explain(&arguments)),
        Command::Lock(arguments) => (arguments.format, commands::lock(&arguments, client)),
        Command::Init(arguments) => (arguments.format, commands::init(&arguments)),
        Command::Lint(arguments) => (arguments.format, commands::lint(&arguments)),
        Command::Packages(arguments) => (arguments.format(), commands::packages(&arguments)),
        Command::Verify(arguments) => (arguments.format, commands::verify(&arguments)),
        Command::Catalog(arguments) => (arguments.format(), commands::catalog(&arguments, client)),
        Command::Graph(arguments) => (arguments.project.format, commands::graph(&arguments)),
        Command::Schema => (Format::Text, Ok(commands::schema())),
        Command::Completions(arguments) => (Format::Text, Ok(commands::completions(&arguments))),
    };
    tell(format, answered, colors, out, err)
}

fn tell(
    format: Format,
    answered: Result<Answer, Vec<Message>>,
    colors: Colors,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let (status, written) = match (format, answered) {
        (Format::Text, Ok(answer)) => {
            let written =
                err.write_all(answer.aside.as_bytes()).and_then(|()| out.write_all(answer.text.as_bytes()));
            (answer.status, written)
        }
        (Format::Text, Err(messages)) => {
            let text = |message: &Message| {
                if colors.err { message.colored().to_string() } else { message.to_string() }
            };
            let texts: Vec<String> = messages.iter().map(text).collect();
            (ERROR, writeln!(err, "{}", texts.join("\n\n")))
        }
        (Format::Json, Ok(answer)) => (answer.status, writeln!(out, "{:#}", answer.json)),
        (Format::Github | Format::Sarif, answered) => {
            let (status, findings) = match answered {
                Ok(answer) => (answer.status, findings::of_answer(&answer)),
                Err(messages) => (ERROR, findings::of_messages(&messages)),
            };
            let text = match format {
                Format::Sarif => format!("{:#}\n", sarif::log(&findings)),
                _ => github::annotations(&findings),
            };
            (status, out.write_all(text.as_bytes()))
        }
        (Format::Json, Err(messages)) => {
            (ERROR, writeln!(out, "{:#}", serde_json::json!({ "status": "error", "errors": messages })))
        }
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => status,
        // Whoever read the output has seen enough of it, as `head` does.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => status,
        Err(error) => {
            let _ = writeln!(err, "error[output]: the answer could not be written: {error}");
            ERROR
        }
    }
}
