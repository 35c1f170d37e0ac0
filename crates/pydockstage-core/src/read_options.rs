use crate::names::ProjectPath;
use crate::project::{LockKind, LockWish, ReadOptions, SetParts};
use crate::spec::values::Installer;
use crate::spec::{SetSource, Spec, WrittenList};

/// Where the owner says that things are.
pub(crate) fn read_options(spec: &Spec) -> ReadOptions {
    let requirements = &spec.requirements;
    let installer = spec.installer.as_ref().map(|installer| installer.value);
    ReadOptions {
        requirements_directory: requirements.directory.as_ref().map(|directory| directory.value.clone()),
        assets: spec.assets.as_ref().map(|assets| {
            assets.value.directory.as_ref().map_or_else(ProjectPath::root, |folder| folder.value.clone())
        }),
        default_set: requirements.default.as_ref().map(|default| default.value.clone()),
        sets: requirements
            .sets
            .iter()
            .map(|(name, source)| (name.clone(), parts_of(&source.value)))
            .collect(),
        lock: match installer {
            None => LockWish::Any,
            Some(Installer::Pip) => LockWish::None,
            // uv also installs requirements files, and what pyproject.toml declares.
            Some(Installer::Uv) => LockWish::IfThere(LockKind::Uv),
            Some(Installer::Poetry) => LockWish::Of(LockKind::Poetry),
            Some(Installer::Pdm) => LockWish::Of(LockKind::Pdm),
            Some(Installer::Pipenv) => LockWish::Of(LockKind::Pipenv),
            Some(Installer::Pylock) => LockWish::Of(LockKind::Pylock),
        },
        has_command: spec.command.is_some() || spec.entrypoint.is_some(),
        context: spec.context.as_ref().map(|context| context.value.to_string()),
        workspace: None,
    }
}

/// What a set of the owner's own making is made of.
fn parts_of(source: &SetSource) -> SetParts {
    SetParts {
        files: list(source.files.as_ref()),
        extras: list(source.extras.as_ref()),
        groups: list(source.groups.as_ref()),
    }
}

fn list<T: Clone>(written: Option<&WrittenList<T>>) -> Vec<T> {
    written.iter().flat_map(|list| &list.value).map(|item| item.value.clone()).collect()
}
