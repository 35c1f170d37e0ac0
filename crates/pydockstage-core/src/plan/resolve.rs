use super::access::Access;
use super::names_and_paths::{Places, StageNames};
use super::needed::{self, Needed};
use super::own_build;
use super::wheels::Libc;
use super::{
    From, Interpreter, Package, PackageManager, Plan, PlanError, PlannedSet, Reason, Role, Secret, Stage,
    Step, beside, command, declared, ignore, image, installers, interpreter, package_manager, python, stages,
};
use crate::names::{Distribution, ProjectPath, Release, StageName};
use crate::packages::{Catalog, PackageError, ReleaseCatalog};
use crate::project::{Lock, Project, SetSource};
use crate::spec::Spec;
use crate::spec::values::{PythonFrom, PythonVersion};

/// What the stages are made of.
pub(super) struct Context<'a> {
    pub(super) project: &'a Project,
    pub(super) spec: &'a Spec,
    pub(super) catalog: &'a Catalog,
    pub(super) release: Release,
    pub(super) python: PythonVersion,
    pub(super) interpreter: Interpreter,
    /// The image that the stages begin with.
    pub(super) image: String,
    pub(super) names: StageNames,
    pub(super) places: Places,
    pub(super) command: Option<command::Chosen>,
    pub(super) chosen: installers::Chosen,
    /// What is needed to fetch what is installed.
    pub(super) access: Access,
}

impl Context<'_> {
    /// A stage on another one.
    pub(super) fn stage(&self, role: Role, on: StageName, reason: &str, steps: Vec<Step>) -> Stage {
        Stage {
            name: self.names.name(role),
            role,
            from: From::Stage(on),
            reason: Reason::default_choice(reason),
            steps,
        }
    }

    /// The lock file that decides, as far as it was read.
    pub(super) fn lock(&self) -> Option<&Lock> {
        let kind = self.project.deciding()?;
        self.project.locks().iter().find(|lock| lock.kind == kind).map(AsRef::as_ref)
    }

    /// A path of the project's, from the root of the build context.
    pub(super) fn placed(&self, path: &ProjectPath) -> ProjectPath {
        let folder = self.project.surroundings().map(|around| &around.folder);
        folder.and_then(|folder| folder.join(path.as_str()).ok()).unwrap_or_else(|| path.clone())
    }

    /// The folder of the lock file that decides, from the root of the build context.
    pub(super) fn lock_folder(&self) -> ProjectPath {
        let around = self.project.surroundings();
        let folder = around.map(|around| around.lock.as_ref().unwrap_or(&around.folder));
        folder.cloned().unwrap_or_else(ProjectPath::root)
    }

    /// Whether pip can install the project; else its files are copied as they are.
    pub(super) fn is_package(&self) -> bool {
        self.project.metadata().is_installable()
    }
}

pub(super) fn resolve(project: &Project, spec: &Spec, catalog: &Catalog) -> Result<Plan, PlanError> {
    let release = match &spec.base {
        Some(written) => written.value.clone(),
        None => image::default_release(),
    };
    let no_image = || PlanError::NoBaseImage {
        release: release.clone(),
        origin: spec.base.as_ref().map(|base| base.origin.clone()),
    };
    let scans = spec.system.scanned().is_some();
    if let (Err(error), Some(base)) = (catalog.release(&release), &spec.base) {
        // Debian's releases are all known. Of another distribution's, packages may not be needed at all.
        let is_missing = matches!(error, PackageError::UnknownRelease { .. });
        if !is_missing || (release.distribution() == Distribution::Debian && !scans) {
            return Err(PlanError::Package { error: Box::new(error), origin: base.origin.clone() });
        }
        // What has no C library that is known is no release that is known.
        if release.distribution() != Distribution::Debian {
            Libc::of(&release).ok_or_else(no_image)?;
        }
    }
    let from = interpreter::source(spec, &release)?;
    let image = match from {
        PythonFrom::Image => None,
        PythonFrom::Distribution | PythonFrom::Uv => {
            Some(image::distribution(&release).ok_or_else(no_image)?)
        }
    };
    let (python, python_reason) = python::choose(spec, project, &release, from)?;
    let chosen = installers::choose(project, spec);
    let context = Context {
        interpreter: Interpreter::of(from, python, &release),
        image: image.unwrap_or_else(|| image::python(python, &release)),
        project,
        spec,
        catalog,
        python,
        names: StageNames::of(spec)?,
        places: Places::of(spec),
        command: command::choose(spec, project, python)?,
        access: Access::of(project, spec, &chosen, python)?,
        chosen,
        release,
    };
    interpreter::check(&context)?;
    let mut declared = declared::declared(&context)?;
    let unread = std::mem::take(&mut declared.notes);
    let needed = declared.then(needed::needed(&context)?).then(own_build::needed(&context));
    let (mut stages, mut notes) = build_stages(&context, &needed, python_reason)?;
    package_manager::settle(&mut stages, PackageManager::of(&context.release), None);
    if image::is_archived(&context.release) {
        notes.push(format!(
            "{} has left Debian's mirror: apt-get finds no packages in its images unless their sources name the archive",
            context.release
        ));
    }
    notes.extend(catalog.release(&context.release).ok().and_then(|found| own_catalog(&found)));
    notes.extend(doubts(&context));
    notes.extend(unread);
    if spec.system.build.is_none() {
        notes.extend(needed.notes);
    }
    let plan = Plan {
        release: context.release.clone(),
        python,
        interpreter: context.interpreter.clone(),
        dialect: spec.dialect.as_ref().map(|dialect| dialect.value).unwrap_or_default(),
        syntax: spec.syntax.as_ref().map(|syntax| syntax.value.as_str().to_owned()),
        argument: context.places.argument.clone(),
        default_set: project.default_set_name().clone(),
        sets: project.sets().iter().map(|(name, set)| (name.clone(), PlannedSet::of(set))).collect(),
        // In other surroundings the steps take other paths.
        ignored: if project.surroundings().is_some() { Vec::new() } else { ignore::rules(&stages) },
        base_argument: spec.base_argument.as_ref().map(|argument| argument.value.clone()),
        path: None,
        bake: beside::bake(&context, &stages),
        compose: beside::compose(&context, &stages),
        stages,
        notes,
    };
    let told: Vec<String> = plan.secrets().into_iter().map(told).collect();
    Ok(Plan { notes: plan.notes.iter().cloned().chain(told).collect(), ..plan })
}

