//! Normalizes expressions to a form that does not change when the server parses and prints it.
//!
//! The server stores an expression as a tree, and some trees change when their text is parsed
//! again:
//!
//! - `a BETWEEN 1 AND 2 AND b` is stored as `((a >= 1) AND (a <= 2)) AND b`, whose text is parsed
//!   as one `AND` of three operands. So nested `AND`s and `OR`s lose their inner parentheses.
//! - `varchar IN ('a', 'b')` is stored as `(ARRAY['a'::varchar, 'b'::varchar])::text[]`, whose cast
//!   is parsed as one of each element. So the cast moves to the elements.
//! - `(SELECT 'a')` is stored without a column name, printed as `( SELECT 'a'::text)`, and parsed
//!   as a column named after its type. So such a name is removed.
//! - `UNION VALUES (1)` is stored as a list of rows, printed as `(VALUES (1)) "*VALUES*"`, and parsed
//!   as a subquery, which is printed with a space before `VALUES`. So a space is added.
//!
//! All normal forms are equivalent to the original, so they can also be sent to the server.

mod tokens;

use tokens::{Token, trees};

use crate::catalog::{Catalog, ConstraintKind, Function, Index, Rule, Trigger};

/// Normalizes all expressions of a schema.
pub(super) fn normalize_catalog(catalog: &mut Catalog) {
    for domain in &mut catalog.domains {
        domain.default.iter_mut().for_each(flat);
        for check in &mut domain.checks {
            flat(&mut check.definition);
        }
    }
    for table in &mut catalog.tables {
        for column in &mut table.columns {
            column.default.iter_mut().for_each(flat);
            let generated = column.generated.iter_mut();
            generated.for_each(|generated| flat(&mut generated.expression));
        }
        for constraint in &mut table.constraints {
            flat(&mut constraint.definition);
            if let ConstraintKind::Check { expression } = &mut constraint.kind {
                flat(expression);
            }
        }
        for policy in &mut table.policies {
            policy.using.iter_mut().for_each(flat);
            policy.check.iter_mut().for_each(flat);
        }
        parts(&mut table.indexes, &mut table.triggers, &mut table.rules);
    }
    for view in &mut catalog.views {
        flat(&mut view.query);
        view.column_defaults.iter_mut().for_each(|(_, of)| flat(of));
        parts(&mut view.indexes, &mut view.triggers, &mut view.rules);
    }
    for function in catalog.functions.iter_mut().filter(|of| is_tree(of)) {
        flat(&mut function.definition);
    }
}

fn parts(indexes: &mut [Index], triggers: &mut [Trigger], rules: &mut [Rule]) {
    for index in indexes {
        index.predicate.iter_mut().for_each(flat);
        for key in &mut index.keys {
            key.expression.iter_mut().for_each(flat);
        }
    }
    for trigger in triggers {
        flat(&mut trigger.definition);
    }
    for rule in rules {
        flat(&mut rule.definition);
    }
}

/// Returns true if the server stores the function's body as a tree, not as its source text.
fn is_tree(function: &Function) -> bool {
    !function.definition.contains("\nAS ")
}

/// The start of a list of rows that is not stored as a subquery.
const ROWS: &str = "(VALUES ";

/// Normalizes an expression, or a statement that contains expressions.
pub(super) fn flat(text: &mut String) {
    let may_change = [" AND ", " OR ", "ARRAY[", " AS ", ROWS];
    if !may_change.iter().any(|part| text.contains(part)) {
        return;
    }
    let Some(mut tree) = trees(text) else {
        return;
    };
    flatten_all(&mut tree);
    let mut written = String::with_capacity(text.len());
    tree.iter().for_each(|token| token.write(&mut written));
    *text = written;
}

fn flatten_all(tree: &mut Vec<Token<'_>>) {
    for token in tree.iter_mut() {
        if let Token::Group(_, inner) = token {
            flatten_all(inner);
            if inner.first() == Some(&Token::Word("VALUES")) {
                inner.insert(0, Token::Space(" "));
            }
        }
    }
    for word in ["AND", "OR"] {
        if is_list(tree, word) {
            splice(tree, word);
        }
    }
    let mut place = 0;
    while place < tree.len() {
        cast_array(tree, place);
        if is_called_after_its_type(&tree[place..]) {
            tree.drain(place + 4..place + 8);
        }
        place += 1;
    }
}

