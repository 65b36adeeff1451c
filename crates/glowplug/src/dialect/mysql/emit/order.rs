//! Which table is altered before which.

use super::alteration::Alteration;
use crate::catalog::QualifiedName;

/// What has to be before what, without cycles.
#[derive(Default)]
pub(super) struct Order {
    before: Vec<(QualifiedName, QualifiedName)>,
}

impl Order {
    /// Puts one table before another; false when it has to be behind it already.
    pub(super) fn first(&mut self, one: &QualifiedName, other: &QualifiedName) -> bool {
        if one == other {
            return true;
        }
        if self.reaches(other, one) {
            return false;
        }
        self.before.push((one.clone(), other.clone()));
        true
    }

    fn reaches(&self, start: &QualifiedName, end: &QualifiedName) -> bool {
        let mut seen = vec![start];
        let mut index = 0;
        while let Some(name) = seen.get(index).copied() {
            if name == end {
                return true;
            }
            for (before, after) in &self.before {
                if before == name && !seen.contains(&after) {
                    seen.push(after);
                }
            }
            index += 1;
        }
        false
    }

    /// Sorts, and leaves the rest as it is.
    pub(super) fn sort(&self, alterations: &mut Vec<Alteration>) {
        let mut rest = std::mem::take(alterations);
        while !rest.is_empty() {
            let waits = |one: &Alteration| {
                self.before.iter().any(|(before, after)| {
                    after == one.table() && rest.iter().any(|other| other.table() == before)
                })
            };
            let free = rest.iter().position(|one| !waits(one));
            alterations.push(rest.remove(free.unwrap_or_default()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_cycle_is_refused() {
        let [a, b, c] = ["a", "b", "c"].map(QualifiedName::plain);
        let mut order = Order::default();
        assert!(order.first(&b, &a) && order.first(&c, &b) && order.first(&a, &a));
        assert!(!order.first(&a, &c));
        let mut list: Vec<Alteration> = [a, b, c].map(Alteration::new).into();
        order.sort(&mut list);
        let names: Vec<&str> = list.iter().map(|one| &*one.table().name).collect();
        assert_eq!(names, ["c", "b", "a"]);
    }
}
