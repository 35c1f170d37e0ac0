//! What installs, as instructions: each command with what it mounts.

use super::compiled_cache;
use super::instructions::{comment, wrapped};
use super::shell::EPOCH;
use crate::dockerfile::{
    BindMount, CacheMount, FlagWord, Item, Mount, Reference, Run, SecretMount, SshMount, SyntaxError,
    shell_word,
};
use crate::names::{ProjectPath, SetName, StageName};
use crate::plan::{
    ExportLock, Exporter, Filler, InstallMore, InstallProject, InstallRequirements, NamedIndex, Neighbour,
    Plan, Secret, SecretPlace, UV_PYTHON,
};
use crate::spec::values::{Dialect, PythonVersion};
use std::fmt::Write as _;

/// Where pip keeps what it fetched and built.
const PIP_CACHE: &str = "/root/.cache/pip";

/// Where uv does.
const UV_CACHE: &str = "/root/.cache/uv";

/// Where the files lie that an exporter reads.
const LOCK: &str = "/lock";

/// The program that reads a lock file, from PyPI.
pub(super) fn install_exporter(plan: &Plan, requirements: &[String]) -> Result<Item, SyntaxError> {
    let words: Vec<String> = requirements.iter().map(|requirement| shell_word(requirement)).collect();
    // Where the distribution keeps its Python to itself (PEP 668): this stage never ships.
    let own = if plan.interpreter.is_image() { "" } else { "PIP_BREAK_SYSTEM_PACKAGES=1 " };
    let run = Run::shell(&format!("{own}{} install {}", plan.pip_program(), words.join(" ")))?;
    Ok(wrapped(Run { mounts: vec![fetched(plan, "pip", PIP_CACHE)?], ..run }))
}

/// What the lock file holds for the chosen set.
pub(super) fn export_lock(plan: &Plan, export: &ExportLock) -> Result<Vec<Item>, SyntaxError> {
    let mut mounts = Vec::new();
    for source in &export.sources {
        mounts.push(Mount::Bind(BindMount {
            source: Some(FlagWord::literal(source.as_str())?),
            ..BindMount::new(FlagWord::literal(format!("{LOCK}/{source}"))?)
        }));
    }
    if let Exporter::Uv { image } = &export.exporter {
        mounts.extend([uv(image)?, fetched(plan, "uv", UV_CACHE)?]);
    }
    let argument = &export.argument;
    let mut text = format!("case \"${argument}\" in");
    for (set, options) in &export.sets {
        let words: String = options.iter().map(|option| format!(" {}", shell_word(option))).collect();
        // Writing to a string can't fail.
        let _ = write!(text, "\n        {set}) set --{words} ;;");
    }
    let folder = format!("\"{}/${argument}\"", export.folder);
    let file = format!("\"{}/${argument}/{}\"", export.folder, export.file);
    let _ = write!(text, "\n    esac\n    && mkdir -p {folder}\n    && {}", exporter(export, &file));
    secretly(plan, &[], mounts, &text)
}

/// The command that writes the list, and before it the one that makes sure that the lock file is up to date, where the
/// first doesn't.
fn exporter(export: &ExportLock, file: &str) -> String {
    let folder = export.lock.parent();
    let lock = if folder.is_root() { LOCK.to_owned() } else { shell_word(&format!("{LOCK}/{folder}")) };
    let unless = |option: &str| if export.hashes { String::new() } else { format!(" {option}") };
    match export.exporter {
        Exporter::Uv { .. } => format!(
            "uv export --quiet --no-python-downloads --project {lock}{} --locked --no-default-groups --no-emit-local --no-header \
             --format pylock.toml --output-file {file} \"$@\"",
            export.member.as_ref().map(|member| format!(" --package {member}")).unwrap_or_default()
        ),
        Exporter::Poetry => format!(
            "poetry --no-interaction --project {LOCK} export{} --output {file} \"$@\"",
            unless("--without-hashes")
        ),
        Exporter::Pdm => format!(
            "export PDM_CHECK_UPDATE=false PDM_USE_VENV=false\n    \
             && pdm lock --project {LOCK} --check\n    \
             && pdm export --project {LOCK}{} --output {file} \"$@\"",
            unless("--no-hashes")
        ),
        Exporter::Pipenv => format!(
            "export PIPENV_PIPFILE={LOCK}/Pipfile\n    \
             && pipenv verify\n    \
             && pipenv requirements{} \"$@\" > {file}",
            if export.hashes { " --hash" } else { "" }
        ),
    }
}

