use super::{Repository, Requirement, RequirementKind};
use std::fmt;

/// The requirement as a line of a requirements file says it, names normalised, with its marker and without its options.
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extras = match self.extras.as_slice() {
            [] => String::new(),
            extras => format!("[{}]", extras.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(",")),
        };
        let subject = match &self.name {
            Some(name) => format!("{name}{extras} @ "),
            None => String::new(),
        };
        match &self.kind {
            RequirementKind::Index(specifiers) => {
                write!(f, "{}{extras}", self.name.as_ref().map_or("", AsRef::as_ref))?;
                for (at, specifier) in specifiers.iter().enumerate() {
                    write!(f, "{}{specifier}", if at == 0 { "" } else { "," })?;
                }
            }
            RequirementKind::Directory(path) | RequirementKind::File(path) if path.is_root() => {
                write!(f, ".{extras}")?;
            }
            RequirementKind::Directory(path) | RequirementKind::File(path) => write!(f, "./{path}{extras}")?,
            RequirementKind::Repository(repository) => write!(f, "{subject}{repository}")?,
            RequirementKind::Archive { url, subdirectory: None } => write!(f, "{subject}{url}")?,
            RequirementKind::Archive { url, subdirectory: Some(folder) } => {
                write!(f, "{subject}{url}#subdirectory={folder}")?;
            }
            RequirementKind::Variable => return f.write_str(&self.text),
        }
        match &self.marker {
            // Behind a URL the blank is needed.
            Some(marker) => write!(f, " ; {marker}"),
            None => Ok(()),
        }
    }
}

/// The repository as pip is told of it: `git+https://example.org/a/b@v1`.
impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.system.program(), self.url)?;
        if let Some(revision) = &self.revision {
            write!(f, "@{revision}")?;
        }
        if let Some(folder) = &self.subdirectory {
            write!(f, "#subdirectory={folder}")?;
        }
        Ok(())
    }
}
