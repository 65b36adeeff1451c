//! Generates a text that matches a regular expression.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Returns a short, plain text that matches; `None` if the pattern cannot be parsed.
pub(super) fn example(pattern: &str) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, &mut text).then_some(text)
}

/// The maximum length of an example: nested repetitions multiply.
const LONGEST: u32 = 10_000;

fn write(hir: &Hir, text: &mut String) -> bool {
    if text.len() > LONGEST as usize {
        return false;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(literal) => {
                text.push_str(literal);
                true
            }
            Err(_) => false,
        },
        HirKind::Class(class) => match plain(class) {
            Some(character) => {
                text.push(character);
                true
            }
            None => false,
        },
        HirKind::Repetition(repetition) => {
            let times = repetition.min.max(u32::from(repetition.max != Some(0)));
            times <= LONGEST && (0..times).all(|_| write(&repetition.sub, text))
        }
        HirKind::Capture(capture) => write(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().all(|part| write(part, text)),
        HirKind::Alternation(parts) => parts.first().is_some_and(|part| write(part, text)),
    }
}

/// Returns a letter or digit of the class, or else its first character.
fn plain(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let within = |c: &char| {
        class
            .iter()
            .any(|range| (range.start()..=range.end()).contains(c))
    };
    let plain = ('0'..='9').chain('a'..='z').chain('A'..='Z').find(within);
    plain.or_else(|| class.iter().next().map(|range| range.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pattern_takes_for_ever() {
        assert_eq!(example("((a{1000}){1000}){1000}"), None);
        assert_eq!(example("((a?){1000}){1000}"), None);
        assert_eq!(example(&"(".repeat(50_000)), None);
    }

    #[test]
    fn an_example_fits() {
        for (pattern, fits) in [
            ("^[1-9][0-9]{0,19}$", "10"),
            ("^#[0-9A-Fa-f]{6}$", "#000000"),
            ("^(a|b)+@[^@]+$", "a@0"),
            ("^[a-z]{2}(-[A-Z]{2})?$", "aa-AA"),
        ] {
            assert_eq!(example(pattern).as_deref(), Some(fits), "{pattern}");
        }
        assert_eq!(example("("), None);
    }
}
