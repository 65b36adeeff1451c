//! `no-lock-timeout`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::rules::postgres::locks::locked_for_all;
use crate::settings::Runner;
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "no-lock-timeout",
    databases: POSTGRES,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "a strong lock is waited for without a limit",
    why: "A statement that waits for an ACCESS EXCLUSIVE lock makes every later query on the \
         table wait behind it: with one idle reader, an ordinary SELECT was blocked for more \
         than 3 s, and with a limit of 200 ms for 109 ms. `glowplug up` sets a `lock_timeout` \
         of 2 s and tries again; `diesel migration run` sets none.",
    remedy: "begin the migration with `SET LOCAL lock_timeout = '2s'`, or apply it with `glowplug \
         up`; with `runner = \"diesel\"` in `[lint]` every such migration is found",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
SET lock_timeout = 0;
ALTER TABLE users ADD COLUMN kind text;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
SET LOCAL lock_timeout = '2s';
ALTER TABLE users ADD COLUMN kind text;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN kind text;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    if locked_for_all(look.schema, look.action()).is_none() {
        return none();
    }
    let before = look.before().iter().flat_map(|other| &other.actions);
    let mut limit = (look.settings.runner == Runner::Diesel).then_some("0");
    for located in before.clone() {
        match &located.action {
            Action::Set { name, value } if name == "lock_timeout" => limit = Some(value),
            _ => {}
        }
    }
    let is_first = !before
        .map(|located| &located.action)
        .any(|action| locked_for_all(look.schema, action).is_some());
    let is_off = matches!(limit, Some("0" | "0ms" | "0s" | "default"));
    match is_off && is_first && look.part == 0 {
        true => hit("every query on the table waits while this waits for its lock"),
        false => none(),
    }
}
