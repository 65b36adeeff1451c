//! Tests of the status.

use proptest::prelude::*;

use super::*;
use crate::plan::sample::*;

fn look(migrations: &[Migration], applied: &[Applied], orphans: &[Record]) -> Status {
    status(
        migrations,
        RecordedState { applied, orphans },
        Migration::checksum,
    )
    .unwrap()
}

/// Returns the inconsistent versions, each with its kind.
fn attention(status: &Status) -> Vec<(InconsistencyKind, &str)> {
    let attention = status.attention.iter();
    attention
        .map(|attention| (attention.kind, attention.version.as_str()))
        .collect()
}

#[test]
fn what_is_applied_has_its_batch_and_its_time() {
    let status = look(
        &migrations([1, 2, 10]),
        &[applied(2, 4), applied(1, 3)],
        &[],
    );
    let executed = |batch| EntryState::Executed {
        batch: Some(batch),
        at: clock(60),
    };
    let states: Vec<&EntryState> = status.migrations.iter().map(|entry| &entry.state).collect();
    assert_eq!(states, [&executed(3), &executed(4), &EntryState::Pending]);
    assert_eq!(
        (status.total(), status.executed(), status.pending()),
        (3, 2, 1)
    );
    assert_eq!(attention(&status), []);
}

#[test]
fn a_text_that_was_changed_is_noticed() {
    let mut edited = migration(1);
    if let crate::source::Body::Sql(scripts) = &mut edited.body {
        scripts.up = crate::source::Script::text("up.sql", "SELECT 3");
    }
    let status = look(&[edited], &[applied(1, 1)], &[]);
    assert_eq!(attention(&status), [(InconsistencyKind::Edited, "1")]);
    assert_eq!(status.executed(), 1);
}

#[test]
fn checksums_are_asked_only_where_there_is_one_to_compare() {
    let mut unknown = applied(2, 1);
    unknown.record.as_mut().unwrap().checksum = None;
    let known = [applied(1, 1), unknown, by_diesel(3)];
    let asked = std::cell::RefCell::new(Vec::new());
    let known = RecordedState {
        applied: &known,
        orphans: &[],
    };
    let status = status(&migrations(1..=4), known, |migration| {
        asked.borrow_mut().push(migration.version.to_string());
        migration.checksum()
    });
    assert_eq!(*asked.borrow(), ["1"]);
    assert_eq!(
        attention(&status.unwrap()),
        [(InconsistencyKind::AppliedByDiesel, "3")]
    );
}

#[test]
fn what_diesel_ran_again_is_not_edited_and_belongs_to_a_new_batch() {
    let mut again = applied(1, 1);
    again.run_on = clock(90);
    again.record.as_mut().unwrap().checksum = Some(Checksum::of_text("old"));
    let status = look(&migrations([1]), &[again], &[]);
    assert_eq!(
        attention(&status),
        [(InconsistencyKind::AppliedByDiesel, "1")]
    );
    let executed = EntryState::Executed {
        batch: Some(2),
        at: clock(90),
    };
    assert_eq!(status.migrations[0].state, executed);
    assert_eq!(status.attention[0].name, "1_step");
}

#[test]
fn what_diesel_reverted_is_pending_and_noticed() {
    let status = look(&migrations([1, 2]), &[applied(1, 1)], &[record(2, 1)]);
    assert_eq!(
        attention(&status),
        [(InconsistencyKind::RevertedByDiesel, "2")]
    );
    assert_eq!(status.migrations[1].state, EntryState::Pending);
}

#[test]
fn a_folder_that_is_gone_keeps_its_place_and_its_name() {
    let status = look(
        &migrations([1, 3]),
        &[applied(1, 1), applied(2, 1), by_diesel(4)],
        &[],
    );
    let names: Vec<&str> = status
        .migrations
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(names, ["1_step", "2_step", "3_step", "4"]);
    assert_eq!(
        attention(&status),
        [
            (InconsistencyKind::Missing, "2"),
            (InconsistencyKind::OutOfOrder, "3"),
            (InconsistencyKind::Missing, "4"),
            (InconsistencyKind::AppliedByDiesel, "4"),
        ]
    );
}

#[test]
fn what_was_begun_is_unfinished_also_without_its_folder() {
    let mut up = record(1, 2);
    up.state = State::Applying(progress(3));
    let mut down = applied(2, 1);
    down.record.as_mut().unwrap().state = State::Reverting(progress(1));
    let mut gone = record(7, 2);
    gone.state = State::Applying(progress(0));
    let status = look(&migrations([1, 2]), &[down], &[up, gone]);
    let states: Vec<&EntryState> = status.migrations.iter().map(|entry| &entry.state).collect();
    let unfinished = |statements_done| EntryState::Unfinished { statements_done };
    assert_eq!(states, [&unfinished(3), &unfinished(1), &unfinished(0)]);
    let kinds = [
        (InconsistencyKind::Unfinished, "1"),
        (InconsistencyKind::Unfinished, "2"),
        (InconsistencyKind::UnfinishedMissing, "7"),
    ];
    assert_eq!(attention(&status), kinds);
}

#[test]
fn a_status_is_printed_under_the_names_that_are_documented() {
    let mut begun = record(2, 2);
    begun.state = State::Applying(progress(1));
    let mut migrations = migrations([1, 2, 3]);
    migrations[0].description = Some("users".to_owned());
    let status = look(&migrations, &[applied(1, 1)], &[begun]);
    let expected = serde_json::json!({
        "migrations": [
            {
                "version": "1", "name": "1_step", "description": "users",
                "state": "executed", "batch": 1, "at": "1970-01-01T00:01:00",
            },
            {
                "version": "2", "name": "2_step", "description": null,
                "state": "unfinished", "statements_done": 1,
            },
            { "version": "3", "name": "3_step", "description": null, "state": "pending" },
        ],
        "attention": [{ "kind": "unfinished", "version": "2", "name": "2_step" }],
    });
    assert_eq!(serde_json::to_value(&status).unwrap(), expected);
}

proptest! {
    #[test]
    fn every_version_stands_once_and_in_order(
        files in prop::collection::btree_set(0_u32..30, 0..12),
        held in prop::collection::btree_set(0_u32..30, 0..12),
        diesel in prop::collection::btree_set(0_u32..30, 0..5),
    ) {
        let migrations = migrations(files.iter().copied());
        let applied: Vec<Applied> = held
            .iter()
            .map(|number| if diesel.contains(number) { by_diesel(*number) } else { applied(*number, 1) })
            .collect();
        let status = look(&migrations, &applied, &[]);
        let shown: Vec<&Version> = status.migrations.iter().map(|entry| &entry.version).collect();
        let all: Vec<Version> = files.union(&held).map(|number| version(*number)).collect();
        prop_assert_eq!(shown, all.iter().collect::<Vec<_>>());
        prop_assert_eq!(status.executed(), held.len());
        prop_assert_eq!(status.pending(), files.difference(&held).count());
        let newest = held.last();
        let late = files.difference(&held).filter(|number| Some(*number) < newest).count();
        let noticed = attention(&status);
        let out_of_order = noticed.iter().filter(|(kind, _)| *kind == InconsistencyKind::OutOfOrder);
        prop_assert_eq!(out_of_order.count(), late);
    }
}
