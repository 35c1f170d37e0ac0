use crate::report::Place;
use std::ops::Range;

/// How well-known services begin their access tokens: behind `https://` such a token often stands as a user name.
const TOKEN_PREFIXES: [&str; 9] =
    ["ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "gldt-", "pypi-", "xoxb-"];

/// The bytes of the secret that is written out in the first URL of `text` that has one: a password, or a user name
/// that looks like an access token. A part that is all `${VARIABLE}`s is no secret.
pub(crate) fn written_secret(text: &str) -> Option<Range<usize>> {
    user_parts(text).find_map(|(user, password)| match password {
        Some(password) => {
            Some(password).filter(|span| has_literal(text.get(span.clone()).unwrap_or_default()))
        }
        None => Some(user).filter(|span| looks_like_token(text.get(span.clone()).unwrap_or_default())),
    })
}

/// The text with each secret of its URLs replaced by `****`.
pub(crate) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for span in secrets(text) {
        masked.push_str(text.get(from..span.start).unwrap_or_default());
        masked.push_str("****");
        from = span.end;
    }
    masked.push_str(text.get(from..).unwrap_or_default());
    masked
}

/// The place with each secret of its line masked, and the columns moved along.
pub(crate) fn masked(mut place: Place) -> Place {
    let Some(source) = place.source.as_deref() else { return place };
    let hidden = secrets(source);
    if hidden.is_empty() {
        return place;
    }
    if let (Some(column), Some(width)) = (place.column, place.width) {
        let start = shifted(source, &hidden, column - 1);
        let end = shifted(source, &hidden, column - 1 + width);
        place.column = Some(start + 1);
        place.width = Some(end.saturating_sub(start).max(1));
    }
    place.source = Some(mask(source));
    place
}

/// Where the character number `at` of `source` is once the secrets are four characters each.
fn shifted(source: &str, hidden: &[Range<usize>], at: usize) -> usize {
    let count = |span: Range<usize>| source.get(span).unwrap_or_default().chars().count();
    let mut position = at;
    for span in hidden {
        let (start, length) = (count(0..span.start), count(span.clone()));
        if at >= start + length {
            position = position + 4 - length.min(position + 4);
        } else if at > start {
            position -= at - start;
        }
    }
    position
}

/// The bytes of each written secret.
fn secrets(text: &str) -> Vec<Range<usize>> {
    let spans = user_parts(text).filter_map(|(user, password)| match password {
        Some(password) if has_literal(text.get(password.clone()).unwrap_or_default()) => Some(password),
        None if looks_like_token(text.get(user.clone()).unwrap_or_default()) => Some(user),
        _ => None,
    });
    spans.collect()
}

/// The user name and, behind a colon, the password of each URL in the text (RFC 3986, 3.2.1).
fn user_parts(text: &str) -> impl Iterator<Item = (Range<usize>, Option<Range<usize>>)> {
    text.match_indices("://").filter_map(move |(at, mark)| {
        let start = at + mark.len();
        let rest = text.get(start..)?;
        let end = rest.find(|c: char| matches!(c, '/' | '?' | '#' | '"' | '\'') || c.is_whitespace());
        // The last one: a password that should have been quoted may itself hold an `@`.
        let user_end = start + rest.get(..end.unwrap_or(rest.len()))?.rfind('@')?;
        Some(match text.get(start..user_end)?.find(':') {
            Some(colon) => (start..start + colon, Some(start + colon + 1..user_end)),
            None => (start..user_end, None),
        })
    })
}

/// Whether anything but `${VARIABLE}`s is in it.
fn has_literal(part: &str) -> bool {
    let mut rest = part;
    while let Some(inner) = rest.strip_prefix("${") {
        let Some(end) = inner.find('}') else { return true };
        rest = inner.get(end + 1..).unwrap_or_default();
    }
    !rest.is_empty()
}

/// Whether a user name without a password is more likely an access token: a known beginning, or long, with letters and
/// digits mixed.
fn looks_like_token(user: &str) -> bool {
    TOKEN_PREFIXES.iter().any(|prefix| user.starts_with(prefix))
        || (user.len() >= 20
            && user.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            && user.bytes().any(|byte| byte.is_ascii_digit())
            && user.bytes().any(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_a_secret_and_a_variable_is_none() {
        let written = |text: &str| written_secret(text).map(|span| text[span].to_owned());
        assert_eq!(written("https://me:hunter2@example.org/simple"), Some("hunter2".to_owned()));
        assert_eq!(written("https://me:p@ss@example.org/simple"), Some("p@ss".to_owned()));
        assert_eq!(written("git+https://ghp_abc@example.org/a/b"), Some("ghp_abc".to_owned()));
        assert_eq!(written("https://${USER}:${PASS}@example.org/"), None);
        assert_eq!(written("https://me:${PASS}x@example.org/"), Some("${PASS}x".to_owned()));
        assert_eq!(written("git+ssh://git@example.org/a/b"), None);
        assert_eq!(written("https://example.org/a@b:c"), None);
        assert_eq!(written("https://organisation@example.org/"), None);
    }

    #[test]
    fn a_masked_line_keeps_the_caret_below_its_word() {
        let line = "x @ https://me:hunter2@example.org/x y";
        let place = masked(Place::span("f", line, 37..38));
        assert_eq!(place.source.as_deref(), Some("x @ https://me:****@example.org/x y"));
        assert_eq!((place.column, place.width), (Some(35), Some(1)));
        let place = masked(Place::span("f", line, 15..22));
        assert_eq!((place.column, place.width), (Some(16), Some(4)));
    }
}
