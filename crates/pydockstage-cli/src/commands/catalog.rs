use super::asked;
use crate::OK;
use crate::answer::Answer;
use crate::arguments::Format;
use crate::progress::Progress;
use clap::{Args, Subcommand};
use pydockstage_catalog::source::{SharedClient, Source};
use pydockstage_catalog::{Options, StoreError, store};
use pydockstage_core::names::Release;
use pydockstage_core::packages::{
    Architecture, BuildError, CACHE_VARIABLE, Catalog as Catalogs, ReleaseHeader, catalog_directory,
    catalog_file,
};
use pydockstage_core::report::{Message, Place};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Catalog {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a release's catalog from its index, and keep it
    ///
    /// From then on the release is known by its name, to each command and in Python. One that was there before stays
    /// until the new one is whole.
    Add(Add),
    /// Make a release's catalog from its index, and print it
    Build(Build),
    /// List the catalogs there are
    List(List),
    /// Take a catalog away that was added
    Remove(Remove),
}

/// Where an index is and what of it is read.
#[derive(Debug, Args)]
struct Index {
    /// The release, as ubuntu:noble
    #[arg(value_name = "RELEASE")]
    release: String,
    /// The root of a mirror or a repository: what holds `dists`, `Packages`, `repodata` or `APKINDEX.tar.gz`
    #[arg(long, value_name = "URL|DIR")]
    from: String,
    /// A component, as universe; for dnf the folder of a repository, as 'CRB/$basearch/os'. Several are several options
    #[arg(long = "component", value_name = "NAME")]
    components: Vec<String>,
    /// An architecture, as arm64; by default amd64. Several are several options
    #[arg(long = "architecture", value_name = "NAME")]
    architectures: Vec<String>,
    /// Fetch and open the packages that the index leaves in doubt
    ///
    /// A library's name for the linker may stand for a library of another name (libmysqlclient.so is libmariadb.so.3);
    /// Debian's index does not tell, its packages do. It takes some hundred packages more for a whole distribution.
    #[arg(long)]
    open: bool,
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    index: Index,
    /// Keep what is known of the release already, for a repository that stands beside the distribution's own
    #[arg(long)]
    extend: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Args)]
struct Build {
    #[command(flatten)]
    index: Index,
    /// Write the catalog to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Args)]
struct List {
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Args)]
struct Remove {
    /// The release, as ubuntu:noble
    #[arg(value_name = "RELEASE")]
    release: String,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Catalog {
    pub(crate) fn format(&self) -> Format {
        match &self.command {
            Command::Add(arguments) => arguments.format,
            Command::Build(arguments) => arguments.format,
            Command::List(arguments) => arguments.format,
            Command::Remove(arguments) => arguments.format,
        }
    }
}

/// What is on the network is asked for by `client`.
pub(crate) fn catalog(arguments: &Catalog, client: &SharedClient) -> Result<Answer, Vec<Message>> {
    match &arguments.command {
        Command::Add(arguments) => add(arguments, client),
        Command::Build(arguments) => build(arguments, client),
        Command::List(_) => list(),
        Command::Remove(arguments) => remove(arguments),
    }
}

impl Index {
    /// The release, its source and how it is read.
    fn resolved(
        &self,
        progress: &Progress,
        client: &SharedClient,
    ) -> Result<(Release, Source, Options), Vec<Message>> {
        let release = asked::release("RELEASE", &self.release)?;
        let mut options = Options {
            components: self.components.clone(),
            open_packages: self.open,
            watch: progress.watch(),
            ..Options::default()
        };
        if !self.architectures.is_empty() {
            let parsed: Result<Vec<Architecture>, _> =
                self.architectures.iter().map(|name| asked::architecture(Some(name))).collect();
            options.architectures = parsed?;
            options.architectures.dedup();
        }
        let source = Source::from_argument(&self.from, client);
        if let Source::Directory(directory) = &source
            && !directory.is_dir()
        {
            let message = Message::new("index-missing", format!("--from: `{}` is no directory", self.from))
                .help("give a directory, or an address that begins with https:// or http://");
            return Err(vec![message]);
        }
        Ok((release, source, options))
    }

