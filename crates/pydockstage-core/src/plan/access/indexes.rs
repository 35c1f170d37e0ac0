use super::{Access, add, file};
use crate::names::{EnvName, SetName};
use crate::plan::installers::Chosen;
use crate::plan::{NamedIndex, PlanError, Reason, Secret, SecretPlace};
use crate::project::{Credentials, GlobalOption, PackageIndex, Project, host, user};
use crate::spec::Spec;
use crate::spec::values::IndexCredentials;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Where programs look for the passwords of hosts (manual of netrc; pip documentation, "Authentication"; uv
/// documentation, "HTTP credentials").
const NETRC: &str = "/root/.netrc";

/// What the indexes of the project ask for.
pub(super) fn access(project: &Project, spec: &Spec, chosen: &Chosen) -> Result<Access, PlanError> {
    let mut access = Access::default();
    let wish = spec.index_credentials.as_ref();
    let is_uv = !chosen.filler.is_pip();
    let sets = project.sets().len();
    for (variable, users) in variables(project) {
        let required = users.len() == sets;
        add(&mut access.secrets, of_variable(&variable, required, users.values().flatten()));
    }
    let settings: Vec<(PackageIndex, bool)> =
        project.indexes().iter().map(|index| (index.clone(), true)).collect();
    if !is_uv {
        access.pip_settings = project.pip_settings().cloned();
    }
    for (index, is_setting) in settings.into_iter().chain(of_sets(project)) {
        if index.url.starts_with("file:") || is_setting && is_uv && project.deciding().is_none() {
            continue;
        }
        let required = match (wish.map(|wish| wish.value), index.credentials) {
            (_, Credentials::None) | (Some(IndexCredentials::None), _) => continue,
            (Some(IndexCredentials::Required), _) | (None, Credentials::Needed) => true,
            (Some(IndexCredentials::Optional), _) | (None, Credentials::Untold) => false,
        };
        // pip takes the name alone for all there is, and looks up no password for it.
        if !is_uv && index.variables.is_empty() && user(&index.url).is_some() {
            return Err(PlanError::UserOfIndex { url: index.url, origin: index.origin });
        }
        let mut new = Vec::new();
        match &index.name {
            _ if !index.variables.is_empty() => {
                // Those of requirements files are known by now, for the sets that name them.
                let variables = index.variables.iter().filter(|_| is_setting);
                new.extend(variables.map(|variable| of_variable(variable, true, [&index.origin])));
            }
            Some(name) if is_uv => {
                let url = index.url.clone();
                access.indexes.push(NamedIndex { name: name.clone(), url });
                new.extend(of_uv(name, &index, required));
            }
            _ => new.push(netrc(host(&index.url).unwrap_or_default(), Some(&index), required)),
        }
        for secret in new {
            add(&mut access.secrets, secret);
        }
    }
    if let Some(written) = wish.filter(|wish| wish.value == IndexCredentials::Required)
        && access.secrets.is_empty()
    {
        let mut secret = netrc("the index", None, true);
        secret.reason.origins.push(written.origin.to_string());
        add(&mut access.secrets, secret);
    }
    // uv builds with what the project's settings name.
    if is_uv {
        access.own_secrets.clone_from(&access.secrets);
    }
    Ok(access)
}

/// The variables in requirements files, each with the sets that have it, and there with its places.
fn variables(project: &Project) -> IndexMap<EnvName, IndexMap<SetName, Vec<String>>> {
    let mut variables: IndexMap<EnvName, IndexMap<SetName, Vec<String>>> = IndexMap::new();
    for (name, set) in project.sets() {
        for variable in set.variables() {
            let written = format!("${{{variable}}}");
            let options = set.options().iter().filter(|option| match &option.value {
                GlobalOption::IndexUrl(url)
                | GlobalOption::ExtraIndexUrl(url)
                | GlobalOption::FindLinksUrl(url) => url.contains(&written),
                _ => false,
            });
            let requirements =
                set.requirements().iter().filter(|requirement| requirement.variables.contains(variable));
            let mut places: Vec<String> = options.map(|option| option.origin.to_string()).collect();
            places.extend(requirements.map(|requirement| requirement.origin.to_string()));
            if places.is_empty() {
                places.push(set.origin().to_string());
            }
            variables.entry(variable.clone()).or_default().insert(name.clone(), places);
        }
    }
    variables
}

/// The indexes in requirements files. One that not every set has is asked for by none.
fn of_sets(project: &Project) -> Vec<(PackageIndex, bool)> {
    let mut found: IndexMap<String, (PackageIndex, usize)> = IndexMap::new();
    for set in project.sets().values() {
        let mut seen = BTreeSet::new();
        for option in set.options() {
            let (GlobalOption::IndexUrl(url)
            | GlobalOption::ExtraIndexUrl(url)
            | GlobalOption::FindLinksUrl(url)) = &option.value
            else {
                continue;
            };
            if !url.contains("://") || !seen.insert(url.clone()) {
                continue;
            }
            let index = PackageIndex::new(None, url, option.origin.clone());
            found.entry(url.clone()).or_insert((index, 0)).1 += 1;
        }
    }
    let all = project.sets().len();
    found
        .into_values()
        .map(|(mut index, sets)| {
            if index.credentials == Credentials::Needed && sets < all {
                index.credentials = Credentials::Untold;
            }
            (index, false)
        })
        .collect()
}

/// A variable of that name, which pip and uv put into the lines of a requirements file (pip documentation,
/// "Requirements File Format", "Using environment variables").
fn of_variable(name: &EnvName, required: bool, origins: impl IntoIterator<Item = impl ToString>) -> Secret {
    let origins = origins.into_iter().map(|origin| origin.to_string());
    variable(
        name.clone(),
        required,
        Reason::gathered(format!("stands as ${{{name}}} in an address"), origins),
    )
}

/// What uv is given for an index with a name (uv documentation, "Package indexes", "Authentication").
fn of_uv(name: &str, index: &PackageIndex, required: bool) -> Vec<Secret> {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    let part = |part: &str| format!("UV_INDEX_{name}_{part}").parse::<EnvName>().ok();
    let reason = reason(host(&index.url).unwrap_or_default(), index);
    ["USERNAME", "PASSWORD"]
        .into_iter()
        .filter_map(part)
        .map(|name| variable(name, required, reason.clone()))
        .collect()
}

fn variable(name: EnvName, required: bool, reason: Reason) -> Secret {
    let option = format!("--secret id={name},env={name}");
    Secret { place: SecretPlace::Variable(name), option, required, reason }
}

fn netrc(host: &str, index: Option<&PackageIndex>, required: bool) -> Secret {
    let (place, option) = file("netrc", NETRC, "$HOME/.netrc");
    let reason = match index {
        Some(index) => reason(host, index),
        None => Reason::default_choice(format!("credentials for {host}")),
    };
    Secret { place, option, required, reason }
}

fn reason(host: &str, index: &PackageIndex) -> Reason {
    Reason::written(format!("credentials for {host}"), &index.origin)
}
