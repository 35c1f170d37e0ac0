use super::{FlagWord, Heredoc, NonEmpty, Reference, SyntaxError, Word, quote};

/// From where to where COPY and ADD go.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Paths {
    sources: NonEmpty<Source>,
    destination: Word,
}

/// A source of COPY and ADD.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// A path, a pattern; for ADD also an address.
    Path(Word),
    /// A file written in the Dockerfile itself.
    Heredoc(Heredoc),
}

impl Paths {
    /// Fails where there is no source, and where a heredoc stands beside a path with a blank: only the JSON form can
    /// hold that path, and no heredoc opens there.
    pub fn new(sources: impl IntoIterator<Item = Source>, destination: Word) -> Result<Self, SyntaxError> {
        let paths = Self { sources: NonEmpty::new(sources)?, destination };
        if paths.in_json() && paths.heredocs().next().is_some() {
            return Err(SyntaxError::new(
                "a path beside a heredoc",
                paths.words().find(|word| has_blank(word)).map(quote::word).unwrap_or_default(),
                "a blank stands in it",
            ));
        }
        Ok(paths)
    }

    /// One path to one place.
    pub fn one(source: Word, destination: Word) -> Self {
        Self { sources: NonEmpty::one(Source::Path(source)), destination }
    }

    /// The sources in order.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The destination.
    pub fn destination(&self) -> &Word {
        &self.destination
    }

    /// The heredocs among the sources, in order.
    pub fn heredocs(&self) -> impl Iterator<Item = &Heredoc> {
        self.sources.iter().filter_map(|source| match source {
            Source::Heredoc(heredoc) => Some(heredoc),
            Source::Path(_) => None,
        })
    }

    /// Whether a blank in one of the paths asks for the JSON form.
    pub(super) fn in_json(&self) -> bool {
        self.words().any(has_blank)
    }

    fn words(&self) -> impl Iterator<Item = &Word> {
        let sources = self.sources.iter().filter_map(|source| match source {
            Source::Path(path) => Some(path),
            Source::Heredoc(_) => None,
        });
        sources.chain([&self.destination])
    }
}

/// Whether the word can't stand in a list that is parted at blanks, whatever quotes it has.
pub(super) fn has_blank(word: &Word) -> bool {
    quote::word(word).contains(char::is_whitespace)
}

impl From<Word> for Source {
    fn from(path: Word) -> Self {
        Self::Path(path)
    }
}

impl From<Heredoc> for Source {
    fn from(heredoc: Heredoc) -> Self {
        Self::Heredoc(heredoc)
    }
}

/// `COPY`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CopyFiles {
    /// From where to where.
    pub paths: Paths,
    /// `--from`: a stage, an image or a context; the build's own context by default.
    pub from: Option<Reference>,
    /// `--chown`.
    pub chown: Option<FlagWord>,
    /// `--chmod`.
    pub chmod: Option<FlagWord>,
    /// `--link`: a layer that stands on no other.
    pub link: bool,
    /// `--parents`: keep the folders of the sources.
    pub parents: bool,
    /// `--exclude`, once for each pattern.
    pub exclude: Vec<FlagWord>,
}

impl CopyFiles {
    /// A COPY without flags.
    pub fn new(paths: Paths) -> Self {
        Self { paths, from: None, chown: None, chmod: None, link: false, parents: false, exclude: Vec::new() }
    }
}

/// `ADD`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AddFiles {
    /// From where to where.
    pub paths: Paths,
    /// `--keep-git-dir`.
    pub keep_git_dir: Option<bool>,
    /// `--checksum`.
    pub checksum: Option<FlagWord>,
    /// `--chown`.
    pub chown: Option<FlagWord>,
    /// `--chmod`.
    pub chmod: Option<FlagWord>,
    /// `--link`: a layer that stands on no other.
    pub link: bool,
    /// `--unpack`: without it local archives are unpacked and fetched ones are not.
    pub unpack: Option<bool>,
    /// `--exclude`, once for each pattern.
    pub exclude: Vec<FlagWord>,
}

impl AddFiles {
    /// An ADD without flags.
    pub fn new(paths: Paths) -> Self {
        Self {
            paths,
            keep_git_dir: None,
            checksum: None,
            chown: None,
            chmod: None,
            link: false,
            unpack: None,
            exclude: Vec::new(),
        }
    }
}

/// `VOLUME`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Volume(pub NonEmpty<Word>);
