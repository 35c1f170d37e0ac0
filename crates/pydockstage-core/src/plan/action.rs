use super::{
    AptRepository, Download, ExportLock, Filler, InstallLink, InstallMore, NamedIndex, Neighbours, OwnCopy,
    OwnRun, Package, PackageManager, Secret,
};
use crate::names::{DistributionName, EnvName, ProjectPath, SetName, StageName};
use crate::spec::values::{FileMode, Port, PythonVersion};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// What a step does. Each is whole: a view turns it into text without a choice of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum Action {
    /// Sets environment variables for this stage and those that build on it.
    SetEnvironment {
        /// A folder put before all others of `PATH`.
        #[serde(skip_serializing_if = "Option::is_none")]
        path_first: Option<String>,
        /// The variables, literally.
        variables: IndexMap<EnvName, String>,
    },
    /// Installs packages of the distribution, without what they only recommend, and leaves no index or archive behind.
    InstallPackages {
        /// The packages, sorted by name.
        packages: Vec<Package>,
        /// What installs them.
        #[serde(default, skip_serializing_if = "PackageManager::is_apt")]
        manager: PackageManager,
    },
    /// Installs packages of the distribution, those of a list among them that another stage has written, as
    /// [`Action::InstallPackages`] does.
    InstallScanned {
        /// The packages that are known beforehand, sorted by name.
        packages: Vec<Package>,
        /// The stage that has the list.
        from: StageName,
        /// Where it lies there: on each line the name of a package, or, where the manager isn't apt, of a library as
        /// packages provide it (`libz.so.1()(64bit)`, `so:libz.so.1`).
        list: String,
        /// What installs them.
        #[serde(default, skip_serializing_if = "PackageManager::is_apt")]
        manager: PackageManager,
    },
    /// Declares a build argument.
    DeclareArgument {
        /// Its name.
        name: EnvName,
        /// Its value where the builder is given none.
        default: String,
        /// What it is for, as `docker build --call=outline` shows it.
        description: String,
    },
    /// Fails the build, with the list of right ones, when the argument names no requirement set.
    CheckSet {
        /// The argument.
        argument: EnvName,
        /// The sets there are.
        sets: Vec<SetName>,
    },
    /// Copies files of the project.
    CopyFiles {
        /// The files or folders.
        sources: Vec<ProjectPath>,
        /// Where they go: a folder with a `/` at its end, or the new name of a single folder.
        target: String,
    },
    /// Takes out of a requirements file, copied before, what can't be installed by the stage that reads it.
    EditRequirements {
        /// The file inside the stage.
        file: String,
        /// Drops the lines that ask for the project itself.
        without_project: bool,
        /// Asks for folders of the project as copies instead of links (`-e`).
        without_links: bool,
    },
    /// Installs the program that writes what a lock file holds, in a stage that never ships.
    InstallExporter {
        /// What pip is asked for, each with its exact version.
        requirements: Vec<String>,
    },
    /// Writes what the lock file holds for the chosen set, after making sure that it is up to date.
    ExportLock(ExportLock),
    /// Writes the requirements that pyproject.toml declares into a file for the chosen set.
    WriteDeclared(WriteDeclared),
    /// Makes an empty virtual environment without an installer in it.
    CreateEnvironment {
        /// Where.
        venv: String,
    },
    /// Installs the chosen requirement set into the virtual environment.
    InstallRequirements(InstallRequirements),
    /// Builds the project's wheel and installs it without its dependencies, into the virtual environment and under an
    /// otherwise empty root.
    InstallProject(InstallProject),
    /// Copies a tree of another stage.
    CopyTree {
        /// The stage.
        stage: StageName,
        /// Where it lies there.
        source: String,
        /// Where it goes.
        target: String,
    },
    /// Writes the program that looks through what is installed.
    WriteProgram {
        /// Where it goes.
        program: String,
        /// Whether it can find the packages that files link to.
        scans: bool,
        /// Whether it can check the image that ships; then, where it finds the lists of files of packages that may have
        /// a library that is missing.
        guards: Option<String>,
    },
    /// Writes a list of the packages that have what the files below a folder link to, without those of another stage;
    /// where no apt is, of the libraries by the names that packages provide them under.
    ScanLibraries {
        /// The program of [`Action::WriteProgram`].
        program: String,
        /// The stage that has its packages already.
        base: StageName,
        /// What is looked through.
        folder: String,
        /// Where the list goes: a name on each line, sorted.
        list: String,
    },
    /// Fails the build when a file needs a library that is missing.
    CheckLibraries {
        /// The program of [`Action::WriteProgram`].
        program: String,
        /// What is looked through.
        folder: String,
        /// Where its files lie when the container runs.
        place: String,
    },
    /// Fails the build when a module can't be imported.
    CheckImports(CheckImports),
    /// Makes a user without a home, a shell or a password.
    CreateUser {
        /// The user's number.
        uid: u32,
        /// The number of its group.
        gid: u32,
        /// What installs packages there, and so which commands make a user.
        #[serde(default, skip_serializing_if = "PackageManager::is_apt")]
        manager: PackageManager,
    },
    /// Makes directories that belong to a user.
    MakeDirectories {
        /// The directories.
        directories: Vec<String>,
        /// The user's number.
        uid: u32,
        /// The number of the group.
        gid: u32,
        /// Their permissions.
        mode: FileMode,
    },
    /// Puts a Python that uv manages at a place of the plan's own.
    InstallPython {
        /// The image that has uv.
        image: String,
        /// The minor version.
        python: PythonVersion,
    },
    /// Runs a command of the owner's own.
    OwnRun(OwnRun),
    /// Copies files that the owner names.
    OwnCopy(OwnCopy),
    /// Fetches a file by its address and its digest.
    Download(Download),
    /// Installs a requirement set on top of what is there.
    InstallMore(InstallMore),
    /// Installs the project as a link to its source.
    InstallLink(InstallLink),
    /// Makes a repository of packages known.
    AddRepository(AptRepository),
    /// Compiles the standard library to bytecode.
    CompileLibrary,
    /// Adds a label with the value of a build argument.
    LabelArgument {
        /// The label.
        label: String,
        /// The argument.
        argument: EnvName,
    },
    /// Sets the folder in which commands run.
    SetWorkdir {
        /// The folder.
        path: String,
    },
    /// Sets the user that commands run as.
    SetUser {
        /// The user's number.
        uid: u32,
        /// The number of its group.
        gid: u32,
    },
    /// Adds labels.
    SetLabels {
        /// The labels, literally.
        labels: IndexMap<String, String>,
    },
    /// Says on which ports the program listens.
    Expose {
        /// The ports.
        ports: Vec<Port>,
    },
    /// Says by which signal the program is asked to end.
    SetStopSignal {
        /// The signal's name or number.
        signal: String,
    },
    /// Says how the engine asks whether the program is well.
    SetHealthcheck(Healthcheck),
    /// Sets the program that always runs.
    SetEntrypoint {
        /// The program and its arguments.
        command: Vec<String>,
    },
    /// Sets the command that runs when none is given.
    SetCommand {
        /// The program and its arguments.
        command: Vec<String>,
    },
}