/// The requirements of the chosen set.
pub(super) fn install_requirements(
    plan: &Plan,
    install: &InstallRequirements,
) -> Result<Vec<Item>, SyntaxError> {
    let source = FlagWord::expanding(&format!("{}/${{{}}}", install.folder, install.argument))?;
    let mut mounts = vec![of_stage(&install.from, Some(source), install.writable, &install.project)?];
    mounts.extend(filler(plan, &install.filler)?);
    let python = format!("{}/bin/python", shell_word(&install.venv));
    let mut command = match &install.filler {
        Filler::Pip => {
            let settings = settings(install.pip_settings.as_ref(), &install.project);
            format!("{EPOCH}{settings} {} --python {python} install", plan.pip_program())
        }
        Filler::Uv { .. } => {
            format!("{EPOCH} uv pip install --python {python}{}", named(&install.indexes))
        }
    };
    command.push_str(&without_binary(&install.no_binary));
    let is_pylock = install.sets.values().flatten().any(|file| file.file_name().starts_with("pylock."));
    for (is_so, option) in [
        (install.require_hashes, " --require-hashes"),
        (install.is_complete, " --no-deps"),
        (is_pylock && !install.filler.is_pip(), " --preview-features pylock"),
    ] {
        if is_so {
            command.push_str(option);
        }
    }
    let (text, is_one_word) = match common_file(install) {
        Some(file) => (format!("{command} --requirement \"{}/{file}\"", install.project), true),
        None => chosen(install, &command),
    };
    let mut items = secretly(plan, &install.secrets, mounts, &text)?;
    if install.filler.is_pip() && !is_one_word {
        let at = items.len().saturating_sub(1);
        items.insert(at, comment("What is installed stands in the files of the chosen set.")?);
        items.insert(at + 1, comment("hadolint ignore=DL3013")?);
    }
    Ok(items)
}

/// The command with the files of the chosen set, and whether each set has one.
fn chosen(install: &InstallRequirements, command: &str) -> (String, bool) {
    let is_one = install.sets.values().all(|files| files.len() == 1);
    let mut text = format!("case \"${}\" in", install.argument);
    for (set, files) in &install.sets {
        let mut words = files.iter().map(|file| shell_word(&format!("{}/{file}", install.project)));
        // Writing to a string can't fail.
        let _ = if is_one {
            write!(text, "\n        {set}) file={} ;;", words.next().unwrap_or_default())
        } else {
            let options: String = words.map(|word| format!(" --requirement {word}")).collect();
            write!(text, "\n        {set}) set --{options} ;;")
        };
    }
    let rest = if is_one { "--requirement \"$file\"" } else { "\"$@\"" };
    let _ = write!(text, "\n    esac\n    && {command} {rest}");
    (text, is_one)
}

/// What a name can't hold between the shell's double quotes without meaning something else.
const MEANS_SOMETHING: [char; 6] = ['"', '$', '`', '\\', '\n', '\r'];

/// One name for the file of every set, the argument in it where they differ; none where there is no such name.
fn common_file(install: &InstallRequirements) -> Option<String> {
    let variable = format!("${}", install.argument);
    let (set, files) = install.sets.first()?;
    let [first] = files.as_slice() else { return None };
    // A name with any of these would mean something between the shell's double quotes.
    if install.project.contains(MEANS_SOMETHING) || first.as_str().contains(MEANS_SOMETHING) {
        return None;
    }
    let all = |text: &dyn Fn(&SetName) -> String| {
        install
            .sets
            .iter()
            .all(|(set, files)| matches!(files.as_slice(), [file] if file.as_str() == text(set)))
    };
    if all(&|_| first.to_string()) {
        return Some(first.to_string());
    }
    let (before, after) = first.as_str().split_once(set.as_str())?;
    // `$REQS.txt` ends the name at the dot; `$REQS_x` would not end it.
    let ends = !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (ends && all(&|set| format!("{before}{set}{after}"))).then(|| format!("{before}{variable}{after}"))
}

