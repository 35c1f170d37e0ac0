//! The law of the syntax tree: what is written is read back as it was, for every tree that can be built; and no text
//! makes the reader fall over.

mod dockerfile_trees;

use dockerfile_trees::{dockerfile, hard_text};
use proptest::collection::vec;
use proptest::prelude::*;
use pydockstage_core::dockerfile::{Dockerfile, ParseError, Parsed, parse, write};
use std::path::PathBuf;

/// 512 unless `PROPTEST_CASES` says otherwise. A failure prints its case; no file of seeds is kept, since they mean
/// another case with each change of a strategy.
fn cases() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(512),
        max_local_rejects: u32::MAX,
        max_global_rejects: u32::MAX,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The text is read, or refused with a place inside it; and what is read can be written and read again.
fn check(text: &str) -> Result<(), TestCaseError> {
    match parse(text) {
        Ok(Parsed { tree, positions }) => {
            prop_assert_eq!(positions.len(), tree.items().len());
            for position in &positions {
                prop_assert!(text.get(position.span.clone()).is_some(), "{:?} in {:?}", position, text);
                prop_assert!(*position.lines.start() >= 1 && position.lines.start() <= position.lines.end());
            }
            let written = write(&tree);
            let again = parse(&written).map(|parsed| parsed.tree);
            prop_assert_eq!(again, Ok(tree), "written: {:?}, from: {:?}", written, text);
        }
        Err(ParseError { span, line, column, found, .. }) => {
            prop_assert!(
                text.get(span.clone()).is_some_and(|meant| meant.starts_with(&found)),
                "{:?} {:?}",
                span,
                text
            );
            prop_assert!(line >= 1 && column >= 1);
        }
    }
    Ok(())
}

/// Real files: those of the repository's own corpus.
#[allow(clippy::unwrap_used, reason = "a corpus that can't be read is the test's failure")]
fn corpus() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/dockerfiles");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| String::from_utf8(std::fs::read(path).unwrap()).unwrap()).collect()
}

#[test]
fn every_file_of_the_corpus_is_read_and_written() {
    for text in corpus() {
        let parsed = parse(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
        let written = write(&parsed.tree);
        assert_eq!(parse(&written).map(|parsed| parsed.tree).as_ref(), Ok(&parsed.tree), "{written}");
        assert_eq!(write(&parse(&written).unwrap().tree), written);
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn what_is_written_is_read_back(file in dockerfile()) {
        let text = write(&file);
        let read: Result<Dockerfile, ParseError> = parse(&text).map(|parsed| parsed.tree);
        prop_assert_eq!(read, Ok(file), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_lines_of_a_dockerfile_are_read_or_refused(
        lines in vec((proptest::sample::select(KEYWORDS), hard_text(), proptest::sample::select(ENDS)), 0..8)
    ) {
        check(&lines.into_iter().flat_map(|(keyword, rest, end)| [keyword.to_owned(), rest, end.to_owned()]).collect::<String>())?;
    }

    #[test]
    fn a_changed_file_is_read_or_refused(
        which in any::<proptest::sample::Index>(),
        changes in vec((any::<proptest::sample::Index>(), 0..20_usize, hard_text()), 1..6)
    ) {
        let mut text = which.get(&corpus()).clone();
        for (at, length, new) in changes {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start.min(end)..end.max(start), &new);
        }
        check(&text)?;
    }
}

const KEYWORDS: &[&str] = &[
    "FROM ",
    "run ",
    "CMD ",
    "LABEL ",
    "MAINTAINER ",
    "EXPOSE ",
    "ENV ",
    "ADD ",
    "COPY ",
    "ENTRYPOINT ",
    "VOLUME ",
    "USER ",
    "WORKDIR ",
    "ARG ",
    "ONBUILD ",
    "ONBUILD RUN ",
    "ONBUILD COPY ",
    "STOPSIGNAL ",
    "HEALTHCHECK ",
    "HEALTHCHECK CMD ",
    "SHELL ",
    "  ",
    "\t",
    "# ",
    "#",
    "# escape=",
    "# syntax=",
    "",
    "RUN --mount=",
    "COPY --chown=",
    "COPY --link ",
    "COPY <<EOF ",
    "RUN <<EOF ",
    "EOF",
    "CMD [\"a\", ",
    "\u{feff}",
    "RUN -- ",
    "ADD [",
];

const ENDS: &[&str] = &[
    "\n",
    "\r\n",
    " \\\n",
    "\\\n",
    "`\n",
    " ` \n",
    "\\ \r\n",
    "\n\n",
    "",
    "\"]\n",
    " a b\n",
    " /\nEOF\n",
    "\r",
];
