//! What came of a change.

use std::fmt;

/// What came of one change.
pub(crate) enum Verdict {
    /// Nothing was to be done, and the file is what is printed.
    Nothing,
    /// The migration leads there and back.
    Reproduced {
        /// Whether the same lines are printed; else the file has other words for the same.
        exact: bool,
        /// What had to be answered.
        asked: Vec<String>,
        /// What it is called that is dropped, and the commit's own migrations keep.
        drops: Vec<String>,
    },
    /// It says why it gives none.
    Refused(String),
    /// It leads elsewhere.
    Wrong(String),
    /// The migrations before it do not apply here, or the file is no Rust.
    Unusable(String),
}

/// How many of each.
#[derive(Default)]
pub(crate) struct Tally {
    nothing: usize,
    exact: usize,
    same: usize,
    asked: usize,
    refused: usize,
    wrong: usize,
    unusable: usize,
}

impl Tally {
    pub(crate) const fn count(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Nothing => self.nothing += 1,
            Verdict::Reproduced { drops, .. } if !drops.is_empty() => self.wrong += 1,
            Verdict::Reproduced { asked, .. } if !asked.is_empty() => self.asked += 1,
            Verdict::Reproduced { exact: true, .. } => self.exact += 1,
            Verdict::Reproduced { .. } => self.same += 1,
            Verdict::Refused(_) => self.refused += 1,
            Verdict::Wrong(_) => self.wrong += 1,
            Verdict::Unusable(_) => self.unusable += 1,
        }
    }

    pub(crate) const fn add(&mut self, other: &Self) {
        self.nothing += other.nothing;
        self.exact += other.exact;
        self.same += other.same;
        self.asked += other.asked;
        self.refused += other.refused;
        self.wrong += other.wrong;
        self.unusable += other.unusable;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reproduced = self.exact + self.same + self.asked;
        let all = reproduced + self.refused + self.wrong;
        write!(
            formatter,
            "{reproduced} of {all} changes reproduced ({} in the same words, {} in others, {} after \
             answers), {} refused, {} wrong; {} without a difference, {} that cannot be tried here",
            self.exact,
            self.same,
            self.asked,
            self.refused,
            self.wrong,
            self.nothing,
            self.unusable
        )
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => formatter.write_str("nothing to do"),
            Self::Reproduced {
                exact,
                asked,
                drops,
            } => {
                let kind = match exact {
                    true => "reproduced",
                    false => "reproduced in other words",
                };
                formatter.write_str(kind)?;
                for asked in asked {
                    write!(formatter, "; {asked}")?;
                }
                for drop in drops {
                    write!(formatter, "; WRONG, drops {drop}")?;
                }
                Ok(())
            }
            Self::Refused(why) => write!(formatter, "REFUSED: {}", line(why)),
            Self::Wrong(why) => write!(formatter, "WRONG: {}", line(why)),
            Self::Unusable(why) => write!(formatter, "cannot be tried: {}", line(why)),
        }
    }
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
