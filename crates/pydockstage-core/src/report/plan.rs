use super::{Message, Place, locked, own_steps, python, run};
use crate::names::Release;
use crate::packages::PackageError;
use crate::plan::PlanError;
use crate::project::Origin as Found;
use crate::spec::Origin as Wish;

impl From<&PlanError> for Message {
    #[expect(clippy::too_many_lines, reason = "a line or two for each error, in one list")]
    fn from(error: &PlanError) -> Self {
        match error {
            PlanError::NoBaseImage { release, origin } => {
                let message = Self::new("no-base-image", format!("no base image is known for {release}"));
                at_wish(message, origin.as_ref())
                    .help(if release.distribution() == crate::names::Distribution::Rhel {
                        format!("its images are those of UBI: base = \"ubi:{}\"", release.name())
                    } else {
                        "write a release that there is, as base = \"debian:trixie\" or base = \"ubuntu:noble\"".to_owned()
                    })
            }
            PlanError::NeedsCatalog { what, release, asked, origin } => needs_catalog(what, release, asked, origin.as_ref()),
            PlanError::OldPip { release, origin } => {
                let message = Self::new(
                    "pip-too-old",
                    format!("the pip of {release} is older than 22.3 and can't fill an environment from outside"),
                );
                at_wish(message, origin.as_ref())
                    .help("take the Python that uv manages, which brings a newer one: python-from = \"uv\"")
                    .help("or take a later release, as base = \"ubuntu:noble\"")
            }
            PlanError::UnknownPython { .. }
            | PlanError::NoPythonImage { .. }
            | PlanError::NoPythonPackage { .. }
            | PlanError::NoPython { .. }
            | PlanError::PythonContradiction { .. }
            | PlanError::PythonPins { .. } => python::message(error),
            PlanError::PythonVersionFile { text, origin } => {
                Self::new("python-version-file", format!("`{text}` is no version of CPython that has an image"))
                    .at(found(origin))
                    .help("write a version, as 3.13, or settle it with python = \"3.13\" in [tool.pydockstage]")
            }
            PlanError::Package { error, origin } => {
                let message = at_wish(Self::from(&**error), Some(origin));
                match &**error {
                    PackageError::UnknownRelease { release, .. }
                        if release.distribution().family() == crate::names::Family::Apt =>
                    {
                        message.help(
                        "or do without one: name what is compiled against, and let the build find what runs:\n\
                         [tool.pydockstage.system]\nbuild = [\"libexample-dev\"]\nruntime = \"scan\"",
                        )
                    }
                    _ => message,
                }
            }
            PlanError::Declared { error, origin } => Self::from(&**error).at(found(origin)),
            PlanError::DeclaredName { error, origin } => Self::new("bad-package-name", error.to_string())
                .at(found(origin))
                .help("write the name as the distribution has it, as in libldap2-dev"),
            PlanError::External { id, release, origin } => external(id, release).at(found(origin)),
            PlanError::StageName { name, origin } => {
                at_wish(Self::new("stage-twice", format!("two stages are called {name}")), Some(origin))
                    .help("give each its own name")
            }
            PlanError::Lock(error) => Self::from(&**error),
            PlanError::NoArchive(error) => locked::no_archive(error),
            PlanError::NotPortable { .. }
            | PlanError::PlatformOfStage { .. }
            | PlanError::UnknownStage { .. }
            | PlanError::StageLoop { .. }
            | PlanError::PackagesOfImage { .. }
            | PlanError::UnknownSet { .. }
            | PlanError::NodeLock { .. }
            | PlanError::AptRepository { .. }
            | PlanError::NoSuchFile { .. } => own_steps::message(error),
            PlanError::NoCommand { candidates } => run::no_command(candidates),
            PlanError::NoServer { applications, servers, others } => run::no_server(applications, servers, others),
            PlanError::OnlyManage { .. }
            | PlanError::ProcfileShell { .. }
            | PlanError::DevelopmentServer { .. }
            | PlanError::FastapiEntrypoint { .. } => run::other(error),
            PlanError::ProjectWithExtras { text, origin } => Self::new(
                "project-with-extras",
                format!("`{text}` is the project itself: its dependencies can't be installed before it"),
            )
            .at(found(origin))
            .help("write the requirements of the extra here, or make a set of it:\n[tool.pydockstage.requirements.sets]\ndev = { extras = [\"dev\"] }"),
            PlanError::UserOfIndex { url, origin } => user_of_index(url).at(found(origin)),
            PlanError::SetSources { set, lock } => Self::new(
                "set-sources",
                format!("the requirement set {set} is made of requirements files, and {lock} says what is installed"),
            )
            .help("make it of groups and extras, or let pip install the files: installer = \"pip\""),
            PlanError::DependenciesInCode { file } => Self::new(
                "dependencies-in-code",
                format!("what the project depends on is told by {file} alone, which would have to be run"),
            )
            .at(Place::file(file.as_str()))
            .help("list it in requirements.txt, or under [project] dependencies in pyproject.toml"),
            PlanError::Hidden { path, rule, origin } => Self::new(
                "ignored-source",
                format!("the rule `{rule}` hides {path}, which the Dockerfile copies"),
            )
            .at(found(origin))
            .help(format!("let it through, by a line behind the rule: !{path}"))
            .help(format!("or remove {}, and one is written that fits", origin.path)),
            PlanError::VersionUntold { origin } => Self::new(
                "version-untold",
                "versioningit takes the version from the repository, which doesn't travel to the builder",
            )
            .at(found(origin))
            .help("give it one for where there is no repository:\n[tool.versioningit]\ndefault-version = \"0.0.0\""),
            PlanError::HealthcheckPort { origin } => {
                at_wish(Self::new("healthcheck-without-port", "the health check has no port to ask"), Some(origin))
                    .help("write the port, as healthcheck = { path = \"/\", port = 8000 }, or expose = [8000]")
            }
        }
    }
}

