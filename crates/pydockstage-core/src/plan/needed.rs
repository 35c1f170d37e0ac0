//! The packages that the requirements need, as far as the catalog knows them.

use super::compiles::{self, Answer, Formats};
use super::locked::{self, Installed};
use super::resolve::Context;
use super::{Package, PlanError, Reason, tools, without_catalog};
use crate::names::{DistributionName, SystemPackage};
use crate::packages::{Evidence, Mode, Needs, PackageError, ReleaseCatalog};
use crate::project::{MarkerEnvironment, Requirement, RequirementSet};
use crate::spec::WrittenList;
use indexmap::IndexMap;

/// What the requirements need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Needed {
    /// For the stages that compile: development packages, each with its runtime half, and tools.
    pub(super) build: Vec<Package>,
    /// For wherever the code runs, and no half of what is built with: what is opened or executed.
    pub(super) runtime: Vec<Package>,
    /// The same of what is linked to, as a look at the files would tell, too.
    pub(super) linked: Vec<Package>,
    /// What its owner should know.
    pub(super) notes: Vec<String>,
}

/// Packages that can't be installed beside others that do the same: Debian's newer Rust, beside the older one.
const IN_PLACE_OF: [(&str, [&str; 3]); 1] = [("cargo-web", ["cargo", "rustc", "rustup"])];

/// Whether somebody asked for something that goes in the place of `name`.
pub(super) fn has_other(there: &[Package], name: &SystemPackage) -> bool {
    let others = IN_PLACE_OF.iter().filter(|(own, _)| *own == name.as_str()).flat_map(|(_, others)| others);
    others.into_iter().any(|other| there.iter().any(|package| package.name.as_str() == *other))
}

impl Needed {
    /// Both, where `later` gives way: of what is built with it keeps no development package in whose place there is
    /// another with the same runtime half.
    pub(super) fn then(mut self, later: Self) -> Self {
        let is_there = |half: &SystemPackage| self.build.iter().any(|package| package.runtime.contains(half));
        let kept: Vec<Package> = later
            .build
            .into_iter()
            .filter(|package| package.runtime.is_empty() || !package.runtime.iter().all(is_there))
            .filter(|package| !has_other(&self.build, &package.name))
            .collect();
        self.build.extend(kept);
        self.runtime.extend(later.runtime);
        self.linked.extend(later.linked);
        self.notes.extend(later.notes);
        self
    }
}

/// A distribution that some requirements ask for.
struct Asked {
    needs: Needs,
    /// Why it compiles; none where its wheel is installed.
    compiles: Option<String>,
    origins: Vec<String>,
}

/// The packages for what is known to be compiled, and for what runs.
pub(super) fn needed(context: &Context<'_>) -> Result<Needed, PlanError> {
    let Ok(catalog) = context.catalog.release(&context.release) else {
        return without_catalog::needed(context);
    };
    let mut gathered = Gathered::default();
    let locked = locked::locked(context)?;
    for installed in &locked.packages {
        let name = &installed.package.name;
        let Some(own) = context.spec.system.needs.get(name) else {
            gathered.locked(&catalog, installed);
            continue;
        };
        let Asked { needs, compiles, origins } = owners(context, &catalog, name, own)?;
        gathered.compiled(&catalog, name, needs, compiles.unwrap_or_default(), &origins);
    }
    for (name, asked) in asked(context, &catalog)? {
        match asked.compiles {
            Some(text) => gathered.compiled(&catalog, &name, asked.needs, text, &asked.origins),
            None => gathered.run(&name, asked.needs, &asked.origins),
        }
    }
    let mut needed = gathered.finish();
    needed.notes.extend(locked.notes);
    needed.notes.extend(taken_for_wheels(context, &catalog));
    Ok(needed)
}

