//! Reads the settings from TOML. Keys are read by hand instead of with `flatten`, so that errors
//! have a location.

use std::fmt;

use regex::Regex;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::{Docs, Filter, PrintSchema, PrintSchemas, Sorting, Together};

const KEYS: &[&str] = &[
    "file",
    "with_docs",
    "allow_tables_to_appear_in_same_query_config",
    "filter",
    "column_sorting",
    "schema",
    "patch_file",
    "import_types",
    "generate_missing_sql_type_definitions",
    "except_custom_type_definitions",
    "custom_type_derives",
    "sqlite_integer_primary_key_is_bigint",
    "pg_domains_as_custom_types",
];

impl PrintSchema {
    /// Reads the value of a key; returns false if there is no such key.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "file" => self.file = Some(map.next_value()?),
            "with_docs" => self.with_docs = map.next_value()?,
            "allow_tables_to_appear_in_same_query_config" => {
                self.allow_tables_to_appear_in_same_query_config = map.next_value()?;
            }
            "filter" => self.filter = map.next_value()?,
            "column_sorting" => self.column_sorting = map.next_value()?,
            "schema" => self.schema = Some(map.next_value()?),
            "patch_file" => self.patch_file = Some(map.next_value()?),
            "import_types" => self.import_types = Some(map.next_value()?),
            "generate_missing_sql_type_definitions" => {
                self.generate_missing_sql_type_definitions = Some(map.next_value()?);
            }
            "except_custom_type_definitions" => {
                self.except_custom_type_definitions = patterns(map.next_value()?);
            }
            "custom_type_derives" => self.custom_type_derives = Some(map.next_value()?),
            "sqlite_integer_primary_key_is_bigint" => {
                self.sqlite_integer_primary_key_is_bigint = Some(map.next_value()?);
            }
            "pg_domains_as_custom_types" => {
                self.pg_domains_as_custom_types = patterns(map.next_value()?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// A known key, which is checked where it appears.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        match KEYS.contains(&key.as_str()) {
            true => Ok(Self(key)),
            false => Err(de::Error::unknown_field(&key, KEYS)),
        }
    }
}

impl<'de> Deserialize<'de> for PrintSchema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Settings;
        impl<'de> Visitor<'de> for Settings {
            type Value = PrintSchema;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(
                    formatter,
                    "one of the keys {}, or the table of a schema",
                    KEYS.join(", ")
                )
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PrintSchema, A::Error> {
                let mut settings = PrintSchema::default();
                while let Some(Key(key)) = map.next_key()? {
                    settings.read(&key, &mut map)?;
                }
                Ok(settings)
            }
        }
        deserializer.deserialize_map(Settings)
    }
}

impl<'de> Deserialize<'de> for PrintSchemas {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = PrintSchemas;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PrintSchemas, A::Error> {
                let mut all = PrintSchemas {
                    several: false,
                    settings: [].into(),
                };
                let mut default = PrintSchema::default();
                while let Some(key) = map.next_key::<String>()? {
                    if !default.read(&key, &mut map)? {
                        all.several = true;
                        all.settings.insert(key, map.next_value()?);
                    }
                }
                all.settings.entry("default".to_owned()).or_insert(default);
                Ok(all)
            }
        }
        deserializer.deserialize_map(All)
    }
}

/// A regular expression, which is checked where it appears.
struct Pattern(Regex);

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Regex::new(&text).map(Self).map_err(de::Error::custom)
    }
}

fn patterns(patterns: Vec<Pattern>) -> Vec<Regex> {
    patterns.into_iter().map(|Pattern(regex)| regex).collect()
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Tables {
            only_tables: Option<Vec<Pattern>>,
            except_tables: Option<Vec<Pattern>>,
        }
        let tables = Tables::deserialize(deserializer)?;
        match (tables.only_tables, tables.except_tables) {
            (Some(only), None) => Ok(Self::Only(patterns(only))),
            (None, Some(except)) => Ok(Self::Except(patterns(except))),
            (None, None) => Ok(Self::All),
            (Some(_), Some(_)) => Err(de::Error::custom(
                "either `only_tables` or `except_tables`, not both",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Docs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Choice;
        impl Visitor<'_> for Choice {
            type Value = Docs;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "a boolean or one of {:?}", Docs::NAMES)
            }

            fn visit_bool<E: de::Error>(self, all: bool) -> Result<Docs, E> {
                Ok(if all { Docs::Everything } else { Docs::Nothing })
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Docs, E> {
                Docs::named(name).ok_or_else(|| E::unknown_variant(name, Docs::NAMES))
            }
        }
        deserializer.deserialize_any(Choice)
    }
}

impl<'de> Deserialize<'de> for Sorting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| de::Error::unknown_variant(&name, Self::NAMES))
    }
}

impl<'de> Deserialize<'de> for Together {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| de::Error::unknown_variant(&name, Self::NAMES))
    }
}
