//! Kinds of PostgreSQL objects that are compared and written as a whole.

use serde::{Deserialize, Serialize};

use super::Catalog;

/// An object that is compared and written as a whole, by the statements that create it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherObject {
    /// Its kind.
    pub kind: OtherKind,
    /// What identifies it among others of its kind, as the database prints it:
    /// `===(integer, integer)`, `audit.nocase`, `table posts to reader`.
    pub name: String,
    /// The schema it is in, if objects of its kind are in one.
    pub schema: Option<String>,
    /// The statements that create it, without `;`.
    pub create: Vec<String>,
    /// The statement that drops it, without `;`.
    pub drop: String,
    /// The object in the syntax of `COMMENT ON`; empty if it cannot have a comment.
    pub address: String,
    /// `COMMENT ON`.
    pub comment: Option<String>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)*) => {
        /// Kinds of objects that are compared and written as a whole.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum OtherKind {
            $($(#[$doc])* $kind,)*
        }

        impl OtherKind {
            /// Returns the kind in words.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                }
            }
        }
    };
}

kinds! {
    /// `CREATE ACCESS METHOD`.
    AccessMethod = "access method",
    /// `CREATE CAST`.
    Cast = "cast",
    /// `ALTER TABLE … CLUSTER ON`.
    Cluster = "cluster mark",
    /// `CREATE COLLATION`.
    Collation = "collation",
    /// A comment on something that is no object here: an attribute of a type, the index of a key.
    Comment = "comment",
    /// `CREATE CONVERSION`.
    Conversion = "conversion",
    /// `ALTER DEFAULT PRIVILEGES`.
    DefaultPrivileges = "default privileges",
    /// `CREATE EVENT TRIGGER`.
    EventTrigger = "event trigger",
    /// `CREATE FOREIGN DATA WRAPPER`.
    ForeignDataWrapper = "foreign-data wrapper",
    /// `CREATE SERVER`.
    ForeignServer = "foreign server",
    /// `CREATE FOREIGN TABLE`.
    ForeignTable = "foreign table",
    /// `CREATE LANGUAGE`.
    Language = "language",
    /// `CREATE OPERATOR`.
    Operator = "operator",
    /// `CREATE OPERATOR CLASS`.
    OperatorClass = "operator class",
    /// `CREATE OPERATOR FAMILY`.
    OperatorFamily = "operator family",
    /// `ALTER … OWNER TO`, if the owner is not the role that runs the migrations.
    Owner = "owner",
    /// `GRANT`, and `REVOKE` of the default privileges of `PUBLIC`.
    Privileges = "privileges",
    /// `CREATE PUBLICATION`.
    Publication = "publication",
    /// `ALTER PUBLICATION … ADD`.
    PublishedTable = "published table",
    /// `CREATE STATISTICS`.
    Statistics = "statistics",
    /// `ALTER INDEX … ALTER COLUMN … SET STATISTICS`.
    StatisticsTarget = "statistics target",
    /// `TABLESPACE` of a table or an index.
    Tablespace = "tablespace",
    /// `CREATE TEXT SEARCH CONFIGURATION`.
    TextSearchConfiguration = "text search configuration",
    /// `CREATE TEXT SEARCH DICTIONARY`.
    TextSearchDictionary = "text search dictionary",
    /// `CREATE TRANSFORM`.
    Transform = "transform",
}

impl OtherKind {
    /// Returns true for ownership and privileges, which often differ from one server to another.
    pub const fn is_access(self) -> bool {
        matches!(
            self,
            Self::DefaultPrivileges | Self::Owner | Self::Privileges
        )
    }

    /// Returns true if an object keeps this property when it is dropped and recreated.
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::Owner | Self::Privileges)
    }

    /// Returns true if it is a property of another object, and is dropped with it.
    pub const fn is_property(self) -> bool {
        matches!(
            self,
            Self::Cluster
                | Self::Comment
                | Self::Owner
                | Self::Privileges
                | Self::PublishedTable
                | Self::StatisticsTarget
                | Self::Tablespace
        )
    }
}

/// An object of a kind that is neither compared nor written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Uncompared {
    /// Its kind in words.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// Objects that are not compared; equal to every other list.
#[derive(Clone, Debug, Default)]
pub struct UncomparedList(pub Vec<Uncompared>);

impl Uncompared {
    /// Returns the uncompared objects of any of these schemas, sorted.
    pub fn seen<'c>(catalogs: impl IntoIterator<Item = &'c Catalog>) -> Vec<Self> {
        let catalogs = catalogs.into_iter();
        let seen = catalogs.flat_map(|catalog| &catalog.uncompared.0);
        let mut seen: Vec<Self> = seen.cloned().collect();
        seen.sort();
        seen.dedup();
        seen
    }
}

impl PartialEq for UncomparedList {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for UncomparedList {}
