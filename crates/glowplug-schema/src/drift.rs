//! Compares a live database with the schema that its migrations build, object by object.

use std::collections::{BTreeSet, HashMap, HashSet};

use glowplug::catalog::{
    Catalog, Object, ObjectName, OtherKind, OtherObject, QualifiedName, Uncompared,
};
use serde::Serialize;

use crate::change::{Change, HazardKind, Strategy};
use crate::dialect;
use crate::diff::{self, Differing};

/// An object that differs from what the migrations build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The kind of object.
    pub kind: &'static str,
    /// Its name.
    pub object: String,
    /// The way in which it differs.
    pub difference: Difference,
    /// The statements for what the migrations build; `None` if they build no such object.
    pub expected: Option<String>,
    /// The statements for what the database has; `None` if the object is missing.
    pub found: Option<String>,
    /// The statements that a migration would need to build what the database has.
    pub adopt: Vec<String>,
    /// The statements that change the database to what the migrations build.
    pub restore: Vec<String>,
    /// Whether `restore` loses rows or values.
    pub restore_loses_data: bool,
}

/// The way in which an object differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// The migrations build it, and the database does not have it.
    Missing,
    /// The database has it, and no migration builds it.
    Unexpected,
    /// Both have it, but with different definitions.
    Different,
}

/// Returns the differences between what the migrations build and what a database contains.
pub fn findings(built: &Catalog, live: &Catalog) -> Vec<Finding> {
    let adopting = ChangeSet::new(built, live);
    let restoring = ChangeSet::new(live, built);
    let differing = diff::differing(built, live).into_iter();
    let found = differing.map(|differing| {
        let (adopt, _) = said(adopting.of(&differing), built, live);
        let (restore, restore_loses_data) = said(restoring.of(&differing), live, built);
        finding(differing, (built, live), adopt, restore, restore_loses_data)
    });
    found.collect()
}

/// The name of an object that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferingName {
    /// The kind of object.
    pub kind: &'static str,
    /// Its name.
    pub object: String,
    /// The way in which it differs.
    pub difference: Difference,
}

/// Returns the names of the objects that [`findings`] reports, without the statements, which take
/// time for every object.
pub fn differing_names(built: &Catalog, live: &Catalog) -> Vec<DifferingName> {
    let differing = diff::differing(built, live).into_iter();
    let named = differing.map(|differing| DifferingName {
        kind: differing.name.kind(),
        object: object_name(&differing, built),
        difference: difference(&differing),
    });
    named.collect()
}

fn object_name(differing: &Differing, built: &Catalog) -> String {
    let schema = built.default_schema.as_deref();
    differing.name.display_name(schema).to_string()
}

fn difference(differing: &Differing) -> Difference {
    match (&differing.from, &differing.to) {
        (Some(_), None) => Difference::Missing,
        (None, Some(_)) => Difference::Unexpected,
        _ => Difference::Different,
    }
}

/// The access properties that are compared. Owners and privileges are often set by hand, and for
/// roles that differ between servers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Granted and revoked privileges.
    pub privileges: bool,
    /// Owners.
    pub owners: bool,
}

impl Access {
    /// Removes from a catalog what is not compared, and returns it.
    pub fn leave_out(self, catalog: &mut Catalog) -> Vec<Uncompared> {
        let is_compared = |other: &OtherObject| match other.kind {
            OtherKind::Owner => self.owners,
            OtherKind::Privileges | OtherKind::DefaultPrivileges => self.privileges,
            _ => true,
        };
        let others = std::mem::take(&mut catalog.others);
        let (compared, left): (Vec<_>, Vec<_>) = others.into_iter().partition(is_compared);
        catalog.others = compared;
        let left = left.into_iter().map(|other| Uncompared {
            kind: other.kind.word().to_owned(),
            name: other.name,
        });
        left.collect()
    }
}

fn finding(
    differing: Differing,
    (built, live): (&Catalog, &Catalog),
    adopt: Vec<String>,
    restore: Vec<String>,
    restore_loses_data: bool,
) -> Finding {
    let (difference, object) = (difference(&differing), object_name(&differing, built));
    let Differing { name, from, to } = differing;
    Finding {
        kind: name.kind(),
        object,
        difference,
        expected: from.map(|object| definition(object, built)),
        found: to.map(|object| definition(object, live)),
        adopt,
        restore,
        restore_loses_data,
    }
}

/// All changes from one schema to another, from which those of each finding are selected.
struct ChangeSet<'c> {
    changes: Vec<Change>,
    /// The positions of the changes of each object.
    own: HashMap<ObjectName, Vec<usize>>,
    /// The positions of the changes of the parts of each table and view.
    parts: HashMap<QualifiedName, Vec<usize>>,
    /// The users of each object, on either side.
    users: HashMap<&'c ObjectName, Vec<&'c ObjectName>>,
}

impl<'c> ChangeSet<'c> {
    fn new(from: &'c Catalog, to: &'c Catalog) -> Self {
        let mut users: HashMap<_, Vec<_>> = HashMap::new();
        for dependency in from.dependencies.iter().chain(&to.dependencies) {
            let users = users.entry(&dependency.uses).or_default();
            users.push(&dependency.object);
        }
        let changes = diff::differences(from, to);
        let (mut own, mut parts) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for (position, change) in changes.iter().enumerate() {
            let object = change.object();
            if let Some(owner) = object.owner() {
                parts.entry(owner.clone()).or_default().push(position);
            }
            own.entry(object).or_default().push(position);
        }
        Self {
            changes,
            own,
            parts,
            users,
        }
    }

    /// Returns the changes for one object: its own, those of its parts if it is created or dropped,
    /// and those that have to make room for it.
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
        let own = std::iter::once(name).chain(around);
        let own = own.filter_map(|object| self.own.get(object));
        let parts = whole.and_then(|whole| self.parts.get(whole));
        let positions: BTreeSet<usize> = own.chain(parts).flatten().copied().collect();
        let changes = positions.into_iter();
        changes
            .map(|position| self.changes[position].clone())
            .collect()
    }

    /// Returns all objects that use an object, directly or indirectly.
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

/// Renders changes as statements; returns them, and whether they lose data. If there is no
/// statement for a change, the reasons are returned as comments.
fn said(changes: Vec<Change>, from: &Catalog, to: &Catalog) -> (Vec<String>, bool) {
    match dialect::of(to.database).emit(&changes, from, to, Strategy::Online) {
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

/// Returns the statements that create an object.
fn definition(object: Object, catalog: &Catalog) -> String {
    let name = object.name();
    let mut without = Catalog::empty(catalog.database);
    without.default_schema.clone_from(&catalog.default_schema);
    let create = [Change::Create(object)];
    match dialect::of(catalog.database).emit(
        &create,
        &without,
        catalog,
        Strategy::SingleTransaction,
    ) {
        Ok(steps) => {
            let statements: Vec<String> = steps.into_iter().map(|step| step.sql).collect();
            statements.join(";\n")
        }
        Err(_) => name.to_string(),
    }
}
