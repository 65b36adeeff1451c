//! Plans for `up`: which migrations are pending.

use std::collections::BTreeSet;

use super::recorded::unfinished;
use super::segment::Part;
use super::{Plan, RecordedState, Surveys, UpTarget, find};
use crate::error::{Direction, Error, Result};
use crate::model::{Inconsistency, Version};
use crate::source::Migration;

/// What `up` has to do.
#[derive(Clone, Debug, Default)]
pub struct Pending<'m> {
    /// The migrations, in order of version, including those that were started and not finished.
    pub migrations: Vec<&'m Migration>,
    /// Why there is nothing to do, if that may be unexpected.
    pub remark: Option<String>,
}

/// Returns the pending migrations, up to the target. `migrations` must be in order of version, as
/// returned by [`Migrations::load`](crate::source::Migrations::load).
///
/// # Errors
/// [`Error::UnknownVersion`] if the target does not exist, and [`Error::Attention`] if the revert
/// of a migration was started and not finished: it has to be finished first.
pub fn pending<'m>(
    migrations: &'m [Migration],
    known: RecordedState<'_>,
    target: &UpTarget,
) -> Result<Pending<'m>> {
    let half_reverted: Vec<Inconsistency> = known.half_reverted().map(unfinished).collect();
    if !half_reverted.is_empty() {
        return Err(Error::Attention(half_reverted));
    }
    let begun: BTreeSet<&Version> = known.half_applied().map(|record| &record.version).collect();
    let applied: BTreeSet<&Version> = known
        .applied
        .iter()
        .map(|applied| &applied.version)
        .filter(|version| !begun.contains(version))
        .collect();
    let pending = migrations
        .iter()
        .filter(|migration| !applied.contains(&migration.version));
    match target {
        UpTarget::Latest => Ok(pending.collect::<Vec<_>>().into()),
        UpTarget::Steps(count) => Ok(pending.take(*count).collect::<Vec<_>>().into()),
        UpTarget::To(asked) => {
            let versions = migrations.iter().map(|migration| &migration.version);
            let last = find(asked, versions.chain(applied.iter().copied()))?;
            let migrations: Vec<&Migration> = pending
                .filter(|migration| migration.version <= *last)
                .collect();
            let remark = migrations
                .is_empty()
                .then(|| format!("`{last}` is applied already, and nothing before it is pending"));
            Ok(Pending { migrations, remark })
        }
    }
}

/// Plans applying these migrations as one batch.
pub fn up(pending: &[&Migration], surveys: &Surveys, batch: i64) -> Plan {
    let parts = pending.iter().map(|migration| Part {
        version: &migration.version,
        name: &migration.name,
        irreversible: migration.irreversible.as_deref(),
        run_in_transaction: migration.run_in_transaction,
    });
    Plan {
        database: surveys.database,
        direction: Direction::Up,
        batch: (!pending.is_empty()).then_some(batch),
        segments: surveys.segments(parts),
    }
}

