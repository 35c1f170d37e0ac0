use super::asked;
use crate::answer::Answer;
use crate::arguments::Format;
use crate::{NOT_UP_TO_DATE, OK};
use clap::Args;
use pydockstage_catalog::verify::{self, ImageFault, Missing, Report, Root, Unneeded, Why};
use pydockstage_core::names::Release;
use pydockstage_core::packages::ReleaseCatalog;
use pydockstage_core::report::{Message, Place};
use serde_json::json;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How many paths of a list are shown.
const SHOWN: usize = 5;

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// A virtual environment, a root file system, an image's archive (docker save, OCI), or an image of the engine
    #[arg(value_name = "DIR|IMAGE")]
    subject: String,
    /// The release whose catalog tells the packages; by default what os-release says
    #[arg(long, value_name = "DISTRIBUTION:RELEASE")]
    on: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// What is checked: a root file system, and the directory of it.
struct Subject {
    root: Root,
    directory: PathBuf,
    /// Whether the root is all there is, so that its packages are there for what was checked.
    is_whole: bool,
}

pub(crate) fn verify(arguments: &Verify) -> Result<Answer, Vec<Message>> {
    let named = arguments.on.as_deref().map(|text| asked::release("--on", text)).transpose()?;
    let subject = Subject::of(&arguments.subject)?;
    let catalogs = asked::catalog()?;
    let release = named.clone().or_else(|| subject.root.release());
    // A release that no catalog holds is no reason to check nothing, unless somebody asked for it: only the packages
    // can't be told.
    let found = release.as_ref().map(|release| catalogs.release(release));
    let catalog = match found {
        Some(Err(error)) if named.is_some() => return Err(vec![Message::from(&error)]),
        found => found.and_then(Result::ok),
    };
    let report = verify::verify(&subject.root, &subject.directory, catalog.as_ref()).map_err(|error| {
        vec![Message::new("unreadable", format!("{} can't be read: {error}", arguments.subject))]
    })?;
    if report.checked == 0 && report.unreadable.is_empty() && !subject.is_whole {
        // A virtual environment of pure Python links to nothing, and is fine.
        return Ok(answer(&report, None, release.as_ref(), catalog.as_ref()));
    }
    let unneeded = if subject.is_whole {
        verify::unneeded(&subject.root, &subject.directory, &report, catalog.as_ref())
    } else {
        None
    };
    Ok(answer(&report, unneeded.as_deref(), release.as_ref(), catalog.as_ref()))
}

impl Subject {
    fn of(text: &str) -> Result<Self, Vec<Message>> {
        let path = Path::new(text);
        if path.is_dir() {
            return Self::of_directory(path);
        }
        if path.is_file() {
            let file = File::open(path).map_err(|error| unreadable(text, &error.into()))?;
            return Self::of_image(text, file);
        }
        Self::of_image(text, saved(text)?)
    }

    fn of_directory(path: &Path) -> Result<Self, Vec<Message>> {
        let root = Root::new(path);
        let is_venv = path.join("pyvenv.cfg").is_file();
        let is_root =
            !is_venv && (path.join("usr").is_dir() || path.join("etc").is_dir() && path.join("lib").exists());
        if is_root {
            return Ok(Self { root, directory: PathBuf::from("/"), is_whole: true });
        }
        let absolute =
            path.canonicalize().map_err(|error| unreadable(&path.display().to_string(), &error.into()))?;
        Ok(Self { root: Root::new("/"), directory: absolute, is_whole: false })
    }

    fn of_image(name: &str, archive: File) -> Result<Self, Vec<Message>> {
        let root = verify::read_image(archive).map_err(|fault| unreadable(name, &fault))?;
        Ok(Self { root, directory: PathBuf::from("/"), is_whole: true })
    }
}

