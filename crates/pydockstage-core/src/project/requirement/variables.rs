use crate::names::EnvName;
use indexmap::IndexSet;

/// The environment variables that pip would put into a line of a requirements file: `${NAME}`, the name of upper-case
/// letters, digits and `_` (pip documentation, "Requirements File Format", "Using environment variables").
pub(in crate::project) fn variables(text: &str) -> Vec<EnvName> {
    let mut names = IndexSet::new();
    for (at, mark) in text.match_indices("${") {
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let is_plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        let end = rest.bytes().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        if behind.starts_with('}')
            && let Ok(name) = name.parse::<EnvName>()
        {
            names.insert(name);
        }
    }
    names.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_braces_and_upper_case_make_a_variable() {
        let names: Vec<_> =
            variables("${A_1} $B ${c} ${D ${E} ${A_1} ${}").iter().map(ToString::to_string).collect();
        assert_eq!(names, ["A_1", "E"]);
    }
}
