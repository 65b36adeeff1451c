use clap::builder::styling::{AnsiColor, Style};

/// Colors, where they are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    on: bool,
    terminal: bool,
}

impl Paint {
    /// Paints, or leaves as it is.
    pub(crate) const fn new(on: bool, terminal: bool) -> Self {
        Self { on, terminal }
    }

    /// Whether it paints.
    pub(crate) const fn is_on(self) -> bool {
        self.on
    }

    /// Whether a person looks at it.
    pub(crate) const fn terminal(self) -> bool {
        self.terminal
    }

    /// Bold.
    pub(crate) fn bold(self, text: &str) -> String {
        self.apply(Style::new().bold(), text)
    }

    /// Less important.
    pub(crate) fn dim(self, text: &str) -> String {
        self.apply(Style::new().dimmed(), text)
    }

    /// To be looked at.
    pub(crate) fn yellow(self, text: &str) -> String {
        self.apply(AnsiColor::Yellow.on_default(), text)
    }

    /// In order.
    pub(crate) fn green(self, text: &str) -> String {
        self.apply(AnsiColor::Green.on_default(), text)
    }

    /// Wrong.
    pub(crate) fn red(self, text: &str) -> String {
        self.apply(AnsiColor::Red.on_default(), text)
    }

    fn apply(self, style: Style, text: &str) -> String {
        if self.on {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}
