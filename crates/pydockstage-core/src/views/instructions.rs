//! Each action of a plan as instructions of a Dockerfile: one total match.

use super::{declared, installers, own, packages, portable, program, shell};
use crate::dockerfile::{
    Arg, Argument, Cmd, Command, Comment, CopyFiles, Entrypoint, Env, Exec, Expose, Healthcheck, Interval,
    Item, Key, Label, NonEmpty, Pair, Paths, Probe, Reference, Run, SolidWord, Source, Statement, StopSignal,
    SyntaxError, User, Variable, Word, Workdir,
};
use crate::names::{EnvName, ProjectPath};
use crate::plan::{self, Action, Plan, Step};
use crate::spec::values::Dialect;
use indexmap::IndexMap;

/// The instruction of a step, behind the comments that belong to it, in the plan's dialect.
pub(super) fn items(plan: &Plan, step: &Step) -> Result<Vec<Item>, SyntaxError> {
    let items = buildkit(plan, step)?;
    match plan.dialect {
        Dialect::Buildkit => Ok(items),
        Dialect::Portable => portable::lowered(items),
    }
}

/// The same in BuildKit's.
fn buildkit(plan: &Plan, step: &Step) -> Result<Vec<Item>, SyntaxError> {
    let one = |item: Item| Ok(vec![item]);
    match &step.action {
        Action::SetEnvironment { path_first, variables } => {
            one(wrapped(Env(environment(path_first.as_deref(), variables)?)))
        }
        Action::InstallPackages { packages, manager } => packages::install(plan, packages, *manager),
        Action::InstallScanned { packages, from, list, manager } => {
            packages::install_scanned(plan, packages, from, list, *manager)
        }
        Action::DeclareArgument { name, default, description } => {
            let argument = Argument::or(Key::from(name.clone()), Word::literal(default)?);
            Ok(vec![comment(&format!("{name} {description}"))?, Arg(NonEmpty::one(argument)).into()])
        }
        Action::CheckSet { argument, sets } => one(Run::shell(&shell::check_set(argument, sets))?.into()),
        Action::CopyFiles { sources, target } => one(copy_files(sources, target)?),
        Action::EditRequirements { file, without_project, without_links } => {
            one(Run::shell(&shell::edit_requirements(file, *without_project, *without_links))?.into())
        }
        Action::InstallExporter { requirements } => one(installers::install_exporter(plan, requirements)?),
        Action::ExportLock(export) => installers::export_lock(plan, export),
        Action::WriteDeclared(declared) => one(declared::write(plan, declared)?),
        Action::CreateEnvironment { venv } => {
            one(Run::shell(&shell::create_environment(plan.python_program(), venv))?.into())
        }
        Action::InstallRequirements(install) => installers::install_requirements(plan, install),
        Action::InstallProject(install) => installers::install_project(plan, install),
        Action::CopyTree { stage, source, target } => {
            let paths = Paths::one(Word::literal(source)?, Word::literal(target)?);
            let from = Some(Reference::from(stage.clone()));
            one(CopyFiles { from, link: true, ..CopyFiles::new(paths) }.into())
        }
        Action::WriteProgram { program, scans, guards } => {
            one(program::write(&plan.release, program, *scans, guards.as_deref())?.into())
        }
        Action::ScanLibraries { program, base, folder, list } => {
            one(wrapped(program::scan(&plan.release, program, base, folder, list)?))
        }
        Action::CheckLibraries { program, folder, place } => {
            one(program::check(program, "libraries", &[folder.as_str(), place.as_str()])?.into())
        }
        Action::CheckImports(check) => program::check_imports(check),
        Action::CreateUser { uid, gid, manager } => {
            one(Run::shell(&packages::create_user(*uid, *gid, *manager))?.into())
        }
        Action::MakeDirectories { directories, uid, gid, mode } => {
            let (uid, gid) = (uid.to_string(), gid.to_string());
            let mut words = vec!["install", "-d", "-m", mode.as_str(), "-o", &uid, "-g", &gid];
            words.extend(directories.iter().map(String::as_str));
            one(Run::exec(words)?.into())
        }
        Action::InstallPython { image, python } => one(installers::install_python(image, *python)?),
        Action::OwnRun(run) => one(own::run(run)?),
        Action::OwnCopy(copy) => one(own::copy(copy)?),
        Action::Download(download) => one(own::download(download)?),
        Action::InstallMore(install) => installers::install_more(plan, install),
        Action::InstallLink(install) => one(wrapped(Run {
            mounts: vec![installers::pip_cache(plan)?],
            ..Run::shell(&shell::install_link(&plan.pip_program(), install))?
        })),
        Action::AddRepository(repository) => one(Run::shell(&shell::add_repository(repository))?.into()),
        Action::CompileLibrary => one(Run::shell(&shell::compile_library(plan.python_program()))?.into()),
        Action::LabelArgument { label, argument } => {
            let value = Word::from(Variable::from(argument.clone()));
            one(Label(NonEmpty::one(Pair { key: Key::literal(label)?, value })).into())
        }
        Action::SetWorkdir { path } => one(Workdir::literal(path)?.into()),
        Action::SetUser { uid, gid } => one(User::literal(format!("{uid}:{gid}"))?.into()),
        Action::SetLabels { labels } => {
            let pairs =
                labels.iter().map(|(key, value)| Pair::literal(key, value)).collect::<Result<Vec<_>, _>>()?;
            one(wrapped(Label(NonEmpty::new(pairs)?)))
        }
        Action::Expose { ports } => {
            let ports = ports
                .iter()
                .map(|port| SolidWord::literal(port.to_string()))
                .collect::<Result<Vec<_>, _>>()?;
            one(Expose(NonEmpty::new(ports)?).into())
        }
        Action::SetStopSignal { signal } => one(StopSignal::literal(signal)?.into()),
        Action::SetHealthcheck(check) => healthcheck(check, &step.reason.text),
        Action::SetEntrypoint { command } => one(Entrypoint::exec(command)?.into()),
        Action::SetCommand { command } => one(Cmd::exec(command)?.into()),
    }
}

