/// The candidate that `word` was most likely meant to be: the one that the fewest changes lead to, the first of them
/// where several are as near. None where all are so far off that naming one would mislead.
///
/// A change is one character put in, left out or replaced, or two neighbours swapped. Capitals don't count, nor does
/// the choice between `-` and `_`: that is how names are most often mistyped.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    if word.len() > LONGEST {
        return None;
    }
    candidates
        .filter_map(|candidate| {
            let folded = folded(candidate);
            // One change in three characters, so that `env` is not what `exp` was meant to be.
            let bound = (word.len().max(folded.len()) / 3).max(1);
            if folded.len() > LONGEST || word.len().abs_diff(folded.len()) > bound {
                return None;
            }
            let changes = changes(&word, &folded);
            (changes <= bound && changes < folded.len()).then_some((changes, candidate))
        })
        .min_by_key(|(changes, _)| *changes)
        .map(|(_, candidate)| candidate)
}

/// Names are short. What is longer was not mistyped, and the work grows with the square of the length.
const LONGEST: usize = 128;

fn folded(word: &str) -> Vec<char> {
    word.chars().take(LONGEST + 1).map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// How many changes lead from one word to the other (optimal string alignment).
fn changes(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, &left) in from.iter().enumerate() {
        let mut current = Vec::with_capacity(to.len() + 1);
        current.push(row + 1);
        for (column, &right) in to.iter().enumerate() {
            let replaced = above[column] + usize::from(left != right);
            let mut least = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && left == to[column - 1] && from[row - 1] == right;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Option<&'static str> {
        nearest(word, ["command", "env", "expose", "base", "start-period"].into_iter())
    }

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        assert_eq!(of("comand"), Some("command"));
        assert_eq!(of("epxose"), Some("expose"));
        assert_eq!(of("Start_Period"), Some("start-period"));
        assert_eq!(of("envs"), Some("env"));
    }

    #[test]
    fn what_is_far_off_has_no_neighbour() {
        assert_eq!(of("volumes"), None);
        assert_eq!(of(""), None);
        assert_eq!(of("x"), None);
        assert_eq!(of(&"command".repeat(1000)), None);
    }

    #[test]
    fn the_first_of_equals_is_taken() {
        assert_eq!(nearest("bat", ["bar", "baz"].into_iter()), Some("bar"));
    }
}
