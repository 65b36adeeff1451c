//! Tests of plans for `down`.

use proptest::prelude::*;

use super::*;
use crate::model::Record;
use crate::plan::sample::*;
use crate::plan::{Segment, SegmentKind};
use crate::source::CodeSteps;

fn versions(applied: &[Applied], target: &DownTarget) -> Vec<String> {
    let known = RecordedState {
        applied,
        orphans: &[],
    };
    let migrations = migrations(1..=12);
    let selected = selected(&migrations, known, target).unwrap();
    selected
        .iter()
        .map(|revert| revert.version.to_string())
        .collect()
}

#[test]
fn targets_say_what_goes_newest_first() {
    // Version 3 was added late and applied in the second batch.
    let held = [
        applied(1, 1),
        applied(2, 1),
        applied(9, 1),
        applied(3, 2),
        applied(10, 2),
    ];
    let down = |target: DownTarget| versions(&held, &target);
    assert_eq!(down(DownTarget::LastBatch), ["10", "3"]);
    assert_eq!(down(DownTarget::Batch(2)), ["10", "3"]);
    assert_eq!(down(DownTarget::Batch(1)), ["10", "9", "3", "2", "1"]);
    assert_eq!(down(DownTarget::Steps(2)), ["10", "9"]);
    assert_eq!(down(DownTarget::To(version(3))), ["10", "9"]);
    assert_eq!(down(DownTarget::To(version(4))), ["10", "9"]);
    assert_eq!(down(DownTarget::All), ["10", "9", "3", "2", "1"]);
}

#[test]
fn what_diesel_applied_is_a_newer_batch_each() {
    let mut again = applied(2, 1);
    again.run_on = clock(90);
    let held = [applied(1, 1), again, by_diesel(5)];
    assert_eq!(versions(&held, &DownTarget::LastBatch), ["5"]);
    assert_eq!(versions(&held, &DownTarget::Batch(2)), ["5", "2"]);
    assert_eq!(versions(&held, &DownTarget::Batch(3)), ["5"]);
    let known = RecordedState {
        applied: &held,
        orphans: &[],
    };
    let adoptions: Vec<(String, i64)> = known
        .adoptions()
        .into_iter()
        .map(|(applied, batch)| (applied.version.to_string(), batch))
        .collect();
    assert_eq!(adoptions, [("2".to_owned(), 2), ("5".to_owned(), 3)]);
    assert_eq!(known.next_batch(), 4);
}

#[test]
fn what_one_run_recorded_in_the_same_instant_is_one_batch() {
    let at = |key, micros| {
        let mut found = by_diesel(key);
        found.run_on = clock(90) + chrono::TimeDelta::microseconds(micros);
        found
    };
    let held = [
        applied(1, 1),
        at(2, 5),
        at(3, 5),
        at(4, 6),
        at(5, 0),
        at(6, 0),
    ];
    let known = RecordedState {
        applied: &held,
        orphans: &[],
    };
    let adopted = known.adoptions();
    let batches: Vec<i64> = adopted.iter().map(|(_, batch)| *batch).collect();
    assert_eq!(
        batches,
        [2, 2, 3, 4, 5],
        "a clock of whole seconds proves nothing"
    );
    assert_eq!(known.next_batch(), 6);
    assert_eq!(
        versions(&held, &DownTarget::Batch(2)),
        ["6", "5", "4", "3", "2"]
    );
}

#[test]
fn what_diesel_ran_again_takes_everything_newer_along() {
    let mut again = applied(2, 1);
    again.run_on = clock(90);
    // Run again within the same second, so that the timestamps do not show it.
    let held = [applied(1, 1), again, applied(9, 1)];
    assert_eq!(versions(&held, &DownTarget::LastBatch), ["9"]);
    assert_eq!(versions(&held, &DownTarget::Batch(2)), ["9", "2"]);
}

#[test]
fn batches_of_what_diesel_reverted_are_not_used_again() {
    let orphans = [record(2, 7)];
    let known = RecordedState {
        applied: &[],
        orphans: &orphans,
    };
    assert_eq!(known.next_batch(), 8);
    assert_eq!(RecordedState::default().next_batch(), 1);
}

#[test]
fn unknown_batches_and_versions_are_errors() {
    let held = [applied(1, 1)];
    let known = RecordedState {
        applied: &held,
        orphans: &[],
    };
    let migrations = migrations([1, 2]);
    let message = |target| {
        selected(&migrations, known, &target)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        message(DownTarget::Batch(4)),
        "nothing is applied in batch 4; the last batch is 1"
    );
    assert_eq!(
        message(DownTarget::To(version(3))),
        "there is no migration `3`"
    );
    let nothing = selected(&migrations, RecordedState::default(), &DownTarget::Batch(1));
    assert_eq!(
        nothing.unwrap_err().to_string(),
        "there is no batch 1: nothing is applied"
    );
    let nothing = selected(
        &migrations,
        RecordedState::default(),
        &DownTarget::LastBatch,
    );
    assert!(nothing.unwrap().is_empty());
}

