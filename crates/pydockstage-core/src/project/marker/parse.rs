use super::{Marker, MarkerOperator, MarkerValue, MarkerVariable};
use crate::project::cursor::Cursor;
use crate::project::requirement::{SyntaxError, SyntaxFault};

/// Parentheses may stand this deep in each other; a file that nests deeper means to do harm.
const DEEPEST: usize = 64;

/// Reads a whole marker (PEP 508, "Grammar": `marker`). Errors carry their bytes in `text`.
pub(in crate::project) fn marker(text: &str) -> Result<Marker, SyntaxError> {
    let marker = lock_marker(text)?;
    match only_of_locks(&marker) {
        Some(variable) => {
            let at = text.find(variable.as_str()).unwrap_or_default();
            Err(SyntaxError::new(SyntaxFault::MarkerValueExpected, at..at + variable.as_str().len()))
        }
        None => Ok(marker),
    }
}

/// The first variable that only the markers of lock files may have.
fn only_of_locks(marker: &Marker) -> Option<MarkerVariable> {
    match marker {
        Marker::All(parts) | Marker::Any(parts) => parts.iter().find_map(only_of_locks),
        Marker::Comparison { left, right, .. } => [left, right].into_iter().find_map(|side| match side {
            MarkerValue::Variable(variable) => Some(*variable).filter(|variable| variable.is_set()),
            MarkerValue::Text(_) => None,
        }),
    }
}

/// Reads a marker as lock files have them: with the variables `extras` and `dependency_groups` besides (PEP 751, "Marker
/// Expression Syntax").
pub(in crate::project) fn lock_marker(text: &str) -> Result<Marker, SyntaxError> {
    let mut cursor = Cursor::new(text);
    let marker = any(&mut cursor, 0)?;
    cursor.skip_blanks();
    if cursor.is_end() {
        Ok(marker)
    } else {
        Err(SyntaxError::new(SyntaxFault::MarkerEndExpected, cursor.at()..text.len()))
    }
}

fn any(cursor: &mut Cursor<'_>, depth: usize) -> Result<Marker, SyntaxError> {
    let mut parts = vec![all(cursor, depth)?];
    while eat_word(cursor, "or") {
        parts.push(all(cursor, depth)?);
    }
    Ok(joined(parts, Marker::Any))
}

fn all(cursor: &mut Cursor<'_>, depth: usize) -> Result<Marker, SyntaxError> {
    let mut parts = vec![atom(cursor, depth)?];
    while eat_word(cursor, "and") {
        parts.push(atom(cursor, depth)?);
    }
    Ok(joined(parts, Marker::All))
}

fn joined(mut parts: Vec<Marker>, join: fn(Vec<Marker>) -> Marker) -> Marker {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            join(parts)
        }
    }
}

fn atom(cursor: &mut Cursor<'_>, depth: usize) -> Result<Marker, SyntaxError> {
    cursor.skip_blanks();
    let start = cursor.at();
    if cursor.eat("(") {
        if depth == DEEPEST {
            return Err(SyntaxError::new(SyntaxFault::MarkerTooDeep, cursor.since(start)));
        }
        let inner = any(cursor, depth + 1)?;
        cursor.skip_blanks();
        return if cursor.eat(")") {
            Ok(inner)
        } else {
            Err(SyntaxError::new(SyntaxFault::Unclosed('('), cursor.since(start)))
        };
    }
    let left = value(cursor)?;
    cursor.skip_blanks();
    let operator = operator(cursor)?;
    cursor.skip_blanks();
    let right = value(cursor)?;
    Ok(Marker::Comparison { left, operator, right })
}

fn value(cursor: &mut Cursor<'_>) -> Result<MarkerValue, SyntaxError> {
    let start = cursor.at();
    for quote in ['"', '\''] {
        if cursor.eat(quote.encode_utf8(&mut [0; 4])) {
            let text = cursor.take_while(|character| character != quote);
            let closed = cursor.next().is_some();
            if text.contains('\\') {
                // PEP 508 has none; pip would read it as Python does.
                return Err(SyntaxError::new(SyntaxFault::MarkerValueExpected, cursor.since(start)));
            }
            return if closed {
                Ok(MarkerValue::Text(text.to_owned()))
            } else {
                Err(SyntaxError::new(SyntaxFault::Unclosed(quote), cursor.since(start)))
            };
        }
    }
    let word = cursor.take_while(is_word);
    variable(word).map(MarkerValue::Variable).ok_or_else(|| {
        let span = if word.is_empty() { cursor.here() } else { cursor.since(start) };
        SyntaxError::new(SyntaxFault::MarkerValueExpected, span)
    })
}

