//! The options of `print-schema`, which are those of `diesel print-schema`. With several schemas an
//! option applies to the last `--schema-key` before it, so their order matters.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, ArgMatches, Command, FromArgMatches};
use glowplug_schema::print::{Docs, Filter, PrintSchema, PrintSchemas, Sorting, Together};
use regex::Regex;

use crate::error::{Error, Result};

/// Print `table!` for every table, as `diesel print-schema` does
///
/// The output is Diesel's, byte for byte, under the same `[print_schema]` of `diesel.toml`; the
/// options below override it for this run. A table without a primary key, which `table!` cannot
/// declare, is left out with a notice, where Diesel prints nothing at all. With several schemas
/// (`[print_schema.archive]`) all are printed, and an option applies to the `--schema-key` before it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug print-schema                print all tables
  glowplug print-schema -o '^users$'   print one
  glowplug print-schema --check        compare with `file` of `diesel.toml`, write nothing
  glowplug print-schema --sql > schema.sql
                                       start declaring the schema in SQL")]
struct Options {
    /// Compare the files with what would be printed; exit with 3 if they differ
    #[arg(long)]
    check: bool,

    /// Print the SQL that builds the whole schema instead: a `schema.sql` for `generate` to start from
    #[arg(long, conflicts_with = "check")]
    sql: bool,

    /// Regular expressions for table names
    #[arg(value_name = "TABLE", num_args = 1..)]
    table: Vec<Regex>,

    /// Print only the tables that match TABLE
    #[arg(short, long, action = ArgAction::Append, num_args = 0, default_missing_value = "true")]
    only_tables: Vec<bool>,

    /// Print all tables but those that match TABLE
    #[arg(short, long, action = ArgAction::Append, num_args = 0, default_missing_value = "true")]
    except_tables: Vec<bool>,

    /// The schema of the database
    #[arg(short, long, value_name = "NAME")]
    schema: Vec<String>,

    /// The schema of `diesel.toml` that the options after it apply to [default: default]
    #[arg(long, value_name = "KEY")]
    schema_key: Vec<String>,

    /// Add doc comments to tables and columns
    #[arg(long, action = ArgAction::Append, num_args = 0, default_missing_value = "true")]
    with_docs: Vec<bool>,

    /// Which doc comments to add
    #[arg(long, value_name = "WHICH", value_parser = PossibleValuesParser::new(Docs::NAMES))]
    with_docs_config: Vec<String>,

    /// The order of columns
    #[arg(long, value_name = "ORDER", value_parser = PossibleValuesParser::new(Sorting::NAMES))]
    column_sorting: Vec<String>,

    /// Which tables may appear in the same query
    #[arg(long, value_name = "WHICH", value_parser = PossibleValuesParser::new(Together::NAMES))]
    allow_tables_to_appear_in_same_query_config: Vec<String>,

    /// A unified diff to apply to the output
    #[arg(long, value_name = "FILE")]
    patch_file: Vec<PathBuf>,

    /// What each `table!` imports
    #[arg(long, value_name = "PATH")]
    import_types: Vec<String>,

    /// Do not define SQL types that Diesel lacks
    #[arg(long, action = ArgAction::Append, num_args = 0, default_missing_value = "true")]
    no_generate_missing_sql_type_definitions: Vec<bool>,

    /// Types that are not defined
    #[arg(long, value_name = "PATTERN")]
    except_custom_type_definitions: Vec<Regex>,

    /// What defined types derive
    #[arg(long, value_name = "PATH")]
    custom_type_derives: Vec<String>,

    /// PostgreSQL: domains that become types of their own
    #[arg(long, value_name = "PATTERN")]
    pg_domains_as_custom_types: Vec<Regex>,

    /// SQLite: `INTEGER PRIMARY KEY` is `BigInt`
    #[arg(long, action = ArgAction::Append, num_args = 0, default_missing_value = "true")]
    sqlite_integer_primary_key_is_bigint: Vec<bool>,
}

/// The options, each with the schema of `diesel.toml` that it was given for.
pub(crate) struct Args {
    /// Whether the files are compared.
    pub(super) check: bool,
    /// Whether SQL is printed.
    pub(super) sql: bool,
    /// The options by schema, in their order.
    by_schema: Vec<(String, Options)>,
}

impl clap::Args for Args {
    fn augment_args(command: Command) -> Command {
        Options::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Options::augment_args_for_update(command)
    }
}

