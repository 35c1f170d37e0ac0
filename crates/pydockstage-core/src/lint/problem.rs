use super::image::Interpreter;
use crate::names::{Release, SystemPackage};

/// What is wrong, with what there is to say of it. Each has a name of its own, the rule's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A compiler or a development package in the image that ships.
    DevelopmentPackage {
        /// The package.
        package: String,
        /// The runtime half that would do, where the catalog knows it.
        runtime: Vec<SystemPackage>,
    },
    /// A package that only another release has.
    PackageOfOtherRelease {
        /// The package.
        package: String,
        /// The release of the image.
        release: Release,
        /// The releases that have it.
        homes: Vec<Release>,
        /// What the release has in its place.
        here: Vec<SystemPackage>,
    },
    /// A package that not every release has, on an image whose release changes by itself.
    FloatingRelease {
        /// The image.
        image: String,
        /// The package that is bound to a release.
        package: String,
        /// The releases that have it.
        homes: Vec<Release>,
    },
    /// A library that was compiled against, and that the image that ships lacks.
    MissingRuntimePackage {
        /// The development package.
        development: String,
        /// Its runtime half.
        runtime: Vec<SystemPackage>,
        /// The stage that compiles.
        stage: String,
    },
    /// Packages of the distribution installed behind the source.
    SourceBeforePackages,
    /// Requirements installed behind the source.
    SourceBeforeRequirements,
    /// A requirements file whose include is not there when it is installed.
    IncludeNotCopied {
        /// The file that includes.
        file: String,
        /// What it includes.
        include: String,
    },
    /// A command that a shell starts.
    ShellFormCommand {
        /// The instruction.
        keyword: &'static str,
    },
    /// A secret in the image.
    SecretInImage {
        /// The variable or the address.
        name: String,
        /// ARG, ENV or the instruction that has the address.
        keyword: &'static str,
    },
    /// A virtual environment that is copied to another interpreter.
    OtherInterpreter {
        /// What it was made with.
        made: Interpreter,
        /// What is there.
        there: Interpreter,
    },
    /// A virtual environment that was compiled on a newer release than it runs on.
    OlderRelease {
        /// Where it was made.
        made: Release,
        /// Where it runs.
        there: Release,
    },
    /// The image that ships runs as root.
    RunsAsRoot,
    /// An image that may be another tomorrow.
    UnpinnedImage {
        /// The image.
        image: String,
    },
    /// `apt-get update` in a layer of its own.
    ListsUpdatedAlone,
    /// The lists of packages stay in the image that ships.
    ListsKept,
    /// Packages that are recommended only.
    RecommendedPackages,
    /// pip's cache stays in the image that ships.
    PipCacheKept,
    /// Files that are given another owner or mode in a layer of their own, which holds them all again.
    OwnerChangedInLayer {
        /// The program.
        program: String,
    },
    /// A heredoc of several commands that goes on when one fails.
    HeredocGoesOn,
    /// A copy from a stage that is not before it.
    LaterStage {
        /// The stage.
        stage: String,
    },
    /// A working directory that depends on the base image.
    RelativeWorkdir {
        /// The path.
        path: String,
    },
    /// ADD where COPY does the same.
    AddForCopy,
    /// A server for development in the image that ships.
    DevelopmentServer {
        /// What starts it.
        command: String,
    },
    /// A comment that turns a rule off and doesn't say why.
    IgnoreWithoutReason,
    /// A comment that turns a rule off that there is none of.
    UnknownRule {
        /// The name.
        name: String,
    },
}

/// The names of all rules, in the order in which findings of one place are told.
pub const RULES: [&str; 25] = [
    "development-package-ships",
    "package-not-of-release",
    "release-not-pinned",
    "runtime-package-missing",
    "source-before-packages",
    "source-before-requirements",
    "include-not-copied",
    "shell-form-command",
    "secret-in-layer",
    "environment-of-other-interpreter",
    "environment-of-newer-release",
    "runs-as-root",
    "image-not-pinned",
    "lists-updated-alone",
    "lists-kept",
    "recommended-packages",
    "pip-cache-kept",
    "owner-changed-in-layer",
    "heredoc-goes-on",
    "copy-from-later-stage",
    "relative-workdir",
    "add-for-copy",
    "server-for-development",
    "ignore-without-reason",
    "unknown-rule",
];

impl Problem {
    /// The rule's name.
    pub fn rule(&self) -> &'static str {
        RULES[self.place()]
    }

    /// The rule's place in [`RULES`].
    pub(super) fn place(&self) -> usize {
        match self {
            Self::DevelopmentPackage { .. } => 0,
            Self::PackageOfOtherRelease { .. } => 1,
            Self::FloatingRelease { .. } => 2,
            Self::MissingRuntimePackage { .. } => 3,
            Self::SourceBeforePackages => 4,
            Self::SourceBeforeRequirements => 5,
            Self::IncludeNotCopied { .. } => 6,
            Self::ShellFormCommand { .. } => 7,
            Self::SecretInImage { .. } => 8,
            Self::OtherInterpreter { .. } => 9,
            Self::OlderRelease { .. } => 10,
            Self::RunsAsRoot => 11,
            Self::UnpinnedImage { .. } => 12,
            Self::ListsUpdatedAlone => 13,
            Self::ListsKept => 14,
            Self::RecommendedPackages => 15,
            Self::PipCacheKept => 16,
            Self::OwnerChangedInLayer { .. } => 17,
            Self::HeredocGoesOn => 18,
            Self::LaterStage { .. } => 19,
            Self::RelativeWorkdir { .. } => 20,
            Self::AddForCopy => 21,
            Self::DevelopmentServer { .. } => 22,
            Self::IgnoreWithoutReason => 23,
            Self::UnknownRule { .. } => 24,
        }
    }
}
