//! Names like one that was mistyped.

/// How many names are worth showing.
const SHOWN: usize = 3;

/// A name that is looked for among thousands, most of which a quick look tells from it.
pub(super) struct Wanted<'w> {
    name: &'w str,
    core: &'w str,
    /// How often it has each letter; some share a place.
    letters: [u8; 64],
    limit: usize,
}

impl<'w> Wanted<'w> {
    pub(super) fn new(name: &'w str) -> Self {
        let mut letters = [0_u8; 64];
        for byte in name.bytes() {
            let count = &mut letters[usize::from(byte & 63)];
            *count = count.saturating_add(1);
        }
        Self { name, core: core(name), letters, limit: name.len() / 4 }
    }

    /// Whether the name can be one of the nearest; what can't is left out without a closer look.
    pub(super) fn may_be(&self, name: &str) -> bool {
        if name.len().abs_diff(self.name.len()) > self.limit.max(4) {
            return false;
        }
        // Each step of the distance brings or takes one letter at most, or both in one.
        let mut left = self.letters;
        let mut common = 0;
        for byte in name.bytes() {
            let count = &mut left[usize::from(byte & 63)];
            common += usize::from(*count > 0);
            *count = count.saturating_sub(1);
        }
        name.len().max(self.name.len()) - common <= self.limit || self.core == core(name)
    }

    /// The nearest of these names, the nearest first and at most three; none that is hardly like it.
    pub(super) fn nearest<'t>(&self, names: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
        let near = |name: &'t str| {
            // `libfoo-dev` for `foo-dev`, `libfoo1-dev` for `libfoo-dev`: the parts decide more than the letters.
            let limit = if self.core == core(name) { usize::MAX } else { self.limit };
            Some((distance(self.name.as_bytes(), name.as_bytes(), limit)?, name))
        };
        let mut found: Vec<(usize, &str)> = names.filter(|name| self.may_be(name)).filter_map(near).collect();
        found.sort_unstable();
        found.dedup();
        // Beside a name that differs in one letter, one that differs in three was not meant.
        let best = found.first().map_or(0, |(distance, _)| *distance);
        found.retain(|(distance, _)| *distance <= best + 1);
        found.into_iter().take(SHOWN).map(|(_, name)| name).collect()
    }
}

/// The name without `lib`, `-dev` and the version behind it.
fn core(name: &str) -> &str {
    let name = name.strip_suffix("-dev").unwrap_or(name);
    let name = name.strip_suffix("-devel").unwrap_or(name);
    let name = name.strip_prefix("lib").unwrap_or(name);
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-')
}

/// The number of letters to put in, take out, replace or swap with their neighbour (optimal string alignment);
/// none where it is above the limit.
fn distance(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
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
        // A swap reaches back over one row, so that it takes two above the limit to be sure.
        if above.iter().chain(&here).all(|steps| *steps > limit) {
            return None;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut here);
    }
    above.last().copied().filter(|steps| *steps <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn nearest<'t>(wanted: &str, names: &[&'t str]) -> Vec<&'t str> {
        Wanted::new(wanted).nearest(names.iter().copied())
    }

    #[test]
    fn a_slip_of_the_pen_costs_one() {
        assert_eq!(distance(b"libldap2-dev", b"libldpa2-dev", 9), Some(1));
        assert_eq!(distance(b"abc", b"", 3), Some(3));
        assert_eq!(distance(b"abc", b"", 2), None);
    }

    #[test]
    fn the_nearest_come_first_and_strangers_not_at_all() {
        let names = ["libldap-dev", "libldap2-dev", "libpq-dev", "libsasl2-dev"];
        assert_eq!(nearest("libldapp2-dev", &names), ["libldap2-dev", "libldap-dev"]);
        assert_eq!(nearest("ldap-dev", &names), ["libldap-dev", "libldap2-dev"]);
        assert!(nearest("nothing-like-it", &names).is_empty());
    }

    proptest! {
        #[test]
        fn the_quick_look_leaves_out_nothing_that_is_near(wanted in "[a-d2.+-]{1,16}", name in "[a-d2.+-]{1,16}") {
            let (left, right, limit) = (wanted.as_bytes(), name.as_bytes(), wanted.len() / 4);
            let whole = distance(left, right, usize::MAX).filter(|steps| *steps <= limit);
            prop_assert_eq!(distance(left, right, limit), whole);
            prop_assert!(whole.is_none() || Wanted::new(&wanted).may_be(&name));
        }
    }
}
