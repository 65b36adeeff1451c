//! Alters the partitioning of tables.

use glowplug::catalog::{Partitioned, Table};

use super::alteration::{Alteration, Rank};
use super::hazards::{copy, may_fail};
use crate::change::Step;
use crate::dialect::mysql::format;

/// Adds a change of the partitioning to the table's `ALTER TABLE`.
pub(super) fn alter(
    alteration: &mut Alteration,
    old: Option<&Partitioned>,
    new: Option<&Partitioned>,
) {
    if old == new || added(old, new).is_some() || Regrouped::of(old, new).is_some() {
        return;
    }
    let sql = match new {
        Some(new) => format!("PARTITION BY {}", new.by),
        None => "REMOVE PARTITIONING".to_owned(),
    };
    alteration.clause(Rank::Partitions, sql);
    alteration.hazards(copy("rows move to other partitions"));
    if new.is_some_and(|new| new.by.contains(LIST)) {
        let why = "a row may belong to no partition, and a unique key must include the partitioning columns";
        alteration.hazards([may_fail(
            why,
            "look for rows outside of all partitions before",
        )]);
    }
}

/// Appends partitions, or replaces some by others that take the same rows. Both need a statement of
/// their own: no other clause may be combined with them.
pub(super) fn apart(old: &Table, new: &Table) -> Option<Step> {
    let name = format::name(&new.name);
    let (old, new) = (old.partitioned.as_ref(), new.partitioned.as_ref());
    if let Some(added) = added(old, new) {
        let sql = format!("ALTER TABLE {name} ADD PARTITION{LIST}{added}");
        return Some(Step::new(sql));
    }
    let regrouped = Regrouped::of(old, new)?;
    let names = regrouped.before.join(", ");
    let list = regrouped.after.join(",\n    ");
    let sql = format!("ALTER TABLE {name} REORGANIZE PARTITION {names} INTO{LIST}{list}\n)");
    let mut step = Step::new(sql);
    step.hazards = copy(format!("the rows of {names} move to other partitions")).to_vec();
    Some(step)
}

/// Range partitions that are replaced by others for the same rows.
struct Regrouped<'a> {
    /// The names of the replaced partitions.
    before: Vec<&'a str>,
    /// The definitions of the new partitions.
    after: Vec<&'a str>,
}

impl<'a> Regrouped<'a> {
    /// Returns the changed partitions and the unchanged one after them, whose lower bound changes.
    fn of(old: Option<&'a Partitioned>, new: Option<&'a Partitioned>) -> Option<Self> {
        let ((head, before), (new_head, after)) = (listed(old?)?, listed(new?)?);
        let same = |(one, other): &(&&str, &&str)| one == other;
        let first = before.iter().zip(&after).take_while(same).count();
        let (rest, new_rest) = (&before[first..], &after[first..]);
        let last = rest.iter().rev().zip(new_rest.iter().rev());
        let last = last.take_while(same).count();
        let stays = last.checked_sub(1).filter(|_| head == new_head)?;
        let names = rest[..rest.len() - stays].iter().map(|one| name(one));
        Some(Self {
            before: names.collect::<Option<Vec<&str>>>()?,
            after: new_rest[..new_rest.len() - stays].to_vec(),
        })
    }
}

/// Returns the partitioning method and the definitions of the partitions, for partitions by range
/// without subpartitions.
fn listed(partitioned: &Partitioned) -> Option<(&str, Vec<&str>)> {
    let by = &partitioned.by;
    let (head, list) = by.strip_suffix("\n)")?.split_once(LIST)?;
    let plain = head.starts_with("RANGE") && !by.contains("SUBPARTITION");
    plain.then(|| (head, list.split(",\n    ").collect()))
}

/// Returns the name in the definition of a partition.
fn name(definition: &str) -> Option<&str> {
    let (head, _) = definition.split_once(" VALUES LESS THAN ")?;
    head.strip_prefix("PARTITION ")
}

/// The start of a list of partitions.
const LIST: &str = " (\n    ";

/// Returns the partitions that are appended to those that stay unchanged.
fn added<'a>(old: Option<&Partitioned>, new: Option<&'a Partitioned>) -> Option<&'a str> {
    let (old, new) = (old?, new?);
    let stays = old.by.strip_suffix("\n)")?;
    let rest = new.by.strip_prefix(stays)?.strip_prefix(",\n    ")?;
    old.by.contains(LIST).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(list: &str) -> Partitioned {
        Partitioned {
            by: format!("RANGE (`y`) (\n    {list}\n)"),
        }
    }

    #[test]
    fn a_partition_in_between_takes_rows_of_the_next_one_alone() {
        let part = |name: &str| format!("PARTITION {name} VALUES LESS THAN ({name})");
        let all = |names: &[&str]| {
            let parts: Vec<String> = names.iter().map(|name| part(name)).collect();
            by(&parts.join(",\n    "))
        };
        let found = |old: &Partitioned, new: &Partitioned| {
            let found = Regrouped::of(Some(old), Some(new))?;
            let after: Vec<&str> = found.after.iter().filter_map(|one| name(one)).collect();
            Some(format!("{} -> {}", found.before.join(" "), after.join(" ")))
        };
        let (few, many) = (all(&["a", "c", "d"]), all(&["a", "b", "c", "d"]));
        assert_eq!(found(&few, &many).as_deref(), Some("c -> b c"));
        assert_eq!(found(&many, &few).as_deref(), Some("b c -> c"));
        let other = all(&["a", "x", "y", "d"]);
        assert_eq!(found(&few, &other).as_deref(), Some("c d -> x y d"));
        assert_eq!(found(&few, &all(&["a", "c"])), None);
        assert_eq!(found(&few, &all(&["a", "c", "e"])), None);
    }

    #[test]
    fn only_partitions_at_the_end_are_added() {
        let (one, two) = (by("PARTITION a"), by("PARTITION a,\n    PARTITION b"));
        assert_eq!(added(Some(&one), Some(&two)), Some("PARTITION b\n)"));
        assert_eq!(added(Some(&two), Some(&one)), None);
        let before = by("PARTITION b,\n    PARTITION a");
        assert_eq!(added(Some(&one), Some(&before)), None);
        assert_eq!(added(None, Some(&one)), None);
    }
}