fn user_of_index(url: &str) -> Message {
    let what = format!("{url} has a user's name without a password, and pip looks up none for it");
    Message::new("user-of-index", what)
        .help(format!("write the address without the name: {}", without_user(url)))
        .help(
            "both are looked up in the netrc that the build is handed:\nmachine packages.example.org login reader password …",
        )
}

/// The address without what stands before the host.
fn without_user(url: &str) -> String {
    match (url.find("://"), crate::project::user(url)) {
        (Some(at), Some(user)) => {
            let (scheme, rest) = url.split_at(at + 3);
            format!("{scheme}{}", rest.get(user.len() + 1..).unwrap_or_default())
        }
        _ => url.to_owned(),
    }
}

fn needs_catalog(what: &str, release: &Release, asked: &[String], origin: Option<&Wish>) -> Message {
    let text = format!("what {what} needs on {release} isn't known: no catalog holds that release");
    let mut message = at_wish(Message::new("no-catalog", text), origin);
    for asked in asked {
        message = message.note(format!("{what} is asked for by {asked}"));
    }
    message
        .help(format!(
            "make one of the release's own index: pydockstage catalog add {release} --from URL|DIR"
        ))
        .help(
            "or name the packages yourself:\n[tool.pydockstage.system]\nbuild = [\"a-development-package\"]\n\
             runtime = [\"its-library\"]",
        )
        .help("or let the build find what runs, in place of its-library: runtime = \"scan\"")
}

fn external(id: &str, release: &Release) -> Message {
    let message =
        Message::new("unknown-external", format!("which packages {id} means on {release} isn't known"));
    let known: Vec<String> = crate::packages::external_ids().collect();
    let near = super::nearest(id, known.iter().map(String::as_str));
    let message = match near {
        Some(near) if near != id => message.help(format!("did you mean {near}?")),
        _ => message,
    };
    message.help(
        "or take it out of [external], and name the packages yourself:\n[tool.pydockstage.system]\n\
         build = [\"libexample-dev\"]\nruntime = [\"a-program\"]",
    )
}

pub(super) fn found(origin: &Found) -> Place {
    Place { path: origin.path.to_string(), line: origin.line, ..Place::default() }
}

pub(super) fn at_wish(message: Message, origin: Option<&Wish>) -> Message {
    match origin {
        Some(origin) => message.asked_at(origin),
        None => message,
    }
}