/// The names of PEP 508 with the older spellings that it lists, and `python_implementation`, which pip takes as well.
fn variable(word: &str) -> Option<MarkerVariable> {
    Some(match word {
        "os_name" | "os.name" => MarkerVariable::OsName,
        "sys_platform" | "sys.platform" => MarkerVariable::SysPlatform,
        "platform_machine" | "platform.machine" => MarkerVariable::PlatformMachine,
        "platform_python_implementation" | "platform.python_implementation" | "python_implementation" => {
            MarkerVariable::PlatformPythonImplementation
        }
        "platform_release" => MarkerVariable::PlatformRelease,
        "platform_system" => MarkerVariable::PlatformSystem,
        "platform_version" | "platform.version" => MarkerVariable::PlatformVersion,
        "python_version" => MarkerVariable::PythonVersion,
        "python_full_version" => MarkerVariable::PythonFullVersion,
        "implementation_name" => MarkerVariable::ImplementationName,
        "implementation_version" => MarkerVariable::ImplementationVersion,
        "extra" => MarkerVariable::Extra,
        "extras" => MarkerVariable::Extras,
        "dependency_groups" => MarkerVariable::DependencyGroups,
        _ => return None,
    })
}

fn operator(cursor: &mut Cursor<'_>) -> Result<MarkerOperator, SyntaxError> {
    // The longer one first where one begins like another.
    let symbols = [
        MarkerOperator::Identical,
        MarkerOperator::Equal,
        MarkerOperator::Compatible,
        MarkerOperator::NotEqual,
        MarkerOperator::LessOrEqual,
        MarkerOperator::GreaterOrEqual,
        MarkerOperator::Less,
        MarkerOperator::Greater,
    ];
    if let Some(symbol) = symbols.into_iter().find(|symbol| cursor.eat(symbol.as_str())) {
        return Ok(symbol);
    }
    let start = cursor.at();
    match cursor.take_while(is_word) {
        "in" => return Ok(MarkerOperator::In),
        "not" => {
            let blank = cursor.at();
            cursor.skip_blanks();
            if cursor.at() > blank && cursor.take_while(is_word) == "in" {
                return Ok(MarkerOperator::NotIn);
            }
        }
        _ => {}
    }
    let span = if cursor.at() == start { cursor.here() } else { cursor.since(start) };
    Err(SyntaxError::new(SyntaxFault::MarkerOperatorExpected, span))
}

/// Takes `word` if it comes next, behind blanks, as a word of its own.
fn eat_word(cursor: &mut Cursor<'_>, word: &str) -> bool {
    let mut ahead = cursor.clone();
    ahead.skip_blanks();
    let comes = ahead.take_while(is_word) == word;
    if comes {
        *cursor = ahead;
    }
    comes
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '.'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_tighter_than_or() {
        let marker = marker("os_name == 'a' or os_name == 'b' and os_name == 'c'").unwrap();
        let Marker::Any(parts) = marker else { panic!("an `or` outside") };
        assert_eq!(parts.len(), 2);
        assert!(matches!(parts[1], Marker::All(_)));
    }

    #[test]
    fn a_fault_has_its_place() {
        let cases = [
            ("", SyntaxFault::MarkerValueExpected, 0..0),
            ("os_name", SyntaxFault::MarkerOperatorExpected, 7..7),
            ("os_name = 'nt'", SyntaxFault::MarkerOperatorExpected, 8..9),
            ("pyton_version < '3'", SyntaxFault::MarkerValueExpected, 0..13),
            ("os_name == 'nt", SyntaxFault::Unclosed('\''), 11..14),
            ("(os_name == 'nt'", SyntaxFault::Unclosed('('), 0..16),
            ("os_name == 'nt' x", SyntaxFault::MarkerEndExpected, 16..17),
            ("os_name == 'n\\t'", SyntaxFault::MarkerValueExpected, 11..16),
            ("os_name not 'nt'", SyntaxFault::MarkerOperatorExpected, 8..12),
        ];
        for (text, fault, span) in cases {
            assert_eq!(marker(text), Err(SyntaxError::new(fault, span)), "{text}");
        }
    }

    #[test]
    fn parentheses_without_end_are_no_stack_overflow() {
        let error = marker(&"(".repeat(100_000)).unwrap_err();
        assert_eq!(error.fault, SyntaxFault::MarkerTooDeep);
    }
}
