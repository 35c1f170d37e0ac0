use super::packages::{all_of, any_of};
use super::{Message, Place};
use crate::lint::{Finding, Problem, RULES};
use crate::project::masked;

impl Message {
    /// What is said of something that stands in a Dockerfile against a rule: `path` is the file's name, `text` what
    /// was read.
    pub fn of_finding(finding: &Finding, path: &str, text: &str) -> Self {
        // Messages end up in logs: the password of an address is not shown, nor the line that gives a variable one.
        let mut place = masked(Place::span(path, text, finding.span.clone()));
        if matches!(finding.problem, Problem::SecretInImage { keyword: "ARG" | "ENV", .. }) {
            place.source = None;
        }
        said(&finding.problem).at(place)
    }
}

fn said(problem: &Problem) -> Message {
    let of = |what: String| Message::new(problem.rule(), what);
    match problem {
        Problem::DevelopmentPackage { package, runtime } => {
            let message = of(format!("`{package}` is for compiling, and is in the image that ships"));
            if runtime.is_empty() {
                message.help("install it in a stage that builds, and copy what was built from there")
            } else {
                message.help(format!("install it in a stage that builds, and here {}", all_of(runtime)))
            }
        }
        Problem::PackageOfOtherRelease { package, release, homes, here } => {
            let message = of(format!("{release} has no `{package}`"))
                .note(format!("it is a package of {}", all_of(homes)));
            if here.is_empty() {
                message.help(format!("name what {release} has in its place"))
            } else {
                message.help(format!("{release} has {}", any_of(here)))
            }
        }
        Problem::FloatingRelease { image, package, homes } => of(format!(
            "`{package}` is not in every release, and `{image}` moves on to another release one day"
        ))
        .note(format!("it is a package of {}", all_of(homes)))
        .help("write the release into the image's tag, as in python:3.13-slim-trixie"),
        Problem::MissingRuntimePackage { development, runtime, stage } => of(format!(
            "stage `{stage}` compiles against {development}, and the library is not in the image that ships"
        ))
        .help(format!(
            "install {} here\nRUN apt-get update \\\n    && apt-get install --yes --no-install-recommends {} \\\n    && rm -rf /var/lib/apt/lists/*",
            all_of(runtime),
            runtime.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        )),
        Problem::SourceBeforePackages => of("each change of the source installs the system packages below again".to_owned())
            .help("copy the source behind the RUN that installs packages"),
        Problem::SourceBeforeRequirements => of("each change of the source installs all requirements below again".to_owned())
            .help("copy, or mount, the requirements files alone first, install them, then copy the source"),
        Problem::IncludeNotCopied { file, include } => {
            of(format!("`{file}` includes `{include}`, which is not there when it is installed"))
                .help(format!("copy {include} as well"))
        }
        Problem::ShellFormCommand { keyword } => of(format!("{keyword} is started by a shell"))
            .note("the shell is the process that gets the signals, so the program isn't told to stop")
            .help(format!("write a list: {keyword} [\"python\", \"-m\", \"project\"]")),
        Problem::SecretInImage { name, keyword } => {
            of(format!("`{name}`: what {keyword} is given can be read from the image by whoever has it"))
                .help("give it to the one command that needs it: RUN --mount=type=secret,id=NAME …")
        }
        Problem::OtherInterpreter { made, there } => {
            of("a virtual environment is copied to where its interpreter is not".to_owned())
                .note(format!("it was made with {made}"))
                .note(format!("there is {there}"))
                .help("build both stages on images of the same Python")
        }
        Problem::OlderRelease { made, there } => of(format!(
            "what was compiled on {made} may need a newer glibc than {there} has"
        ))
        .help("build both stages on the same release"),
        Problem::RunsAsRoot => of("the image that ships runs as root".to_owned())
            .help("make a user and name it by number: USER 10001:10001"),
        Problem::UnpinnedImage { image } => of(format!("`{image}` may be another image tomorrow"))
            .help("write a tag with the version, and the release where it installs packages: python:3.13-slim-trixie"),
        Problem::ListsUpdatedAlone => {
            of("the lists of packages are kept in a layer of their own, and grow old there".to_owned())
                .note("a later change of what is installed takes the old layer from the cache")
                .help("join it with the command that installs: apt-get update && apt-get install …")
        }
        Problem::ListsKept => of("the lists of packages stay in the image that ships".to_owned())
            .help("remove them in the same RUN: && rm -rf /var/lib/apt/lists/*")
            .help("or keep them out of the image: RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked …"),
        Problem::RecommendedPackages => {
            of("packages that are only recommended are installed into the image that ships".to_owned())
                .help("add --no-install-recommends")
        }
        Problem::PipCacheKept => of("the installer's cache stays in the image that ships".to_owned())
            .help("add --no-cache-dir (uv: --no-cache)")
            .help("or keep it out of the image: RUN --mount=type=cache,target=/root/.cache …"),
        Problem::OwnerChangedInLayer { program } => {
            of(format!("{program} makes a layer that holds all those files once more"))
                .help("say it where they are copied: COPY --chown=10001:10001, COPY --chmod=…")
        }
        Problem::HeredocGoesOn => of("a command of this heredoc that fails does not fail the build".to_owned())
            .note("the shell goes on with the next line, and tells of the last alone")
            .help("begin it with set -e"),
        Problem::LaterStage { stage } => of(format!("stage `{stage}` is not before this one"))
            .note("the builder takes the name for an image's, and looks for it in a registry")
            .help("move the stage before this one"),
        Problem::RelativeWorkdir { path } => {
            of(format!("where `{path}` is depends on the working directory of the base image"))
                .help("write a path that begins with /")
        }
        Problem::AddForCopy => {
            of("ADD unpacks archives and fetches addresses, and here it does neither".to_owned()).help("write COPY")
        }
        Problem::DevelopmentServer { command } => {
            of(format!("`{command}` starts a server that is for development"))
                .help("start the application with a server for production: gunicorn, uvicorn, hypercorn, waitress")
        }
        Problem::IgnoreWithoutReason => of("a rule is turned off here, and nothing says why".to_owned())
            .help("write the reason behind the rule's name: # pydockstage: ignore=RULE because …"),
        Problem::UnknownRule { name } => {
            let message = of(format!("`{name}` is no rule"));
            match super::nearest(name, RULES.into_iter()) {
                Some(near) => message.help(format!("did you mean {near}?")),
                None => message.help(format!("the rules are {}", RULES.join(", "))),
            }
        }
    }
}
