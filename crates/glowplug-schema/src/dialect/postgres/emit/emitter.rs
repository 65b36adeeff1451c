//! The state that is kept while changes are turned into statements.

use std::collections::HashSet;

use glowplug::catalog::{Object, ObjectName, QualifiedName};

use super::super::quote::{literal, quote};
use super::access::{self, PreservedAccess};
use super::change_index::{ChangeIndex, Side};
use super::deferred::Deferred;
use super::names::{Names, Shared};
use crate::change::{Change, Hazard, Phase, Step, Strategy, Unsupported};

/// Collects statements, change by change.
pub(super) struct Emitter<'a> {
    pub(super) changes: &'a [Change],
    pub(super) from: Side<'a>,
    pub(super) to: Side<'a>,
    pub(super) outline: ChangeIndex,
    /// Position of the current change.
    pub(super) position: usize,
    pub(super) later: Deferred,
    names: Names,
    shared: Shared,
    /// Objects that are dropped and created again.
    pub(super) kept: Vec<PreservedAccess>,
    manner: Strategy,
    /// Whether the current change depends on something deferred, and is deferred too.
    waits: bool,
    said: HashSet<usize>,
    remade: HashSet<QualifiedName>,
    steps: Vec<Step>,
    /// The table whose columns were converted last, the number of steps at that time, and the
    /// clauses.
    conversion: Option<(QualifiedName, usize, Vec<String>)>,
    /// Validations, which read all rows while others read and write; they run before what takes
    /// stronger locks.
    validations: Vec<Step>,
    last: Vec<Step>,
    problems: Vec<Unsupported>,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(
        changes: &'a [Change],
        from: Side<'a>,
        to: Side<'a>,
        manner: Strategy,
    ) -> Self {
        let shared = Shared::of([from.catalog, to.catalog]);
        Self {
            changes,
            from,
            to,
            outline: ChangeIndex::new(changes),
            position: 0,
            later: Deferred::default(),
            names: Names::default(),
            shared,
            kept: Vec::new(),
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

    /// Moves to another change; returns false if an earlier statement already covers it.
    pub(super) fn enter(&mut self, position: usize) -> bool {
        self.position = position;
        if self.said.contains(&position) {
            return false;
        }
        let change = &self.changes[position];
        self.waits = self.manner == Strategy::Online && self.later.holds_up(self, change);
        if self.waits && !changes_default_alone(change) {
            self.later.add(change.object());
        }
        true
    }

    /// Returns all statements in order, or all changes that cannot be made.
    pub(super) fn finish(mut self) -> Result<Vec<Step>, Vec<Unsupported>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        self.steps.append(&mut self.last);
        let (mut steps, later): (Vec<_>, Vec<_>) =
            (self.steps.into_iter()).partition(|step| step.place != Phase::Deferred);
        // Sorted by the order in which they run.
        steps.sort_by_key(|step| step.place == Phase::NonTransactional);
        steps.append(&mut self.validations);
        steps.extend(later);
        Ok(access::settle(steps, &self.kept))
    }

    /// Returns true if what blocks others may be moved out of the transaction.
    pub(super) fn is_parted(&self) -> bool {
        self.manner == Strategy::Online && !self.waits
    }

    /// Returns true if everything must run in one transaction.
    pub(super) fn is_one_transaction(&self) -> bool {
        self.manner == Strategy::SingleTransaction
    }

    /// Returns true if a statement before the current one drops an object.
    pub(super) fn is_past_drop(&self, object: &ObjectName) -> bool {
        let dropped = self.outline.drops.get(object);
        dropped.is_some_and(|&at| at < self.position)
    }

    /// Adds a statement without hazards.
    pub(super) fn say(&mut self, sql: impl Into<String>) {
        self.push(Step::new(sql));
    }

    /// Adds a statement with its hazards.
    pub(super) fn warn(&mut self, sql: impl Into<String>, hazards: Vec<Hazard>) {
        self.push(hazards.into_iter().fold(Step::new(sql), Step::hazard));
    }

    /// Adds clauses that convert columns. A conversion that directly follows another one of the
    /// same table is merged into its statement, so that the table is rewritten only once.
    pub(super) fn convert(
        &mut self,
        table: &QualifiedName,
        clauses: Vec<String>,
        hazards: Vec<Hazard>,
        remark: Option<&str>,
    ) {
        let mut step = self.placed(Step::new(""));
        let mut all = Vec::new();
        let mut notes = Vec::new();
        while let Some(note) = self.steps.pop_if(|step| access::is_note(step)) {
            notes.push(note);
        }
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
        } else {
            self.steps.extend(notes.drain(..).rev());
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
        self.steps.extend(notes.into_iter().rev());
    }

    /// Adds a step. In a single transaction, or if the change is deferred, that decides its place.
    pub(super) fn push(&mut self, step: Step) {
        let step = self.placed(step);
        self.steps.push(step);
    }

    /// Adds a step that validates a constraint added as `NOT VALID`.
    pub(super) fn validate(&mut self, table: Option<&QualifiedName>, step: Step) {
        let step = self.placed(step);
        if let Some(table) = table.filter(|_| step.place == Phase::Deferred) {
            self.later.add_unchecked(table);
        }
        match step.place {
            Phase::Deferred if !self.waits => self.validations.push(step),
            _ => self.steps.push(step),
        }
    }

    /// Adds a step that runs after those of all changes.
    pub(super) fn push_last(&mut self, step: Step) {
        let step = self.placed(step);
        self.last.push(step);
    }

    fn placed(&self, step: Step) -> Step {
        if self.is_one_transaction() {
            return step.at(Phase::InTransaction);
        }
        if self.waits {
            return step.at(Phase::Deferred);
        }
        step
    }

    /// Records that PostgreSQL cannot make a change.
    pub(super) fn refuse(&mut self, object: ObjectName, reason: impl Into<String>) {
        let reason = reason.into();
        self.problems.push(Unsupported { object, reason });
    }

    /// Records that the statements of another change cover this one.
    pub(super) fn absorb(&mut self, position: usize) {
        self.said.insert(position);
    }

    /// Records that a view was recreated, without its indexes, triggers and rules.
    pub(super) fn note_remade(&mut self, view: &QualifiedName) {
        self.remade.insert(view.clone());
    }

    /// Returns true if a view was recreated.
    pub(super) fn is_remade(&self, view: &QualifiedName) -> bool {
        self.remade.contains(view)
    }

    /// Returns an unused name for an auxiliary object that belongs to another one, or to columns of
    /// it.
    pub(super) fn free_name(
        &mut self,
        base: &QualifiedName,
        columns: &[&str],
        label: &str,
    ) -> String {
        let sides = [self.from.catalog, self.to.catalog];
        self.names.choose(sides, base, columns, label)
    }

    /// Returns true if another table of the schema has a constraint with this name, before or
    /// after.
    pub(super) fn is_shared(&self, table: &QualifiedName, constraint: &str) -> bool {
        self.shared.has(table, constraint)
    }

    /// Returns a quoted name, unqualified in the default schema.
    pub(super) fn name(&self, name: &QualifiedName) -> String {
        self.name_in(name.schema.as_deref(), &name.name)
    }

    /// Returns the quoted name of something in a schema.
    pub(super) fn name_in(&self, schema: Option<&str>, name: &str) -> String {
        match schema {
            Some(schema) if !self.to.catalog.is_default(Some(schema)) => {
                format!("{}.{}", quote(schema), quote(name))
            }
            _ => quote(name).into_owned(),
        }
    }

    /// Emits `COMMENT ON …` if the comment changes.
    pub(super) fn comment(&mut self, on: &str, from: Option<&String>, to: Option<&String>) {
        if from != to {
            let text = to.map_or_else(|| "NULL".to_owned(), |text| literal(text));
            self.say(format!("COMMENT ON {on} IS {text}"));
        }
    }

    /// Returns an `ALTER TABLE` with these clauses; on one line if there is only one, short clause.
    pub(super) fn alter_table(&self, table: &QualifiedName, clauses: &[String]) -> String {
        altering("TABLE", &self.name(table), clauses)
    }
}

/// Returns true if a change alters nothing about a column but its default.
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

/// Returns an `ALTER …` with these clauses; on one line if there is only one, short clause.
pub(super) fn altering(kind: &str, name: &str, clauses: &[String]) -> String {
    let start = format!("ALTER {kind} {name}");
    match clauses {
        [clause] if !clause.contains('\n') && start.len() + clause.len() < 90 => {
            format!("{start} {clause}")
        }
        _ => format!("{start}\n    {}", clauses.join(",\n    ")),
    }
}
