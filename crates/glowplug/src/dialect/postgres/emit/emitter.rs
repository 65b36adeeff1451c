//! What is known while changes become statements.

use std::collections::HashSet;

use super::super::quote::{literal, quote};
use super::later::Later;
use super::outline::{Outline, Side};
use crate::catalog::{Object, ObjectName, QualifiedName};
use crate::change::{Change, Hazard, Impossible, Manner, Place, Step};

/// Collects statements, change by change.
pub(super) struct Emitter<'a> {
    pub(super) changes: &'a [Change],
    pub(super) from: Side<'a>,
    pub(super) to: Side<'a>,
    pub(super) outline: Outline,
    /// Which change is being said.
    pub(super) position: usize,
    pub(super) later: Later,
    manner: Manner,
    /// Whether the change at hand needs something that only comes later.
    waits: bool,
    said: HashSet<usize>,
    remade: HashSet<QualifiedName>,
    steps: Vec<Step>,
    /// The table whose columns were converted last, behind how many steps, and by which clauses.
    conversion: Option<(QualifiedName, usize, Vec<String>)>,
    /// What looks at all rows while others read and write; it comes before what locks them out.
    validations: Vec<Step>,
    last: Vec<Step>,
    problems: Vec<Impossible>,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(changes: &'a [Change], from: Side<'a>, to: Side<'a>, manner: Manner) -> Self {
        Self {
            changes,
            from,
            to,
            outline: Outline::new(changes),
            position: 0,
            later: Later::default(),
            manner,
            waits: false,
            said: HashSet::new(),
            remade: HashSet::new(),
            steps: Vec::new(),
            conversion: None,
            validations: Vec::new(),
            last: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Goes on to another change; tells whether it is still to be said.
    pub(super) fn enter(&mut self, position: usize) -> bool {
        self.position = position;
        if self.said.contains(&position) {
            return false;
        }
        let change = &self.changes[position];
        self.waits = self.manner == Manner::Careful && self.later.holds_up(self, change);
        if self.waits && !changes_default_alone(change) {
            self.later.add(change.object());
        }
        true
    }

    /// All statements, or all that cannot be.
    pub(super) fn finish(mut self) -> Result<Vec<Step>, Vec<Impossible>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        self.steps.append(&mut self.last);
        let (mut steps, later): (Vec<_>, Vec<_>) =
            (self.steps.into_iter()).partition(|step| step.place != Place::Later);
        // What runs first stands first.
        steps.sort_by_key(|step| step.place == Place::Alone);
        steps.append(&mut self.validations);
        steps.extend(later);
        Ok(steps)
    }

    /// Whether what holds others up may go to a place of its own.
    pub(super) fn is_parted(&self) -> bool {
        self.manner == Manner::Careful && !self.waits
    }

    /// Whether everything is to run in one transaction.
    pub(super) fn is_one_transaction(&self) -> bool {
        self.manner == Manner::OneTransaction
    }

    /// Adds a statement without hazards.
    pub(super) fn say(&mut self, sql: impl Into<String>) {
        self.push(Step::new(sql));
    }

    /// Adds a statement with its hazards.
    pub(super) fn warn(&mut self, sql: impl Into<String>, hazards: Vec<Hazard>) {
        self.push(hazards.into_iter().fold(Step::new(sql), Step::hazard));
    }

    /// Adds clauses that convert columns. What follows upon another conversion of the same table
    /// goes into its statement, so that the table is written only once.
    pub(super) fn convert(
        &mut self,
        table: &QualifiedName,
        clauses: Vec<String>,
        hazards: Vec<Hazard>,
        remark: Option<&str>,
    ) {
        let mut step = self.placed(Step::new(""));
        let mut all = Vec::new();
        if let Some((of, at, so_far)) = self.conversion.take()
            && of == *table
            && at == self.steps.len()
            && self
                .steps
                .last()
                .is_some_and(|last| last.place == step.place)
            && let Some(last) = self.steps.pop()
        {
            step = last;
            all = so_far;
        }
        all.extend(clauses);
        step.sql = self.alter_table(table, &all);
        for hazard in hazards {
            if !step.hazards.contains(&hazard) {
                step.hazards.push(hazard);
            }
        }
        step.remark = step.remark.or(remark.map(str::to_owned));
        self.steps.push(step);
        self.conversion = Some((table.clone(), self.steps.len(), all));
    }

    /// Adds a step. Where all is one transaction, or the change waits, its place is decided.
    pub(super) fn push(&mut self, step: Step) {
        let step = self.placed(step);
        self.steps.push(step);
    }

    /// Adds a step that validates what was added without being looked at.
    pub(super) fn validate(&mut self, table: Option<&QualifiedName>, step: Step) {
        let step = self.placed(step);
        if let Some(table) = table.filter(|_| step.place == Place::Later) {
            self.later.add_unchecked(table);
        }
        match step.place {
            Place::Later if !self.waits => self.validations.push(step),
            _ => self.steps.push(step),
        }
    }

    /// Adds a step behind those of all changes.
    pub(super) fn push_last(&mut self, step: Step) {
        let step = self.placed(step);
        self.last.push(step);
    }

    fn placed(&self, step: Step) -> Step {
        if self.is_one_transaction() {
            return step.at(Place::Together);
        }
        if self.waits {
            return step.at(Place::Later);
        }
        step
    }

    /// Notes that this database cannot make a change.
    pub(super) fn refuse(&mut self, object: ObjectName, reason: impl Into<String>) {
        let reason = reason.into();
        self.problems.push(Impossible { object, reason });
    }

    /// Notes that a change is said by the statements of another one.
    pub(super) fn absorb(&mut self, position: usize) {
        self.said.insert(position);
    }

    /// Notes that a view was dropped and made again, with nothing on it.
    pub(super) fn note_remade(&mut self, view: &QualifiedName) {
        self.remade.insert(view.clone());
    }

    /// Whether a view was dropped and made again.
    pub(super) fn is_remade(&self, view: &QualifiedName) -> bool {
        self.remade.contains(view)
    }

    /// A name as it stands in SQL, without the default schema.
    pub(super) fn name(&self, name: &QualifiedName) -> String {
        self.name_in(name.schema.as_deref(), &name.name)
    }

    /// The name of something in a schema.
    pub(super) fn name_in(&self, schema: Option<&str>, name: &str) -> String {
        match schema {
            Some(schema) if !self.to.catalog.is_default(Some(schema)) => {
                format!("{}.{}", quote(schema), quote(name))
            }
            _ => quote(name).into_owned(),
        }
    }

    /// `COMMENT ON …`, where it differs.
    pub(super) fn comment(&mut self, on: &str, from: Option<&String>, to: Option<&String>) {
        if from != to {
            let text = to.map_or_else(|| "NULL".to_owned(), |text| literal(text));
            self.say(format!("COMMENT ON {on} IS {text}"));
        }
    }

    /// The table's clauses in one statement: in one line when there is one short clause.
    pub(super) fn alter_table(&self, table: &QualifiedName, clauses: &[String]) -> String {
        altering("TABLE", &self.name(table), clauses)
    }
}

/// Whether nothing about a column changes that others look at.
fn changes_default_alone(change: &Change) -> bool {
    let Change::Alter { from, to } = change else {
        return false;
    };
    match (&**from, &**to) {
        (Object::Column(_, from), Object::Column(_, to)) => {
            let mut from = from.clone();
            from.default.clone_from(&to.default);
            from == *to
        }
        _ => false,
    }
}

/// `ALTER …` with its clauses: in one line when there is one short clause.
pub(super) fn altering(kind: &str, name: &str, clauses: &[String]) -> String {
    let start = format!("ALTER {kind} {name}");
    match clauses {
        [clause] if !clause.contains('\n') && start.len() + clause.len() < 90 => {
            format!("{start} {clause}")
        }
        _ => format!("{start}\n    {}", clauses.join(",\n    ")),
    }
}
