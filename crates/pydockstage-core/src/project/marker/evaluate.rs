use super::{Marker, MarkerEnvironment, MarkerOperator, MarkerValue, MarkerVariable};
use crate::names::DistributionName;
use pep440_rs::{Version, VersionSpecifier};
use std::str::FromStr;

impl Marker {
    /// Whether the condition holds in the environment.
    pub fn holds(&self, environment: &MarkerEnvironment) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(environment)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(environment)),
            Self::Comparison { left, operator, right } => compare(left, *operator, right, environment),
        }
    }
}

/// Compares as versions where the variable is a version and both sides can be read as one, else as texts. Texts have
/// no order, so `<` never holds and `<=` is `==` (PEP 508 as revised in the specification of dependency specifiers).
fn compare(
    left: &MarkerValue,
    operator: MarkerOperator,
    right: &MarkerValue,
    environment: &MarkerEnvironment,
) -> bool {
    let variable = match (left, right) {
        (MarkerValue::Variable(variable), _) | (_, MarkerValue::Variable(variable)) => Some(*variable),
        _ => None,
    };
    if let Some(names) = variable.and_then(|variable| environment.names(variable)) {
        let ((MarkerValue::Text(wanted), _) | (_, MarkerValue::Text(wanted))) = (left, right) else {
            return false;
        };
        return compare_names(names, operator, &normalised(wanted));
    }
    let (left, right) = (value(left, environment), value(right, environment));
    if variable == Some(MarkerVariable::Extra) {
        // PEP 685: names of extras are compared in normalised form.
        return compare_texts(&normalised(left), operator, &normalised(right));
    }
    if variable.is_some_and(is_version)
        && let Ok(specifier) = VersionSpecifier::from_str(&format!("{}{right}", operator.as_str()))
    {
        return Version::from_str(left).is_ok_and(|version| specifier.contains(&version));
    }
    compare_texts(left, operator, right)
}

/// Compares a set of names with one of them: `"cache" in extras`, `extra == "cache"`.
fn compare_names(names: &[String], operator: MarkerOperator, wanted: &str) -> bool {
    let is_there = names.iter().any(|name| normalised(name) == wanted);
    match operator {
        MarkerOperator::In | MarkerOperator::Equal | MarkerOperator::Identical => is_there,
        MarkerOperator::NotIn | MarkerOperator::NotEqual => !is_there,
        _ => false,
    }
}

fn compare_texts(left: &str, operator: MarkerOperator, right: &str) -> bool {
    match operator {
        MarkerOperator::Equal
        | MarkerOperator::LessOrEqual
        | MarkerOperator::GreaterOrEqual
        | MarkerOperator::Identical => left == right,
        MarkerOperator::NotEqual => left != right,
        MarkerOperator::In => right.contains(left),
        MarkerOperator::NotIn => !right.contains(left),
        MarkerOperator::Less | MarkerOperator::Greater | MarkerOperator::Compatible => false,
    }
}

fn value<'a>(side: &'a MarkerValue, environment: &'a MarkerEnvironment) -> &'a str {
    match side {
        MarkerValue::Variable(variable) => environment.get(*variable),
        MarkerValue::Text(text) => text,
    }
}

fn normalised(name: &str) -> String {
    DistributionName::from_str(name).map_or_else(|_| name.to_owned(), |name| name.to_string())
}

fn is_version(variable: MarkerVariable) -> bool {
    matches!(
        variable,
        MarkerVariable::PythonVersion
            | MarkerVariable::PythonFullVersion
            | MarkerVariable::ImplementationVersion
            | MarkerVariable::PlatformRelease
    )
}

#[cfg(test)]
mod tests {
    use super::super::marker;
    use super::*;

    #[test]
    fn a_marker_is_asked_against_the_python_of_the_image() {
        let environment = MarkerEnvironment::linux("3.13.2", "x86_64");
        let cases = [
            (r#"python_version >= "3.9""#, true),
            (r#"python_version < "3.9""#, false),
            (r#"python_version < "3.9" or sys_platform == "linux""#, true),
            (r#"python_version < "3.9" and sys_platform == "linux""#, false),
            (r#""3.9" <= python_version"#, true),
            (r#""3.13" == python_version"#, true),
            (r#"python_version in "3.12, 3.13""#, true),
            (r#"python_version not in "3.12 3.13""#, false),
            (r#"python_full_version ~= "3.13.1""#, true),
            (r#"python_version == "3.*""#, true),
            (r#"implementation_name == "cpython""#, true),
            ("os.name == 'nt'", false),
            (r#"platform_machine >= "x86""#, false),
            (r#"platform_machine == "x86_64" and (os_name == "nt" or os_name == "posix")"#, true),
            (r#"extra == "test""#, false),
            (r#"platform_python_implementation != "PyPy""#, true),
            (r#"python_implementation == "CPython""#, true),
        ];
        for (text, expected) in cases {
            let marker = marker(text).unwrap();
            assert_eq!(marker.holds(&environment), expected, "{text}");
        }
    }

    #[test]
    fn names_of_extras_are_compared_normalised() {
        let environment =
            MarkerEnvironment { extra: "my-extra".to_owned(), ..MarkerEnvironment::linux("3.13", "x86_64") };
        assert!(marker("extra == 'My_Extra'").unwrap().holds(&environment));
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_marker() {
        for text in [
            r#"python_version < "3.9" and (os_name == "nt" or os_name == "posix")"#,
            r#"(python_version < "3.9" and os_name == "nt") or extra == 'a"b'"#,
        ] {
            let first = marker(text).unwrap();
            assert_eq!(marker(&first.to_string()).unwrap(), first);
        }
    }
}
