//! Formats the statements that create objects.

use glowplug::catalog::{Column, Constraint, ConstraintKind, Index, IndexKey, Table, View};

use crate::dialect::sqlite::layout::{foreign_key, references};
use crate::dialect::sqlite::quote::{name, names};
use crate::dialect::sqlite::tokens::{Kind, Token, has_comments, tokens};

/// Returns `CREATE TABLE`, under another name than the table's own during a rebuild.
pub(super) fn table(table: &Table, called: &str) -> String {
    if let Some(module) = &table.virtual_module {
        return format!("CREATE VIRTUAL TABLE {} USING {module}", name(called));
    }
    if let Some(text) = commented(table, called) {
        return text;
    }
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|column| self::column(column, &beside(table, column)))
        .collect();
    let apart = table
        .constraints
        .iter()
        .filter(|constraint| inline(table, constraint).is_none());
    lines.extend(apart.map(constraint));
    let options = table.options.join(", ");
    let space = if options.is_empty() { "" } else { " " };
    format!(
        "CREATE TABLE {} (\n    {}\n){space}{options}",
        name(called),
        lines.join(",\n    ")
    )
}

/// Returns the original statement under another name, if it contains comments.
fn commented(table: &Table, called: &str) -> Option<String> {
    let sql = Some(table.sql.0.as_str()).filter(|sql| has_comments(sql))?;
    let code = tokens(sql).filter(|token| token.kind != Kind::Comment);
    let head: Vec<Token<'_>> = code.take(3).collect();
    let [create, kind, own] = head.as_slice() else {
        return None;
    };
    let usual = create.is_word("CREATE") && kind.is_word("TABLE");
    let named = own.name().eq_ignore_ascii_case(&table.name.name);
    let rest = &sql[own.start + own.text.len()..];
    (usual && named).then(|| closed(&format!("CREATE TABLE {}{rest}", name(called))))
}

/// Ends a statement so that text can follow it: one that ends in a comment gets a line break.
pub(super) fn closed(sql: &str) -> String {
    let last = tokens(sql).last();
    let open = last.is_some_and(|token| token.text.starts_with("--"));
    format!("{sql}{}", if open { "\n" } else { "" })
}

/// Returns the constraints that are written with a column.
fn beside<'t>(table: &'t Table, column: &Column) -> Vec<(&'t Constraint, String)> {
    let inline = table.constraints.iter().filter_map(|constraint| {
        let (of, text) = inline(table, constraint)?;
        (of == column.name).then_some((constraint, text))
    });
    inline.collect()
}

/// Returns a constraint as a column constraint, if it can be one: it has a single column, and it is
/// unnamed unless `AUTOINCREMENT` or `DESC` requires this form.
fn inline(table: &Table, constraint: &Constraint) -> Option<(String, String)> {
    let counts = |column: &str| {
        table
            .column(column)
            .is_some_and(|column| column.identity.is_some())
    };
    match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, .. } => {
            let [column] = columns.as_slice() else {
                return None;
            };
            let definition = definition(constraint);
            let descending = definition.strip_prefix("PRIMARY KEY DESC");
            if constraint.name.is_some() && !counts(column) && descending.is_none() {
                return None;
            }
            let head = format!("PRIMARY KEY ({})", name(column));
            let text = match (descending, definition.strip_prefix(&head)) {
                (Some(_), _) => definition.clone(),
                (None, Some(conflict)) => format!("PRIMARY KEY{conflict}"),
                (None, None) if counts(column) => "PRIMARY KEY".to_owned(),
                (None, None) => return None,
            };
            let counting = if counts(column) { " AUTOINCREMENT" } else { "" };
            Some((column.clone(), format!("{text}{counting}")))
        }
        _ if constraint.name.is_some() => None,
        ConstraintKind::Unique { columns, .. } => {
            let [column] = columns.as_slice() else {
                return None;
            };
            let definition = definition(constraint);
            let conflict = definition.strip_prefix(&format!("UNIQUE ({})", name(column)))?;
            Some((column.clone(), format!("UNIQUE{conflict}")))
        }
        ConstraintKind::Foreign(key) => {
            let [column] = key.columns.as_slice() else {
                return None;
            };
            Some((column.clone(), references(key, constraint.deferral)))
        }
        ConstraintKind::Check { .. } | ConstraintKind::Exclusion => None,
    }
}

