//! Remakes the embedded catalogs from a mirror of Debian:
//!
//! ```sh
//! cargo run -p pydockstage-catalog --release --bin make-catalogs -- --mirror https://example.org/debian
//! ```

use pydockstage_catalog::source::{Source, rust_client};
use pydockstage_catalog::{Options, debian, release_text};
use pydockstage_core::packages::{Architecture, BuildError};
use pydockstage_core::report::Message;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// The releases whose indexes a mirror holds; those before are in `catalog/hand.txt`.
const RELEASES: [&str; 4] = ["debian:bullseye", "debian:bookworm", "debian:trixie", "debian:forky"];

fn main() -> ExitCode {
    let mut say = std::io::stderr();
    match run(&mut say) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            let _ = writeln!(say, "{what}");
            ExitCode::FAILURE
        }
    }
}

fn run(say: &mut impl std::io::Write) -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let (mut mirror, mut cache, mut doubts, mut open_packages) = (None, None, false, true);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--mirror" => mirror = arguments.next(),
            "--cache" => cache = arguments.next(),
            "--doubts" => doubts = true,
            "--closed" => open_packages = false,
            other => {
                return Err(format!(
                    "unknown argument {other}: --mirror URL [--cache DIRECTORY] [--doubts] [--closed]"
                ));
            }
        }
    }
    let mirror = mirror.ok_or("--mirror URL is needed: the root of a mirror of Debian")?;
    let mut source = Source::from_argument(&mirror, &rust_client());
    if let Source::Url { cache: kept, .. } = &mut source {
        *kept = cache.map(PathBuf::from);
    }
    let options = Options { architectures: Architecture::ALL.to_vec(), open_packages, ..Options::default() };
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../pydockstage-core/catalog"));
    let hand = std::fs::read_to_string(folder.join("hand.txt")).map_err(|error| error.to_string())?;
    let mut releases = release_text::parse(&hand);
    for name in RELEASES {
        let begun = Instant::now();
        let release = name.parse().map_err(|error| format!("{name}: {error}"))?;
        let made = debian::build(&release, &source, &options)
            .map_err(|error: BuildError| Message::from(&error).to_string())?;
        let seconds = begun.elapsed().as_secs_f32();
        let _ = writeln!(say, "{name}: {seconds:.1} s, {} links in doubt", made.doubts.len());
        for doubt in made.doubts.iter().filter(|_| doubts) {
            let _ = writeln!(say, "  {} {} {}", doubt.package, doubt.link, doubt.candidates.join(" "));
        }
        releases.push(made);
    }
    let text = release_text::merge(&releases);
    std::fs::write(folder.join("debian.txt"), text).map_err(|error| error.to_string())
}
