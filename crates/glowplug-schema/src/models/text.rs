//! Writes the text of structs and enums, formatted as by `rustfmt`.

use std::collections::BTreeMap;

use glowplug::model::Database;

use super::Kind;
use super::draft::{Draft, paragraphs};
use super::imports::Names;
use super::naming;
use super::tables::ModelEnum;
use crate::dialect;
use crate::print::{Page, Style};
use crate::rust::doc_lines;

/// The maximum width of a line.
const WIDTH: usize = 100;
/// The indentation of one level.
const STEP: usize = 4;

/// The context in which a text is written.
pub(super) struct Surroundings<'a> {
    pub(super) database: Database,
    /// Additional derives of everything.
    pub(super) derives: &'a [String],
    /// The paths of the structs that a row belongs to, with the columns.
    pub(super) parents: Vec<(String, String)>,
    /// The paths of the enums, by their index.
    pub(super) enums: &'a BTreeMap<usize, String>,
}

/// Returns the text of a struct.
pub(super) fn of_struct(draft: &Draft<'_>, around: &Surroundings<'_>, names: &mut Names) -> String {
    let mut page = Page::new(Style::Neat);
    docs(&mut page, &draft.docs);
    let mut derives: Vec<String> = ["Clone", "Debug"].map(str::to_owned).to_vec();
    if draft.has_default {
        derives.push("Default".to_owned());
    }
    derives.push("PartialEq".to_owned());
    let traits = draft.traits.iter().filter(|name| {
        // Its parents may have no structs.
        **name != "Associations" || !around.parents.is_empty()
    });
    derives.extend(traits.map(|name| names.derive(name)));
    derives.extend(around.derives.iter().map(|path| names.name(path)));
    page.derive(&derives);
    attributes(&mut page, draft, around, names);
    page.line(&format!("pub struct {} {{", draft.name));
    for field in &draft.fields {
        let column = field.column;
        page.deeper(|page| {
            let comment = column.comment.as_deref().unwrap_or_default();
            docs(page, comment);
            if column.field != column.rust_name {
                page.line(&format!("#[diesel(column_name = {})]", column.rust_name));
            }
            let full = field.full_type(|number| around.enums[&number].clone());
            member(page, &column.field, &names.shorten(&full));
        });
    }
    page.line("}");
    page.text()
}

fn attributes(page: &mut Page, draft: &Draft<'_>, around: &Surroundings<'_>, names: &mut Names) {
    let table = draft.table;
    setting(page, &format!("table_name = {}", table.path.join("::")));
    let named = match draft.kind {
        Kind::Row => table.key != ["id"] && table.has_hashed_key(),
        // Diesel assumes that the key is `id`, and does not update keys.
        Kind::Patch => draft
            .fields
            .iter()
            .any(|field| field.column.rust_name == "id"),
        _ => false,
    };
    if named {
        page.attribute("primary_key", &table.key);
    }
    if draft.kind == Kind::Row {
        for (parent, column) in &around.parents {
            let key = format!("foreign_key = {column}");
            page.attribute("belongs_to", &[names.name(parent), key]);
        }
        page.attribute(
            "check_for_backend",
            &[dialect::of(around.database).backend().path.to_owned()],
        );
    }
    if let Some(is_default) = draft.none_is_default {
        setting(page, &format!("treat_none_as_default_value = {is_default}"));
    }
}

/// Writes `#[diesel(key = value)]`.
fn setting(page: &mut Page, setting: &str) {
    let line = format!("#[diesel({setting})]");
    if line.len() <= WIDTH {
        return page.line(&line);
    }
    page.line("#[diesel(");
    page.line_at(1, setting);
    page.line(")]");
}

/// Writes a field.
fn member(page: &mut Page, name: &str, data_type: &str) {
    let line = format!("pub {name}: {data_type},");
    if STEP + line.len() <= WIDTH {
        return page.line(&line);
    }
    page.line(&format!("pub {name}:"));
    page.line_at(1, &format!("{data_type},"));
}

/// Writes a comment as documentation.
fn docs(page: &mut Page, comment: &str) {
    for line in doc_lines(comment) {
        page.line(format!("/// {line}").trim_end());
    }
}

