//! The differences between two versions of an object that `ALTER` can make, without dropping and
//! recreating the object.

use glowplug::catalog::{Column, Constraint, Function, Index, Trigger, View};

/// What `ALTER` can change in one database. By default every column can be altered in place, and no
/// object of another kind.
pub trait Alterations: Sync {
    /// Returns true if `ALTER` can turn one column into the other.
    fn alters_column(&self, from: &Column, to: &Column) -> bool {
        let _ = (from, to);
        true
    }

    /// Returns true if `ALTER` can turn one constraint into the other.
    fn alters_constraint(&self, from: &Constraint, to: &Constraint) -> bool {
        from == to
    }

    /// Returns true if `ALTER` can turn one index into the other.
    fn alters_index(&self, from: &Index, to: &Index) -> bool {
        from == to
    }

    /// Returns true if `ALTER` can turn one trigger into the other.
    fn alters_trigger(&self, from: &Trigger, to: &Trigger) -> bool {
        from == to
    }

    /// Returns true if `ALTER` can turn one view into the other.
    fn alters_view(&self, from: &View, to: &View) -> bool {
        from == to
    }

    /// Returns true if `ALTER` can turn one function into the other.
    fn alters_function(&self, from: &Function, to: &Function) -> bool {
        from == to
    }

    /// Returns true if two functions are the same although their text may differ.
    fn is_same_function(&self, from: &Function, to: &Function) -> bool {
        from == to
    }

    /// Returns true if a foreign key can stay in place while one of its columns is altered.
    fn keeps_foreign_key(&self, from: &Column, to: &Column) -> bool {
        let _ = (from, to);
        false
    }
}