#[test]
fn the_stored_down_is_used_where_the_folder_is_gone() {
    let mut half: Record = record(2, 1);
    half.state = State::Reverting(progress(1));
    let half = Applied {
        record: Some(half),
        ..applied(2, 1)
    };
    let held = [applied(1, 1), half];
    let known = RecordedState {
        applied: &held,
        orphans: &[],
    };
    let gone = selected(&[], known, &DownTarget::All).unwrap();
    for revert in &gone {
        assert!(
            matches!(revert.down, Some(Down::Stored("SELECT 2"))),
            "{revert:?}"
        );
    }
    // Only a migration without a transaction can be interrupted in the middle.
    assert_eq!(
        [gone[0].run_in_transaction, gone[1].run_in_transaction],
        [false, true]
    );
    let folders = migrations([1, 2]);
    let there = selected(&folders, known, &DownTarget::All).unwrap();
    assert!(matches!(there[0].down, Some(Down::Script(_))), "{there:?}");
}

#[test]
fn all_that_cannot_be_reverted_are_named_before_anything_runs() {
    let database = Database::Postgres;
    let forward = || CodeSteps::up(|_| Box::pin(async { Ok(()) }));
    let mut no_down = migration(1);
    if let Body::Sql(scripts) = &mut no_down.body {
        scripts.down = None;
    }
    let migrations = [
        no_down,
        migration(2),
        migration(3),
        code(4, database, forward()),
        code(5, database, forward().down(|_| Box::pin(async { Ok(()) }))),
        code(6, Database::Sqlite, forward()),
    ];
    let held: Vec<Applied> = (1..=7).map(|number| applied(number, 1)).collect();
    let mut held_without_down = held.clone();
    held_without_down[6].record.as_mut().unwrap().down = None;
    let known = RecordedState {
        applied: &held_without_down,
        orphans: &[],
    };
    let selected = selected(&migrations, known, &DownTarget::All).unwrap();
    let mut surveys = surveys(database, &migrations, &[]);
    // Only a comment.
    surveys.scripts.get_mut(&version(2)).unwrap().statements = 0;
    match down(&selected, &surveys) {
        Err(Error::Irreversible(those)) => {
            let names: Vec<&str> = those.iter().map(|one| one.name.as_str()).collect();
            assert_eq!(names, ["7_step", "4_step", "2_step", "1_step"]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn segments_of_the_way_down_are_made_as_those_of_the_way_up() {
    let mut migrations = migrations(1..=5);
    migrations[3].run_in_transaction = false;
    let held: Vec<Applied> = (1..=5).map(|number| applied(number, 1)).collect();
    let known = RecordedState {
        applied: &held,
        orphans: &[],
    };
    let selected = selected(&migrations, known, &DownTarget::All).unwrap();
    let plan = down(&selected, &surveys(Database::Sqlite, &migrations, &[1])).unwrap();
    let shape = |segment: &Segment| (segment.kind, segment.migrations.len());
    let shapes: Vec<_> = plan.segments.iter().map(shape).collect();
    let expected = [
        (SegmentKind::Transaction, 1),
        (SegmentKind::Statements, 1),
        (SegmentKind::Transaction, 2),
        (SegmentKind::Rebuild, 1),
    ];
    assert_eq!(shapes, expected);
    assert_eq!((plan.batch, plan.direction), (None, Direction::Down));
}

proptest! {
    #[test]
    fn what_is_selected_is_applied_and_goes_newest_first(
        batches in prop::collection::btree_map(1_u32..12, 0_i64..4, 1..8),
        number in 1_u32..12,
    ) {
        let held: Vec<Applied> = batches
            .iter()
            .map(|(number, batch)| match batch {
                0 => by_diesel(*number),
                batch => applied(*number, *batch),
            })
            .collect();
        let descending = |versions: &[String]| {
            let numbers: Vec<u32> = versions.iter().map(|text| text.parse().unwrap()).collect();
            assert!(numbers.is_sorted_by(|left, right| left > right), "{numbers:?}");
            numbers
        };
        let all = descending(&versions(&held, &DownTarget::All));
        prop_assert_eq!(all.len(), batches.len());
        let newer = descending(&versions(&held, &DownTarget::To(version(number))));
        prop_assert_eq!(newer, batches.keys().rev().copied().filter(|key| *key > number).collect::<Vec<_>>());
        let steps = descending(&versions(&held, &DownTarget::Steps(number as usize)));
        prop_assert_eq!(&steps[..], &all[..all.len().min(number as usize)]);
        let last = descending(&versions(&held, &DownTarget::LastBatch));
        let unnoted = batches.iter().rev().find(|(_, batch)| **batch == 0);
        match unnoted {
            Some((number, _)) => prop_assert_eq!(last, vec![*number]),
            None => prop_assert!(last.iter().all(|n| batches.get(n) == batches.values().max())),
        }
    }
}
