//! Colors and styles for text.

use clap::builder::styling::{AnsiColor, Style};

use crate::text::{trusted, visible};

/// The style of an output stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    on: bool,
    terminal: bool,
}

impl Paint {
    /// Creates a style, with or without colors, for a terminal or not.
    pub(crate) const fn new(on: bool, terminal: bool) -> Self {
        Self { on, terminal }
    }

    /// Returns true if text is colored.
    pub(crate) const fn is_on(self) -> bool {
        self.on
    }

    /// Returns true if the stream is a terminal.
    pub(crate) const fn terminal(self) -> bool {
        self.terminal
    }

    /// Makes text bold.
    pub(crate) fn bold(self, text: &str) -> String {
        self.apply(Style::new().bold(), text)
    }

    /// Dims text that is less important.
    pub(crate) fn dim(self, text: &str) -> String {
        self.apply(Style::new().dimmed(), text)
    }

    /// Colors a warning.
    pub(crate) fn yellow(self, text: &str) -> String {
        self.apply(AnsiColor::Yellow.on_default(), text)
    }

    /// Colors a success.
    pub(crate) fn green(self, text: &str) -> String {
        self.apply(AnsiColor::Green.on_default(), text)
    }

    /// Colors a failure.
    pub(crate) fn red(self, text: &str) -> String {
        self.apply(AnsiColor::Red.on_default(), text)
    }

    fn apply(self, style: Style, text: &str) -> String {
        if self.on {
            trusted(&format!("{style}{}{style:#}", visible(text)))
        } else {
            text.to_owned()
        }
    }
}