/// The word on distributions that are taken to have a wheel, though nothing tells, and would need packages without one.
fn taken_for_wheels(context: &Context<'_>, catalog: &ReleaseCatalog<'_>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let sets = context.project.sets().values().filter(|set| locked::lock_of(context, set).is_none());
    for (set, requirement) in sets.flat_map(|set| set.requirements().iter().map(move |own| (set, own))) {
        let Some(name) = &requirement.name else { continue };
        let is_open = compiles::answer(set, requirement) == Answer::NotKnown
            && !context.spec.system.needs.contains_key(name)
            && !names.contains(&name.as_str());
        let needs = is_open.then(|| catalog.needs(name, &requirement.extras)).flatten();
        if needs.is_some_and(|needs| !needs.build.is_empty()) {
            names.push(name.as_str());
        }
    }
    let subject = match names.as_slice() {
        [] => return None,
        [name] => format!("{name} is"),
        _ => format!("{} are", names.join(", ")),
    };
    Some(format!(
        "{subject} taken to be installed as wheels, which a lock file would make certain; `--no-binary NAME` compiles one"
    ))
}

/// The distributions of which something is known, in the order in which the sets come to them.
fn asked(
    context: &Context<'_>,
    catalog: &ReleaseCatalog<'_>,
) -> Result<IndexMap<DistributionName, Asked>, PlanError> {
    let environment = MarkerEnvironment::linux(&context.python.to_string(), "x86_64");
    let mut asked: IndexMap<DistributionName, Asked> = IndexMap::new();
    // Where a lock tells all, what is known of the requirements alone tells no more.
    let sets = context.project.sets().values().filter(|set| locked::lock_of(context, set).is_none());
    for set in sets {
        for requirement in set.requirements().iter().filter(|requirement| requirement.applies(&environment)) {
            let Some(name) = &requirement.name else { continue };
            let found = match context.spec.system.needs.get(name) {
                Some(own) => Some(owners(context, catalog, name, own)?),
                None => look_up(catalog, set, requirement, name),
            };
            let Some(found) = found else { continue };
            match asked.get_mut(name) {
                // One set may compile what another has as a wheel: what compiles needs no less.
                Some(there) if there.compiles.is_some() || found.compiles.is_none() => {
                    there.origins.extend(found.origins);
                }
                _ => {
                    asked.insert(name.clone(), found);
                }
            }
        }
        // A name behind `--no-binary` is one that the set installs, if only because another requirement brings it.
        for (name, written) in Formats::of(set).sources() {
            if set.requirements().iter().any(|requirement| requirement.name.as_ref() == Some(&name)) {
                continue;
            }
            if context.spec.system.needs.contains_key(&name) {
                continue;
            }
            let Some(needs) = catalog.needs(&name, &[] as &[&str]) else { continue };
            let compiles = Some(format!("{name} is compiled, as {written} asks"));
            asked.entry(name).or_insert(Asked { needs, compiles, origins: Vec::new() });
        }
    }
    Ok(asked)
}

/// What the owner wrote that a distribution needs: nothing else is, whether it is compiled or not.
fn owners(
    context: &Context<'_>,
    catalog: &ReleaseCatalog<'_>,
    name: &DistributionName,
    own: &WrittenList<SystemPackage>,
) -> Result<Asked, PlanError> {
    let mut needs = Needs::none(Evidence::Hand);
    for written in &own.value {
        let package = &written.value;
        let known = |error: PackageError| PlanError::Package {
            error: Box::new(error),
            origin: written.origin.clone(),
        };
        if context.spec.system.mapping.contains_key(package) || catalog.builds_with(package) {
            needs.runtime.extend(catalog.runtime(package).unwrap_or_default());
            needs.build.push(package.clone());
        } else {
            catalog.check_runtime(package).map_err(known)?;
            needs.runtime.push(package.clone());
        }
    }
    let compiles = Some(format!("{name} needs it, as its owner wrote"));
    Ok(Asked { needs, compiles, origins: vec![own.origin.to_string()] })
}

fn look_up(
    catalog: &ReleaseCatalog<'_>,
    set: &RequirementSet,
    requirement: &Requirement,
    name: &DistributionName,
) -> Option<Asked> {
    let origins = vec![requirement.origin.to_string()];
    let (needs, compiles) = match compiles::answer(set, requirement) {
        Answer::Compiles(text) => (catalog.needs(name, &requirement.extras)?, Some(text)),
        Answer::HasWheel | Answer::NotKnown => (catalog.wheel_needs(name, &requirement.extras)?, None),
    };
    Some(Asked { needs, compiles, origins })
}