/// How a secret is handed over, and what for.
fn told(secret: &Secret) -> String {
    let need = if secret.required { "the build needs" } else { "the build takes, if there is need," };
    format!("{need} {}: {}", secret.option, secret.reason)
}

/// What makes the plan depend on more than the project and the program.
fn own_catalog(catalog: &ReleaseCatalog<'_>) -> Option<String> {
    let header = catalog.header();
    let index = header.sources.join(" ");
    catalog.is_added().then(|| {
        format!(
            "the packages of {} come from a catalog of your own (index of {}, {index}): elsewhere the files may differ",
            header.release, header.date
        )
    })
}

/// What its owner wrote and may not have meant. It is done all the same.
fn doubts(context: &Context<'_>) -> Vec<String> {
    let (spec, release) = (context.spec, &context.release);
    let mut doubts: Vec<String> = context.command.iter().filter_map(|chosen| chosen.doubt.clone()).collect();
    if let (Some(python), Some([oldest, .., newest])) = (&spec.python, image::python_minors(release))
        && context.interpreter.is_image()
        && !(*oldest..=*newest).contains(&python.value.minor)
    {
        doubts.push(format!(
            "{} asks for Python {}, and the images known on {release} are of 3.{oldest} to 3.{newest}",
            python.origin, python.value
        ));
    }
    let Ok(catalog) = context.catalog.release(release) else { return doubts };
    for written in spec.system.runtime_packages() {
        if let Ok((halves, Some(_))) = catalog.pair(&written.value) {
            let halves: Vec<String> = halves.iter().map(ToString::to_string).collect();
            if !halves.is_empty() {
                doubts.push(format!(
                    "{} puts the development package {} into the image that ships; its runtime half is {}",
                    written.origin,
                    written.value,
                    halves.join(", ")
                ));
            }
        }
    }
    doubts
}

fn build_stages(
    context: &Context<'_>,
    needed: &Needed,
    python_reason: Reason,
) -> Result<(Vec<Stage>, Vec<String>), PlanError> {
    let base = stages::base(context, python_reason)?;
    let toolchain = stages::toolchain(context, needed, &base.name)?;
    let ground = toolchain.as_ref().map_or(&base.name, |toolchain| &toolchain.name);
    // The program that reads a lock file is installed by pip, which the distribution's Python is without.
    let has_pip = context.interpreter.from != PythonFrom::Distribution;
    let exports = context.chosen.locked.as_ref().is_some_and(|locked| !locked.requirements.is_empty());
    let requirements = stages::requirements(context, if exports && !has_pip { ground } else { &base.name })?;
    let dependencies = stages::dependencies(context, ground, &requirements.name)?;
    let sources = stages::sources(context);
    let neighbours = stages::neighbours(context)?;
    let package = stages::package(context, &dependencies.name, &sources.name, neighbours.as_ref())?;
    let ground = package.as_ref().map_or(&dependencies.name, |package| &package.name);
    let build = stages::build(context, ground, &sources.name)?;
    let shipped: Vec<&Stage> =
        [toolchain.as_ref(), Some(&dependencies), package.as_ref()].into_iter().flatten().collect();
    let (assets, built) = stages::assets(context)?.unzip();
    let scan = stages::scan(context, &base.name, ground);
    let files = stages::shipped(context, &base.name, &sources.name);
    let own = files.as_ref().map(|stage| &stage.name);
    let production = stages::production(context, needed, &base.name, &shipped, own, scan.is_some(), built)?;
    let mut stages = vec![base];
    stages.extend(toolchain);
    stages.extend([requirements, dependencies, sources]);
    stages.extend(neighbours.map(|neighbours| neighbours.stage));
    stages.extend(package);
    stages.push(build);
    stages.extend(scan);
    stages.extend(files);
    stages.extend(production);
    let mut targets = stages::targets(context, &stages)?;
    targets.extend(assets);
    stages::ordered(context, stages, targets)
}

impl PlannedSet {
    /// The planned set for one that was found.
    pub fn of(set: &crate::project::RequirementSet) -> Self {
        let files = match set.source() {
            SetSource::Files(files) => files.clone(),
            SetSource::Declared { file, .. } | SetSource::Lock(file) => vec![file.clone()],
            SetSource::Mixed { files, file, .. } => files.iter().chain([file]).cloned().collect(),
            _ => Vec::new(),
        };
        Self {
            files,
            closure: set.closure().iter().cloned().collect(),
            directories: set.directories().iter().cloned().collect(),
        }
    }
}

/// Sorts packages by name; of two with one name the first stays.
pub(super) fn sorted(mut packages: Vec<Package>) -> Vec<Package> {
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    packages.dedup_by(|later, first| later.name == first.name);
    packages
}
