//! Names like one that was mistyped.

/// How many names are worth showing.
const SHOWN: usize = 3;

/// The names nearest to `wanted`, the nearest first and at most three; none that is hardly like it.
pub(super) fn nearest<'t>(wanted: &str, names: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let limit = wanted.len() / 4;
    let mut found: Vec<(usize, &str)> = names
        .filter(|name| name.len().abs_diff(wanted.len()) <= limit.max(4))
        .filter_map(|name| {
            let distance = distance(wanted.as_bytes(), name.as_bytes());
            // `libfoo-dev` for `foo-dev`, `libfoo1-dev` for `libfoo-dev`: the parts decide more than the letters.
            let same_core = core(wanted) == core(name);
            (distance <= limit || same_core).then_some((distance, name))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    // Beside a name that differs in one letter, one that differs in three was not meant.
    let best = found.first().map_or(0, |(distance, _)| *distance);
    found.retain(|(distance, _)| *distance <= best + 1);
    found.into_iter().take(SHOWN).map(|(_, name)| name).collect()
}

/// The name without `lib`, `-dev` and the version behind it.
fn core(name: &str) -> &str {
    let name = name.strip_suffix("-dev").unwrap_or(name);
    let name = name.strip_suffix("-devel").unwrap_or(name);
    let name = name.strip_prefix("lib").unwrap_or(name);
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-')
}

/// The number of letters to put in, take out, replace or swap with their neighbour (optimal string alignment).
fn distance(left: &[u8], right: &[u8]) -> usize {
    let width = right.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    let mut here: Vec<usize> = vec![0; width];
    for (row, a) in left.iter().enumerate() {
        here[0] = row + 1;
        for (column, b) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(a != b);
            let mut best = replaced.min(above[column + 1] + 1).min(here[column] + 1);
            if row > 0 && column > 0 && *a == right[column - 1] && left[row - 1] == *b {
                best = best.min(before[column - 1] + 1);
            }
            here[column + 1] = best;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut here);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_costs_one() {
        assert_eq!(distance(b"libldap2-dev", b"libldpa2-dev"), 1);
        assert_eq!(distance(b"abc", b""), 3);
    }

    #[test]
    fn the_nearest_come_first_and_strangers_not_at_all() {
        let names = ["libldap-dev", "libldap2-dev", "libpq-dev", "libsasl2-dev"];
        assert_eq!(nearest("libldapp2-dev", names.into_iter()), ["libldap2-dev", "libldap-dev"]);
        assert_eq!(nearest("ldap-dev", names.into_iter()), ["libldap-dev", "libldap2-dev"]);
        assert!(nearest("nothing-like-it", names.into_iter()).is_empty());
    }
}