pub(super) fn comment(text: &str) -> Result<Item, SyntaxError> {
    Ok(Comment::new(text)?.into())
}

pub(super) fn wrapped(instruction: impl Into<crate::dockerfile::Instruction>) -> Item {
    Statement::new(instruction).wrapped().into()
}

fn environment(
    path_first: Option<&str>,
    variables: &IndexMap<EnvName, String>,
) -> Result<NonEmpty<Pair>, SyntaxError> {
    let mut pairs = Vec::new();
    if let Some(first) = path_first {
        let value = Word::literal(format!("{first}:"))?.then(Word::expanding("$PATH")?);
        pairs.push(Pair { key: Key::literal("PATH")?, value });
    }
    for (name, value) in variables {
        pairs.push(Pair { key: Key::from(name.clone()), value: Word::literal(value)? });
    }
    NonEmpty::new(pairs)
}

fn copy_files(sources: &[ProjectPath], target: &str) -> Result<Item, SyntaxError> {
    let sources = sources
        .iter()
        .map(|source| Ok(Source::Path(pattern(source.as_str())?)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(CopyFiles::new(Paths::new(sources, Word::literal(target)?)?).into())
}

/// A path as COPY takes it: a pattern (Go's `filepath.Match`), in which the path means only itself.
///
/// Each special character is a class of its own. A backslash before it would not do: where the builder finds no
/// wildcard it takes the pattern for a name, backslash and all (`tonistiigi/fsutil`, `copy/copy.go`).
pub(super) fn pattern(path: &str) -> Result<Word, SyntaxError> {
    let mut text = String::with_capacity(path.len());
    for character in path.chars() {
        match character {
            '*' | '?' | '[' => text.extend(['[', character, ']']),
            '\\' => text.push_str("[\\\\]"),
            other => text.push(other),
        }
    }
    Word::literal(text)
}

fn healthcheck(check: &plan::Healthcheck, reason: &str) -> Result<Vec<Item>, SyntaxError> {
    Ok(match check {
        plan::Healthcheck::None => {
            vec![comment(&format!("No health check: {reason}."))?, Healthcheck::None.into()]
        }
        plan::Healthcheck::Command { command, interval, timeout, start_period, retries } => {
            let probe = Probe {
                interval: Some(Interval::new(interval)?),
                timeout: Some(Interval::new(timeout)?),
                start_period: Some(Interval::new(start_period)?),
                retries: Some(*retries),
                ..Probe::new(Command::Exec(Exec::new(command)?))
            };
            let statement = Statement::new(Healthcheck::Probe(probe));
            let last = statement.words() - command.len();
            // The keyword CMD begins the second line.
            vec![
                statement
                    .clone()
                    .break_before(last.saturating_sub(1), Vec::new())
                    .unwrap_or(statement)
                    .into(),
            ]
        }
    })
}
