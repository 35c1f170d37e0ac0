use crate::project::{LineFault, SwitchFault, SyntaxFault};
use crate::report::{Message, nearest};

/// Options that pip knows on the command line alone, which people try in a file.
const OPTIONS: [&str; 19] = [
    "--index-url",
    "--extra-index-url",
    "--no-index",
    "--constraint",
    "--requirement",
    "--editable",
    "--find-links",
    "--no-binary",
    "--only-binary",
    "--prefer-binary",
    "--require-hashes",
    "--pre",
    "--all-releases",
    "--only-final",
    "--trusted-host",
    "--use-feature",
    "--hash",
    "--config-settings",
    "--global-option",
];

/// What is said about a line of a requirements file.
pub(super) fn line(fault: &LineFault) -> Message {
    match fault {
        LineFault::Requirement(fault) => requirement(fault),
        LineFault::Switch(fault) => switch(fault),
        LineFault::UnclosedQuote => Message::new("unclosed-quote", "a quote is not closed")
            .help("close it on the same line, or put a \\ before it"),
        LineFault::BadHash(value) => {
            Message::new("invalid-hash", format!("`{value}` is no hash of an archive"))
                .help("write it as in --hash=sha256:DIGITS; pip takes sha256, sha384 and sha512")
        }
        LineFault::BadSetting(value) => {
            Message::new("invalid-setting", format!("`{value}` is no setting of a build backend"))
                .help("write it as in --config-settings=KEY=VALUE")
        }
        LineFault::EmptyValue => Message::new("empty-value", "the option has an empty value")
            .help("write a value, or take the option out"),
        LineFault::SecretInUrl => secret(),
    }
}

/// What is said about a password or an access token in an address. The secret itself is never shown.
pub(super) fn secret() -> Message {
    Message::new("secret-in-url", "a password or an access token is written in an address")
        .note("whoever can read the file, its history or the image could use it")
        .help(
            "write the address without it: the build is handed name and password as secrets, as `generate` then says",
        )
        .help(
            "or with variables, in a requirements file, a Pipfile or a source of PDM:\n\
             https://${INDEX_USER}:${INDEX_PASSWORD}@example.org/simple",
        )
        .help("and change the password: it was written down")
}

fn switch(fault: &SwitchFault) -> Message {
    match fault {
        SwitchFault::Unknown(name) => {
            let message =
                Message::new("unknown-option", format!("`{name}` is no option of a requirements file"));
            match nearest(name, OPTIONS.into_iter()) {
                Some(near) => message.help(format!("did you mean {near}?")),
                None => message
                    .help("take it out: the build installs into an empty environment, with its own options"),
            }
        }
        SwitchFault::Ambiguous(name) => {
            let meant: Vec<&str> =
                OPTIONS.into_iter().filter(|option| option.starts_with(name.as_str())).collect();
            Message::new("ambiguous-option", format!("`{name}` could be more than one option"))
                .help(format!("write it out: {}", meant.join(" or ")))
        }
        SwitchFault::ValueMissing(name) => Message::new("value-missing", format!("`{name}` needs a value"))
            .help("write it behind the option"),
        SwitchFault::ValueForbidden(name) => {
            Message::new("value-forbidden", format!("`{name}` takes no value"))
                .help(format!("write {name} alone"))
        }
    }
}

/// What is said about a text that is no requirement.
pub(super) fn requirement(fault: &SyntaxFault) -> Message {
    let (what, help) = match fault {
        SyntaxFault::SecretInUrl => return secret(),
        SyntaxFault::NameExpected => {
            ("a requirement begins with a name".to_owned(), "write it as in flask>=2")
        }
        SyntaxFault::BadName(name) => (
            format!("`{name}` is no name of a Python distribution"),
            "a name has letters, digits and - _ . and begins and ends with a letter or a digit",
        ),
        SyntaxFault::ExtraExpected => {
            ("the name of an extra is expected".to_owned(), "write extras as in requests[socks,security]")
        }
        SyntaxFault::Unclosed(opened) => (format!("`{opened}` is not closed"), "close it on the same line"),
        SyntaxFault::SingleEquals => ("`=` compares nothing".to_owned(), "write == for exactly that version"),
        SyntaxFault::BadSpecifier(text) if text.starts_with("=>") || text.starts_with("=<") => {
            (format!("`{text}` is no version specifier"), "write >= or <=, the equals sign last")
        }
        SyntaxFault::BadSpecifier(text) => {
            (format!("`{text}` is no version specifier"), "write it as in >=2.1 or ==2.1.* (PEP 440)")
        }
        SyntaxFault::SpecifierExpected => (
            "this is no version specifier".to_owned(),
            "behind a name stands a version, as in flask>=2, an address, as in flask @ https://example.org/flask.zip, \
             or a marker behind a semicolon",
        ),
        SyntaxFault::UrlExpected => (
            "an address is expected behind @".to_owned(),
            "write it as in flask @ https://example.org/flask.zip",
        ),
        SyntaxFault::BadUrl(text) => (
            format!("`{text}` is no address from which pip could install in a build"),
            "write https://, git+https:// or git+ssh://; what lies in the project is named by its path, as in ./library",
        ),
        SyntaxFault::BadWheelName(file) => (
            format!("`{file}` is no name of a wheel, and pip would refuse it"),
            "give it the name under which it was built, as in library-1.0-py3-none-any.whl",
        ),
        SyntaxFault::ExtrasInFragment => (
            "pip takes no extras behind #egg= any more".to_owned(),
            "put the name first: library[extra] @ git+https://example.org/library.git",
        ),
        SyntaxFault::SemicolonExpected => (
            "this does not belong to the requirement".to_owned(),
            "put each requirement on a line of its own, and a marker behind a semicolon, with a blank before it where \
             there is an address",
        ),
        SyntaxFault::MarkerValueExpected => (
            "a marker compares a variable with a text in quotes".to_owned(),
            "write it as in ; python_version < \"3.11\" or ; sys_platform == \"linux\"",
        ),
        SyntaxFault::MarkerOperatorExpected => (
            "a marker needs a comparison here".to_owned(),
            "write one of == != < <= > >= ~= === in, not in: ; python_version < \"3.11\"",
        ),
        SyntaxFault::MarkerEndExpected => {
            ("the marker ended before this".to_owned(), "join comparisons with and, or, and parentheses")
        }
        SyntaxFault::MarkerTooDeep => {
            ("the parentheses of the marker stand too deep in each other".to_owned(), "take some of them out")
        }
        SyntaxFault::NotEditable => (
            "only a folder or a repository can be installed as a link (-e)".to_owned(),
            "write -e ./library or -e git+https://example.org/library.git#egg=library, or leave -e out",
        ),
        SyntaxFault::EditableWithoutName => (
            "a repository that is installed as a link (-e) must say what it is called".to_owned(),
            "put the name first: -e \"library @ git+https://example.org/library.git\"",
        ),
    };
    Message::new("invalid-requirement", what).help(help)
}