/// Formats a column with its constraints.
pub(super) fn column(column: &Column, constraints: &[(&Constraint, String)]) -> String {
    let mut text = name(&column.name);
    let mut add = |part: &str| {
        if !part.is_empty() {
            text.push(' ');
            text.push_str(part);
        }
    };
    add(&column.data_type.sql);
    if !column.nullable {
        let conflict = column
            .storage
            .iter()
            .find(|said| said.starts_with("NOT NULL"));
        add(conflict.map_or("NOT NULL", String::as_str));
    }
    if let Some(default) = &column.default {
        add(&format!("DEFAULT {}", bracketed(default)));
    }
    if let Some(collation) = &column.collation {
        add(&format!("COLLATE {}", name(collation)));
    }
    for (constraint, part) in constraints {
        if let Some(called) = &constraint.name {
            add(&format!("CONSTRAINT {}", name(called)));
        }
        add(part);
    }
    if let Some(generated) = &column.generated {
        let kept = if generated.stored {
            "STORED"
        } else {
            "VIRTUAL"
        };
        add(&format!(
            "GENERATED ALWAYS AS ({}) {kept}",
            generated.expression
        ));
    }
    text
}

/// Formats a default: anything but a literal is in parentheses.
fn bracketed(default: &str) -> String {
    if is_literal(default) || is_moment(default) {
        default.to_owned()
    } else {
        format!("({default})")
    }
}

/// Returns true if a default is a literal, with or without a sign.
pub(super) fn is_literal(default: &str) -> bool {
    let tokens: Vec<Token<'_>> = tokens(default).collect();
    match tokens.as_slice() {
        [one] => match one.kind {
            Kind::Literal | Kind::Number => true,
            _ => ["NULL", "TRUE", "FALSE"]
                .iter()
                .any(|word| one.is_word(word)),
        },
        [sign, number] => matches!(sign.text, "-" | "+") && number.kind == Kind::Number,
        _ => false,
    }
}

fn is_moment(default: &str) -> bool {
    ["CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"].contains(&default)
}

/// Formats a table constraint.
fn constraint(constraint: &Constraint) -> String {
    match &constraint.name {
        Some(called) => format!("CONSTRAINT {} {}", name(called), definition(constraint)),
        None => definition(constraint),
    }
}

/// Returns the definition of a constraint, which follows its name.
pub(super) fn definition(constraint: &Constraint) -> String {
    match &constraint.kind {
        ConstraintKind::Foreign(key) => foreign_key(key, constraint.deferral),
        ConstraintKind::Check { expression } => format!("CHECK ({expression})"),
        _ if !constraint.definition.is_empty() => constraint.definition.clone(),
        ConstraintKind::PrimaryKey { columns, .. } => format!("PRIMARY KEY ({})", names(columns)),
        ConstraintKind::Unique { columns, .. } => format!("UNIQUE ({})", names(columns)),
        ConstraintKind::Exclusion => String::new(),
    }
}

/// Returns `CREATE INDEX`.
pub(super) fn index(table: &str, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let keys: Vec<String> = index.keys.iter().map(key).collect();
    let mut text = format!(
        "CREATE {unique}INDEX {} ON {} ({})",
        name(&index.name),
        name(table),
        keys.join(", ")
    );
    if let Some(predicate) = &index.predicate {
        text.push_str(&format!(" WHERE {predicate}"));
    }
    text
}

fn key(key: &IndexKey) -> String {
    let mut text = match (&key.column, &key.expression) {
        (Some(column), _) => name(column),
        (None, expression) => expression.clone().unwrap_or_default(),
    };
    if let Some(collation) = &key.collation {
        text.push_str(&format!(" COLLATE {}", name(collation)));
    }
    if key.descending {
        text.push_str(" DESC");
    }
    text
}

/// Returns `CREATE VIEW`.
pub(super) fn view(view: &View) -> String {
    let columns = view.options.iter().find(|option| option.starts_with('('));
    let columns = columns.map(|columns| format!(" {columns}"));
    format!(
        "CREATE VIEW {}{} AS\n{}",
        name(&view.name.name),
        columns.unwrap_or_default(),
        in_lines(&view.query)
    )
}

/// Formats a query with one clause per line.
fn in_lines(query: &str) -> String {
    const CLAUSES: &[&str] = &[
        "SELECT",
        "FROM",
        "WHERE",
        "GROUP",
        "HAVING",
        "ORDER",
        "LIMIT",
        "UNION",
        "EXCEPT",
        "INTERSECT",
    ];
    let mut text = String::new();
    let (mut depth, mut end) = (0_usize, 0);
    for token in tokens(query) {
        let clause = CLAUSES.iter().any(|word| token.is_word(word));
        if clause && depth == 0 && end > 0 {
            text.push_str(query[end..token.start].trim_end());
            text.push('\n');
        } else {
            text.push_str(&query[end..token.start]);
        }
        text.push_str(token.text);
        end = token.start + token.text.len();
        match token.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text
}