/// Returns true if these are operands of `AND`, or of `OR`. A `BETWEEN` can only be that of a
/// window frame.
fn is_list(tree: &[Token<'_>], word: &str) -> bool {
    let has = |word| tree.contains(&Token::Word(word));
    has(word) && !(has("AND") && has("OR")) && !has("BETWEEN")
}

/// Removes the parentheses around operands that are lists of the same operator.
fn splice<'t>(tree: &mut Vec<Token<'t>>, word: &str) {
    let operands = tree.split(|token| *token == Token::Word(word));
    let nested: Vec<bool> = operands.map(|operand| is_nested(operand, word)).collect();
    let mut place = 0;
    let mut spliced = Vec::with_capacity(tree.len());
    for token in std::mem::take(tree) {
        match token {
            Token::Group('(', inner) if nested[place] => spliced.extend(inner),
            token => {
                place += usize::from(token == Token::Word(word));
                spliced.push(token);
            }
        }
    }
    *tree = spliced;
}

/// Returns true if an operand is nothing but such a list in parentheses.
fn is_nested(operand: &[Token<'_>], word: &str) -> bool {
    let mut tokens = operand.iter().filter(|token| !token.is_space());
    match (tokens.next(), tokens.next()) {
        (Some(Token::Group('(', inner)), None) => is_list(inner, word),
        _ => false,
    }
}

/// Moves the cast of an array constructor to its elements, if there is one at this position.
fn cast_array(tree: &mut Vec<Token<'_>>, place: usize) {
    let (elements, enclosed) = match &tree[place..] {
        [Token::Group('(', inner), ..] => match inner.as_slice() {
            [Token::Word("ARRAY"), Token::Group('[', elements)] => (elements, true),
            _ => return,
        },
        [Token::Word("ARRAY"), Token::Group('[', elements), ..] => (elements, false),
        _ => return,
    };
    let behind = if enclosed { place + 1 } else { place + 2 };
    let empty = elements.iter().all(Token::is_space);
    if empty || elements.contains(&Token::Word("ARRAY")) {
        return;
    }
    if let Some((of, end)) = array_type(tree, behind) {
        let cast = cast_elements(elements, &of, enclosed);
        let array = [Token::Word("ARRAY"), Token::Group('[', cast)];
        tree.splice(place..end, array);
    }
}

/// Returns the elements, each with a cast.
fn cast_elements<'t>(elements: &[Token<'t>], of: &[Token<'t>], enclosed: bool) -> Vec<Token<'t>> {
    let mut list = Vec::new();
    for element in elements.split(|token| *token == Token::Other(",")) {
        if !list.is_empty() {
            list.extend([Token::Other(","), Token::Space(" ")]);
        }
        let start = element.iter().take_while(|token| token.is_space()).count();
        let element = element[start..].to_vec();
        // Trigger definitions omit unnecessary parentheses.
        if enclosed || has_operator(&element) {
            list.push(Token::Group('(', element));
        } else {
            list.extend(element);
        }
        list.extend([Token::Other(":"), Token::Other(":")]);
        list.extend(of.iter().cloned());
    }
    list
}

fn has_operator(tokens: &[Token<'_>]) -> bool {
    let plain = [":", ".", ","];
    let mut others = tokens.iter();
    others.any(|token| matches!(token, Token::Other(c) if !plain.contains(c)))
}

/// Returns true at `'a'::text AS text`.
fn is_called_after_its_type(tree: &[Token<'_>]) -> bool {
    let [value, cast @ .., Token::Word(name)] = tree.get(..8).unwrap_or_default() else {
        return false;
    };
    let plain = matches!(value, Token::Literal(_) | Token::Word("NULL"));
    let colon = Token::Other(":");
    let space = Token::Space(" ");
    let named = [
        colon.clone(),
        colon,
        Token::Word(name),
        space.clone(),
        Token::Word("AS"),
        space,
    ];
    plain && *cast == named
}

/// Returns the element type if `::type[]` without modifiers starts here, and where it ends.
fn array_type<'t>(tree: &[Token<'t>], start: usize) -> Option<(Vec<Token<'t>>, usize)> {
    let cast = [Token::Other(":"), Token::Other(":")];
    let of = tree.get(start..)?.strip_prefix(&cast)?;
    let length = of.iter().take_while(|token| {
        matches!(token, Token::Word(_) | Token::Name(_) | Token::Other("."))
            || **token == Token::Space(" ")
    });
    let length = length.count();
    match of.get(length) {
        Some(Token::Group('[', inner)) if inner.is_empty() && length > 0 => {
            Some((of[..length].to_vec(), start + 2 + length + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
