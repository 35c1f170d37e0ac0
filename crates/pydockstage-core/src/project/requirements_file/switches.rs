use super::words::Word;
use std::ops::Range;

/// An option that a requirements file may hold (pip documentation, "Requirements File Format", "Supported options").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    IndexUrl,
    ExtraIndexUrl,
    NoIndex,
    Constraint,
    Requirement,
    Editable,
    FindLinks,
    NoBinary,
    OnlyBinary,
    PreferBinary,
    RequireHashes,
    NoRequireHashes,
    Pre,
    AllReleases,
    OnlyFinal,
    TrustedHost,
    UseFeature,
    GlobalOption,
    Hash,
    ConfigSettings,
}

/// Each option with its spellings.
const SPELLINGS: [(&str, Switch); 27] = [
    ("-i", Switch::IndexUrl),
    ("--index-url", Switch::IndexUrl),
    ("--pypi-url", Switch::IndexUrl),
    ("--extra-index-url", Switch::ExtraIndexUrl),
    ("--no-index", Switch::NoIndex),
    ("-c", Switch::Constraint),
    ("--constraint", Switch::Constraint),
    ("-r", Switch::Requirement),
    ("--requirement", Switch::Requirement),
    ("-e", Switch::Editable),
    ("--editable", Switch::Editable),
    ("-f", Switch::FindLinks),
    ("--find-links", Switch::FindLinks),
    ("--no-binary", Switch::NoBinary),
    ("--only-binary", Switch::OnlyBinary),
    ("--prefer-binary", Switch::PreferBinary),
    ("--require-hashes", Switch::RequireHashes),
    ("--no-require-hashes", Switch::NoRequireHashes),
    ("--pre", Switch::Pre),
    ("--all-releases", Switch::AllReleases),
    ("--only-final", Switch::OnlyFinal),
    ("--trusted-host", Switch::TrustedHost),
    ("--use-feature", Switch::UseFeature),
    ("--global-option", Switch::GlobalOption),
    ("--hash", Switch::Hash),
    ("-C", Switch::ConfigSettings),
    ("--config-settings", Switch::ConfigSettings),
];

impl Switch {
    fn takes_value(self) -> bool {
        !matches!(
            self,
            Self::NoIndex | Self::PreferBinary | Self::RequireHashes | Self::NoRequireHashes | Self::Pre
        )
    }

    /// The option meant by `--name`: written out, or shortened so that only one can be meant.
    fn long(name: &str) -> Result<Self, SwitchFault> {
        let unknown = || SwitchFault::Unknown(name.to_owned());
        if let Some((_, exact)) = SPELLINGS.iter().find(|(spelling, _)| *spelling == name) {
            return Ok(*exact);
        }
        let mut longer =
            SPELLINGS.iter().filter(|(spelling, _)| name.len() > 2 && spelling.starts_with(name));
        match (longer.next(), longer.next()) {
            (Some((_, only)), None) => Ok(*only),
            (Some(_), Some(_)) => Err(SwitchFault::Ambiguous(name.to_owned())),
            (None, _) => Err(unknown()),
        }
    }

    fn short(letter: char) -> Result<Self, SwitchFault> {
        let name = format!("-{letter}");
        let known = SPELLINGS.iter().find(|(spelling, _)| *spelling == name);
        known.map(|(_, switch)| *switch).ok_or(SwitchFault::Unknown(name))
    }
}

/// Why the options of a line can't be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SwitchFault {
    /// pip has no such option in a requirements file.
    #[error("`{0}` is no option of a requirements file")]
    Unknown(String),
    /// More than one option begins like this.
    #[error("`{0}` could be several options")]
    Ambiguous(String),
    /// The option needs a value.
    #[error("`{0}` needs a value")]
    ValueMissing(String),
    /// The option takes no value.
    #[error("`{0}` takes no value")]
    ValueForbidden(String),
}

