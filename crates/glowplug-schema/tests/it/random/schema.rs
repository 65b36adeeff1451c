//! Schemas as what they are made of, and how they are made up.

use std::collections::BTreeSet;

use glowplug::model::Database;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A schema.
#[derive(Clone, Debug)]
pub(super) struct Schema {
    /// The values of the enum types; each type is named after its place.
    pub(super) enums: Vec<Vec<&'static str>>,
    pub(super) tables: Vec<Table>,
}

/// A table; its first column is its key.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) key: Key,
    pub(super) columns: Vec<Column>,
    /// The tables that it references, and what happens when their rows go.
    pub(super) references: Vec<(&'static str, Action)>,
    pub(super) comment: Option<&'static str>,
    pub(super) around: Around,
}

/// What stands around a table, or in it beside its columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// A view of all columns.
    pub(super) view: bool,
    /// A view of that view; on PostgreSQL a materialized one.
    pub(super) second_view: bool,
    pub(super) trigger: bool,
    /// A column that is computed from the first number.
    pub(super) generated: bool,
    /// A unique key over two columns.
    pub(super) pair: bool,
    /// PostgreSQL: row security, and a policy that reads the first number.
    pub(super) policy: bool,
    /// A check over two numbers.
    pub(super) check: bool,
}

/// A primary key of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Int,
    BigInt,
    Counting,
    /// PostgreSQL: `serial`.
    Serial,
}

/// What happens to a row when the one that it references goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Nothing,
    Cascade,
    SetNull,
}

/// A column that is no key.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) nullable: bool,
    pub(super) default: bool,
    pub(super) checked: bool,
    pub(super) index: Indexed,
    pub(super) comment: Option<&'static str>,
}

/// The kinds of types; databases have them under different names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    SmallInt,
    Int,
    BigInt,
    Double,
    Numeric(u8),
    Bool,
    Text,
    Varchar(u8),
    Date,
    Timestamp,
    Json,
    Bytes,
    /// One of the enums.
    Enum(usize),
    /// PostgreSQL: of numbers.
    Array,
}

/// What is built over a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Indexed {
    No,
    Plain,
    /// An index with a condition, where the database has such.
    Partial,
    UniqueIndex,
    UniqueKey,
}

impl Kind {
    /// Whether it has an order, so that it can be compared and be in an index everywhere.
    pub(super) const fn is_plain(self) -> bool {
        !matches!(self, Self::Json | Self::Bytes | Self::Text | Self::Array)
    }

    pub(super) const fn is_number(self) -> bool {
        matches!(
            self,
            Self::SmallInt | Self::Int | Self::BigInt | Self::Double | Self::Numeric(_)
        )
    }
}

const TABLES: [&str; 6] = ["users", "posts", "order", "Tag", "user roles", "logs"];
const COLUMNS: [&str; 7] = [
    "name",
    "title",
    "select",
    "createdAt",
    "state",
    "amount",
    "größe",
];
const VALUES: [&str; 5] = ["sad", "ok", "Happy", "it's", "new"];
const COMMENTS: [&str; 3] = ["what it is", "it's \\ \"quoted\"", "two\nlines"];

/// Two schemas that have much in common: the second takes each table from the first, or has another
/// one of that name, or none.
pub(super) fn pairs(database: Database) -> impl Strategy<Value = (Schema, Schema)> {
    let choices = vec(0_u8..4, TABLES.len());
    (schema(database), schema(database), choices).prop_map(|(from, other, choices)| {
        let mut to = other.clone();
        to.tables.clear();
        for (name, choice) in TABLES.iter().zip(choices) {
            let source = if choice == 0 { &from } else { &other };
            let found = source.tables.iter().find(|table| table.name == *name);
            to.tables.extend(found.cloned());
        }
        (from.sound(), to.sound())
    })
}

