use super::NoArchive;
use crate::names::{NameError, ProjectPath, Release, SetName, StageName};
use crate::packages::PackageError;
use crate::project::{LockError, Origin as Found};
use crate::spec::Origin as Wish;
use crate::spec::values::{NodeManager, PythonFrom, PythonVersion};

/// Why what was found and what was written make no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// No base image is known for the distribution.
    #[error("no base image is known for {release}")]
    NoBaseImage {
        /// What was asked for.
        release: Release,
        /// Where it was written; none where it is the default.
        origin: Option<Wish>,
    },
    /// The Python version can't be inferred for the release.
    #[error("which Python to take on {release} can't be inferred")]
    UnknownPython {
        /// The release.
        release: Release,
        /// Where it would come from.
        from: PythonFrom,
    },
    /// Python is to come from an official image, and none is built on the distribution.
    #[error("no official image of Python is built on {release}")]
    NoPythonImage {
        /// The release.
        release: Release,
        /// Where the owner asks for it.
        origin: Wish,
    },
    /// Python is to come from the distribution, which has no package of that version.
    #[error("{release} has no package of Python {python}")]
    NoPythonPackage {
        /// The version.
        python: PythonVersion,
        /// The release.
        release: Release,
        /// The versions that it has packages of.
        known: Vec<PythonVersion>,
        /// Where the version was asked for.
        asked: Vec<String>,
    },
    /// The distribution's pip can't fill an environment from outside.
    #[error("the pip of {release} is too old")]
    OldPip {
        /// The release.
        release: Release,
        /// Where it is written.
        origin: Option<Wish>,
    },
    /// Packages are needed, and no catalog tells what they are called on the release.
    #[error("what {what} needs on {release} isn't known: no catalog holds it")]
    NeedsCatalog {
        /// What needs them.
        what: String,
        /// The release.
        release: Release,
        /// Where the project asks for it.
        asked: Vec<String>,
        /// Where the release is written.
        origin: Option<Wish>,
    },
    /// No Python version that the project allows has a base image.
    #[error("no Python that the project allows has an image on {release}")]
    NoPython {
        /// The release.
        release: Release,
        /// Where it would come from.
        from: PythonFrom,
        /// What the project, its lock and its other files allow, each as written and where.
        wanted: Vec<(String, Found)>,
        /// The oldest and the newest minor version with an image.
        range: (PythonVersion, PythonVersion),
    },
    /// What the owner or a file pins is not what the project or its lock allows.
    #[error("Python {python} is not what {} allows", against.first().map_or("", |said| said.0.as_str()))]
    PythonContradiction {
        /// The version that was asked for.
        python: PythonVersion,
        /// Where it was asked for, in words.
        asked: String,
        /// What doesn't allow it, each as written and where.
        against: Vec<(String, Found)>,
    },
    /// Two files pin different versions.
    #[error("{} files pin different versions of Python", pins.len())]
    PythonPins {
        /// What each pins, and where.
        pins: Vec<(PythonVersion, Found)>,
    },
    /// `.python-version` holds something else than a CPython version.
    #[error("`{text}` is no version of CPython")]
    PythonVersionFile {
        /// What stands there.
        text: String,
        /// Where.
        origin: Found,
    },
    /// The catalog doesn't know a package, or not in this release.
    #[error("{error}")]
    Package {
        /// What the catalog says.
        error: Box<PackageError>,
        /// Where the package is written.
        origin: Wish,
    },
    /// The catalog doesn't know a package that the project declares to need, or not in this release.
    #[error("{error}")]
    Declared {
        /// What the catalog says.
        error: Box<PackageError>,
        /// Where the package is declared.
        origin: Found,
    },
    /// What `bindep.txt` names is no name of a package.
    #[error("{error}")]
    DeclaredName {
        /// What is wrong with it.
        error: NameError,
        /// Where it is declared.
        origin: Found,
    },
    /// It isn't known which packages a `dep:` URL means on the release.
    #[error("{id} has no packages on {release}")]
    External {
        /// The URL without a version.
        id: String,
        /// The release.
        release: Release,
        /// Where it is declared.
        origin: Found,
    },
    /// A stage has the name of another.
    #[error("two stages are called {name}")]
    StageName {
        /// The name.
        name: StageName,
        /// Where it is written.
        origin: Wish,
    },
    /// What the owner's step asks for is nothing that all builders share.
    #[error("{what} is not portable")]
    NotPortable {
        /// What is asked for.
        what: String,
        /// Where it is written.
        origin: Wish,
    },
    /// A stage begins with another stage, and so on that one's platform.
    #[error("the platform of the stage {name} is that of the stage it begins with")]
    PlatformOfStage {
        /// The stage.
        name: StageName,
        /// Where its platform is written.
        origin: Wish,
    },
    /// There is no such stage.
    #[error("there is no stage {name}")]
    UnknownStage {
        /// What was written.
        name: StageName,
        /// Where.
        origin: Wish,
        /// Every stage there is.
        known: Vec<StageName>,
    },
    /// A stage takes from one that takes from it.
    #[error("the stages take from each other")]
    StageLoop {
        /// Each takes from the next; the first is the last.
        chain: Vec<StageName>,
        /// Whether one of them is none of the owner's own.
        standard: bool,
        /// Where the last of these references is written.
        origin: Wish,
    },
    /// How packages are installed in the image is not known.
    #[error("how packages are installed in {image} is not known")]
    PackagesOfImage {
        /// The image.
        image: String,
        /// Where the packages are written.
        origin: Wish,
    },
    /// There is no such requirement set.
    #[error("there is no requirement set {set}")]
    UnknownSet {
        /// What was written.
        set: SetName,
        /// Every set there is.
        known: Vec<SetName>,
        /// Where it is written.
        origin: Wish,
    },
    /// Which package manager of Node to take can't be told.
    #[error("{directory} has no lock file of one package manager of Node")]
    NodeLock {
        /// The directory.
        directory: ProjectPath,
        /// Whether it has a package.json.
        has_package: bool,
        /// The managers whose lock files it has.
        found: Vec<NodeManager>,
        /// Where the assets are written.
        origin: Wish,
    },
    /// A repository of apt on a distribution without apt.
    #[error("{release} has no apt")]
    AptRepository {
        /// The release.
        release: Release,
        /// Where the repository is written.
        origin: Wish,
    },
    /// A file that the owner's step takes is not in the project.
    #[error("{path} is not in the project")]
    NoSuchFile {
        /// The file.
        path: String,
        /// Where it is written.
        origin: Wish,
    },
    /// What the container runs can't be inferred.
    #[error("what the container runs can't be inferred")]
    NoCommand {
        /// What was found that could run, each as the words of a command, with where it was found.
        candidates: Vec<(Vec<String>, String)>,
    },
    /// A requirement is the project itself with extras.
    #[error("`{text}` is the project itself")]
    ProjectWithExtras {
        /// The requirement as written.
        text: String,
        /// Where.
        origin: Found,
    },
    /// The address of an index has a user's name and no password, for which pip has no place but the address.
    #[error("the address {url} has a user's name and no password")]
    UserOfIndex {
        /// The address.
        url: String,
        /// Where.
        origin: Found,
    },
    /// A set of the owner's own making has requirements files beside a lock file.
    #[error("the set {set} is not made of what {lock} holds")]
    SetSources {
        /// The set.
        set: SetName,
        /// The lock file.
        lock: ProjectPath,
    },
    /// The project's dependencies stand in setup.py alone.
    #[error("the dependencies stand in {file} alone")]
    DependenciesInCode {
        /// The file.
        file: ProjectPath,
    },
    /// The health check asks over a port that is not known.
    #[error("the health check has no port to ask")]
    HealthcheckPort {
        /// Where the check is written.
        origin: Wish,
    },
    /// An ignore file that a person wrote hides what the Dockerfile takes from the context.
    #[error("{origin} hides {path}")]
    Hidden {
        /// What is hidden.
        path: ProjectPath,
        /// The rule.
        rule: String,
        /// Where it stands.
        origin: Found,
    },
    /// There are web applications, and no requirement that could serve them.
    #[error("no requirement can serve {}", applications.first().map_or("", |found| found.0.as_str()))]
    NoServer {
        /// The applications: `module:attribute`, the framework, where.
        applications: Vec<(String, &'static str, Found)>,
        /// The distributions that could.
        servers: Vec<&'static str>,
        /// What else could run.
        others: Vec<(Vec<String>, String)>,
    },
    /// Django's `manage.py` is there, and no application that a server could run.
    #[error("{manage} runs no server for production")]
    OnlyManage {
        /// The file.
        manage: ProjectPath,
    },
    /// A process of the `Procfile` needs a shell.
    #[error("`{command}` needs a shell")]
    ProcfileShell {
        /// The command as written.
        command: String,
        /// Where.
        origin: Found,
    },
    /// A process of the `Procfile` runs a server that is for development alone.
    #[error("{} is for development", words.join(" "))]
    DevelopmentServer {
        /// The words of the command.
        words: Vec<String>,
        /// Where.
        origin: Found,
    },
    /// `[tool.fastapi] entrypoint` is no `module:attribute`.
    #[error("`{text}` is no entry point")]
    FastapiEntrypoint {
        /// What stands there.
        text: String,
        /// Where.
        origin: Found,
    },
    /// A lock file contradicts itself, or does not hold what a set asks of it.
    #[error(transparent)]
    Lock(Box<LockError>),
    /// A lock has no archive of a package that could be installed in the image.
    #[error(transparent)]
    NoArchive(Box<NoArchive>),
    /// The project's version comes from its repository, and nothing can tell it instead.
    #[error("the version comes from the repository alone")]
    VersionUntold {
        /// Where the version is written.
        origin: Found,
    },
}
