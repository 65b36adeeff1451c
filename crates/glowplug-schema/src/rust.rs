//! Parses Rust in one place, and writes text into Rust safely.
//!
//! What comes from a database or a checkout is data: a name stays inside its literal, a comment
//! stays text in the documentation, and no nesting makes a parser overflow the stack.
//!
//! | module | what |
//! | --- | --- |
//! | `parse` | parses files and types, rejects what nests too deeply |
//! | `literal` | names as literals |
//! | `docs`, `inline` | comments as documentation |

mod docs;
mod inline;
mod literal;
mod parse;

pub(crate) use docs::{doc_lines, same_docs};
pub(crate) use literal::{is_name, literal};
pub(crate) use parse::{explained, is_too_deep, is_type, parse_file, with_room};
