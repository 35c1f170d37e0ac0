use crate::names::{StageName, SystemPackage};
use crate::packages::PackageError;
use crate::plan::needed::{Needed, has_other};
use crate::plan::resolve::{Context, sorted};
use crate::plan::{Action, Package, PlanError, Reason, Role, Stage, Step, interpreter, repositories, tools};

/// Compilers and development packages, and what the requirements open or execute, for the tests; none where nothing
/// is needed.
pub(in crate::plan) fn toolchain(
    context: &Context<'_>,
    needed: &Needed,
    base: &StageName,
) -> Result<Option<Stage>, PlanError> {
    let mut packages = written(context)?;
    packages.extend(inferred(context, needed, &packages));
    packages.extend(repositories::build(context));
    if !packages.is_empty() {
        for (name, reason) in tools::compiler(&context.release) {
            packages.extend(package(name, Reason::default_choice(reason)));
        }
    }
    packages.extend(interpreter::build_packages(context, !packages.is_empty()));
    packages.extend(needed.runtime.iter().chain(&needed.linked).cloned());
    packages.extend(fetching(context));
    if packages.is_empty() {
        return Ok(None);
    }
    if context.spec.system.scanned().is_some() {
        // Which of the runtime halves the image that ships gets, the files themselves tell.
        for package in &mut packages {
            package.runtime.clear();
        }
    }
    let steps = vec![Step::new(
        Action::install(sorted(packages)),
        Reason::default_choice("what is needed to compile, and never ships"),
    )];
    Ok(Some(context.stage(
        Role::Toolchain,
        base.clone(),
        "compilers and development packages, for the stages that build",
        steps,
    )))
}

/// What the owner wrote, each with its runtime half: the owner's word first, then the catalog's.
fn written(context: &Context<'_>) -> Result<Vec<Package>, PlanError> {
    let known = |error: PackageError, written: &crate::spec::Written<SystemPackage>| PlanError::Package {
        error: Box::new(error),
        origin: written.origin.clone(),
    };
    context
        .spec
        .system
        .build
        .iter()
        .flat_map(|build| &build.value)
        .map(|written| {
            let name = &written.value;
            let runtime = context.halves(name).map_err(|error| known(error, written))?;
            let reason = Reason::written("the owner's choice", &written.origin);
            Ok(Package { name: name.clone(), reason, runtime })
        })
        .collect()
}

/// What the requirements are known to need, with the owner's mapping, and without the development packages in whose
/// place the owner wrote others: those with the same runtime half. An empty list of the owner's is the whole word.
fn inferred(context: &Context<'_>, needed: &Needed, written: &[Package]) -> Vec<Package> {
    if context.spec.system.build.as_ref().is_some_and(|build| build.value.is_empty()) {
        return Vec::new();
    }
    let mut there: Vec<SystemPackage> =
        written.iter().flat_map(|package| package.runtime.iter().cloned()).collect();
    // The owner's mapping may have taken the half away by which two names are known to mean one library.
    there.extend(
        written.iter().flat_map(|package| context.catalogs_halves(&package.name).unwrap_or_default()),
    );
    let mut inferred: Vec<Package> = needed.build.clone();
    inferred.retain(|package| {
        package.runtime.is_empty() || !package.runtime.iter().all(|half| there.contains(half))
    });
    inferred.retain(|package| !has_other(written, &package.name));
    for package in &mut inferred {
        if let Some(own) = context.owners_halves(&package.name) {
            package.runtime = own;
        }
    }
    inferred
}

/// The programs that fetch requirements from repositories, and what they reach them by.
fn fetching(context: &Context<'_>) -> Vec<Package> {
    let mut found: Vec<Package> = Vec::new();
    for fetched in &context.access.fetched {
        let mut names: Vec<&str> = match fetched.program.as_str() {
            "git" => vec!["ca-certificates", "git"],
            "hg" => vec!["ca-certificates", "mercurial"],
            "svn" => vec!["ca-certificates", "subversion"],
            _ => continue,
        };
        if fetched.by_ssh {
            names.push("openssh-client");
        }
        for name in names {
            match found.iter_mut().find(|package| package.name.as_str() == name) {
                Some(known) if known.reason.origins.contains(&fetched.origin) => {}
                Some(known) => known.reason.origins.push(fetched.origin.clone()),
                None => found.extend(package(
                    name,
                    Reason::written("fetches a requirement from its repository", &fetched.origin),
                )),
            }
        }
    }
    found
}

fn package(name: &str, reason: Reason) -> Option<Package> {
    Some(Package { name: name.parse().ok()?, reason, runtime: Vec::new() })
}
