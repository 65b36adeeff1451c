//! `cascade`.

use crate::action::{Action, Alter};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "cascade",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "`CASCADE` drops or empties whatever depends on it",
    why: "Views, foreign keys, functions and rows of other tables go without being named, also \
         those that exist only in production.",
    remedy: "name each object that is dropped, and leave `CASCADE` out",
    bad: &["\
CREATE EXTENSION citext;
---
DROP EXTENSION citext CASCADE;"],
    good: &["\
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
---
DROP FUNCTION f();"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let cascades = match look.action() {
        Action::Drop { cascade, .. } | Action::Truncate { cascade, .. } => *cascade,
        Action::AlterTable { alter, .. } => {
            let drops = matches!(
                &**alter,
                Alter::DropColumn { .. } | Alter::DropConstraint { .. }
            );
            drops && ends_with_cascade(look.text(look.span()))
        }
        _ => false,
    };
    match cascades {
        true => hit("whatever depends on it goes too, without being named"),
        false => none(),
    }
}

fn ends_with_cascade(text: &str) -> bool {
    let last = text.split_whitespace().next_back();
    last.is_some_and(|word| word.eq_ignore_ascii_case("CASCADE"))
}
