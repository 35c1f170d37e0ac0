use crate::names::EnvName;

/// The environment variables that pip would put into a line of a requirements file: `${NAME}`, the name of upper-case
/// letters, digits and `_` (pip documentation, "Requirements File Format", "Using environment variables").
pub(in crate::project) fn variables(text: &str) -> Vec<EnvName> {
    let mut names: Vec<EnvName> = Vec::new();
    for (at, mark) in text.match_indices("${") {
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let Some((name, _)) = rest.split_once('}') else { continue };
        let plain =
            name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        if plain
            && let Ok(name) = name.parse()
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
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
