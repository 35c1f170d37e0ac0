//! The owner's own steps as instructions.

use crate::dockerfile::{
    AddFiles, BindMount, CacheMount, CopyFiles, FlagWord, Heredoc, Item, Mount, Network, Paths, Reference,
    Run, RunCommand, Script, SecretMount, Sharing, Source, SshMount, Statement, SyntaxError, TmpfsMount,
    Word, shell_word,
};
use crate::names::EnvName;
use crate::plan::{Download, OwnCopy, OwnRun, Program, RunMount};
use crate::spec::values::{BuildNetwork, CacheSharing};
use indexmap::IndexMap;

/// A command, with all that holds for it alone.
pub(super) fn run(own: &OwnRun) -> Result<Item, SyntaxError> {
    let command = match &own.program {
        Program::Words(words) => Run::exec(with_variables(&own.variables, words))?.command,
        Program::Line(text) => {
            Run::shell(&format!("{}{text}", exports(&own.variables, "\n    && ")))?.command
        }
        Program::Script(text) => {
            RunCommand::Shell(script(&format!("set -e\n{}{text}", exports(&own.variables, "\n")))?)
        }
    };
    let run = Run {
        mounts: own.mounts.iter().map(mount).collect::<Result<_, _>>()?,
        network: own.network.map(network),
        ..Run::new(command)
    };
    let flags = run.mounts.len() + usize::from(run.network.is_some());
    Ok(flags_wrapped(Statement::new(run), flags).into())
}

/// Each flag on a line of its own, and what is behind them on one.
fn flags_wrapped(statement: Statement, flags: usize) -> Statement {
    let breaks = if flags == 0 { 0..=0 } else { 2..=flags + 1 };
    breaks.filter(|word| *word > 0).fold(statement, |statement, word| {
        statement.clone().break_before(word, Vec::new()).unwrap_or(statement)
    })
}

/// The program with its variables: `env` sets them without a shell.
fn with_variables(variables: &IndexMap<EnvName, String>, words: &[String]) -> Vec<String> {
    if variables.is_empty() {
        return words.to_vec();
    }
    let set = variables.iter().map(|(name, value)| format!("{name}={value}"));
    std::iter::once("env".to_owned()).chain(set).chain(words.iter().cloned()).collect()
}

fn exports(variables: &IndexMap<EnvName, String>, end: &str) -> String {
    if variables.is_empty() {
        return String::new();
    }
    let set: Vec<String> =
        variables.iter().map(|(name, value)| format!(" {name}={}", shell_word(value))).collect();
    format!("export{}{end}", set.concat())
}

/// A heredoc that nothing in the text ends.
fn script(text: &str) -> Result<Script, SyntaxError> {
    let mut name = "SCRIPT".to_owned();
    while text.lines().any(|line| line == name) {
        name.push('_');
    }
    Script::try_from(Heredoc::literal(&name, text)?)
}

fn network(network: BuildNetwork) -> Network {
    match network {
        BuildNetwork::Default => Network::Default,
        BuildNetwork::None => Network::None,
        BuildNetwork::Host => Network::Host,
    }
}

fn mount(mount: &RunMount) -> Result<Mount, SyntaxError> {
    let word = |text: &String| FlagWord::literal(text.as_str());
    let word_if = |text: &Option<String>| text.as_ref().map(word).transpose();
    Ok(match mount {
        RunMount::Cache { target, id, sharing } => Mount::Cache(CacheMount {
            id: id.as_ref().map(|id| FlagWord::literal(id.as_str())).transpose()?,
            sharing: sharing.map(|sharing| match sharing {
                CacheSharing::Shared => Sharing::Shared,
                CacheSharing::Private => Sharing::Private,
                CacheSharing::Locked => Sharing::Locked,
            }),
            ..CacheMount::new(word(target)?)
        }),
        RunMount::Bind { source, from, target, writable } => Mount::Bind(BindMount {
            source: word_if(source)?,
            from: from.as_ref().map(|from| Reference::new(from.as_str())).transpose()?,
            writable: *writable,
            ..BindMount::new(word(target)?)
        }),
        RunMount::Tmpfs { target, size } => Mount::Tmpfs(TmpfsMount {
            size: size.as_ref().map(|size| FlagWord::literal(size.as_str())).transpose()?,
            ..TmpfsMount::new(word(target)?)
        }),
        RunMount::Secret { id, target, env, required } => Mount::Secret(SecretMount {
            id: Some(FlagWord::literal(id.as_str())?),
            target: word_if(target)?,
            env: env.as_ref().map(|env| FlagWord::literal(env.as_str())).transpose()?,
            required: *required,
            ..SecretMount::default()
        }),
        RunMount::Ssh { id, target, required } => Mount::Ssh(SshMount {
            id: id.as_ref().map(|id| FlagWord::literal(id.as_str())).transpose()?,
            target: word_if(target)?,
            required: *required,
            ..SshMount::default()
        }),
    })
}

/// A copy. Not a link: a folder on its way may be a symbolic link of the distribution's.
pub(super) fn copy(own: &OwnCopy) -> Result<Item, SyntaxError> {
    let sources = own
        .sources
        .iter()
        .map(|source| Ok(Source::Path(super::instructions::pattern(source)?)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(CopyFiles {
        from: own.from.as_ref().map(|from| Reference::new(from.as_str())).transpose()?,
        chown: own.owner.as_ref().map(|owner| FlagWord::literal(owner.as_str())).transpose()?,
        chmod: own.mode.as_ref().map(|mode| FlagWord::literal(mode.as_str())).transpose()?,
        ..CopyFiles::new(Paths::new(sources, Word::literal(&own.target)?)?)
    }
    .into())
}

/// A fetched file.
pub(super) fn download(download: &Download) -> Result<Item, SyntaxError> {
    let paths = Paths::one(Word::literal(&download.address)?, Word::literal(&download.target)?);
    let add = AddFiles {
        checksum: Some(FlagWord::literal(download.checksum.as_str())?),
        chown: download.owner.as_ref().map(|owner| FlagWord::literal(owner.as_str())).transpose()?,
        chmod: download.mode.as_ref().map(|mode| FlagWord::literal(mode.as_str())).transpose()?,
        ..AddFiles::new(paths)
    };
    Ok(Statement::new(add).wrapped().into())
}