fn schema(database: Database) -> impl Strategy<Value = Schema> {
    let enums = match database {
        Database::Sqlite => 0..1_usize,
        _ => 0..3,
    };
    let values = subsequence(VALUES.to_vec(), 1..VALUES.len()).prop_shuffle();
    let names = subsequence(TABLES.to_vec(), 0..=TABLES.len());
    let tables = names.prop_flat_map(move |names| {
        let tables: Vec<_> = names
            .into_iter()
            .map(|name| table(database, name))
            .collect();
        tables
    });
    (vec(values, enums), tables).prop_map(|(enums, tables)| Schema { enums, tables })
}

fn table(database: Database, name: &'static str) -> impl Strategy<Value = Table> {
    let names = subsequence(COLUMNS.to_vec(), 0..=5);
    let columns = names.prop_flat_map(move |names| {
        let columns: Vec<_> = names
            .into_iter()
            .map(|name| column(database, name))
            .collect();
        columns
    });
    let references = subsequence(TABLES.to_vec(), 0..=2).prop_flat_map(|targets| {
        let references: Vec<_> = targets
            .into_iter()
            .map(|target| (Just(target), select(vec_of_actions())))
            .collect();
        references
    });
    let key = select(vec![Key::Int, Key::BigInt, Key::Counting, Key::Serial]);
    let comment = option::weighted(0.2, select(COMMENTS.to_vec()));
    (key, columns, references, comment, around()).prop_map(
        move |(key, columns, references, comment, around)| Table {
            name,
            key,
            columns,
            references,
            comment,
            around,
        },
    )
}

fn around() -> impl Strategy<Value = Around> {
    let some = || prop::bool::weighted(0.25);
    let all = (some(), some(), some(), some(), some(), some(), some());
    all.prop_map(
        |(view, second_view, trigger, generated, pair, policy, check)| Around {
            view,
            second_view: second_view && view,
            trigger,
            generated,
            pair,
            policy,
            check,
        },
    )
}

fn vec_of_actions() -> Vec<Action> {
    vec![Action::Nothing, Action::Cascade, Action::SetNull]
}

fn column(database: Database, name: &'static str) -> impl Strategy<Value = Column> {
    let mut kinds = vec![
        Kind::SmallInt,
        Kind::Int,
        Kind::BigInt,
        Kind::Double,
        Kind::Numeric(8),
        Kind::Numeric(12),
        Kind::Bool,
        Kind::Text,
        Kind::Varchar(20),
        Kind::Varchar(50),
        Kind::Date,
        Kind::Timestamp,
        Kind::Json,
        Kind::Bytes,
        Kind::Enum(0),
        Kind::Enum(1),
    ];
    if database == Database::Postgres {
        kinds.push(Kind::Array);
    }
    let index = select(vec![
        Indexed::No,
        Indexed::No,
        Indexed::No,
        Indexed::Plain,
        Indexed::Partial,
        Indexed::UniqueIndex,
        Indexed::UniqueKey,
    ]);
    let comment = option::weighted(0.2, select(COMMENTS.to_vec()));
    let some = || prop::bool::weighted(0.3);
    (select(kinds), any::<bool>(), some(), some(), index, comment).prop_map(
        move |(kind, nullable, default, checked, index, comment)| Column {
            name,
            kind,
            nullable,
            default,
            checked,
            index,
            comment,
        },
    )
}

impl Table {
    /// The columns with numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &Column> {
        let columns = self.columns.iter();
        columns.filter(|column| column.kind.is_number())
    }
}

impl Schema {
    /// The same without what no database would take.
    fn sound(mut self) -> Self {
        let names: BTreeSet<&str> = self.tables.iter().map(|table| table.name).collect();
        let enums = self.enums.len();
        for table in &mut self.tables {
            table
                .references
                .retain(|(target, _)| names.contains(target));
            for column in &mut table.columns {
                if matches!(column.kind, Kind::Enum(number) if number >= enums) {
                    column.kind = Kind::Varchar(20);
                }
                if !column.kind.is_plain() {
                    column.index = Indexed::No;
                    column.default = false;
                }
                column.checked &= column.kind.is_number();
            }
        }
        self
    }
}