impl FromArgMatches for Args {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut options = Options::from_arg_matches(matches)?;
        let keys = std::mem::take(&mut options.schema_key);
        let ends = matches.indices_of("schema_key").into_iter().flatten();
        let ends = ends.chain([usize::MAX]);
        let keys = std::iter::once("default".to_owned()).chain(keys);
        Ok(Self {
            check: options.check,
            sql: options.sql,
            by_schema: keys
                .zip(ends)
                .map(|(key, end)| (key, options.before(matches, end)))
                .collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args {
    /// Applies the options to settings, which they override.
    ///
    /// # Errors
    /// A key that `diesel.toml` does not have; table names without `-o` or `-e`.
    pub(super) fn apply(self, mut schemas: PrintSchemas) -> Result<PrintSchemas> {
        for (key, options) in self.by_schema {
            options.apply(schema(&mut schemas, &key)?)?;
        }
        Ok(schemas)
    }
}

fn schema<'a>(schemas: &'a mut PrintSchemas, key: &str) -> Result<&'a mut PrintSchema> {
    schemas.settings.get_mut(key).ok_or_else(|| {
        Error::usage(
            format!("`diesel.toml` has no schema `{key}`"),
            format!("add `[print_schema.{key}]`, or use an existing key"),
        )
    })
}

impl Options {
    /// Moves out the values that precede a position of the command line.
    fn before(&mut self, matches: &ArgMatches, end: usize) -> Self {
        let front = Front { matches, end };
        Self {
            check: self.check,
            sql: self.sql,
            schema_key: Vec::new(),
            table: front.of("table", &mut self.table),
            only_tables: front.of("only_tables", &mut self.only_tables),
            except_tables: front.of("except_tables", &mut self.except_tables),
            schema: front.of("schema", &mut self.schema),
            with_docs: front.of("with_docs", &mut self.with_docs),
            with_docs_config: front.of("with_docs_config", &mut self.with_docs_config),
            column_sorting: front.of("column_sorting", &mut self.column_sorting),
            allow_tables_to_appear_in_same_query_config: front.of(
                "allow_tables_to_appear_in_same_query_config",
                &mut self.allow_tables_to_appear_in_same_query_config,
            ),
            patch_file: front.of("patch_file", &mut self.patch_file),
            import_types: front.of("import_types", &mut self.import_types),
            no_generate_missing_sql_type_definitions: front.of(
                "no_generate_missing_sql_type_definitions",
                &mut self.no_generate_missing_sql_type_definitions,
            ),
            except_custom_type_definitions: front.of(
                "except_custom_type_definitions",
                &mut self.except_custom_type_definitions,
            ),
            custom_type_derives: front.of("custom_type_derives", &mut self.custom_type_derives),
            pg_domains_as_custom_types: front.of(
                "pg_domains_as_custom_types",
                &mut self.pg_domains_as_custom_types,
            ),
            sqlite_integer_primary_key_is_bigint: front.of(
                "sqlite_integer_primary_key_is_bigint",
                &mut self.sqlite_integer_primary_key_is_bigint,
            ),
        }
    }

    fn apply(self, settings: &mut PrintSchema) -> Result<()> {
        settings.filter = self.filter(std::mem::take(&mut settings.filter))?;
        if !self.with_docs.is_empty() {
            settings.with_docs = Docs::Everything;
        }
        let last = |names: Vec<String>| names.into_iter().next_back();
        let docs = last(self.with_docs_config).and_then(|name| Docs::named(&name));
        replace(&mut settings.with_docs, docs);
        let sorting = last(self.column_sorting).and_then(|name| Sorting::named(&name));
        replace(&mut settings.column_sorting, sorting);
        let together = last(self.allow_tables_to_appear_in_same_query_config);
        let together = together.and_then(|name| Together::named(&name));
        let configured = &mut settings.allow_tables_to_appear_in_same_query_config;
        replace(configured, together);
        replace(&mut settings.schema, last(self.schema).map(Some));
        let patch_file = self.patch_file.into_iter().next_back();
        replace(&mut settings.patch_file, patch_file.map(Some));
        replace(
            &mut settings.import_types,
            given(self.import_types).map(Some),
        );
        let derives = given(self.custom_type_derives);
        replace(&mut settings.custom_type_derives, derives.map(Some));
        let excepted = given(self.except_custom_type_definitions);
        replace(&mut settings.except_custom_type_definitions, excepted);
        let domains = given(self.pg_domains_as_custom_types);
        replace(&mut settings.pg_domains_as_custom_types, domains);
        if !self.no_generate_missing_sql_type_definitions.is_empty() {
            settings.generate_missing_sql_type_definitions = Some(false);
        }
        if !self.sqlite_integer_primary_key_is_bigint.is_empty() {
            settings.sqlite_integer_primary_key_is_bigint = Some(true);
        }
        Ok(())
    }

    /// Returns the filter of the options; `configured` if none is given.
    fn filter(&self, configured: Filter) -> Result<Filter> {
        match (self.only_tables.is_empty(), self.except_tables.is_empty()) {
            (_, false) => Ok(Filter::Except(self.table.clone())),
            (false, true) => Ok(Filter::Only(self.table.clone())),
            (true, true) if self.table.is_empty() => Ok(configured),
            (true, true) => Err(Error::usage(
                "table names need `--only-tables` or `--except-tables`",
                "add `--only-tables` to print these, or `--except-tables` to print the others",
            )),
        }
    }
}

/// The values that precede a position of the command line.
struct Front<'a> {
    matches: &'a ArgMatches,
    end: usize,
}

impl Front<'_> {
    /// Moves them out of the values of an option, taking earlier moves into account.
    fn of<T>(&self, id: &str, values: &mut Vec<T>) -> Vec<T> {
        let positions = self.matches.indices_of(id).into_iter().flatten();
        let after = positions.filter(|position| *position > self.end).count();
        let kept = values.split_off(values.len().saturating_sub(after));
        std::mem::replace(values, kept)
    }
}

/// Replaces a setting by an option's value, if one was given.
fn replace<T>(setting: &mut T, given: Option<T>) {
    if let Some(value) = given {
        *setting = value;
    }
}

/// Returns the values of an option, if there are any.
fn given<T>(values: Vec<T>) -> Option<Vec<T>> {
    (!values.is_empty()).then_some(values)
}
