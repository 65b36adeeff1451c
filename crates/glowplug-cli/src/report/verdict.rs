//! Formats the verdict of a proof.

use glowplug_schema::prove::{Lost, Proof, Verdict};

use crate::output::Paint;
use crate::text::count;

/// Colors a text by a verdict.
pub(crate) fn painted(verdict: Verdict, text: &str, paint: Paint) -> String {
    match verdict {
        Verdict::Proved => paint.green(text),
        Verdict::ProvedOnEmptyTables | Verdict::ProvedWithLosses => paint.yellow(text),
        Verdict::NotProved => paint.red(text),
    }
}

/// Formats a proof as a sentence or two.
pub(crate) fn sentence(proof: &Proof) -> String {
    let verdict = proof.verdict();
    let mut told = verdict.display_name().to_owned();
    told[..1].make_ascii_uppercase();
    let back = match proof.irreversible.is_empty() {
        true => ", down restores the previous one, and up works again",
        false => "; it cannot be reverted",
    };
    let mut text = format!(
        "{told} ({}): up produces the declared schema{back}",
        proof.server
    );
    let rows = format!(
        "{} in {}",
        count(proof.rows, "row"),
        count(proof.tables, "table")
    );
    text.push_str(&match verdict {
        _ if proof.rows == 0 || !proof.irreversible.is_empty() => ".".to_owned(),
        Verdict::ProvedWithLosses => {
            format!("; tried with {rows}: {}.", losses(proof).join("; "))
        }
        _ => format!("; {rows} were unchanged."),
    });
    if let Some(fault) = &proof.with_rows {
        let told = fault.display_name(proof.default_schema.as_deref());
        text.push_str(&format!(" With rows, {told}."));
    }
    if !proof.unfilled.is_empty() {
        let names = proof.without_rows().join(", ");
        text.push_str(&format!(" There were no rows in {names}."));
    }
    text
}

/// Formats what was lost by a migration and its revert.
pub(crate) fn losses(proof: &Proof) -> Vec<String> {
    let default = proof.default_schema.as_deref();
    proof.lost.iter().map(|lost| words(lost, default)).collect()
}

fn words(lost: &Lost, default: Option<&str>) -> String {
    let table = lost.table.display_name(default);
    if lost.columns.is_empty() {
        let before = count(lost.before, "row");
        return format!("`{table}` had {before} and has {}", lost.after);
    }
    let columns = lost.columns.iter().map(|name| format!("`{name}`"));
    let columns: Vec<String> = columns.collect();
    format!("values in {} of `{table}` changed", columns.join(", "))
}
