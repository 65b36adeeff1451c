//! Compares a live database with what its migrations build, object by object.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::catalog::{Catalog, Object, ObjectName};
use crate::change::{Change, HazardKind, Manner};
use crate::dialect;
use crate::diff::{self, Differing};

/// One object that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind of object.
    pub kind: &'static str,
    /// Its name.
    pub object: String,
    /// What is wrong.
    pub difference: Difference,
    /// What the migrations build, as statements; `None` when they build no such object.
    pub expected: Option<String>,
    /// What is there; `None` when it is missing.
    pub found: Option<String>,
    /// What a migration would have to say for this to be right.
    pub adopt: Vec<String>,
    /// What puts the database right.
    pub restore: Vec<String>,
    /// Whether putting it right loses rows or values.
    pub restore_loses_data: bool,
}

/// What is wrong with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// The migrations build it, and the database does not have it.
    Missing,
    /// The database has it, and no migration builds it.
    Unexpected,
    /// The database has another one.
    Different,
}

/// What differs between what the migrations build and what a database holds.
pub fn findings(built: &Catalog, live: &Catalog) -> Vec<Finding> {
    let adopting = Way::new(built, live);
    let restoring = Way::new(live, built);
    let differing = diff::differing(built, live).into_iter();
    let found = differing.map(|differing| {
        let (adopt, _) = said(adopting.of(&differing), built, live);
        let (restore, restore_loses_data) = said(restoring.of(&differing), live, built);
        finding(differing, (built, live), adopt, restore, restore_loses_data)
    });
    found.collect()
}

fn finding(
    differing: Differing,
    (built, live): (&Catalog, &Catalog),
    adopt: Vec<String>,
    restore: Vec<String>,
    restore_loses_data: bool,
) -> Finding {
    let Differing { name, from, to } = differing;
    let difference = match (&from, &to) {
        (Some(_), None) => Difference::Missing,
        (None, Some(_)) => Difference::Unexpected,
        _ => Difference::Different,
    };
    Finding {
        kind: name.kind(),
        object: name.told(built.default_schema.as_deref()).to_string(),
        difference,
        expected: from.map(|object| definition(object, built)),
        found: to.map(|object| definition(object, live)),
        adopt,
        restore,
        restore_loses_data,
    }
}

/// The whole way from one schema to the other, of which each finding is a part.
struct Way<'c> {
    changes: Vec<Change>,
    /// What uses an object, on either side.
    users: HashMap<&'c ObjectName, Vec<&'c ObjectName>>,
}

impl<'c> Way<'c> {
    fn new(from: &'c Catalog, to: &'c Catalog) -> Self {
        let mut users: HashMap<_, Vec<_>> = HashMap::new();
        for dependency in from.dependencies.iter().chain(&to.dependencies) {
            let users = users.entry(&dependency.uses).or_default();
            users.push(&dependency.object);
        }
        Self {
            changes: diff::differences(from, to),
            users,
        }
    }

    /// The part that puts one object right: its own changes, those of what stands on it when it
    /// comes or goes, and what has to make room for it.
    fn of(&self, differing: &Differing) -> Vec<Change> {
        let name = &differing.name;
        let around = match (name, &differing.from, &differing.to) {
            (ObjectName::Table(_), _, _) | (_, None, _) | (_, _, None) => HashSet::new(),
            _ => self.using(name),
        };
        let whole = match name {
            ObjectName::Table(whole) | ObjectName::View(whole)
                if differing.from.is_none() || differing.to.is_none() =>
            {
                Some(whole)
            }
            _ => None,
        };
        let belongs = |change: &&Change| {
            let object = change.object();
            object == *name
                || whole.is_some() && object.owner() == whole
                || around.contains(&object)
        };
        self.changes.iter().filter(belongs).cloned().collect()
    }

    /// All that uses an object, directly or not.
    fn using(&self, name: &ObjectName) -> HashSet<&'c ObjectName> {
        let mut found = HashSet::new();
        let mut next = self.users.get(name).cloned().unwrap_or_default();
        while let Some(user) = next.pop() {
            if found.insert(user) {
                next.extend(self.users.get(user).into_iter().flatten());
            }
        }
        found
    }
}

/// Changes as statements, and whether they lose data; what cannot be said is a comment.
fn said(changes: Vec<Change>, from: &Catalog, to: &Catalog) -> (Vec<String>, bool) {
    match dialect::emit(&changes, from, to, Manner::Careful) {
        Ok(steps) => {
            let mut hazards = steps.iter().flat_map(|step| &step.hazards);
            let loses = hazards.any(|hazard| hazard.kind == HazardKind::DataLoss);
            (steps.into_iter().map(|step| step.sql).collect(), loses)
        }
        Err(impossible) => {
            let reasons = impossible.into_iter();
            let reasons = reasons.map(|impossible| format!("-- {}", impossible.reason));
            (reasons.collect(), false)
        }
    }
}

/// An object as the statements that make it.
fn definition(object: Object, catalog: &Catalog) -> String {
    let name = object.name();
    let mut without = Catalog::empty(catalog.database);
    without.default_schema.clone_from(&catalog.default_schema);
    let create = [Change::Create(object)];
    match dialect::emit(&create, &without, catalog, Manner::OneTransaction) {
        Ok(steps) => {
            let statements: Vec<String> = steps.into_iter().map(|step| step.sql).collect();
            statements.join(";\n")
        }
        Err(_) => name.to_string(),
    }
}
