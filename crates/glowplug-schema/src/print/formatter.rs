//! Formats the text as `rustfmt` does, so that it need not be run. `rustfmt` does not change the
//! inside of macros with braces; what it breaks into lines is broken here by the same rules. A test
//! compares both.

/// The formatting of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As Diesel writes it.
    Raw,
    /// As `rustfmt` formats it with its default settings.
    Neat,
}

/// The maximum width of a line.
const WIDTH: usize = 100;
/// The maximum width of a call's arguments on one line.
const CALL: usize = 60;
/// The maximum width of an attribute's arguments on one line, if there are several.
const ATTRIBUTE: usize = 70;
/// The maximum length of names that share lines.
const SHORT: usize = 10;
/// The indentation of one level.
const STEP: usize = 4;

/// A text that is being written.
pub(crate) struct Page {
    text: String,
    style: Style,
    indent: usize,
}

impl Page {
    pub(crate) fn new(style: Style) -> Self {
        Self {
            text: String::new(),
            style,
            indent: 0,
        }
    }

    /// Returns the finished text.
    pub(crate) fn text(self) -> String {
        match self.style {
            Style::Raw => self.text,
            Style::Neat => format!("{}\n", self.text.trim_end()),
        }
    }

    /// Writes with one more level of indentation.
    pub(crate) fn deeper(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent += STEP;
        write(self);
        self.indent -= STEP;
    }

    pub(crate) fn line(&mut self, line: &str) {
        self.line_at(0, line);
    }

    pub(crate) fn lines(&mut self, lines: &[&str]) {
        for line in lines {
            self.line(line);
        }
    }

    /// Writes a line with `depth` more levels of indentation.
    pub(crate) fn line_at(&mut self, depth: usize, line: &str) {
        for line in line.split('\n') {
            if !line.is_empty() {
                let indent = self.indent + depth * STEP;
                self.text.extend(std::iter::repeat_n(' ', indent));
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Writes `#[derive(…)]`.
    pub(crate) fn derive(&mut self, paths: &[String]) {
        let all = paths.join(", ");
        let room = WIDTH - self.indent;
        if self.style == Style::Raw || all.len() + "#[derive()]".len() + STEP <= room {
            return self.line(&format!("#[derive({all})]"));
        }
        self.line("#[derive(");
        if all.len() + STEP <= room {
            self.line_at(1, &format!("{all},"));
        } else {
            for path in paths {
                self.line_at(1, &format!("{path},"));
            }
        }
        self.line(")]");
    }

    /// Writes `#[diesel(kind(…))]`.
    pub(crate) fn attribute(&mut self, kind: &str, arguments: &[String]) {
        let all = arguments.join(", ");
        let line = format!("#[diesel({kind}({all}))]");
        let fits = arguments.len() == 1 || all.len() <= ATTRIBUTE;
        if self.style == Style::Raw || (fits && self.indent + line.len() < WIDTH) {
            return self.line(&line);
        }
        self.line(&format!("#[diesel({kind}("));
        self.deeper(|page| page.line(&arguments.join(",\n")));
        self.line("))]");
    }

    /// Writes `allow_tables_to_appear_in_same_query!`.
    pub(super) fn together(&mut self, names: &[String]) {
        const CALLED: &str = "diesel::allow_tables_to_appear_in_same_query!(";
        let room = WIDTH - self.indent;
        let all = names.join(", ");
        if self.style == Style::Raw {
            let all: String = names.iter().map(|name| format!("{name},")).collect();
            self.line(CALLED);
            self.line_at(1, &format!("{all});"));
            return;
        }
        if all.len() <= CALL.min(room - CALLED.len() - ");".len()) {
            return self.line(&format!("{CALLED}{all},);"));
        }
        self.line(CALLED);
        if names.iter().all(|name| name.len() <= SHORT) {
            self.filled(names, room - STEP - 1);
        } else {
            for name in names {
                self.line_at(1, &format!("{name},"));
            }
        }
        self.line(");");
    }

    /// Writes as many names on each line as fit.
    fn filled(&mut self, names: &[String], room: usize) {
        let mut line = String::new();
        for name in names {
            if !line.is_empty() && line.len() + " ,".len() + name.len() > room {
                self.line_at(1, &line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(name);
            line.push(',');
        }
        self.line_at(1, &line);
    }
}
