//! Finds objects that may have exchanged their names.

/// Finds objects that exchange their names in cycles; returns the first object of each cycle, and
/// what it becomes. `pairs` are the old and the new object under one name, where these differ.
pub(super) fn circles<T: Copy>(pairs: &[(T, T)], is_same: impl Fn(T, T) -> bool) -> Vec<(T, T)> {
    let mut found = Vec::new();
    let mut seen = vec![false; pairs.len()];
    for start in 0..pairs.len() {
        let Some(circle) = circle(pairs, start, &seen, &is_same) else {
            continue;
        };
        found.push((pairs[start].0, pairs[circle[0]].1));
        for place in circle {
            seen[place] = true;
        }
    }
    found
}

/// Returns the positions in a cycle that begins at `start`, which comes last.
fn circle<T: Copy>(
    pairs: &[(T, T)],
    start: usize,
    seen: &[bool],
    is_same: impl Fn(T, T) -> bool,
) -> Option<Vec<usize>> {
    let mut walked: Vec<usize> = Vec::new();
    let mut at = start;
    while walked.last() != Some(&start) {
        let next = (0..pairs.len()).find(|next| {
            !seen[*next] && !walked.contains(next) && is_same(pairs[at].0, pairs[*next].1)
        })?;
        walked.push(next);
        at = next;
    }
    Some(walked)
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn circles_are_found_of_what_only_changes_places() {
        let same = |old: char, new: char| old == new;
        assert_eq!(circles(&[('a', 'b'), ('b', 'a')], same), [('a', 'a')]);
        let three = [('a', 'c'), ('b', 'a'), ('c', 'b'), ('x', 'y')];
        assert_eq!(circles(&three, same).len(), 1);
        assert_eq!(circles(&[('a', 'b'), ('b', 'c')], same), []);
    }
}
