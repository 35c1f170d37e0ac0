//! What an expert turns on where it helps: certificates, a first process, more bytecode, labels.

use super::names_and_paths::own;
use super::resolve::Context;
use super::{Action, OwnCopy, OwnRun, Package, Program, Reason, Step};
use crate::names::{EnvName, Family};
use crate::project::Version;
use crate::spec::values::Bytecode;
use indexmap::IndexMap;

/// The owner's certificates, trusted by every program that is known to have a list of its own.
pub(super) fn certificates(context: &Context<'_>) -> Vec<Step> {
    let Some(written) = &context.spec.certificates else { return Vec::new() };
    if written.value.is_empty() {
        return Vec::new();
    }
    // ca-certificates of Debian and Alpine; update-ca-trust(8) of Fedora and its kin.
    let (folder, command, bundle) = match context.release.distribution().family() {
        Family::Dnf => {
            ("/etc/pki/ca-trust/source/anchors/", "update-ca-trust", "/etc/pki/tls/certs/ca-bundle.crt")
        }
        _ => (
            "/usr/local/share/ca-certificates/",
            "update-ca-certificates",
            "/etc/ssl/certs/ca-certificates.crt",
        ),
    };
    let reason = |text: &str| Reason::written(text, &written.origin);
    let copy = OwnCopy {
        from: None,
        sources: written.values().map(ToString::to_string).collect(),
        target: folder.to_owned(),
        owner: None,
        mode: "0644".parse().ok(),
    };
    let run = OwnRun {
        program: Program::Words(vec![command.to_owned()]),
        variables: IndexMap::new(),
        mounts: Vec::new(),
        network: None,
    };
    // pip and requests bring lists of their own, uv and OpenSSL read the first, Node adds to its own.
    let variables = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT", "NODE_EXTRA_CA_CERTS"];
    let variables: IndexMap<EnvName, String> =
        variables.into_iter().map(|name| (own(name), bundle.to_owned())).collect();
    vec![
        Step::new(Action::OwnCopy(copy), reason("the owner's certificates")),
        Step::new(Action::OwnRun(run), reason("into the list that the distribution's programs trust")),
        Step::new(
            Action::SetEnvironment { path_first: None, variables },
            reason("and for programs that bring a list of their own"),
        ),
    ]
}

/// A first process that hands signals on and reaps what is orphaned.
pub(super) fn init(context: &Context<'_>) -> Option<Package> {
    let written = context.spec.init.as_ref().filter(|init| init.value)?;
    Some(Package {
        name: own("tini"),
        reason: Reason::written(
            "the first process: hands signals on, and reaps what is orphaned",
            &written.origin,
        ),
        runtime: Vec::new(),
    })
}

/// The words that stand before every command.
pub(super) fn entrypoint(context: &Context<'_>) -> Vec<String> {
    if context.spec.init.as_ref().is_some_and(|init| init.value) {
        ["tini", "--"].map(str::to_owned).to_vec()
    } else {
        Vec::new()
    }
}

/// Compiles the standard library, which the official images leave to each start.
pub(super) fn bytecode(context: &Context<'_>) -> Option<Step> {
    let written = context.spec.bytecode.as_ref().filter(|bytecode| bytecode.value == Bytecode::All)?;
    Some(Step::new(
        Action::CompileLibrary,
        Reason::written(
            "a start reads bytecode instead of compiling, and no user of the container could keep it",
            &written.origin,
        ),
    ))
}

/// Labels from the metadata (OCI image specification, annotations); the owner's go before them.
pub(super) fn labels(context: &Context<'_>) -> Option<Step> {
    let written = context.spec.metadata_labels.as_ref().filter(|labels| labels.value)?;
    let metadata = context.project.metadata();
    let mut labels = IndexMap::new();
    let mut origins = vec![written.origin.to_string()];
    let mut add = |name: &str, value: Option<(String, String)>| {
        let key = format!("org.opencontainers.image.{name}");
        let is_owners = context.spec.labels.keys().any(|label| label.as_str() == key);
        if let Some((value, origin)) = value.filter(|_| !is_owners) {
            labels.insert(key, value.split_whitespace().collect::<Vec<_>>().join(" "));
            origins.push(origin);
        }
    };
    add("title", metadata.name.as_ref().map(|name| (name.value.to_string(), name.origin.to_string())));
    add(
        "description",
        metadata.description.as_ref().map(|text| (text.value.clone(), text.origin.to_string())),
    );
    add(
        "version",
        metadata.version.as_ref().and_then(|version| match &version.value {
            Version::Static(number) => Some((number.to_string(), version.origin.to_string())),
            Version::Dynamic => None,
        }),
    );
    add("licenses", metadata.license.as_ref().map(|text| (text.value.clone(), text.origin.to_string())));
    let address = |wanted: &[&str]| {
        let urls = metadata.urls.iter();
        let mut fitting = urls.filter(|(label, _)| wanted.contains(&label.to_ascii_lowercase().as_str()));
        fitting.next().map(|(_, url)| (url.value.clone(), url.origin.to_string()))
    };
    add("source", address(&["source", "source code", "repository", "code", "github"]));
    add("url", address(&["homepage", "home", "home-page", "home page"]));
    add("documentation", address(&["documentation", "docs"]));
    (!labels.is_empty()).then(|| {
        Step::new(
            Action::SetLabels { labels },
            Reason::gathered("what the project says about itself", origins),
        )
    })
}

/// What only the build knows, as the last of all: each new value would build again what stands behind it.
pub(super) fn revision(context: &Context<'_>) -> Vec<Step> {
    let Some(written) = context.spec.metadata_labels.as_ref().filter(|labels| labels.value) else {
        return Vec::new();
    };
    [
        ("REVISION", "revision", "the commit that the image is built from"),
        ("CREATED", "created", "when it is built, as 2026-01-31T12:00:00Z"),
    ]
    .into_iter()
    .flat_map(|(argument, label, description)| {
        let name: EnvName = own(argument);
        let reason = Reason::written("known to the build alone", &written.origin);
        [
            Step::new(
                Action::DeclareArgument {
                    name: name.clone(),
                    default: "unknown".to_owned(),
                    description: description.to_owned(),
                },
                reason.clone(),
            ),
            Step::new(
                Action::LabelArgument { label: format!("org.opencontainers.image.{label}"), argument: name },
                reason,
            ),
        ]
    })
    .collect()
}
