//! Ordering constraints of typed tables (`CREATE TABLE … OF`): their columns are those of the type
//! and cannot change while the table is typed.

use super::OrderingConstraints;
use crate::diff::action::Act;
use crate::diff::object_ref::ObjectRef;
use crate::diff::pairs::Id;

impl OrderingConstraints<'_, '_> {
    /// Orders the changes of columns while their table is not a typed one.
    pub(super) fn typed_tables(&mut self) {
        for id in self.pairs.ids() {
            let (Some(ObjectRef::Table(from)), Some(ObjectRef::Table(to))) =
                (self.pairs[id].from, self.pairs[id].to)
            else {
                continue;
            };
            let place = |act| self.actions.place(id, act);
            match (&from.of_type, &to.of_type) {
                (None, None) => {}
                (before, after) if before == after => {
                    self.between(id, place(Act::DropDefault), place(Act::RestoreDefault));
                }
                (_, Some(_)) => self.between(id, None, place(Act::Alter)),
                (_, None) => self.between(id, place(Act::Alter), None),
            }
        }
    }

    /// Orders the changes of a table's columns between two actions on the table itself.
    fn between(&mut self, table: Id, first: Option<usize>, last: Option<usize>) {
        if first.is_none() && last.is_none() {
            return;
        }
        let (from, to) = (&self.pairs.from.users, &self.pairs.to.users);
        let users = from[table].iter().chain(&to[table]).copied();
        let is_column = |part: &Id| {
            let pair = &self.pairs[*part];
            pair.owner == Some(table) && matches!(pair.any(), ObjectRef::Column(..))
        };
        let columns: Vec<Id> = users.filter(is_column).collect();
        for part in columns {
            for place in [self.leaving(part), self.arriving(part)] {
                self.add(first, place, true);
                self.add(place, last, true);
            }
        }
    }
}
