//! What can be written on the command line.

use crate::commands::{Catalog, Lint, Packages, Verify};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const BEGINNING: &str = "\
In a project's folder:
  pydockstage generate
  docker build --tag=myproject .

The exit status is 0 when all is well, 1 when files are not up to date, 2 for an error.";

/// Writes the multi-stage Dockerfile that a container expert would have written for a Python project
#[derive(Debug, Parser)]
#[command(name = "pydockstage", version, max_term_width = 100, after_help = BEGINNING)]
pub(crate) struct Arguments {
    #[expect(clippy::doc_markdown, reason = "the help would show the backticks")]
    /// Colors: auto (on a terminal, unless NO_COLOR is set), always or never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true,
        display_order = 900
    )]
    pub(crate) color: ColorChoice,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the Dockerfile and the .dockerignore
    ///
    /// A file that a person wrote, or changed after it was generated, is left alone.
    Generate(Generate),
    /// Say whether the files are what would be generated
    ///
    /// The exit status is 1, and a unified diff is shown, when they are not.
    Check(Check),
    /// Say why each stage, step and package is there
    Explain(Explain),
    /// Write the digests of the plan's images to pydockstage.lock
    ///
    /// Each image that the Dockerfile names is looked up in its registry, unless the file has it already. From then on
    /// the Dockerfile names it with its digest, and a build starts from the same bytes until the file is renewed.
    Lock(Lock),
    /// Write a first [tool.pydockstage]
    ///
    /// It holds what should not change by itself, and what can't be found out. The rest is told, with where it was
    /// found.
    Init(Init),
    /// Ask the catalog of system packages
    Packages(Packages),
    /// Say what in a Dockerfile, generated or written by hand, breaks a rule
    ///
    /// Each rule has a page in the documentation. The exit status is 1 when there is a finding. A comment on the line
    /// before an instruction turns a rule off for it: # pydockstage: ignore=RULE because of this
    Lint(Lint),
    /// Say which shared libraries an image or a virtual environment lacks
    ///
    /// Each file's own header is read, and what it links to is looked for as the loader would; nothing is run. The exit
    /// status is 1 when a library is not found.
    Verify(Verify),
    /// Make, list and remove catalogs of releases that are not part of pydockstage
    Catalog(Catalog),
    /// Draw the stages, as Mermaid, Graphviz or SVG
    Graph(Graph),
    /// Print the JSON schema of [tool.pydockstage], for editors
    Schema,
    /// Print a script that completes the command in a shell
    Completions(Completions),
}

#[derive(Debug, Args)]
pub(crate) struct Graph {
    #[command(flatten)]
    pub(crate) project: ProjectArguments,
    /// The language of the drawing
    #[arg(long, value_enum, default_value_t)]
    pub(crate) language: Language,
}

/// A language that drawings are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Mermaid, which Markdown viewers draw.
    #[default]
    Mermaid,
    /// Graphviz.
    Dot,
    /// A picture, in SVG.
    Svg,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) project: ProjectArguments,
    /// Replace files that a person wrote or changed
    #[arg(long)]
    pub(crate) force: bool,
    /// Generate for every member of the workspace that the folder is
    #[arg(long, conflicts_with_all = ["stdout", "context"])]
    pub(crate) all: bool,
    /// Print the Dockerfile and write nothing
    #[arg(long, conflicts_with = "force")]
    pub(crate) stdout: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) project: ProjectArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Lock {
    #[command(flatten)]
    pub(crate) project: PlanArguments,
    /// Ask again for each image, also for those that are locked
    #[arg(long)]
    pub(crate) upgrade: bool,
    /// Ask again for this image alone, as node:22-slim. Several are several options
    #[arg(long = "upgrade-image", value_name = "IMAGE", conflicts_with = "upgrade")]
    pub(crate) upgrade_images: Vec<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) project: ProjectArguments,
    /// Only this line of the Dockerfile, this stage or this package
    #[arg(value_name = "LINE|STAGE|PACKAGE")]
    pub(crate) about: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The project's folder
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// What a plan is made of. An argument goes before what a file says.
#[derive(Debug, Args)]
pub(crate) struct PlanArguments {
    /// The project's folder
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// The Python version, as 3.13
    #[arg(long, value_name = "X.Y")]
    pub(crate) python: Option<String>,
    /// The distribution and its release, as debian:trixie
    #[arg(long, value_name = "DISTRIBUTION:RELEASE")]
    pub(crate) base: Option<String>,
    /// The folder that is the build context, as steps up from the project's
    #[arg(long, value_name = "PATH")]
    pub(crate) context: Option<String>,
    /// The requirement set that is installed when the build argument names none
    #[arg(long = "default-set", value_name = "NAME")]
    pub(crate) default_set: Option<String>,
    /// What the builder understands: buildkit, or portable for older buildah and podman, and for kaniko
    #[arg(long, value_name = "DIALECT")]
    pub(crate) dialect: Option<String>,
}

/// What every command takes that makes a plan and the files of it.
#[derive(Debug, Args)]
pub(crate) struct ProjectArguments {
    #[command(flatten)]
    pub(crate) plan: PlanArguments,
    /// Where the Dockerfile goes, below the project's folder
    #[arg(long, value_name = "PATH", default_value = "Dockerfile")]
    pub(crate) output: String,
    /// Fail where there is no pydockstage.lock; where there is one, its digests are written in any case
    #[arg(long, conflicts_with = "unlocked")]
    pub(crate) locked: bool,
    /// Leave pydockstage.lock aside, so that images are named by their tags alone
    #[arg(long)]
    pub(crate) unlocked: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON object on the standard output.
    Json,
    /// Annotations of GitHub Actions, which show beside the lines that they are about.
    Github,
    /// SARIF 2.1.0, for programs that gather findings.
    Sarif,
}
