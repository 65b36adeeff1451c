//! Removes the database's name from expressions and queries, and finds the objects that they use.

use std::collections::BTreeSet;

use super::{Context, text_dependencies};
use crate::catalog::{Catalog, Dependency, FunctionKind, ObjectName, QualifiedName};
use crate::dialect::mysql::tokens::{Token, tokens};

/// The tables, views, sequences and functions that a view's query uses.
pub(super) struct Uses {
    pub(super) view: QualifiedName,
    pub(super) relations: BTreeSet<String>,
    pub(super) functions: BTreeSet<String>,
}

/// Strips what MySQL adds to an expression in its catalog: quotes are escaped as `\'`, and the
/// expression of a generated column or check is in parentheses.
pub(super) fn bare(expression: &str, context: &Context<'_>) -> String {
    if context.is_mariadb {
        return expression.to_owned();
    }
    let expression = expression.replace("\\'", "'");
    inside(&expression).unwrap_or(&expression).to_owned()
}

/// Returns the content of a pair of parentheses around the whole expression.
pub(in crate::dialect::mysql) fn inside(expression: &str) -> Option<&str> {
    let inside = expression.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_u32;
    for (_, token) in tokens(inside) {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    Some(inside)
}

/// Removes the database's name from an expression, in which only columns, sequences and functions
/// are named.
pub(super) fn without_database(expression: &str, database: &str) -> String {
    let own = |(_, token): &(_, Token<'_>)| is_own(*token, database);
    if !tokens(expression).any(|token| own(&token)) {
        return expression.to_owned();
    }
    let all: Vec<_> = tokens(expression).collect();
    let mut text = String::with_capacity(expression.len());
    let mut end = 0;
    for (index, (range, token)) in all.iter().enumerate() {
        if is_own(*token, database) && symbol(&all, index + 1) == Some('.') {
            text.push_str(&expression[end..range.start]);
            end = all[index + 1].0.end;
        }
    }
    text.push_str(&expression[end..]);
    text
}

/// Removes the database's name from a view's query, and returns what the query uses. An alias may
/// have the same name, so only qualifiers that mean the database are removed.
pub(super) fn query(sql: &str, database: &str, view: QualifiedName) -> (String, Uses) {
    let all: Vec<_> = tokens(sql).collect();
    let mut uses = Uses {
        view,
        relations: BTreeSet::new(),
        functions: BTreeSet::new(),
    };
    let mut text = String::with_capacity(sql.len());
    let mut end = 0;
    for (index, (range, token)) in all.iter().enumerate() {
        let follows = symbol(&all, index + 1);
        if symbol(&all, index.wrapping_sub(1)) == Some('.') {
            continue;
        }
        if follows == Some('(') && matches!(token, Token::Quoted(_)) {
            uses.functions.extend(token.name());
        }
        let Some((_, second)) = all.get(index + 2) else {
            break;
        };
        if !is_own(*token, database) || follows != Some('.') {
            continue;
        }
        let names = match symbol(&all, index + 3) {
            Some('.') => &mut uses.relations,
            Some('(') => &mut uses.functions,
            _ if is_relation(&all, index) => &mut uses.relations,
            _ => continue,
        };
        names.extend(second.name());
        text.push_str(&sql[end..range.start]);
        end = all[index + 1].0.end;
    }
    text.push_str(&sql[end..]);
    (text, uses)
}

type Place<'a> = (std::ops::Range<usize>, Token<'a>);

fn is_own(token: Token<'_>, database: &str) -> bool {
    matches!(token, Token::Quoted(_)) && token.name().as_deref() == Some(database)
}

fn symbol(all: &[Place<'_>], index: usize) -> Option<char> {
    match all.get(index) {
        Some((_, Token::Symbol(symbol))) => Some(*symbol),
        _ => None,
    }
}

/// Returns true if a name is in the place of a table: after `FROM` or `JOIN`, possibly in
/// parentheses, or as the sequence whose value is read.
fn is_relation(all: &[Place<'_>], index: usize) -> bool {
    let before = all[..index].iter().map(|(_, token)| token).rev();
    let mut before = before.skip_while(|token| **token == Token::Symbol('('));
    const LEADING: [&str; 6] = [
        "from",
        "join",
        "straight_join",
        "nextval",
        "lastval",
        "setval",
    ];
    before
        .next()
        .is_some_and(|token| LEADING.iter().any(|word| token.is(word)))
}

/// Records the dependencies of views, and of columns whose defaults read a sequence.
pub(super) fn note(catalog: &mut Catalog, uses: &[Uses]) {
    let mut found = BTreeSet::new();
    for one in uses {
        let object = ObjectName::View(one.view.clone());
        let relations = one
            .relations
            .iter()
            .filter_map(|name| relation(catalog, name));
        let functions = one
            .functions
            .iter()
            .filter_map(|name| function(catalog, name));
        for uses in relations.chain(functions) {
            let object = object.clone();
            found.insert(Dependency { object, uses });
        }
    }
    for table in &catalog.tables {
        for column in &table.columns {
            let default = column
                .default
                .as_deref()
                .filter(|text| text.contains("nextval"));
            let names = default.into_iter().flat_map(tokens);
            for name in names.filter_map(|(_, token)| token.name()) {
                let name = QualifiedName::plain(name);
                if catalog
                    .sequences
                    .iter()
                    .any(|sequence| sequence.name == name)
                {
                    let object = ObjectName::Column(table.name.clone(), column.name.clone());
                    let uses = ObjectName::Sequence(name);
                    found.insert(Dependency { object, uses });
                }
            }
        }
    }
    found.extend(text_dependencies::uses(catalog));
    catalog.dependencies = found.into_iter().collect();
}

fn relation(catalog: &Catalog, name: &str) -> Option<ObjectName> {
    let name = QualifiedName::plain(name);
    if catalog.table(&name).is_some() {
        Some(ObjectName::Table(name))
    } else if catalog.views.iter().any(|view| view.name == name) {
        Some(ObjectName::View(name))
    } else {
        let mut sequences = catalog.sequences.iter();
        let known = sequences.any(|sequence| sequence.name == name);
        known.then_some(ObjectName::Sequence(name))
    }
}

fn function(catalog: &Catalog, name: &str) -> Option<ObjectName> {
    let mut functions = catalog.functions.iter();
    let function = functions.find(|function| {
        function.name.name == name
            && matches!(
                function.kind,
                FunctionKind::Function | FunctionKind::Aggregate
            )
    })?;
    Some(ObjectName::Function(
        function.name.clone(),
        function.arguments.clone(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_s_name_goes_only_where_it_is_one() {
        let sql = "select `shop`.`shop`.`id` AS `id`,`x`.`shop` AS `b`,'`shop`.`a`' AS `c`,\
             `shop`.`f`(`shop`.`d`) AS `d` from ((`shop`.`shop` join `shop`.`a` `x`) \
             join `other`.`a` `shop`) where nextval(`shop`.`s`) > `shop`.`d`";
        let (text, uses) = query(sql, "shop", QualifiedName::plain("v"));
        assert_eq!(
            text,
            "select `shop`.`id` AS `id`,`x`.`shop` AS `b`,'`shop`.`a`' AS `c`,\
             `f`(`shop`.`d`) AS `d` from ((`shop` join `a` `x`) \
             join `other`.`a` `shop`) where nextval(`s`) > `shop`.`d`"
        );
        let relations: Vec<&str> = uses.relations.iter().map(String::as_str).collect();
        assert_eq!(relations, ["a", "s", "shop"]);
        assert_eq!(uses.functions.first().map(String::as_str), Some("f"));
    }

    #[test]
    fn an_expression_loses_the_name_too() {
        assert_eq!(without_database("nextval(`a`.`s`)", "a"), "nextval(`s`)");
        assert_eq!(without_database("`a` + '`a`.'", "a"), "`a` + '`a`.'");
    }

    #[test]
    fn only_parentheses_around_it_all_are_around_it() {
        assert_eq!(inside("(`a` + 1)"), Some("`a` + 1"));
        assert_eq!(inside("(`a`) + (1)"), None);
        assert_eq!(inside("(')(')"), Some("')('"));
        assert_eq!(inside("`a`"), None);
    }
}
