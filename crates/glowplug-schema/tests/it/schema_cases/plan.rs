//! Steps as the text of `plan.sql`.

use glowplug::catalog::Catalog;
use glowplug_schema::change::{Change, Phase, Plan, Step, Strategy};
use glowplug_schema::dialect;

/// The plan of changes.
pub(super) fn of(
    changes: &[Change],
    from: &Catalog,
    to: &Catalog,
    manner: Strategy,
) -> Result<Plan, String> {
    dialect::of(to.database)
        .plan(changes, from, to, manner)
        .map_err(|impossible| {
            let reasons: Vec<String> = impossible
                .iter()
                .map(|impossible| {
                    format!(
                        "{} cannot be changed: {}",
                        impossible.object, impossible.reason
                    )
                })
                .collect();
            reasons.join("\n")
        })
}

/// The whole file.
pub(super) fn both(up: &[Step], down: &[Step]) -> String {
    format!("-- up\n{}\n-- down\n{}", text(up), text(down))
}

/// Steps one after the other, with what is remarkable about them before each.
pub(super) fn text(steps: &[Step]) -> String {
    let mut text = String::new();
    let mut place = Phase::InTransaction;
    for step in steps {
        if step.place != place {
            text.push_str(match step.place {
                Phase::InTransaction => "-- together\n",
                Phase::NonTransactional => "-- alone\n",
                Phase::Deferred => "-- later\n",
            });
            place = step.place;
        }
        if let Some(remark) = &step.remark {
            text.push_str(&format!("-- {remark}\n"));
        }
        for hazard in &step.hazards {
            text.push_str(&format!("-- {}: {}\n", hazard.kind.name(), hazard.why));
        }
        text.push_str(&step.sql);
        text.push_str(";\n");
    }
    text
}