/// The archive of an image that the local engine has. Nothing of the image is run.
fn saved(image: &str) -> Result<File, Vec<Message>> {
    let nothing = |note: String| {
        let message =
            Message::new("nothing-to-verify", format!("`{image}` is no directory, no file and no image"));
        vec![
            message
                .note(note)
                .help("name a virtual environment, a root file system, an image's archive, or an image"),
        ]
    };
    if image.starts_with('-') {
        return Err(nothing("an image's name does not begin with a hyphen".to_owned()));
    }
    let file = tempfile::tempfile().map_err(|error| unreadable(image, &error.into()))?;
    let out = file.try_clone().map_err(|error| unreadable(image, &error.into()))?;
    let ran = Command::new("docker")
        .args(["image", "save", image])
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output);
    match ran {
        Ok(ran) if ran.status.success() => Ok(file),
        Ok(ran) => Err(nothing(format!("docker: {}", String::from_utf8_lossy(&ran.stderr).trim()))),
        Err(error) => Err(nothing(format!("docker could not be asked for it: {error}"))),
    }
}

fn unreadable(name: &str, fault: &ImageFault) -> Vec<Message> {
    let message =
        Message::new("image-unreadable", format!("this is no image: {fault}")).at(Place::file(name));
    vec![message.help("an image's archive is made by: docker save --output image.tar IMAGE")]
}

fn answer(
    report: &Report,
    unneeded: Option<&[Unneeded]>,
    release: Option<&Release>,
    catalog: Option<&ReleaseCatalog<'_>>,
) -> Answer {
    let on = release.map_or_else(String::new, |release| format!(", on {release}"));
    let mut text = format!("{} files were read that link to libraries{on}\n", report.checked);
    for missing in &report.missing {
        text.push_str(&told(missing, release, catalog));
    }
    for bundled in &report.bundled {
        text.extend([&bundled.library, ": found only at ", &bundled.path.display().to_string(), "\n"]);
        text.push_str("  the loader does not look there: whoever loads it first must name that path\n");
        text.push_str(&paths("needed by", &bundled.needed_by));
    }
    for (path, fault) in &report.unreadable {
        text.extend([&path.display().to_string(), ": ", &fault.to_string(), "\n"]);
    }
    if !report.foreign.is_empty() {
        text.push_str("for another machine, and passed over\n");
        text.push_str(&paths("as", &report.foreign));
    }
    for package in unneeded.unwrap_or_default() {
        text.extend([&package.package, ": no file links to a library of it, and no package depends on it\n"]);
        text.push_str(match package.unless {
            Why::OpenedOrExecuted => {
                "  it may be needed if a library is opened at run time or a program of it is run\n"
            }
            _ => "  it may be needed if a program opens a library of it at run time\n",
        });
    }
    if report.missing.is_empty() {
        text.push_str("every library was found\n");
    } else if report.is_complete() {
        text.push_str("every other library was found\n");
    }
    Answer {
        status: if report.is_complete() { OK } else { NOT_UP_TO_DATE },
        text,
        aside: catalog.map(asked::note).unwrap_or_default(),
        json: json!({
            "status": if report.is_complete() { "complete" } else { "incomplete" },
            "release": release,
            "report": report,
            "unneeded": unneeded,
        }),
    }
}

fn told(missing: &Missing, release: Option<&Release>, catalog: Option<&ReleaseCatalog<'_>>) -> String {
    let mut text = format!("{}: not found\n", missing.library);
    text.push_str(&paths("needed by", &missing.needed_by));
    if missing.is_optional {
        text.push_str("  only that module of Python's standard library fails, when it is imported\n");
    }
    if let Some(place) = &missing.uncached {
        text.extend([
            "  it lies at ",
            &place.display().to_string(),
            ": ldconfig was not run after it came\n",
        ]);
        return text;
    }
    let owners: Vec<&str> = missing.owners.iter().map(AsRef::as_ref).collect();
    let known = match (release, catalog) {
        (Some(release), Some(_)) if !owners.is_empty() => {
            format!("{release} has it in {}", owners.join(" or "))
        }
        (Some(release), Some(_)) => format!("no package of {release} is known to have it"),
        (Some(release), None) => format!("no catalog holds {release}"),
        (None, _) => "the release is not known; name it by --on to see which package has it".to_owned(),
    };
    text.extend(["  ", &known, "\n"]);
    text
}

/// A list of paths, the first few of them.
fn paths(label: &str, paths: &[PathBuf]) -> String {
    let mut text = String::new();
    for path in paths.iter().take(SHOWN) {
        text.extend(["  ", label, " ", &path.display().to_string(), "\n"]);
    }
    if paths.len() > SHOWN {
        text.extend(["  and ", &(paths.len() - SHOWN).to_string(), " more\n"]);
    }
    text
}
