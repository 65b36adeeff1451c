//! Reads the fields of existing structs, and their types.

use syn::ext::IdentExt;
use syn::{Field, GenericArgument, PathArguments, Type};

use super::attributes::Attributes;

/// A field of a struct.
pub(in super::super) struct FoundField {
    pub(in super::super) name: String,
    pub(in super::super) attributes: Attributes,
    /// Its type.
    pub(in super::super) bare: Bare,
    /// Its line, from 1.
    pub(in super::super) line: usize,
}

/// A type reduced to what matters to Diesel: without references, lifetimes and module paths.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Bare {
    /// The number of `Option`s around it.
    pub(in super::super) options: usize,
    /// The type inside them: `Vec<Option<String>>`.
    pub(in super::super) text: String,
}

impl FoundField {
    pub(super) fn of(field: &Field) -> Self {
        let name = field.ident.as_ref();
        Self {
            name: name
                .map(|name| name.unraw().to_string())
                .unwrap_or_default(),
            attributes: Attributes::of(&field.attrs),
            bare: Bare::of(&field.ty),
            line: name.map_or(0, |name| name.span().start().line),
        }
    }

    /// Returns the name of its column in `table!`.
    pub(in super::super) fn column(&self) -> &str {
        self.attributes.column.as_deref().unwrap_or(&self.name)
    }
}

impl Bare {
    pub(in super::super) fn of(data_type: &Type) -> Self {
        let mut options = 0;
        let mut inner = data_type;
        while let Some(within) = argument_of(inner, "Option") {
            options += 1;
            inner = within;
        }
        Self {
            options,
            text: text(inner),
        }
    }
}

/// Returns the first argument of a generic type with this name.
fn argument_of<'t>(data_type: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = data_type else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    });
    let first = types.next()?;
    (last.ident == name).then_some(first)
}

fn text(data_type: &Type) -> String {
    match data_type {
        Type::Reference(reference) => text(&reference.elem),
        Type::Paren(inner) => text(&inner.elem),
        Type::Group(inner) => text(&inner.elem),
        Type::Slice(slice) => format!("[{}]", text(&slice.elem)),
        Type::Array(array) => format!("[{};{}]", text(&array.elem), length(&array.len)),
        Type::Tuple(tuple) => {
            let types: Vec<String> = tuple.elems.iter().map(text).collect();
            format!("({})", types.join(","))
        }
        Type::Path(path) => {
            // The content of a `Cow` or `Box` is the same in SQL.
            for around in ["Cow", "Box"] {
                if let Some(inner) = argument_of(data_type, around) {
                    return text(inner);
                }
            }
            path.path.segments.last().map(named).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn named(segment: &syn::PathSegment) -> String {
    let name = segment.ident.unraw().to_string();
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return name;
    };
    let types: Vec<String> = arguments
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Type(inner) => Some(text(inner)),
            _ => None,
        })
        .collect();
    match types.is_empty() {
        true => name,
        false => format!("{name}<{}>", types.join(",")),
    }
}

fn length(length: &syn::Expr) -> String {
    match length {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Int(number) => number.base10_digits().to_owned(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_laid_bare() {
        for (text, options, bare) in [
            ("Option<std::option::Option<&'a str>>", 2, "str"),
            ("Cow<'a, str>", 0, "str"),
            ("chrono::DateTime<chrono::Utc>", 0, "DateTime<Utc>"),
            (
                "(std::ops::Bound<i32>, Bound<i32>)",
                0,
                "(Bound<i32>,Bound<i32>)",
            ),
            ("Vec<Option<i64>>", 0, "Vec<Option<i64>>"),
            ("[u8; 6]", 0, "[u8;6]"),
            ("&'a [u8]", 0, "[u8]"),
        ] {
            let found = Bare::of(&syn::parse_str(text).unwrap());
            assert_eq!(
                (found.options, found.text.as_str()),
                (options, bare),
                "{text}"
            );
        }
    }
}
