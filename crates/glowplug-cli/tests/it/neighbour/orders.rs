//! Typical orders of use: one tool, then the other.

use glowplug::Database;

use super::{NAMES, Street};

const ALL: usize = NAMES.len();

/// Plays a story on one database in every way to have a neighbour.
fn play(database: Database, story: impl Fn(&Street)) {
    for street in Street::all(database) {
        story(&street);
    }
}

macro_rules! on_every_database {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[test]
            fn postgres() {
                super::play(glowplug::Database::Postgres, super::$name);
            }

            #[test]
            fn sqlite() {
                super::play(glowplug::Database::Sqlite, super::$name);
            }

            #[test]
            fn mysql() {
                super::play(glowplug::Database::Mysql, super::$name);
            }
        }
    )*};
}

on_every_database!(
    diesel_runs_then_up_takes_note,
    up_then_diesel_reverts,
    diesel_redoes_then_status,
    down_then_diesel_runs,
    what_diesel_left_half_way_is_finished,
);

fn diesel_runs_then_up_takes_note(street: &Street) {
    street.diesel("run");
    assert_eq!(street.applied("diesel migration run"), ALL);
    assert_eq!(street.attention(), vec!["applied-by-diesel"; ALL]);
    street.glowplug("up");
    assert_eq!(street.applied("up"), ALL);
    assert!(street.attention().is_empty());
    // What Diesel applied can be reverted by us.
    street.glowplug("down --all");
    assert_eq!(street.applied("down --all"), 0);
}

fn up_then_diesel_reverts(street: &Street) {
    street.glowplug("up");
    assert_eq!(street.applied("up"), ALL);
    street.diesel("revert");
    assert_eq!(street.applied("diesel migration revert"), ALL - 1);
    assert_eq!(street.attention(), ["reverted-by-diesel"]);
    street.diesel("revert -a");
    assert_eq!(street.applied("diesel migration revert -a"), 0);
    street.glowplug("up");
    assert_eq!(street.applied("up"), ALL);
    assert!(street.attention().is_empty());
}

fn diesel_redoes_then_status(street: &Street) {
    street.glowplug("up");
    street.diesel("redo");
    assert_eq!(street.applied("diesel migration redo"), ALL);
    street.diesel("redo -a");
    assert_eq!(street.applied("diesel migration redo -a"), ALL);
    street.glowplug("up");
    assert_eq!(street.applied("up"), ALL);
    assert!(street.attention().is_empty());
    street.glowplug("down");
    street.applied("down");
}

fn down_then_diesel_runs(street: &Street) {
    street.glowplug("up --steps 3");
    street.glowplug("up");
    street.glowplug("down");
    assert_eq!(street.applied("down"), 3);
    street.diesel("run");
    assert_eq!(street.applied("diesel migration run"), ALL);
    street.glowplug("redo");
    assert_eq!(street.applied("redo"), ALL);
    street.diesel("revert");
    street.diesel("run");
    assert_eq!(street.applied("revert, run"), ALL);
}

fn what_diesel_left_half_way_is_finished(street: &Street) {
    street.glowplug("up --steps 1");
    street.diesel("run");
    street.diesel("revert");
    assert_eq!(street.applied("up --steps 1, run, revert"), ALL - 1);
    street.glowplug("up");
    assert_eq!(street.applied("up"), ALL);
    // What Diesel applied are batches of one: it reverts one by one, too.
    street.glowplug("down");
    assert_eq!(street.applied("down"), ALL - 1);
    street.glowplug("down");
    assert_eq!(street.applied("down, down"), ALL - 2);
    street.glowplug("down --batch 1");
    assert_eq!(street.applied("down --batch 1"), 0);
}