/// uv keeps no cache here: in it, the wheel of the same version from before a change of code would be taken for this one.
/// uv gives what it installs the time of the installation, and notes that of the wheel: without both, the same code is the
/// same layer. What was compiled holds the digests of its sources, not their times.
///
/// The wheel is built from a scratch copy; then its files are laid apart, and copied into the
/// environment.
pub(super) fn install_project(plan: &Plan, install: &InstallProject) -> Result<Vec<Item>, SyntaxError> {
    let mut mounts = vec![of_stage(&install.from, None, true, &install.project)?];
    if let Some(neighbours) = &install.neighbours {
        let source = match neighbours.of_all_sets() {
            Some(_) => None,
            None => {
                Some(FlagWord::expanding(&format!("{}/${{{}}}", neighbours.folder, neighbours.argument))?)
            }
        };
        mounts.push(of_stage(&neighbours.from, source, true, &neighbours.place)?);
    }
    mounts.extend(filler(plan, &install.filler)?);
    let mut variables = format!("export {EPOCH}");
    for (name, argument) in &install.variables {
        let _ = write!(variables, " {name}=\"${argument}\"");
    }
    // By name, the installation doesn't record the path of a wheel that is gone (PEP 610).
    let (build, names) = built(install, &plan.pip_program());
    let wheel = if names.is_empty() {
        "/wheel/*.whl".to_owned()
    } else {
        format!("--no-index --find-links /wheel {}", names.join(" "))
    };
    let (venv, root) = (shell_word(&install.venv), shell_word(&install.root));
    let pip = plan.pip_program();
    let installed = match install.filler {
        Filler::Pip => format!("{pip} --python {venv}/bin/python install --no-deps --root {root} {wheel}"),
        Filler::Uv { .. } => format!(
            "uv pip install --no-cache --python {venv}/bin/python --no-deps --prefix {root}{venv} {wheel}\n    \
             && find {root} -name uv_cache.json -delete\n    \
             && find {root} -name RECORD -exec sed -i /uv_cache.json/d {{}} +\n    \
             && find {root} -exec touch -hd \"@$SOURCE_DATE_EPOCH\" {{}} +"
        ),
    };
    let text =
        format!("{variables}{build}\n    && {installed}\n    && cp -a {root}/. /\n    && rm -r /wheel");
    let mut items = Vec::new();
    if install.filler.is_pip() {
        items.push(comment("The only wheel there is, so there is no version to pin.")?);
        items.push(comment("hadolint ignore=DL3013")?);
    }
    // What the linter is told must stand next to the instruction.
    let mut written = secretly(plan, &install.secrets, mounts, &text)?;
    let run = written.pop();
    written.extend(items);
    written.extend(run);
    Ok(written)
}

/// The commands that bring the wheels of these together.
fn wheels<'a>(
    install: &InstallProject,
    pip: &str,
    members: impl Iterator<Item = &'a Neighbour>,
    is_itself: bool,
) -> Vec<String> {
    let place = install.neighbours.as_ref().map_or("", |neighbours| neighbours.place.as_str());
    let own = is_itself.then(|| (shell_word(&install.project), false));
    let members = members.map(|member| (shell_word(&format!("{place}/{}", member.path)), member.is_wheel));
    let all: Vec<(String, bool)> = own.into_iter().chain(members).collect();
    if install.filler.is_pip() {
        let words: Vec<&str> = all.iter().map(|(word, _)| word.as_str()).collect();
        let command = format!("{pip} wheel --no-deps --wheel-dir /wheel {}", words.join(" "));
        return if words.is_empty() { Vec::new() } else { vec![command] };
    }
    let command = |(word, is_wheel): &(String, bool)| match is_wheel {
        true => format!("mkdir -p /wheel && cp {word} /wheel/"),
        false => format!("uv build --wheel --out-dir /wheel {word}"),
    };
    all.iter().map(command).collect()
}

