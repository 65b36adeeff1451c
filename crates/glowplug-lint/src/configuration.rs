//! Reads `[lint]` of `.glowplug.toml`.

use glowplug_schema::nearest;
use toml::{Table, Value};

use crate::rule::Rule;
use crate::rules::{by_id, rules};
use crate::settings::{Runner, Settings};
use crate::severity::Severity;

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(String);

const KEYS: [&str; 8] = [
    "postgres",
    "sqlite",
    "runner",
    "since",
    "sizes",
    "small_table",
    "large_table",
    "rules",
];

impl Settings {
    /// Returns the severity of a rule; `None` if it is off.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        let set = self.severities.get(rule.id).copied();
        set.unwrap_or(Some(rule.severity))
    }

    /// Returns true if the severity of a rule was set.
    pub(crate) fn sets_severity(&self, rule: &Rule) -> bool {
        self.severities.contains_key(rule.id)
    }

    fn rule(&mut self, name: &str, value: &Value) -> Result<(), Invalid> {
        let rule = by_id(name).ok_or_else(|| {
            let ids = rules().iter().map(|rule| rule.id);
            unknown("rule", name, "`[lint.rules]`", ids)
        })?;
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    self.parameter_of(rule, key, value)?;
                }
            }
            value => {
                let severity = severity(rule, value)?;
                self.severities.insert(rule.id, severity);
            }
        }
        Ok(())
    }

    fn parameter_of(
        &mut self,
        rule: &'static Rule,
        key: &str,
        value: &Value,
    ) -> Result<(), Invalid> {
        if key == "severity" {
            let severity = severity(rule, value)?;
            self.severities.insert(rule.id, severity);
            return Ok(());
        }
        let known = rule.parameters.iter().map(|parameter| parameter.key);
        let Some(known_key) = known.clone().find(|known| *known == key) else {
            let place = format!("`[lint.rules.{}]`", rule.id);
            return Err(unknown("key", key, &place, known.chain(["severity"])));
        };
        self.parameters
            .insert((rule.id, known_key), texts(rule, key, value)?);
        Ok(())
    }
}

impl TryFrom<Table> for Settings {
    type Error = Invalid;

    fn try_from(table: Table) -> Result<Self, Invalid> {
        let mut settings = Self::default();
        for (key, value) in &table {
            match (key.as_str(), value) {
                ("postgres", Value::Integer(version)) if (9..100).contains(version) => {
                    settings.postgres = u32::try_from(*version).ok();
                }
                ("postgres", _) => {
                    return Err(Invalid(
                        "`postgres` is a major version, such as 15".to_owned(),
                    ));
                }
                ("sqlite", value) => settings.sqlite = Some(sqlite(value)?),
                ("runner", value) => settings.runner = runner(value)?,
                ("since", Value::String(version)) => settings.since = Some(version.clone()),
                ("since", _) => {
                    return Err(Invalid("`since` is a version, as text".to_owned()));
                }
                ("sizes", Value::String(place)) => settings.sizes = Some(place.clone()),
                ("sizes", _) => {
                    return Err(Invalid("`sizes` is a file".to_owned()));
                }
                ("small_table", value) => settings.small_table = rows(key, value)?,
                ("large_table", value) => settings.large_table = rows(key, value)?,
                ("rules", Value::Table(rules)) => {
                    for (name, value) in rules {
                        settings.rule(name, value)?;
                    }
                }
                ("rules", _) => return Err(Invalid("`rules` is a table".to_owned())),
                (key, _) => return Err(unknown("key", key, "`[lint]`", KEYS)),
            }
        }
        Ok(settings)
    }
}

fn sqlite(value: &Value) -> Result<(u32, u32), Invalid> {
    let parts = value.as_str().and_then(|text| text.split_once('.'));
    let numbers = parts.and_then(|(major, rest)| {
        let minor = rest.split('.').next()?;
        Some((major.parse().ok()?, minor.parse().ok()?))
    });
    numbers.ok_or_else(|| Invalid("`sqlite` is a version as text, such as \"3.45\"".to_owned()))
}