/// See [`Action::WriteDeclared`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteDeclared {
    /// The build argument that picks a set.
    pub argument: EnvName,
    /// The file that declares them.
    pub source: ProjectPath,
    /// Where the folder for the set is made.
    pub folder: String,
    /// What each set takes besides the project's dependencies.
    pub sets: IndexMap<SetName, Declared>,
    /// The dependencies that lie in the context, with where they lie in the folder of a set.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub local: IndexMap<DistributionName, LocalProject>,
}

/// A project in the context on which another depends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalProject {
    /// Where it lies.
    pub path: ProjectPath,
    /// The others of these that it depends on itself.
    pub needs: Vec<DistributionName>,
}

/// What a set takes of pyproject.toml.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Declared {
    /// Extras.
    pub extras: Vec<DistributionName>,
    /// Dependency groups.
    pub groups: Vec<DistributionName>,
}

/// See [`Action::InstallRequirements`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallRequirements {
    /// The build argument that picks a set.
    pub argument: EnvName,
    /// The stage that has the files of each set, in a folder named for the set.
    pub from: StageName,
    /// Where those folders are in it.
    pub folder: String,
    /// Where the files lie while they are installed.
    pub project: String,
    /// Whether the installation may write beside them, in a copy that is thrown away: the build of a local folder does.
    pub writable: bool,
    /// For each set the files that the installer is given, relative to that folder.
    pub sets: IndexMap<SetName, Vec<ProjectPath>>,
    /// The virtual environment.
    pub venv: String,
    /// What fills it.
    #[serde(default, skip_serializing_if = "Filler::is_pip")]
    pub filler: Filler,
    /// Whether each requirement must have a digest that its archive matches.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub require_hashes: bool,
    /// Whether the files list everything, so that nothing else is to be installed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_complete: bool,
    /// What is built from its source although there are wheels: names, or `:all:`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_binary: Vec<String>,
    /// The indexes that uv is told of by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indexes: Vec<NamedIndex>,
    /// pip's own settings, beside the files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pip_settings: Option<ProjectPath>,
    /// What is handed over for the installation alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<Secret>,
}

/// See [`Action::InstallProject`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallProject {
    /// The distribution's name, as far as it is known without running code.
    pub distribution: Option<DistributionName>,
    /// The stage that has the project's files, at its root.
    pub from: StageName,
    /// Where the project lies while it is built.
    pub project: String,
    /// The virtual environment.
    pub venv: String,
    /// The root under which the project's own files are laid for production.
    pub root: String,
    /// Variables of the build alone, each with the build argument that it takes its value from.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub variables: IndexMap<EnvName, EnvName>,
    /// What builds and installs it.
    #[serde(default, skip_serializing_if = "Filler::is_pip")]
    pub filler: Filler,
    /// The projects around it that are built and installed with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighbours: Option<Neighbours>,
    /// Whether those alone are, as the project itself is no package.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_no_package: bool,
    /// What is handed over for the build alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<Secret>,
}

