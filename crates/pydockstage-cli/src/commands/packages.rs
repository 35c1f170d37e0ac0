use super::asked;
use crate::OK;
use crate::answer::Answer;
use crate::arguments::Format;
use clap::{Args, Subcommand};
use pydockstage_core::names::{DistributionName, SystemPackage};
use pydockstage_core::packages::{Catalog, Needs, ReleaseCatalog};
use pydockstage_core::report::Message;
use serde_json::{Value, json};
use std::str::FromStr;

#[derive(Debug, Args)]
pub(crate) struct Packages {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The runtime packages behind development packages
    Runtime(Question),
    /// What Python distributions need when they are built from their source
    For(Question),
    /// The packages that own shared libraries, the usual one first
    Owner(Question),
    /// The release's mapping of PEP 725's names, in PEP 804's form
    Export(Export),
}

#[derive(Debug, Args)]
struct Export {
    /// The distribution and its release, as debian:trixie
    #[arg(long, value_name = "DISTRIBUTION:RELEASE")]
    on: String,
    /// How the answer is written; the mapping itself is JSON in either
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Args)]
struct Question {
    /// What is asked about: libldap2-dev; python-ldap or psycopg[c]; libldap.so.2
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// The distribution and its release, as debian:trixie
    #[arg(long, value_name = "DISTRIBUTION:RELEASE")]
    on: String,
    /// The architecture, as arm64; by default amd64
    #[arg(long, value_name = "NAME")]
    architecture: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Packages {
    pub(crate) fn format(&self) -> Format {
        match &self.command {
            Command::Runtime(question) | Command::For(question) | Command::Owner(question) => question.format,
            Command::Export(export) => export.format,
        }
    }
}

type Asked<T> = Result<T, Box<Message>>;

/// What is said of one name: for people, and for programs.
type Said = (String, Value);

pub(crate) fn packages(arguments: &Packages) -> Result<Answer, Vec<Message>> {
    match &arguments.command {
        Command::Runtime(question) => question.answer(runtime),
        Command::For(question) => question.answer(needs),
        Command::Owner(question) => question.answer(owner),
        Command::Export(arguments) => export(arguments),
    }
}

fn export(arguments: &Export) -> Result<Answer, Vec<Message>> {
    let release = asked::release("--on", &arguments.on)?;
    let catalogs = asked::catalog()?;
    let catalog = catalogs.release(&release).map_err(|error| vec![Message::from(&error)])?;
    let mapping = catalog.mapping();
    Ok(Answer {
        status: OK,
        text: format!("{mapping:#}\n"),
        aside: format!("{}note: a registry calls it {}\n", asked::note(&catalog), catalog.mapping_name()),
        json: mapping,
    })
}

impl Question {
    /// Asks about each name; every one that is unknown is told of.
    fn answer(&self, ask: impl Fn(&ReleaseCatalog<'_>, &str) -> Asked<Said>) -> Result<Answer, Vec<Message>> {
        let release = asked::release("--on", &self.on)?;
        let architecture = asked::architecture(self.architecture.as_deref())?;
        let catalog: Catalog = asked::catalog()?;
        let catalog =
            catalog.release(&release).map_err(|error| vec![Message::from(&error)])?.on(architecture);
        let (mut text, mut rows, mut faults) = (String::new(), Vec::new(), Vec::new());
        for name in &self.names {
            match ask(&catalog, name) {
                Ok((line, row)) => {
                    text.push_str(&line);
                    rows.push(row);
                }
                Err(fault) => faults.push(*fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Answer {
            status: OK,
            text,
            aside: asked::note(&catalog),
            json: json!({
                "release": release,
                "architecture": architecture.as_str(),
                "own_catalog": catalog.is_added(),
                "answers": rows,
            }),
        })
    }
}

fn runtime(catalog: &ReleaseCatalog<'_>, name: &str) -> Asked<Said> {
    let (runtime, evidence) =
        catalog.pair(&named::<SystemPackage>(name)?).map_err(|error| Box::new(Message::from(&error)))?;
    let said = match (&runtime[..], evidence) {
        ([], None) => "none, it is a tool".to_owned(),
        ([], Some(_)) => "none, nothing of it is linked to".to_owned(),
        (runtime, _) => list(runtime),
    };
    Ok((format!("{name}: {said}\n"), json!({ "name": name, "runtime": runtime, "evidence": evidence })))
}

fn needs(catalog: &ReleaseCatalog<'_>, name: &str) -> Asked<Said> {
    let (plain, extras) = name.strip_suffix(']').and_then(|name| name.split_once('[')).unwrap_or((name, ""));
    let extras: Vec<&str> = extras.split(',').map(str::trim).filter(|extra| !extra.is_empty()).collect();
    let distribution = named::<DistributionName>(plain.trim())?;
    let Some(needs) = catalog.needs(&distribution, &extras) else {
        let near = catalog.nearest_distributions(&distribution);
        let hint =
            if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
        let text = format!("{name}: nothing is known of it: it is pure Python, or no one looked yet{hint}\n");
        return Ok((text, json!({ "name": name, "needs": null, "nearest": near })));
    };
    Ok((told(name, &needs), json!({ "name": name, "needs": needs })))
}

fn told(name: &str, needs: &Needs) -> String {
    let mut text = format!("{name}:\n");
    for (what, packages) in [("build", &needs.build), ("runtime", &needs.runtime), ("tools", &needs.tools)] {
        if !packages.is_empty() {
            text.extend(["  ", what, ": ", &list(packages), "\n"]);
        }
    }
    if needs.build.is_empty() && needs.runtime.is_empty() && needs.tools.is_empty() {
        text.push_str("  nothing\n");
    }
    for note in &needs.notes {
        text.extend(["  note: ", note, "\n"]);
    }
    text
}

fn owner(catalog: &ReleaseCatalog<'_>, name: &str) -> Asked<Said> {
    let owners = catalog.library(name).map_err(|error| Box::new(Message::from(&error)))?;
    Ok((format!("{name}: {}\n", list(&owners)), json!({ "name": name, "owners": owners })))
}

fn named<T: FromStr<Err = pydockstage_core::names::NameError>>(text: &str) -> Asked<T> {
    text.parse().map_err(|error: T::Err| Box::new(Message::new("bad-value", error.to_string())))
}

fn list(packages: &[SystemPackage]) -> String {
    packages.iter().map(SystemPackage::as_str).collect::<Vec<_>>().join(" ")
}
