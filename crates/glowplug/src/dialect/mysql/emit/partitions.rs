//! How tables are cut into partitions.

use super::alteration::{Alteration, Rank};
use super::hazards::{copy, may_fail};
use crate::catalog::{Partitioned, Table};
use crate::change::Step;
use crate::dialect::mysql::layout;

/// Cuts a table in another way.
pub(super) fn alter(
    alteration: &mut Alteration,
    old: Option<&Partitioned>,
    new: Option<&Partitioned>,
) {
    if old == new || added(old, new).is_some() {
        return;
    }
    let sql = match new {
        Some(new) => format!("PARTITION BY {}", new.by),
        None => "REMOVE PARTITIONING".to_owned(),
    };
    alteration.clause(Rank::Partitions, sql);
    alteration.hazards(copy("rows move to other partitions"));
    if new.is_some_and(|new| new.by.contains(LIST)) {
        let why =
            "a row may belong to no partition, and a unique key must hold what cuts the table";
        alteration.hazards([may_fail(
            why,
            "look for rows outside of all partitions before",
        )]);
    }
}

/// Adds partitions behind those that are there, which no other clause may stand beside.
pub(super) fn append(old: &Table, new: &Table) -> Option<Step> {
    let added = added(old.partitioned.as_ref(), new.partitioned.as_ref())?;
    Some(Step::new(format!(
        "ALTER TABLE {} ADD PARTITION{LIST}{added}",
        layout::name(&new.name)
    )))
}

/// How a list of partitions begins.
const LIST: &str = " (\n    ";

/// The partitions that come behind those that stay as they are.
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
    fn only_partitions_at_the_end_are_added() {
        let (one, two) = (by("PARTITION a"), by("PARTITION a,\n    PARTITION b"));
        assert_eq!(added(Some(&one), Some(&two)), Some("PARTITION b\n)"));
        assert_eq!(added(Some(&two), Some(&one)), None);
        let before = by("PARTITION b,\n    PARTITION a");
        assert_eq!(added(Some(&one), Some(&before)), None);
        assert_eq!(added(None, Some(&one)), None);
    }
}