/// The commands for all that is installed, and the names of it; the names that the chosen set adds are the shell's
/// arguments.
fn built(install: &InstallProject, pip: &str) -> (String, Vec<String>) {
    let is_itself = !install.is_no_package;
    let own = install.distribution.iter().filter(|_| is_itself).map(ToString::to_string);
    let lines = |commands: Vec<String>| -> String {
        commands.iter().map(|command| format!("\n    && {command}")).collect()
    };
    let Some(neighbours) = &install.neighbours else {
        return (lines(wheels(install, pip, std::iter::empty(), is_itself)), own.collect());
    };
    if let Some(names) = neighbours.of_all_sets() {
        let commands = wheels(install, pip, neighbours.members.iter(), is_itself);
        return (lines(commands), own.chain(names.iter().map(ToString::to_string)).collect());
    }
    let mut text = lines(wheels(install, pip, std::iter::empty(), is_itself));
    let _ = write!(text, "\n    && case \"${}\" in", neighbours.argument);
    for (set, names) in &neighbours.sets {
        let members = neighbours.members.iter().filter(|member| names.contains(&member.distribution));
        let mut commands = wheels(install, pip, members, false);
        let words: String = names.iter().map(|name| format!(" {name}")).collect();
        commands.push(format!("set --{words}"));
        // Writing to a string can't fail.
        let _ = write!(text, "\n        {set}) {} ;;", commands.join("\n            && "));
    }
    text.push_str("\n    esac");
    (text, own.chain(["\"$@\"".to_owned()]).collect())
}

/// A set on top of what is installed. Where its files don't list everything, what is there already is a constraint: a
/// set that asks for another version fails.
pub(super) fn install_more(plan: &Plan, install: &InstallMore) -> Result<Vec<Item>, SyntaxError> {
    let source = FlagWord::literal(&install.folder)?;
    let mut mounts = vec![of_stage(&install.from, Some(source), install.writable, &install.project)?];
    mounts.extend(filler(plan, &install.filler)?);
    let python = format!("{}/bin/python", shell_word(&install.venv));
    let files: String = install
        .files
        .iter()
        .map(|file| format!(" --requirement {}", shell_word(&format!("{}/{file}", install.project))))
        .collect();
    let pip = plan.pip_program();
    let (list, more) = match &install.filler {
        Filler::Pip => (
            format!("{pip} --python {python} list"),
            format!(
                "{EPOCH}{} {pip} --python {python} install",
                settings(install.pip_settings.as_ref(), &install.project)
            ),
        ),
        Filler::Uv { .. } => (
            format!("uv pip list --python {python}"),
            format!("{EPOCH} uv pip install --python {python}{}", named(&install.indexes)),
        ),
    };
    let more = format!("{more}{}", without_binary(&install.no_binary));
    let text = match (install.is_complete, &install.filler) {
        (true, Filler::Pip) => format!("{more} --no-deps{files}"),
        (true, Filler::Uv { .. }) => format!("{more} --preview-features pylock{files}"),
        (false, _) => format!(
            "{list} --format=freeze > /tmp/shipped.txt\n    \
             && {more} --constraint /tmp/shipped.txt{files}\n    \
             && rm /tmp/shipped.txt"
        ),
    };
    secretly(plan, &install.secrets, mounts, &text)
}

/// The options for what is built from its source.
fn without_binary(names: &[String]) -> String {
    names.iter().map(|name| format!(" --no-binary {}", shell_word(name))).collect()
}

/// Where pip finds the project's own settings for it.
fn settings(file: Option<&ProjectPath>, project: &str) -> String {
    file.map(|file| format!(" PIP_CONFIG_FILE={}", shell_word(&format!("{project}/{file}"))))
        .unwrap_or_default()
}

/// The options that tell uv of indexes by name. What is installed comes from its files; uv only takes the credentials of
/// an index that it knows by name from the environment.
fn named(indexes: &[NamedIndex]) -> String {
    let options = indexes
        .iter()
        .map(|index| format!(" \\\n    --index {}", shell_word(&format!("{}={}", index.name, index.url))));
    options.collect()
}

