//! The only module that parses Rust.
//!
//! `syn` recurses once for each level of nesting, and so does dropping what it parsed. How deeply a
//! text can nest is determined from its tokens: what nests too deeply is rejected before it is
//! parsed, and the rest is parsed in a thread whose stack is large enough.

use std::panic::resume_unwind;
use std::thread;

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree, token_stream};

use super::literal::is_name;

/// The maximum nesting depth of brackets.
const MOST_BRACKETS: usize = 128;
/// The maximum number of tokens without an end: each can be one level.
const MOST_TOKENS: usize = 8_000;
/// The stack that one level may use, without optimizations.
const BYTES_PER_TOKEN: usize = 64 * 1024;

/// The beginning of the error message for what is rejected.
const TOO_DEEP: &str = "this nests too deep to be read";

/// Returns what is wrong with a file that cannot be parsed, and what to do about it.
pub(crate) fn explained(error: &syn::Error) -> (String, &'static str) {
    match is_too_deep(error) {
        true => (
            error.to_string(),
            "take it apart, or move it into a file of its own",
        ),
        false => (
            format!("this is not what stands here in Rust: {error}"),
            "correct it as the compiler asks",
        ),
    }
}

/// Returns true if a file was rejected because it nests too deeply.
pub(crate) fn is_too_deep(error: &syn::Error) -> bool {
    error.to_string().starts_with(TOO_DEEP)
}

/// Parses texts in a thread whose stack is large enough for their nesting. Everything that is
/// parsed must also be dropped there.
pub(crate) fn with_room<'t, T: Send>(
    texts: impl IntoIterator<Item = &'t str>,
    read: impl FnOnce() -> T + Send,
) -> std::io::Result<T> {
    let deepest = texts.into_iter().map(tokens_bound).max().unwrap_or(0);
    let room = (deepest.min(MOST_TOKENS) + MOST_BRACKETS * 4) * BYTES_PER_TOKEN;
    thread::scope(|scope| {
        let reader = thread::Builder::new().stack_size(room);
        let reader = reader.spawn_scoped(scope, read)?;
        match reader.join() {
            Ok(read) => Ok(read),
            Err(panic) => resume_unwind(panic),
        }
    })
}

/// Parses a file.
///
/// # Errors
/// The errors of `syn`, and one for a file that nests too deeply.
pub(crate) fn parse_file(text: &str) -> syn::Result<syn::File> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (shebang, text) = match text.starts_with("#!") && !text.starts_with("#![") {
        true => text.split_at(text.find('\n').unwrap_or(text.len())),
        false => ("", text),
    };
    // The line remains, so that positions are those of the file.
    let tokens: TokenStream = text.parse()?;
    deepest(tokens.clone())?;
    let mut file: syn::File = syn::parse2(tokens)?;
    file.shebang = (!shebang.is_empty()).then(|| shebang.to_owned());
    Ok(file)
}

/// Returns true if a text is a Rust type.
pub(crate) fn is_type(text: &str) -> bool {
    let read = || {
        let tokens: TokenStream = text.parse().ok()?;
        deepest(tokens.clone()).ok()?;
        syn::parse2::<syn::Type>(tokens).ok().map(|_| ())
    };
    with_room([text], || read().is_some()).unwrap_or(false)
}

/// Returns an upper bound for the nesting of a text; 0 if it cannot be tokenized.
fn tokens_bound(text: &str) -> usize {
    let tokens = text.parse::<TokenStream>();
    tokens.map_or(0, |tokens| deepest(tokens).unwrap_or(MOST_TOKENS))
}

/// The tokens within one pair of brackets.
struct Level {
    tokens: token_stream::IntoIter,
    /// How many of them can enclose the next one.
    open: usize,
    /// How many `<` have no `>` yet, and whether a closure may have begun: in both cases a comma
    /// ends nothing.
    angles: usize,
    closure: bool,
    before: Before,
    /// Whether they are parsed at all: those of most macros are not.
    is_parsed: bool,
}

/// The previous token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// `}`, which ends most statements and items.
    Block,
    /// A name, and whether it is a macro that is parsed here.
    Name {
        is_ours: bool,
    },
    /// `!` after such a name.
    Macro {
        is_ours: bool,
    },
    /// The first half of `->` and `=>`.
    Arrow,
    Other,
}

/// Returns an upper bound for the nesting of tokens.
fn deepest(tokens: TokenStream) -> syn::Result<usize> {
    let mut levels = vec![Level::new(tokens, true)];
    let (mut all, mut deepest) = (0, 0);
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.tokens.next() else {
            let level = levels.pop();
            all -= level.map_or(0, |level| level.open);
            continue;
        };
        all -= level.open;
        let level_is_parsed = level.is_parsed && level.before != Before::Macro { is_ours: false };
        level.take(&token);
        all += level.open;
        deepest = deepest.max(all);
        if all > MOST_TOKENS {
            return Err(too_deep(token.span(), "is too long without a `;`"));
        }
        if let TokenTree::Group(group) = token {
            if levels.len() > MOST_BRACKETS {
                let why = format!("has more than {MOST_BRACKETS} levels of brackets");
                return Err(too_deep(group.span_open(), &why));
            }
            let is_parsed = level_is_parsed;
            levels.push(Level::new(Group::stream(&group), is_parsed));
        }
    }
    Ok(deepest)
}