fn rows(key: &str, value: &Value) -> Result<u64, Invalid> {
    let rows = value.as_integer().and_then(|rows| u64::try_from(rows).ok());
    rows.ok_or_else(|| Invalid(format!("`{key}` is a number of rows, such as 10000")))
}

fn runner(value: &Value) -> Result<Runner, Invalid> {
    match value.as_str() {
        Some("any") => Ok(Runner::Any),
        Some("glowplug") => Ok(Runner::Glowplug),
        Some("diesel") => Ok(Runner::Diesel),
        _ => Err(Invalid(
            "`runner` is \"any\", \"glowplug\" or \"diesel\"".to_owned(),
        )),
    }
}

fn severity(rule: &Rule, value: &Value) -> Result<Option<Severity>, Invalid> {
    match value.as_str() {
        Some("off") => Ok(None),
        Some("remark") => Ok(Some(Severity::Remark)),
        Some("warning") => Ok(Some(Severity::Warning)),
        Some("error") => Ok(Some(Severity::Error)),
        _ => Err(Invalid(format!(
            "the severity of `{}` is \"off\", \"remark\", \"warning\" or \"error\"",
            rule.id
        ))),
    }
}

/// Returns a text, or several.
fn texts(rule: &Rule, key: &str, value: &Value) -> Result<Vec<String>, Invalid> {
    let one = |value: &Value| value.as_str().map(str::to_owned);
    let found = match value {
        Value::Array(values) => values.iter().map(one).collect(),
        value => one(value).map(|text| vec![text]),
    };
    found.ok_or_else(|| {
        Invalid(format!(
            "`{key}` of `{}` is a text, or an array of texts",
            rule.id
        ))
    })
}

/// Returns the error for a name that does not exist, with the nearest one.
fn unknown<'n>(
    what: &str,
    name: &str,
    place: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Invalid {
    let known: Vec<&str> = known.into_iter().collect();
    let advice = match nearest(name, known.iter().copied()).first() {
        Some(near) => format!("; did you mean `{near}`?"),
        None if what == "rule" => "; `glowplug lint rules` lists them".to_owned(),
        None => format!("; there is `{}`", known.join("`, `")),
    };
    Invalid(format!("{place} has no {what} `{name}`{advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn severities_and_parameters_are_read() {
        let settings = read(
            "postgres = 15\nrunner = \"diesel\"\n[rules]\ndrop-table = \"warning\"\n\
             drop-column = \"off\"\nindex-name = { severity = \"error\", pattern = \"ix_{columns}\" }",
        );
        let settings = settings.unwrap();
        assert_eq!(settings.postgres_version(), 15);
        assert_eq!(settings.runner, Runner::Diesel);
        let severity = |id: &str| settings.severity(by_id(id).unwrap());
        assert_eq!(severity("drop-table"), Some(Severity::Warning));
        assert_eq!(severity("drop-column"), None);
        assert_eq!(severity("index-name"), Some(Severity::Error));
        assert_eq!(
            settings.parameter(
                "index-name",
                by_id("index-name").unwrap().parameters,
                "pattern"
            ),
            ["ix_{columns}"]
        );
    }

    #[test]
    fn what_is_unknown_names_the_nearest() {
        for (text, wanted) in [
            (
                "[rules]\ndrop-tabel = \"off\"",
                "did you mean `drop-table`?",
            ),
            (
                "[rules]\nzzzz = \"off\"",
                "`glowplug lint rules` lists them",
            ),
            ("[rules]\ndrop-table = \"of\"", "is \"off\", \"remark\""),
            (
                "[rules.index-name]\npatern = \"x\"",
                "did you mean `pattern`?",
            ),
            ("postgress = 15", "did you mean `postgres`?"),
            ("postgres = \"15\"", "such as 15"),
            ("sqlite = 3", "such as \"3.45\""),
            ("since = 1", "`since` is a version"),
            ("sizes = 1", "a file"),
            ("small_table = -1", "`small_table` is a number of rows"),
            ("large_table = \"1\"", "`large_table` is a number of rows"),
            ("runner = \"sqlx\"", "\"glowplug\" or \"diesel\""),
            (
                "[rules.index-name]\npattern = 1",
                "a text, or an array of texts",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(wanted), "{text}: {error}");
        }
    }
}
