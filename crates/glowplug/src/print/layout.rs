//! The layout of the text: what `rustfmt` makes of what Diesel writes. It leaves the insides of
//! macros with braces alone; what it breaks into lines is broken here by the same rules, so that no
//! program has to be started. A test compares both.

/// Which layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As Diesel writes it.
    Raw,
    /// As `rustfmt` lays it out with its defaults.
    Neat,
}

/// How wide a line may be.
const WIDTH: usize = 100;
/// How wide the arguments of a call may be on one line.
const CALL: usize = 60;
/// How wide the arguments of an attribute may be on one line, when there are several.
const ATTRIBUTE: usize = 70;
/// How long names may be to share lines.
const SHORT: usize = 10;
/// How deep one level stands.
const STEP: usize = 4;

/// A text in the making.
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

    /// The finished text.
    pub(crate) fn text(self) -> String {
        match self.style {
            Style::Raw => self.text,
            Style::Neat => format!("{}\n", self.text.trim_end()),
        }
    }

    /// Writes one level deeper.
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

    /// A line, so many levels deeper.
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

    /// `#[derive(…)]`.
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

    /// `#[diesel(kind(…))]`.
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

    /// `allow_tables_to_appear_in_same_query!`.
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

    /// As many names on each line as it takes.
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