/// Returns the text of an enum with what Diesel needs to read and write it.
pub(super) fn of_enum(of: &ModelEnum, around: &Surroundings<'_>, names: &mut Names) -> String {
    let variants = naming::variants(&of.values);
    let (last, module) = of.path.split_last().expect("a path has a name");
    let sql_type = format!("{}::{last}", names.name(&module.join("::")));
    let mut page = Page::new(Style::Neat);
    let comment = of.comment.as_deref().unwrap_or_default();
    let title = format!("A value of the enum `{}`.", on_one_line(&of.name));
    docs(&mut page, &paragraphs(&[comment, &title]));
    let common = ["Clone", "Copy", "Debug", "PartialEq", "Eq", "Hash"];
    let mut derives = common.map(str::to_owned).to_vec();
    let own = ["expression::AsExpression", "deserialize::FromSqlRow"];
    derives.extend(own.map(|path| names.name(&format!("diesel::{path}"))));
    derives.extend(around.derives.iter().map(|path| names.name(path)));
    page.derive(&derives);
    setting(&mut page, &format!("sql_type = {sql_type}"));
    page.line(&format!("pub enum {} {{", of.rust_name));
    for (variant, value) in variants.iter().zip(&of.values) {
        page.deeper(|page| {
            docs(page, &format!("`{}`", on_one_line(value)));
            page.line(&format!("{variant},"));
        });
    }
    page.line("}");
    page.blank();
    strings(&mut page, of, &variants);
    page.blank();
    from_sql(&mut page, of, &sql_type, &variants, around.database, names);
    page.blank();
    to_sql(&mut page, of, &sql_type, around.database, names);
    page.text()
}

fn strings(page: &mut Page, of: &ModelEnum, variants: &[String]) {
    page.line(&format!("impl {} {{", of.rust_name));
    page.deeper(|page| {
        page.line("/// The value as the database writes it.");
        page.line("pub const fn as_str(self) -> &'static str {");
        page.deeper(|page| {
            page.line("match self {");
            for (variant, value) in variants.iter().zip(&of.values) {
                arm(page, 12, &format!("Self::{variant}"), &literal(value));
            }
            page.line("}");
        });
        page.line("}");
    });
    page.line("}");
}

fn from_sql(
    page: &mut Page,
    of: &ModelEnum,
    sql_type: &str,
    variants: &[String],
    database: Database,
    names: &mut Names,
) {
    let diesel = dialect::of(database).backend();
    let backend = names.name(diesel.path);
    let value = format!("{}<'_>", names.name(diesel.raw_value));
    let from_sql = names.name("diesel::deserialize::FromSql");
    header(
        page,
        &format!("{from_sql}<{sql_type}, {backend}>"),
        &of.rust_name,
    );
    page.deeper(|page| {
        page.line(&format!(
            "fn from_sql(value: {value}) -> diesel::deserialize::Result<Self> {{"
        ));
        page.deeper(|page| {
            page.line("match std::str::from_utf8(value.as_bytes())? {");
            for (variant, value) in variants.iter().zip(&of.values) {
                arm(page, 12, &literal(value), &format!("Ok(Self::{variant})"));
            }
            // A name may be too long for one line.
            let name: String = of.rust_name.chars().take(40).collect();
            let body = format!("Err(format!(\"`{{other}}` is no `{name}`\").into())");
            arm(page, 12, "other", &body);
            page.line("}");
        });
        page.line("}");
    });
    page.line("}");
}

fn to_sql(page: &mut Page, of: &ModelEnum, sql_type: &str, database: Database, names: &mut Names) {
    let backend = names.name(dialect::of(database).backend().path);
    let to_sql = names.name("diesel::serialize::ToSql");
    let output = names.name("diesel::serialize::Output");
    let is_null = names.name("diesel::serialize::IsNull");
    header(
        page,
        &format!("{to_sql}<{sql_type}, {backend}>"),
        &of.rust_name,
    );
    page.deeper(|page| {
        let out = format!("out: &mut {output}<'b, '_, {backend}>");
        let line = format!("fn to_sql<'b>(&'b self, {out}) -> diesel::serialize::Result {{");
        if STEP + line.len() <= WIDTH {
            page.line(&line);
        } else {
            page.line("fn to_sql<'b>(");
            page.line_at(1, "&'b self,");
            page.line_at(1, &format!("{out},"));
            page.line(") -> diesel::serialize::Result {");
        }
        page.deeper(|page| {
            page.line("std::io::Write::write_all(out, self.as_str().as_bytes())?;");
            page.line(&format!("Ok({is_null}::No)"));
        });
        page.line("}");
    });
    page.line("}");
}

/// Writes `impl Trait for Name {`.
fn header(page: &mut Page, implemented: &str, name: &str) {
    let line = format!("impl {implemented} for {name} {{");
    if line.len() <= WIDTH {
        return page.line(&line);
    }
    page.line(&format!("impl {implemented}"));
    page.line_at(1, &format!("for {name}"));
    page.line("{");
}

/// Writes an arm of a `match`, one level deeper than the page; `depth` is its indentation in
/// spaces.
fn arm(page: &mut Page, depth: usize, pattern: &str, body: &str) {
    let line = format!("{pattern} => {body},");
    if depth + line.chars().count() <= WIDTH {
        return page.line_at(1, &line);
    }
    page.line_at(1, &format!("{pattern} => {{"));
    page.line_at(2, body);
    page.line_at(1, "}");
}

/// Returns a text as a Rust literal.
fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// Replaces line breaks in a name by spaces.
pub(super) fn on_one_line(name: &str) -> String {
    name.replace(['\r', '\n'], " ")
}
