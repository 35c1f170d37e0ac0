use super::{files, syntax};
use crate::names::ProjectPath;
use crate::project::{FileFault, IncludeLink, RequirementsError, RequirementsFault};
use crate::report::{Message, nearest};

/// What is said about a fault in a requirements file: the fault, its line, and the includes that led there.
pub(super) fn message(error: &RequirementsError) -> Message {
    let RequirementsError { place, fault, chain } = error;
    if let RequirementsFault::Include {
        path,
        fault: fault @ (FileFault::NotUtf8 { .. } | FileFault::Utf16),
        ..
    } = fault
    {
        // Here the included file is at fault, not the line that includes it.
        return with_chain(files::file(path, fault).note(format!("it is included at {place}")), chain);
    }
    with_chain(said(fault).at(place.clone()), chain)
}

/// The chain with its ends alone where it is too long to be read.
fn with_chain(message: Message, chain: &[IncludeLink]) -> Message {
    const ENDS: usize = 3;
    let noted = |message: Message, links: &[IncludeLink]| {
        links
            .iter()
            .fold(message, |message, link| message.note(format!("{} includes {}", link.from, link.to)))
    };
    let hidden = chain.len().saturating_sub(2 * ENDS);
    if hidden < 2 {
        return noted(message, chain);
    }
    let message = noted(message, &chain[..ENDS]).note(format!("and so on, over {hidden} more"));
    noted(message, &chain[ENDS + hidden..])
}

fn said(fault: &RequirementsFault) -> Message {
    match fault {
        RequirementsFault::Line(fault) => syntax::line(fault),
        RequirementsFault::Encoding(name) => Message::new(
            "not-utf-8",
            format!("the file declares the encoding `{name}`, and only UTF-8 is read"),
        )
        .help("save it in UTF-8 and take the declaration out"),
        RequirementsFault::Include { path, fault, beside } => include(path, fault, beside),
        RequirementsFault::IncludeLoop(path) => {
            Message::new("include-loop", format!("{path} includes itself"))
                .help("take one of the includes out")
        }
        RequirementsFault::IncludeTooDeep => {
            Message::new("include-too-deep", "more than a hundred files include each other in a row")
                .help("include fewer files, each directly")
        }
        RequirementsFault::VariableInInclude(target) => Message::new(
            "variable-in-include",
            format!("which file `{target}` is depends on an environment variable"),
        )
        .note("the Dockerfile names the files that a requirement set needs")
        .help("write the file's name out; variables may stand in addresses"),
        RequirementsFault::Path { path, fault, beside } => local(path, fault, beside.as_ref()),
        RequirementsFault::NotInstallable(path) => Message::new(
            "not-installable",
            format!("the folder {path} can't be installed: it has neither pyproject.toml nor setup.py"),
        )
        .help(format!("add a pyproject.toml to it, as in\n{}", super::metadata::SMALLEST)),
        RequirementsFault::NotArchive(path) => {
            Message::new("not-an-archive", format!("{path} is neither a wheel nor a source archive"))
                .help(format!("if it is a requirements file, include it: -r {path}"))
        }
        RequirementsFault::NotConstraint => Message::new(
            "not-a-constraint",
            "a constraint is a name with versions; it can't be a link (-e), have extras, or lack a name",
        )
        .help("write it as in `flask<3`, or require it in a file that is included with -r"),
    }
}

fn include(path: &str, fault: &FileFault, beside: &[ProjectPath]) -> Message {
    match fault {
        FileFault::Missing => {
            let message = Message::new("missing-include", format!("there is no file {path} to include"))
                .note("an include is looked for from the folder of the file that includes it");
            let name = path.rsplit('/').next().unwrap_or(path);
            match nearest(name, beside.iter().map(ProjectPath::file_name)) {
                Some(near) => message.help(format!("did you mean {near}?")),
                None => message.help("write the file, or take the include out"),
            }
        }
        FileFault::IsDirectory => {
            Message::new("not-a-file", format!("{path} is a folder, and can't be included"))
                .help("name one of the files in it")
        }
        FileFault::Outside => {
            Message::new("outside-project", format!("the include {path} leads out of the project"))
                .note("a build sees nothing but the project's folder, and follows no link out of it")
                .help("move or copy the file into the project")
        }
        other => files::file(path, other),
    }
}

/// What is said of a path to install from.
fn local(path: &str, fault: &FileFault, beside: Option<&ProjectPath>) -> Message {
    let message = match fault {
        FileFault::Outside => Message::new("outside-project", format!("`{path}` leads out of the project"))
            .note("a build sees nothing but the project's folder, and follows no link out of it")
            .help("move or copy it into the project, or install it from a package index"),
        FileFault::Missing => {
            Message::new("missing-path", format!("there is no file or folder `{path}` to install from"))
                .note("pip looks for a path from the folder where it is run: the project's root")
        }
        other => Message::new("unreadable-file", format!("can't install from `{path}`: {other}"))
            .help("make it readable for the user who runs this"),
    };
    match beside {
        Some(beside) => message.help(format!("did you mean ./{beside}?")),
        None if *fault == FileFault::Missing => {
            message.help("correct the path, or write a name to install it from a package index")
        }
        None => message,
    }
}
