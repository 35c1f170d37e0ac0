use super::line::{path, with_variables};
use super::{Draft, SyntaxError, SyntaxFault, Target, dependency, url};
use crate::project::cursor::Cursor;

/// Reads what follows `-e`: a folder, perhaps with extras, or a repository that says what it is called, in `#egg=` or
/// as `name @ url` (pip documentation, "pip install", "Editable Installs").
pub(in crate::project) fn editable(text: &str) -> Result<Draft, SyntaxError> {
    with_variables(text, without_variables(text))
}

fn without_variables(text: &str) -> Result<Draft, SyntaxError> {
    let text = text.trim_end();
    let draft = if is_direct_reference(text) {
        dependency(text)?
    } else if url::scheme(text).is_some() {
        // `git:` alone means `git+git:`, and so for the others.
        let short = ["git:", "hg:", "svn:", "bzr:"].into_iter().find(|short| text.starts_with(short));
        let program = short.map(|short| format!("{}+", short.trim_end_matches(':'))).unwrap_or_default();
        let added = program.len();
        url::draft(&format!("{program}{text}")).map_err(|error| SyntaxError {
            span: error.span.start.saturating_sub(added)..error.span.end.saturating_sub(added),
            ..error
        })?
    } else {
        path(text)?
    };
    let whole = 0..text.len();
    match draft.target {
        Target::Path(_) => Ok(draft),
        Target::Repository(_) if draft.name.is_some() => Ok(draft),
        Target::Repository(_) => Err(SyntaxError::new(SyntaxFault::EditableWithoutName, whole)),
        _ => Err(SyntaxError::new(SyntaxFault::NotEditable, whole)),
    }
}

/// Whether the text is `name @ url` or `name[extras] @ url`.
fn is_direct_reference(text: &str) -> bool {
    let mut cursor = Cursor::new(text);
    let name = cursor.take_while(|character| character.is_ascii_alphanumeric() || "._-".contains(character));
    cursor.skip_blanks();
    if cursor.eat("[") {
        cursor.take_while(|character| character != ']');
        cursor.eat("]");
        cursor.skip_blanks();
    }
    !name.is_empty() && cursor.eat("@")
}
