//! Parses the dotted paths that answers are written with (`schema.table.column`).

/// The names of a path, outermost first.
pub(super) type Path = Vec<String>;

/// Parses two paths with an equals sign between them.
pub(super) fn rename(text: &str) -> Option<(Path, Path)> {
    let (object, rest) = read(text)?;
    let (to, rest) = read(rest.strip_prefix('=')?)?;
    rest.is_empty().then_some((object, to))
}

/// Parses one path.
pub(super) fn path(text: &str) -> Option<Path> {
    let (path, rest) = read(text)?;
    rest.is_empty().then_some(path)
}

/// Parses a path; returns it and the rest of the text.
fn read(text: &str) -> Option<(Path, &str)> {
    let mut path = Vec::new();
    let mut rest = text.trim();
    loop {
        let name;
        (name, rest) = match rest.strip_prefix('"') {
            Some(quoted) => within_quotes(quoted)?,
            None => {
                let end = rest.find(['.', '=']).unwrap_or(rest.len());
                let (name, rest) = rest.split_at(end);
                (name.trim().to_owned(), rest)
            }
        };
        if name.is_empty() {
            return None;
        }
        path.push(name);
        match rest.strip_prefix('.') {
            Some(after) => rest = after,
            None => return Some((path, rest)),
        }
    }
}

/// Parses a name up to the closing quote; a doubled quote stands for one.
fn within_quotes(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        name.push_str(before);
        match after.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return Some((name, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_names_with_dots_between_them() {
        assert_eq!(path("a.b").unwrap(), ["a", "b"]);
        assert_eq!(path(r#""a.b"."c""d""#).unwrap(), ["a.b", "c\"d"]);
        let (object, to) = rename("s.t.c=\"d=e\"").unwrap();
        assert_eq!((object.len(), to), (3, vec!["d=e".to_owned()]));
        for wrong in ["", "a.", ".a", "a=", "=b", "\"a", "a..b"] {
            assert_eq!(path(wrong), None, "{wrong}");
        }
        for wrong in ["a", "a=", "=b", "a=b=c"] {
            assert_eq!(rename(wrong), None, "{wrong}");
        }
    }
}