impl<'m> From<Vec<&'m Migration>> for Pending<'m> {
    fn from(migrations: Vec<&'m Migration>) -> Self {
        Self {
            migrations,
            remark: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Database, InconsistencyKind, State};
    use crate::plan::sample::*;
    use crate::plan::{Segment, SegmentKind};

    fn versions(
        migrations: &[Migration],
        known: RecordedState<'_>,
        target: &UpTarget,
    ) -> Vec<String> {
        let pending = pending(migrations, known, target).unwrap();
        let versions = pending.migrations.iter();
        versions
            .map(|migration| migration.version.to_string())
            .collect()
    }

    #[test]
    fn targets_say_how_far_it_goes() {
        let migrations = migrations([1, 2, 9, 10, 11]);
        let applied = [applied(1, 1), by_diesel(9)];
        let known = RecordedState {
            applied: &applied,
            orphans: &[],
        };
        let pending = |target: UpTarget| versions(&migrations, known, &target);
        assert_eq!(pending(UpTarget::Latest), ["2", "10", "11"]);
        assert_eq!(pending(UpTarget::Steps(2)), ["2", "10"]);
        assert_eq!(pending(UpTarget::To(version(10))), ["2", "10"]);
        assert_eq!(pending(UpTarget::To(version(9))), ["2"]);
        assert_eq!(pending(UpTarget::To(Version::stored("010"))), ["2", "10"]);
    }

    #[test]
    fn a_target_that_is_applied_is_nothing_to_do_and_an_unknown_one_is_an_error() {
        let migrations = migrations([1, 2]);
        let applied = [applied(1, 1)];
        let known = RecordedState {
            applied: &applied,
            orphans: &[],
        };
        let done = pending(&migrations, known, &UpTarget::To(version(1))).unwrap();
        assert!(done.migrations.is_empty());
        let remark = "`1` is applied already, and nothing before it is pending";
        assert_eq!(done.remark.as_deref(), Some(remark));
        let unknown = pending(&migrations, known, &UpTarget::To(version(3)));
        assert!(
            matches!(unknown, Err(Error::UnknownVersion { .. })),
            "{unknown:?}"
        );
    }

    #[test]
    fn what_was_begun_comes_again_and_what_is_half_reverted_comes_first_by_hand() {
        let mut begun = record(2, 1);
        begun.state = State::Applying(progress(1));
        let mut diesel_and_begun = applied(3, 1);
        diesel_and_begun.record.as_mut().unwrap().state = State::Applying(progress(1));
        let orphans = [begun];
        let held = [diesel_and_begun];
        let known = RecordedState {
            applied: &held,
            orphans: &orphans,
        };
        assert_eq!(
            versions(&migrations(1..=4), known, &UpTarget::Latest),
            ["1", "2", "3", "4"]
        );

        let mut half = applied(1, 1);
        half.record.as_mut().unwrap().state = State::Reverting(progress(1));
        let held = [half];
        let known = RecordedState {
            applied: &held,
            orphans: &[],
        };
        match pending(&migrations([1, 2]), known, &UpTarget::Latest) {
            Err(Error::Attention(attention)) => {
                assert_eq!(attention[0].kind, InconsistencyKind::Unfinished);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_plan_is_printed_under_the_names_that_are_documented() {
        let mut migrations = migrations([1, 2, 3]);
        migrations[2].run_in_transaction = false;
        let all: Vec<&Migration> = migrations.iter().collect();
        let plan = up(&all, &surveys(Database::Postgres, &migrations, &[]), 3);
        let expected = serde_json::json!({
            "database": "postgres",
            "direction": "up",
            "batch": 3,
            "segments": [
                {
                    "kind": "transaction",
                    "migrations": [
                        { "version": "1", "name": "1_step" },
                        { "version": "2", "name": "2_step" },
                    ],
                },
                { "kind": "statements", "migrations": [{ "version": "3", "name": "3_step" }] },
            ],
        });
        assert_eq!(serde_json::to_value(&plan).unwrap(), expected);
    }

    #[test]
    fn nothing_to_do_is_no_batch() {
        let plan = up(&[], &surveys(Database::Sqlite, &[], &[]), 3);
        assert_eq!((plan.batch, plan.segments), (None, vec![]));
    }

    /// Returns how each migration runs on its own.
    fn kind(database: Database, inside: bool, rebuilds: bool) -> SegmentKind {
        match (database, inside, rebuilds) {
            (Database::Mysql, ..) | (_, false, _) => SegmentKind::Statements,
            (Database::Sqlite, true, true) => SegmentKind::Rebuild,
            _ => SegmentKind::Transaction,
        }
    }

    proptest! {
        #[test]
        fn segments_keep_the_order_and_are_as_long_as_can_be(
            shapes in prop::collection::vec((any::<bool>(), any::<bool>()), 0..12),
            database in prop::sample::select(Database::ALL.to_vec()),
        ) {
            let mut migrations = migrations(0..u32::try_from(shapes.len()).unwrap());
            let mut rebuilds = Vec::new();
            for (number, (migration, shape)) in migrations.iter_mut().zip(&shapes).enumerate() {
                migration.run_in_transaction = shape.0;
                rebuilds.extend(shape.1.then_some(u32::try_from(number).unwrap()));
            }
            let all: Vec<&Migration> = migrations.iter().collect();
            let plan = up(&all, &surveys(database, &migrations, &rebuilds), 1);
            let flat = |segment: &Segment| -> Vec<(SegmentKind, Version)> {
                let versions = segment.migrations.iter().map(|planned| planned.version.clone());
                versions.map(|version| (segment.kind, version)).collect()
            };
            let planned: Vec<_> = plan.segments.iter().flat_map(flat).collect();
            let expected: Vec<_> = migrations.iter().zip(&shapes).map(|(migration, shape)| {
                (kind(database, shape.0, shape.1), migration.version.clone())
            }).collect();
            prop_assert_eq!(planned, expected);
            for segment in &plan.segments {
                let alone = segment.migrations.len() == 1;
                prop_assert!(alone || segment.kind == SegmentKind::Transaction);
            }
            for pair in plan.segments.windows(2) {
                prop_assert!(pair.iter().any(|one| one.kind != SegmentKind::Transaction));
            }
        }
    }
}