/// See [`Action::CheckImports`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckImports {
    /// The program of [`Action::WriteProgram`].
    pub program: String,
    /// The modules that are installed below this folder are imported.
    pub folder: String,
    /// Further modules, and scripts, of which is imported what they begin with.
    pub names: Vec<String>,
}

/// How the engine asks whether the program is well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Healthcheck {
    /// It doesn't.
    None,
    /// It runs a command; status 0 is well.
    Command {
        /// The program and its arguments.
        command: Vec<String>,
        /// The time between two runs, as `30s`.
        interval: String,
        /// The time after which a run counts as failed.
        timeout: String,
        /// The time in which failures don't count yet.
        start_period: String,
        /// How many failures in a row make it unwell.
        retries: u32,
    },
}

fn installed(packages: &[Package]) -> String {
    match packages {
        [package] => format!("install {}", package.name),
        packages => format!("install {} packages", packages.len()),
    }
}

impl Action {
    /// Installs packages by what the stage turns out to have.
    pub(super) fn install(packages: Vec<Package>) -> Self {
        Self::InstallPackages { packages, manager: PackageManager::default() }
    }

    /// What the one who builds hands over for it.
    pub fn secrets(&self) -> &[Secret] {
        match self {
            Self::InstallRequirements(install) => &install.secrets,
            Self::InstallProject(install) => &install.secrets,
            Self::InstallMore(install) => &install.secrets,
            _ => &[],
        }
    }

    /// The packages of the distribution that it installs, as far as they are known before the build.
    pub fn packages(&self) -> &[Package] {
        match self {
            Self::InstallPackages { packages, .. } | Self::InstallScanned { packages, .. } => packages,
            _ => &[],
        }
    }

    /// What it does, in a few words.
    pub fn summary(&self) -> String {
        match self {
            Self::SetEnvironment { path_first, variables } => {
                let names = path_first.iter().map(|_| "PATH").chain(variables.keys().map(EnvName::as_str));
                format!("set {}", names.collect::<Vec<_>>().join(", "))
            }
            Self::InstallPackages { packages, .. } => installed(packages),
            Self::InstallScanned { packages, from, .. } if packages.is_empty() => {
                format!("install what {from} found")
            }
            Self::InstallScanned { packages, from, .. } => {
                format!("{} and what {from} found", installed(packages))
            }
            Self::DeclareArgument { name, default, .. } => format!("declare {name}, by default {default}"),
            Self::CheckSet { argument, .. } => format!("check {argument}"),
            Self::CopyFiles { target, .. } => format!("copy to {target}"),
            Self::EditRequirements { file, .. } => format!("edit {file}"),
            Self::InstallExporter { requirements } => format!("install {}", requirements.join(" ")),
            Self::ExportLock(export) => format!("write what {} holds", export.lock),
            Self::WriteDeclared(declared) => format!("write the requirements of {}", declared.source),
            Self::CreateEnvironment { venv } => format!("make {venv}"),
            Self::InstallRequirements(install) => format!("install the requirements into {}", install.venv),
            Self::InstallProject(install) => format!("install the project into {}", install.venv),
            Self::CopyTree { stage, target, .. } => format!("copy {target} from {stage}"),
            Self::WriteProgram { program, .. } => format!("write {program}"),
            Self::ScanLibraries { folder, .. } => format!("find the packages that {folder} links to"),
            Self::CheckLibraries { folder, .. } => format!("check the libraries of {folder}"),
            Self::CheckImports(check) => format!("check the imports of {}", check.folder),
            Self::InstallPython { python, .. } => format!("install Python {python}"),
            Self::CreateUser { uid, .. } => format!("make the user {uid}"),
            Self::MakeDirectories { directories, .. } => format!("make {}", directories.join(", ")),
            Self::OwnRun(run) => run.summary(),
            Self::OwnCopy(copy) => format!("copy to {}", copy.target),
            Self::Download(download) => format!("fetch {}", download.address),
            Self::InstallMore(install) => format!("install {} on top", install.files.join(", ")),
            Self::InstallLink(install) => format!("install {} as a link", install.project),
            Self::AddRepository(repository) => format!("take packages from {}", repository.address),
            Self::CompileLibrary => "compile the standard library".to_owned(),
            Self::LabelArgument { label, .. } => format!("label {label}"),
            Self::SetWorkdir { path } => format!("work in {path}"),
            Self::SetUser { uid, gid } => format!("run as {uid}:{gid}"),
            Self::SetLabels { labels } => {
                format!("label {}", labels.keys().map(String::as_str).collect::<Vec<_>>().join(", "))
            }
            Self::Expose { ports } => {
                format!("expose {}", ports.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
            }
            Self::SetStopSignal { signal } => format!("stop by {signal}"),
            Self::SetHealthcheck(_) => "check the health".to_owned(),
            Self::SetEntrypoint { command } => format!("always run {}", command.join(" ")),
            Self::SetCommand { command } => format!("run {}", command.join(" ")),
        }
    }
}
