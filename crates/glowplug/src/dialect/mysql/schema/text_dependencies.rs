//! Finds what views, triggers, routines and events use by reading their text, because the server
//! does not report it.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Dependency, ObjectName};
use crate::dialect::mysql::tokens::{Token, tokens};
use crate::dialect::text_dependencies::{Piece, Relations};

/// Returns the columns that views, triggers and routines use, and the tables that routines and
/// triggers use besides their own.
pub(super) fn uses(catalog: &Catalog) -> Vec<Dependency> {
    let relations = Relations::of(catalog);
    let mut found = Vec::new();
    let mut note = |object: ObjectName, text: &str, owner: Option<&str>| {
        let pieces = pieces(text);
        let columns = relations.columns(&pieces, owner).into_iter();
        let columns = columns.map(|(table, column)| ObjectName::Column(table, column));
        let tables = relations.tables(&pieces).into_iter();
        let others = tables.filter(|table| owner != Some(table.name.as_str()));
        let reported = matches!(object, ObjectName::View(_));
        let tables = others.filter(|_| !reported).map(ObjectName::Table);
        found.extend(columns.chain(tables).map(|uses| Dependency {
            object: object.clone(),
            uses,
        }));
    };
    for view in &catalog.views {
        note(ObjectName::View(view.name.clone()), &view.query, None);
    }
    for table in &catalog.tables {
        for trigger in &table.triggers {
            let object = ObjectName::Trigger(table.name.clone(), trigger.name.clone());
            note(object, &trigger.definition, Some(&table.name.name));
        }
    }
    for function in &catalog.functions {
        note(function.object(), &function.definition, None);
    }
    found
}

/// Returns the tokens of a text. Names of variables and parameters do not count as column names.
fn pieces(text: &str) -> Vec<Piece> {
    let tokens: Vec<Token<'_>> = tokens(text).map(|(_, token)| token).collect();
    let variables = variables(&tokens);
    let pieces = tokens.iter().enumerate().map(|(place, token)| match token {
        Token::Symbol(sign) => Piece::Sign(*sign),
        Token::Text(_) => Piece::Other,
        Token::Word(_) | Token::Quoted(_) => {
            let name = token.name().unwrap_or_default().to_lowercase();
            let qualified = place > 0 && tokens[place - 1] == Token::Symbol('.');
            match variables.contains(&name) && !qualified {
                true => Piece::Other,
                false => Piece::Name(name),
            }
        }
    });
    pieces.collect()
}

/// Returns the parameters and declared variables of a routine.
fn variables(tokens: &[Token<'_>]) -> BTreeSet<String> {
    let name = |token: &Token<'_>| token.name().map(|name| name.to_lowercase());
    let mut found = BTreeSet::new();
    for (place, token) in tokens.iter().enumerate() {
        if token.is("DECLARE") {
            let mut next = tokens[place + 1..].iter();
            let list = next
                .by_ref()
                .step_by(2)
                .zip(tokens[place + 2..].iter().step_by(2));
            for (variable, behind) in list {
                found.extend(name(variable));
                if *behind != Token::Symbol(',') {
                    break;
                }
            }
        }
    }
    let routine = tokens
        .iter()
        .take(4)
        .any(|token| token.is("FUNCTION") || token.is("PROCEDURE"));
    let open = tokens.iter().position(|token| *token == Token::Symbol('('));
    if let Some(open) = open.filter(|_| routine) {
        let mut depth = 0_u32;
        let mut starts = true;
        for token in &tokens[open..] {
            match token {
                Token::Symbol('(') => depth += 1,
                Token::Symbol(')') if depth == 1 => break,
                Token::Symbol(')') => depth -= 1,
                Token::Symbol(',') if depth == 1 => starts = true,
                token if ["IN", "OUT", "INOUT"].iter().any(|mode| token.is(mode)) => {}
                token if starts => {
                    found.extend(name(token));
                    starts = false;
                }
                _ => {}
            }
        }
    }
    found
}