/// An option as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) switch: Switch,
    /// Empty for an option without a value.
    pub(super) value: String,
    /// The bytes of the word that holds the value, or of the option where it takes none.
    pub(super) span: Range<usize>,
}

/// What the words of a line say.
#[derive(Debug, Default)]
pub(super) struct Switches {
    pub(super) given: Vec<Given>,
    /// Words that belong to no option: pip reads over them in silence.
    pub(super) stray: Vec<Word>,
}

/// Reads the options of a line as Python's `optparse` does for pip: `--name=value`, `--name value`, `-nvalue`,
/// `-n value`; a long name may be shortened; `--` ends the options.
pub(super) fn switches(words: Vec<Word>) -> Result<Switches, (SwitchFault, Range<usize>)> {
    let mut found = Switches::default();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let fault = |fault| (fault, word.span.clone());
        let (switch, name, attached) = if word.text == "--" {
            found.stray.extend(words);
            break;
        } else if word.text.starts_with("--") {
            let (name, value) = match word.text.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (word.text.as_str(), None),
            };
            (Switch::long(name).map_err(fault)?, name, value)
        } else if let Some(letters) = word.text.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            // Every short option takes a value, so that the rest of the word is one.
            let letter = letters.chars().next().unwrap_or_default();
            let (name, rest) = word.text.split_at(1 + letter.len_utf8());
            (Switch::short(letter).map_err(fault)?, name, Some(rest).filter(|rest| !rest.is_empty()))
        } else {
            found.stray.push(word);
            continue;
        };
        let given = match (switch.takes_value(), attached) {
            (true, Some(value)) => Given { switch, value: value.to_owned(), span: word.span },
            (true, None) => {
                let missing = || (SwitchFault::ValueMissing(name.to_owned()), word.span.clone());
                let value = words.next().ok_or_else(missing)?;
                Given { switch, value: value.text, span: value.span }
            }
            (false, None) => Given { switch, value: String::new(), span: word.span },
            (false, Some(_)) => return Err(fault(SwitchFault::ValueForbidden(name.to_owned()))),
        };
        found.given.push(given);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn given(line: &str) -> Result<Vec<(Switch, String)>, SwitchFault> {
        let found = switches(words(line, 0).unwrap()).map_err(|(fault, _)| fault)?;
        Ok(found.given.into_iter().map(|given| (given.switch, given.value)).collect())
    }

    #[test]
    fn every_way_of_writing_an_option_is_read() {
        for line in [
            "-r base.txt",
            "-rbase.txt",
            "--requirement base.txt",
            "--requirement=base.txt",
            "--requirem base.txt",
        ] {
            assert_eq!(given(line), Ok(vec![(Switch::Requirement, "base.txt".to_owned())]), "{line}");
        }
        assert_eq!(
            given("--pre --hash=a:b"),
            Ok(vec![(Switch::Pre, String::new()), (Switch::Hash, "a:b".to_owned())])
        );
        assert_eq!(given("-i -r"), Ok(vec![(Switch::IndexUrl, "-r".to_owned())]));
    }

    #[test]
    fn an_option_that_pip_would_refuse_is_refused() {
        assert_eq!(given("--upgrade"), Err(SwitchFault::Unknown("--upgrade".to_owned())));
        assert_eq!(given("-U"), Err(SwitchFault::Unknown("-U".to_owned())));
        assert_eq!(given("--no"), Err(SwitchFault::Ambiguous("--no".to_owned())));
        assert_eq!(given("--requirement"), Err(SwitchFault::ValueMissing("--requirement".to_owned())));
        assert_eq!(given("--pre=1"), Err(SwitchFault::ValueForbidden("--pre".to_owned())));
    }

    #[test]
    fn a_word_of_no_option_is_stray() {
        let found = switches(words("--pre flask -- -r x", 0).unwrap()).unwrap();
        let stray: Vec<_> = found.stray.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(stray, ["flask", "-r", "x"]);
    }
}
