//! The options, which are those of `diesel print-schema`. With several schemas each stands for the
//! last `--schema-key` before it, so they are read in their order, not by their names.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches, value_parser};
use glowplug::print::{Docs, Filter, PrintSchema, PrintSchemas, Sorting, Together};
use regex::Regex;

use crate::error::{Error, Result};

/// What `print-schema` was told.
pub(crate) struct Args {
    /// Compare with the files, print nothing else.
    pub(super) check: bool,
    /// Print SQL, not Rust.
    pub(super) sql: bool,
    /// The rest, in order.
    given: Vec<Given>,
}

/// One option.
#[derive(Clone)]
enum Given {
    Key(String),
    Table(Regex),
    Only,
    Except,
    Set(Setting),
}

/// What an option changes.
#[derive(Clone)]
enum Setting {
    Schema(String),
    Docs(Docs),
    Together(Together),
    Sorting(Sorting),
    PatchFile(std::path::PathBuf),
    Import(String),
    NoTypes,
    ExceptType(Regex),
    Derive(String),
    Domain(Regex),
    WideRowIds,
}

impl Args {
    /// The settings as the options change them.
    ///
    /// # Errors
    /// A key that `diesel.toml` does not have; names of tables without `-o` or `-e`.
    pub(super) fn onto(self, mut schemas: PrintSchemas) -> Result<PrintSchemas> {
        let mut key = "default".to_owned();
        let mut part = Vec::new();
        for given in self.given {
            if let Given::Key(next) = given {
                change(&mut schemas, &key, std::mem::take(&mut part))?;
                key = next;
                schema(&mut schemas, &key)?;
            } else {
                part.push(given);
            }
        }
        change(&mut schemas, &key, part)?;
        Ok(schemas)
    }
}

fn schema<'a>(schemas: &'a mut PrintSchemas, key: &str) -> Result<&'a mut PrintSchema> {
    schemas.settings.get_mut(key).ok_or_else(|| {
        Error::usage(
            format!("`diesel.toml` has no schema `{key}`"),
            format!("write `[print_schema.{key}]`, or use a key that is there"),
        )
    })
}

/// Changes the settings of one schema. Lists begin anew.
fn change(schemas: &mut PrintSchemas, key: &str, part: Vec<Given>) -> Result<()> {
    let settings = schema(schemas, key)?;
    let mut tables = Vec::new();
    let (mut only, mut except) = (false, false);
    let mut lists = Lists::default();
    for given in part {
        match given {
            Given::Table(pattern) => tables.push(pattern),
            Given::Only => only = true,
            Given::Except => except = true,
            Given::Set(setting) => setting.onto(settings, &mut lists),
            Given::Key(_) => {}
        }
    }
    lists.onto(settings);
    match (only, except) {
        (_, true) => settings.filter = Filter::Except(tables),
        (true, false) => settings.filter = Filter::Only(tables),
        (false, false) if !tables.is_empty() => {
            return Err(Error::usage(
                "names of tables alone say nothing",
                "add `--only-tables` to print these, or `--except-tables` to print the others",
            ));
        }
        (false, false) => {}
    }
    Ok(())
}

/// Settings of many values.
#[derive(Default)]
struct Lists {
    imports: Vec<String>,
    derives: Vec<String>,
    except: Vec<Regex>,
    domains: Vec<Regex>,
}

impl Lists {
    fn onto(self, settings: &mut PrintSchema) {
        if !self.imports.is_empty() {
            settings.import_types = Some(self.imports);
        }
        if !self.derives.is_empty() {
            settings.custom_type_derives = Some(self.derives);
        }
        if !self.except.is_empty() {
            settings.except_custom_type_definitions = self.except;
        }
        if !self.domains.is_empty() {
            settings.pg_domains_as_custom_types = self.domains;
        }
    }
}