/// A Python that uv manages, at one place without the patch release in its name.
pub(super) fn install_python(image: &str, python: PythonVersion) -> Result<Item, SyntaxError> {
    let text = format!(
        "uv python install --no-bin --install-dir {UV_PYTHON}-versions {python}\n    \
         && ln -s {UV_PYTHON}-versions/cpython-{python}.* {UV_PYTHON}"
    );
    Ok(wrapped(Run { mounts: vec![uv(image)?], ..Run::shell(&text)? }))
}

/// The cache of pip, for what is compiled.
pub(super) fn pip_cache(plan: &Plan) -> Result<Mount, SyntaxError> {
    compiled(plan, "pip", PIP_CACHE)
}

/// Files of a stage at `target`.
fn of_stage(
    from: &StageName,
    source: Option<FlagWord>,
    writable: bool,
    target: &str,
) -> Result<Mount, SyntaxError> {
    let from = Some(Reference::from(from.clone()));
    Ok(Mount::Bind(BindMount { source, from, writable, ..BindMount::new(FlagWord::literal(target)?) }))
}

/// What the filler needs beside its files.
fn filler(plan: &Plan, filler: &Filler) -> Result<Vec<Mount>, SyntaxError> {
    match filler {
        Filler::Pip => Ok(vec![pip_cache(plan)?]),
        Filler::Uv { image } => Ok(vec![uv(image)?, compiled(plan, "uv", UV_CACHE)?]),
    }
}

/// The cache of what an installer fetched and compiled.
fn compiled(plan: &Plan, tool: &str, target: &str) -> Result<Mount, SyntaxError> {
    cache(&compiled_cache::id(plan, tool), target)
}

/// The cache of a stage in which nothing can be compiled.
fn fetched(plan: &Plan, tool: &str, target: &str) -> Result<Mount, SyntaxError> {
    cache(&format!("{}-{tool}", plan.release.to_string().replace(':', "-")), target)
}

fn cache(id: &str, target: &str) -> Result<Mount, SyntaxError> {
    let id = Some(FlagWord::literal(id)?);
    Ok(Mount::Cache(CacheMount { id, ..CacheMount::new(FlagWord::literal(target)?) }))
}

/// uv itself, in no layer.
fn uv(image: &str) -> Result<Mount, SyntaxError> {
    Ok(Mount::Bind(BindMount {
        source: Some(FlagWord::literal("/uv")?),
        from: Some(Reference::new(image)?),
        ..BindMount::new(FlagWord::literal("/bin/uv")?)
    }))
}

/// A command with its secrets, behind comments that say how each is handed over.
fn secretly(
    plan: &Plan,
    secrets: &[Secret],
    mut mounts: Vec<Mount>,
    text: &str,
) -> Result<Vec<Item>, SyntaxError> {
    let mut items = Vec::new();
    let mut exported = String::new();
    for secret in secrets {
        let need = if secret.required { "needs" } else { "takes, if there is need," };
        items.push(comment(&format!("{need} {}: {}", secret.option, secret.reason))?);
        mounts.push(match &secret.place {
            SecretPlace::File { id, target } => Mount::Secret(SecretMount {
                id: Some(FlagWord::literal(id)?),
                target: Some(FlagWord::literal(target)?),
                required: secret.required,
                ..SecretMount::default()
            }),
            // Older builders know secrets as files alone.
            SecretPlace::Variable(name) if plan.dialect == Dialect::Portable => {
                let file = format!("/run/secrets/{name}");
                let unless = if secret.required { String::new() } else { format!("test ! -f {file} || ") };
                // Writing to a string can't fail.
                let _ = write!(exported, "{{ {unless}{name}=\"$(cat {file})\" && export {name}; }} && ");
                Mount::Secret(SecretMount {
                    id: Some(FlagWord::literal(name.as_str())?),
                    required: secret.required,
                    ..SecretMount::default()
                })
            }
            SecretPlace::Variable(name) => Mount::Secret(SecretMount {
                id: Some(FlagWord::literal(name.as_str())?),
                env: Some(FlagWord::literal(name.as_str())?),
                required: secret.required,
                ..SecretMount::default()
            }),
            SecretPlace::Agent => Mount::Ssh(SshMount { required: secret.required, ..SshMount::default() }),
        });
    }
    items.push(wrapped(Run { mounts, ..Run::shell(&format!("{exported}{text}"))? }));
    Ok(items)
}