    /// The error with where the index was looked for.
    fn told(&self, error: &BuildError) -> Vec<Message> {
        vec![Message::from(error).note(format!("looked for in {}", self.from))]
    }
}

fn add(arguments: &Add, client: &SharedClient) -> Result<Answer, Vec<Message>> {
    let progress = Progress::new();
    let (release, source, options) = arguments.index.resolved(&progress, client)?;
    let directory = directory()?;
    let known = if arguments.extend { Some(asked::catalog()?) } else { None };
    let added = store::add(&directory, &release, &source, &options, known.as_ref());
    drop(progress);
    let header = added.map_err(|error| match error {
        StoreError::Build(error) => arguments.index.told(&error),
        StoreError::Package(error) => vec![Message::from(&error)],
        StoreError::Text { file, fault } => {
            vec![Message::from(&fault).at(Place::file(file.display().to_string()))]
        }
        other => vec![Message::new("catalog", other.to_string())],
    })?;
    let file = catalog_file(&directory, &release);
    Ok(Answer {
        status: OK,
        text: format!("{release}: added, {}\n", origin(&header)),
        aside: String::new(),
        json: json!({ "status": "added", "file": file, "header": header }),
    })
}

fn build(arguments: &Build, client: &SharedClient) -> Result<Answer, Vec<Message>> {
    let progress = Progress::new();
    let (release, source, options) = arguments.index.resolved(&progress, client)?;
    let made = pydockstage_catalog::build(&release, &source, &options);
    drop(progress);
    let text = made.map_err(|error| arguments.index.told(&error))?.to_text();
    let header = ReleaseHeader::all(&text).next();
    match &arguments.output {
        Some(file) => {
            store::write(file, &text).map_err(|error| vec![Message::from(&error)])?;
            Ok(Answer {
                status: OK,
                text: format!("{}: written\n", file.display()),
                aside: String::new(),
                json: json!({ "status": "written", "file": file, "header": header }),
            })
        }
        None => Ok(Answer {
            status: OK,
            json: json!({ "status": "made", "header": header, "text": text }),
            text,
            aside: String::new(),
        }),
    }
}

fn list() -> Result<Answer, Vec<Message>> {
    let catalog = asked::catalog()?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    let kept = catalog.kept();
    for header in Catalogs::embedded().headers() {
        let is_hidden = kept.iter().any(|(release, ..)| *release == header.release);
        let hidden = if is_hidden { "; your own goes before it" } else { "" };
        text += &[&header.release.to_string(), ": part of pydockstage, ", &origin(&header), hidden, "\n"]
            .concat();
        rows.push(
            json!({ "release": header.release, "embedded": true, "used": !is_hidden, "header": header }),
        );
    }
    for (release, file, header) in &kept {
        let (told, fault): (String, Value) = match header {
            Ok(header) => (format!("{}\n    {}", origin(header), file.display()), Value::Null),
            Err(fault) => {
                (format!("can't be used: {fault}\n    {}", file.display()), fault.to_string().into())
            }
        };
        text += &[&release.to_string(), ": your own, ", &told, "\n"].concat();
        rows.push(json!({
            "release": release,
            "embedded": false,
            "used": header.is_ok(),
            "file": file,
            "header": header.as_ref().ok(),
            "fault": fault,
        }));
    }
    Ok(Answer { status: OK, text, aside: String::new(), json: json!({ "catalogs": rows }) })
}

fn remove(arguments: &Remove) -> Result<Answer, Vec<Message>> {
    let release = asked::release("RELEASE", &arguments.release)?;
    let directory = directory()?;
    let is_removed = store::remove(&directory, &release).map_err(|error| match error {
        StoreError::Build(error) => vec![Message::from(&error)],
        other => vec![Message::new("catalog", other.to_string())],
    })?;
    if !is_removed {
        let message =
            Message::new("no-such-catalog", format!("there is no catalog of your own for {release}"))
                .note(format!("looked for: {}", catalog_file(&directory, &release).display()))
                .help("see which there are: pydockstage catalog list");
        return Err(vec![message]);
    }
    Ok(Answer {
        status: OK,
        text: format!("{release}: removed\n"),
        aside: String::new(),
        json: json!({ "status": "removed", "release": release }),
    })
}

/// Where the knowledge of a release comes from, in a few words.
fn origin(header: &ReleaseHeader) -> String {
    if header.is_by_hand() {
        return format!("a small table by hand, of {}", header.date);
    }
    let mut machines: Vec<&str> =
        header.sources.iter().map(|source| source.split(':').next().unwrap_or(source)).collect();
    machines.dedup();
    format!("index of {}, {}", header.date, machines.join(" and "))
}

fn directory() -> Result<PathBuf, Vec<Message>> {
    catalog_directory().ok_or_else(|| {
        let message =
            Message::new("no-cache-directory", "this system names no directory for a user's caches");
        vec![message.help(format!("name one: {CACHE_VARIABLE}=/path/to/it"))]
    })
}