fn too_deep(place: Span, why: &str) -> syn::Error {
    syn::Error::new(place, format!("{TOO_DEEP}: it {why}"))
}

impl Level {
    fn new(tokens: TokenStream, is_parsed: bool) -> Self {
        Self {
            tokens: tokens.into_iter(),
            open: 0,
            angles: 0,
            closure: false,
            before: Before::Other,
            is_parsed,
        }
    }

    /// Counts a token.
    fn take(&mut self, token: &TokenTree) {
        if self.before == Before::Block && !goes_on(token) {
            self.end();
        }
        self.open += usize::from(self.is_parsed);
        if let TokenTree::Punct(punct) = token {
            match punct.as_char() {
                ';' => self.end(),
                ',' if self.angles == 0 && !self.closure => self.end(),
                '<' => self.angles += 1,
                '>' if self.before != Before::Arrow => self.angles = self.angles.saturating_sub(1),
                '|' => self.closure = true,
                _ => {}
            }
        }
        self.before = self.before.followed_by(token);
    }

    /// Ends the current statement or item: what follows is not nested in it.
    fn end(&mut self) {
        (self.open, self.angles, self.closure) = (0, 0, false);
    }
}

/// Returns true if what ends with a `}` may continue with this token.
fn goes_on(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => punct.as_char() != '#',
        TokenTree::Ident(word) => word == "else" || word == "as" || word == "if",
        TokenTree::Group(_) => true,
        TokenTree::Literal(_) => false,
    }
}

impl Before {
    fn followed_by(self, token: &TokenTree) -> Self {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Self::Block,
            TokenTree::Ident(name) if is_name(&name.to_string()) => Self::Name {
                is_ours: name == "table" || name == "joinable",
            },
            TokenTree::Punct(punct) => match (punct.as_char(), self) {
                ('!', Self::Name { is_ours }) if punct.spacing() == Spacing::Alone => {
                    Self::Macro { is_ours }
                }
                ('-' | '=', _) if punct.spacing() == Spacing::Joint => Self::Arrow,
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forms that can be nested without end: the text before and after the nested one.
    const NESTED: &[(&str, &str, &str)] = &[
        ("const X: i32 = ", "[", "]"),
        ("const X: i32 = ", "(", ")"),
        ("const X: i32 = ", "{", "}"),
        ("const X: i32 = ", "-", ""),
        ("const X: bool = ", "! ", ""),
        ("const X: &i32 = ", "&", ""),
        ("const X: i32 = ", "1 + ", ""),
        ("const X: i32 = ", "a = ", ""),
        ("const X: i32 = ", "return ", ""),
        ("const X: i32 = ", "|a, b| ", ""),
        ("const X: i32 = ", "if a {} else ", ""),
        ("const X: i32 = ", "f(", ")"),
        ("const X: i32 = ", "a.b().", ""),
        ("const X: i32 = ", "match 1 { _ => ", "}"),
        ("const X: bool = ", "return !", ""),
        ("const X: i32 = ", "[a, ", "]"),
        ("const X: i32 = ", "|a| [b, ", "]"),
        ("type X = ", "Vec<", ">"),
        ("type X = ", "A<B, ", ">"),
        ("type X = ", "&", ""),
        ("type X = ", "*const ", ""),
        ("type X = ", "fn() -> ", ""),
        ("type X = ", "<a as ", ">::B"),
        ("type X = ", "impl A + ", ""),
        ("use ", "a::", ""),
        ("use ", "a::{", "}"),
        ("", "mod a {", "}"),
        ("", "#[cfg(all(", "))]"),
        ("diesel::table! { users { id -> ", "Nullable<", ">"),
        ("diesel::table! { users { id -> ", "(", ")"),
    ];

    fn read(text: &str) -> Result<(), String> {
        let parsed = with_room([text], || {
            parse_file(text)
                .map(|_| ())
                .map_err(|error| error.to_string())
        });
        parsed.unwrap()
    }

    #[test]
    fn nothing_that_nests_overflows() {
        for (before, open, close) in NESTED {
            for times in [1_000, 20_000] {
                let end = "}".repeat(before.matches('{').count());
                let (opened, closed) = (open.repeat(times), close.repeat(times));
                let text = format!("{before}{opened}a{closed};{end}");
                let refused = read(&text).is_err_and(|error| error.contains(TOO_DEEP));
                assert!(refused || times < 20_000, "{open}");
            }
        }
    }

    #[test]
    fn what_a_project_writes_is_read() {
        let list = "-1, ".repeat(20_000);
        let arms = "Option::<i32>::None => 1, ".repeat(5_000);
        let tables = "diesel::table! { users (id) { id -> Integer, } }\n".repeat(5_000);
        let names = (0..5_000)
            .map(|number| format!("table_{number}, "))
            .collect::<String>();
        for text in [
            format!("const X: &[i32] = &[{list}];"),
            format!("fn a() -> i32 {{ match b {{ {arms} }} }}"),
            format!("fn a() {{ vec![{}] }}", "a b c ".repeat(20_000)),
            format!("{tables}\ndiesel::allow_tables_to_appear_in_same_query!({names});"),
            "#!/usr/bin/env cargo\nfn main() {}".to_owned(),
        ] {
            assert_eq!(read(&text), Ok(()));
        }
        assert!(is_type("Vec<Option<crate::Mood>>"));
        assert!(!is_type("Vec<"));
        assert!(!is_type(&"&".repeat(100_000)));
    }
}
