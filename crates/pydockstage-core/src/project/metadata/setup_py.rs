use super::python_source::{Token, TokenKind, tokens};
use super::{EntryPoint, Metadata, Version};
use crate::names::DistributionName;
use crate::project::Found;
use crate::project::files::TextFile;
use pep440_rs::VersionSpecifiers;
use std::ops::Range;
use std::str::FromStr;

/// Reads what the text of a setup.py says about the project, without running it: the arguments of the first call of
/// `setup` that are written out as literals. Their origin says that they were found in code.
pub(in crate::project) fn read(file: &TextFile) -> Metadata {
    let tokens = tokens(&file.text);
    let mut metadata = Metadata::default();
    for Argument { name, value } in arguments(&tokens) {
        let Some(at) = value.first().map(|token| token.span.start) else { continue };
        if name == "entry_points" {
            for (script, entry_point, at) in console_scripts(value) {
                metadata.scripts.insert(script, Found::new(entry_point, file.origin(at)));
            }
            continue;
        }
        if name == "ext_modules" {
            metadata.extension_modules = Some(file.origin(at)).filter(|_| !is_nothing(value));
            continue;
        }
        let Some(text) = literal(value) else { continue };
        let origin = file.origin(at);
        match name {
            "name" => {
                metadata.name = DistributionName::from_str(&text).ok().map(|name| Found::new(name, origin));
            }
            "version" => {
                let version = pep440_rs::Version::from_str(&text).ok();
                metadata.version = version.map(|version| Found::new(Version::Static(version), origin));
            }
            "python_requires" => {
                let specifiers = VersionSpecifiers::from_str(&text).ok();
                metadata.requires_python = specifiers.map(|specifiers| Found::new(specifiers, origin));
            }
            "description" => metadata.description = Some(Found::new(text, origin)),
            "license" => metadata.license = Some(Found::new(text, origin)),
            "url" => {
                metadata.urls.insert("Homepage".to_owned(), Found::new(text, origin));
            }
            _ => {}
        }
    }
    metadata
}

/// Whether a value is an empty list, or `None`.
fn is_nothing(value: &[Token<'_>]) -> bool {
    let kinds: Vec<&TokenKind<'_>> = value.iter().map(|token| &token.kind).collect();
    matches!(kinds.as_slice(), [TokenKind::Word("None")] | [TokenKind::Symbol('['), TokenKind::Symbol(']')])
}

/// A keyword argument of a call.
#[derive(Debug)]
struct Argument<'a> {
    name: &'a str,
    value: &'a [Token<'a>],
}

/// The keyword arguments of the first call of `setup`.
fn arguments<'a>(tokens: &'a [Token<'a>]) -> Vec<Argument<'a>> {
    let is_call = |pair: &[Token<'_>]| {
        matches!(
            pair,
            [Token { kind: TokenKind::Word("setup"), .. }, Token { kind: TokenKind::Symbol('('), .. }]
        )
    };
    let is_definition = |at: usize| {
        at.checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|token| token.kind == TokenKind::Word("def"))
    };
    let call = tokens.windows(2).enumerate().find(|(at, pair)| is_call(pair) && !is_definition(*at));
    let Some((at, _)) = call else { return Vec::new() };
    let inside = tokens.get(at + 2..).unwrap_or_default();
    let mut arguments = Vec::new();
    for span in split(inside) {
        let argument = inside.get(span).unwrap_or_default();
        if let [
            Token { kind: TokenKind::Word(name), .. },
            Token { kind: TokenKind::Symbol('='), .. },
            value @ ..,
        ] = argument
        {
            arguments.push(Argument { name, value });
        }
    }
    arguments
}

/// Where the items of a list of tokens stand: between commas that no bracket encloses, up to the bracket that ends the
/// list, or the end.
fn split(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Symbol('(' | '[' | '{') => depth += 1,
            TokenKind::Symbol(')' | ']' | '}') if depth == 0 => {
                items.push(start..at);
                return items;
            }
            TokenKind::Symbol(')' | ']' | '}') => depth -= 1,
            TokenKind::Symbol(',') if depth == 0 => {
                items.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(start..tokens.len());
    items
}

/// The value of a string, which may be written in several that stand side by side.
fn literal(value: &[Token<'_>]) -> Option<String> {
    let mut text = String::new();
    for token in value {
        match &token.kind {
            TokenKind::Text(part) => text.push_str(part),
            _ => return None,
        }
    }
    (!text.is_empty()).then_some(text)
}

/// The commands in `{"console_scripts": ["name = module:function"]}`, each with its byte.
fn console_scripts(value: &[Token<'_>]) -> Vec<(String, EntryPoint, usize)> {
    let is_key = |token: &Token<'_>| token.kind == TokenKind::Text("console_scripts".to_owned());
    let Some(at) = value.iter().position(is_key) else { return Vec::new() };
    let [
        Token { kind: TokenKind::Symbol(':'), .. },
        Token { kind: TokenKind::Symbol('[' | '('), .. },
        items @ ..,
    ] = value.get(at + 1..).unwrap_or_default()
    else {
        return Vec::new();
    };
    let script = |span: Range<usize>| {
        let item = items.get(span)?;
        let text = literal(item)?;
        let (name, target) = text.split_once('=')?;
        Some((name.trim().to_owned(), EntryPoint::parse(target)?, item.first()?.span.start))
    };
    split(items).into_iter().filter_map(script).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Metadata {
        read(&TextFile::new("setup.py".parse().unwrap(), text.to_owned()))
    }

    #[test]
    fn literals_of_the_call_are_found_with_their_lines() {
        let metadata = read_text(
            "import setuptools\n\ndef setup():\n    pass\n\nsetuptools.setup(\n    name='My_Project',  # name='no'\n    \
             version='1.' '2',\n    python_requires=\">=3.9\",\n    packages=find_packages(exclude=['a']),\n    \
             entry_points={\n        'gui_scripts': [],\n        'console_scripts': ['run = my.cli:main', 'bad'],\n    },\n)\n",
        );
        let name = metadata.name.unwrap();
        assert_eq!(name.value.as_str(), "my-project");
        assert_eq!(name.origin.to_string(), "setup.py:7");
        assert!(name.origin.is_code());
        assert_eq!(metadata.version.unwrap().value, Version::Static("1.2".parse().unwrap()));
        assert_eq!(metadata.requires_python.unwrap().value.to_string(), ">=3.9");
        assert_eq!(metadata.scripts["run"].value.module, "my.cli");
        assert_eq!(metadata.scripts["run"].origin.line, Some(13));
    }

    #[test]
    fn extension_modules_are_told_by_their_argument() {
        let origin = |text| read_text(text).extension_modules.map(|origin| origin.to_string());
        assert_eq!(origin("setup(\n  ext_modules=[Extension('a', ['a.c'])])").as_deref(), Some("setup.py:2"));
        assert_eq!(origin("setup(ext_modules=cythonize('a.pyx'))").as_deref(), Some("setup.py:1"));
        assert_eq!(origin("setup(ext_modules=[])"), None);
        assert_eq!(origin("setup(ext_modules=None)"), None);
    }

    #[test]
    fn what_is_computed_is_not_guessed() {
        let metadata =
            read_text("setup(name=NAME, version='1' + x, description=f'{y}', url=open('z').read())");
        assert_eq!(metadata, Metadata::default());
        assert_eq!(read_text("setup(name='a' if b else 'c')"), Metadata::default());
        assert_eq!(read_text("print('setup(name=\"no\")')"), Metadata::default());
    }
}