impl Setting {
    fn onto(self, settings: &mut PrintSchema, lists: &mut Lists) {
        match self {
            Self::Schema(name) => settings.schema = Some(name),
            Self::Docs(docs) => settings.with_docs = docs,
            Self::Together(together) => {
                settings.allow_tables_to_appear_in_same_query_config = together;
            }
            Self::Sorting(sorting) => settings.column_sorting = sorting,
            Self::PatchFile(path) => settings.patch_file = Some(path),
            Self::Import(path) => lists.imports.push(path),
            Self::NoTypes => settings.generate_missing_sql_type_definitions = Some(false),
            Self::ExceptType(pattern) => lists.except.push(pattern),
            Self::Derive(path) => lists.derives.push(path),
            Self::Domain(pattern) => lists.domains.push(pattern),
            Self::WideRowIds => settings.sqlite_integer_primary_key_is_bigint = Some(true),
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  glowplug print-schema                print all tables
  glowplug print-schema -o '^users$'   print one
  glowplug print-schema --check        compare with `file` of `diesel.toml`, change nothing
  glowplug print-schema --sql > schema.sql
                                       begin to declare the schema in SQL";

impl clap::Args for Args {
    fn augment_args(command: Command) -> Command {
        command
            .about("Print `table!` for every table, as `diesel print-schema` does")
            .long_about(
                "Print `table!` for every table, as `diesel print-schema` does\n\nThe bytes are \
                 Diesel's, under the same `[print_schema]` of `diesel.toml`, which the options \
                 below change for once. A table that cannot stand in `table!`, because it has no \
                 primary key, is left out and named; Diesel prints nothing at all then. With \
                 several schemas (`[print_schema.archive]`) all are printed, and options stand \
                 for the `--schema-key` before them.",
            )
            .after_help(EXAMPLES)
            .arg(
                flag("check").help(
                    "Compare the files with what would be printed; exit code 3 if they differ",
                ),
            )
            .arg(flag("sql").conflicts_with("check").help(
                "Print the statements that build the whole schema instead: a `schema.sql` to begin \
                 with, for `generate`",
            ))
            .args(what())
            .args(how())
            .args(types())
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Which schema and tables.
fn what() -> [Arg; 5] {
    [
        many("table", "TABLE")
            .index(1)
            .num_args(1..)
            .value_parser(pattern)
            .help("Regular expressions for names of tables"),
        flag("only-tables")
            .short('o')
            .help("Print only the tables that TABLE names"),
        flag("except-tables")
            .short('e')
            .help("Print all but the tables that TABLE names"),
        many("schema", "NAME")
            .short('s')
            .long("schema")
            .help("The schema of the database"),
        many("schema-key", "KEY").long("schema-key").help(
            "The schema of `diesel.toml` that the options after it are for [default: default]",
        ),
    ]
}

/// How tables are written.
fn how() -> [Arg; 6] {
    let choice = |name: &'static str, names: &'static [&'static str]| {
        many(name, "WHAT")
            .long(name)
            .value_parser(PossibleValuesParser::new(names))
    };
    [
        flag("with-docs").help("Document tables and columns"),
        choice("with-docs-config", Docs::NAMES).help("What is documented, and with what"),
        choice("column-sorting", Sorting::NAMES).help("The order of columns"),
        choice(
            "allow-tables-to-appear-in-same-query-config",
            Together::NAMES,
        )
        .help("Which tables may stand in one query"),
        many("patch-file", "FILE")
            .long("patch-file")
            .value_parser(value_parser!(std::path::PathBuf))
            .help("A unified diff to apply to the text"),
        many("import-types", "PATH")
            .long("import-types")
            .help("What each `table!` imports"),
    ]
}

/// Which types columns have.
fn types() -> [Arg; 5] {
    [
        flag("no-generate-missing-sql-type-definitions")
            .help("Define no types that Diesel does not have"),
        many("except-custom-type-definitions", "PATTERN")
            .long("except-custom-type-definitions")
            .value_parser(pattern)
            .help("Types that are not defined"),
        many("custom-type-derives", "PATH")
            .long("custom-type-derives")
            .help("What defined types derive"),
        many("pg-domains-as-custom-types", "PATTERN")
            .long("pg-domains-as-custom-types")
            .value_parser(pattern)
            .help("PostgreSQL: domains that are types of their own"),
        flag("sqlite-integer-primary-key-is-bigint")
            .help("SQLite: `INTEGER PRIMARY KEY` is `BigInt`"),
    ]
}

fn pattern(text: &str) -> Result<Regex, regex::Error> {
    Regex::new(text)
}

/// An option without a value, which may come again for another schema.
fn flag(name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::Append)
        .num_args(0)
        .default_missing_value("true")
        .value_parser(value_parser!(bool))
}

/// An option with a value, which may come again.
fn many(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .action(ArgAction::Append)
        .num_args(1)
        .value_name(value)
}

impl FromArgMatches for Args {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut read = Read {
            matches,
            given: Vec::new(),
        };
        read.all();
        read.given.sort_by_key(|(place, _)| *place);
        Ok(Self {
            check: matches.contains_id("check"),
            sql: matches.contains_id("sql"),
            given: read.given.into_iter().map(|(_, given)| given).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Options with their places.
struct Read<'a> {
    matches: &'a ArgMatches,
    given: Vec<(usize, Given)>,
}

impl Read<'_> {
    fn all(&mut self) {
        use Setting::{Derive, Domain, ExceptType, Import, NoTypes, PatchFile, Schema, WideRowIds};
        self.of("schema-key", |key: String| Some(Given::Key(key)));
        self.of("table", |pattern: Regex| Some(Given::Table(pattern)));
        self.of("only-tables", |_: bool| Some(Given::Only));
        self.of("except-tables", |_: bool| Some(Given::Except));
        self.set("schema", |name: String| Some(Schema(name)));
        self.set("with-docs", |_: bool| Some(Setting::Docs(Docs::Everything)));
        self.set("with-docs-config", |name: String| {
            Docs::named(&name).map(Setting::Docs)
        });
        self.set("column-sorting", |name: String| {
            Sorting::named(&name).map(Setting::Sorting)
        });
        self.set(
            "allow-tables-to-appear-in-same-query-config",
            |name: String| Together::named(&name).map(Setting::Together),
        );
        self.set("patch-file", |path: std::path::PathBuf| {
            Some(PatchFile(path))
        });
        self.set("import-types", |path: String| Some(Import(path)));
        self.set("no-generate-missing-sql-type-definitions", |_: bool| {
            Some(NoTypes)
        });
        self.set("except-custom-type-definitions", |pattern: Regex| {
            Some(ExceptType(pattern))
        });
        self.set("custom-type-derives", |path: String| Some(Derive(path)));
        self.set("pg-domains-as-custom-types", |pattern: Regex| {
            Some(Domain(pattern))
        });
        self.set("sqlite-integer-primary-key-is-bigint", |_: bool| {
            Some(WideRowIds)
        });
    }

    fn set<T>(&mut self, name: &str, read: impl Fn(T) -> Option<Setting>)
    where
        T: Clone + Send + Sync + 'static,
    {
        self.of(name, |value| read(value).map(Given::Set));
    }

    fn of<T>(&mut self, name: &str, read: impl Fn(T) -> Option<Given>)
    where
        T: Clone + Send + Sync + 'static,
    {
        let places = self.matches.indices_of(name).into_iter().flatten();
        let values = self.matches.get_many::<T>(name).into_iter().flatten();
        let given = places.zip(values);
        self.given
            .extend(given.filter_map(|(place, value)| Some((place, read(value.clone())?))));
    }
}