/// Packages by name, each once.
#[derive(Default)]
struct Gathered {
    build: IndexMap<SystemPackage, Package>,
    runtime: IndexMap<SystemPackage, Package>,
    linked: IndexMap<SystemPackage, Package>,
    notes: Vec<String>,
}

impl Gathered {
    /// A package of a lock. One that is compiled and of which nothing is known gets a compiler, and a word that it may
    /// need more.
    fn locked(&mut self, catalog: &ReleaseCatalog<'_>, installed: &Installed<'_>) {
        let (package, origins) = (installed.package, [installed.origin()]);
        let Some(text) = &installed.compiles else {
            if let Some(needs) = catalog.wheel_needs(&package.name, &installed.extras) {
                self.run(&package.name, needs, &origins);
            }
            return;
        };
        let known = catalog.needs(&package.name, &installed.extras);
        if let Some(needs) = known {
            self.compiled(catalog, &package.name, needs, text.clone(), &origins);
        } else if !package.source.is_source() {
            let reason = Reason::written(text, installed.origin());
            let compiler = tools::compiler(catalog.release()).map(|(name, _)| name);
            for name in compiler.into_iter().filter_map(|name| name.parse().ok()) {
                add(&mut self.build, name, &reason, std::iter::empty());
            }
            self.notes.push(format!(
                "{text} and is built with a C compiler ({}): what else it needs of the system isn't known, and belongs \
                 into [tool.pydockstage.system] build; build = [] leaves the compiler out",
                installed.origin()
            ));
        }
    }

    /// Each runtime package goes with the development package whose half it is; one that is none's is opened or
    /// executed, or left to the system by the compiler.
    fn compiled(
        &mut self,
        catalog: &ReleaseCatalog<'_>,
        name: &DistributionName,
        needs: Needs,
        text: String,
        origins: &[String],
    ) {
        let reason = Reason::gathered(text, origins.iter().cloned());
        let halves: Vec<Vec<SystemPackage>> =
            needs.build.iter().map(|package| catalog.runtime(package).unwrap_or_default()).collect();
        let own: Vec<SystemPackage> = needs
            .runtime
            .iter()
            .filter(|name| !halves.iter().any(|half| half.contains(name)))
            .cloned()
            .collect();
        for (package, half) in needs.build.iter().zip(halves) {
            let linked = half.into_iter().filter(|name| needs.runtime.contains(name));
            add(&mut self.build, package.clone(), &reason, linked);
        }
        for tool in &needs.tools {
            add(&mut self.build, tool.clone(), &reason, std::iter::empty());
        }
        self.run(name, Needs { runtime: own, ..needs }, origins);
    }

    fn run(&mut self, name: &DistributionName, needs: Needs, origins: &[String]) {
        let text = match needs.mode {
            Mode::Linked => format!("{name} links to it"),
            Mode::Opened => format!("{name} opens it while it runs"),
            Mode::Executed => format!("{name} runs its programs"),
        };
        let reason = Reason::gathered(text, origins.iter().cloned());
        let packages = if needs.mode == Mode::Linked { &mut self.linked } else { &mut self.runtime };
        for package in needs.runtime {
            add(packages, package, &reason, std::iter::empty());
        }
    }

    fn finish(self) -> Needed {
        Needed {
            build: self.build.into_values().collect(),
            runtime: self.runtime.into_values().collect(),
            linked: self.linked.into_values().collect(),
            notes: self.notes,
        }
    }
}

/// Adds a package; where it is there already, the reasons and the runtime halves of both hold.
pub(super) fn add(
    packages: &mut IndexMap<SystemPackage, Package>,
    name: SystemPackage,
    reason: &Reason,
    runtime: impl Iterator<Item = SystemPackage>,
) {
    let package = packages.entry(name.clone()).or_insert_with(|| Package {
        name,
        reason: reason.clone(),
        runtime: Vec::new(),
    });
    if package.reason.text != reason.text {
        let text = format!("{}; {}", package.reason.text, reason.text);
        let origins = package.reason.origins.iter().chain(&reason.origins).cloned().collect::<Vec<_>>();
        package.reason = Reason::gathered(text, origins);
    }
    for half in runtime {
        if !package.runtime.contains(&half) {
            package.runtime.push(half);
        }
    }
}
