//! Text for people: counts, times and sizes, and escaping of text from elsewhere.

mod escape;
mod words;

pub(crate) use escape::{
    escape_json, for_terminal, is_directional, trusted, visible, visible_line,
};
pub(crate) use words::{bytes, count, duration, listed, milliseconds, shortened};
