//! The settings of a server, listed once below; their types, defaults, limits, patch and checks are
//! generated from the list. The same limits are CHECK constraints of `servers`.

use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::path::ConfigPath;
use crate::setting::{LLM_CODENAME, LLM_PROVIDER, LLM_TEMPERATURE, SettingKind};
use crate::stored::{StoredJson, from_object, members, write_jsonb};

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $default:expr, $kind:expr;)*) => {
        /// The settings of a server.
        ///
        /// A setting that is missing in a stored config has its default here; keys that this type
        /// does not know stay in the database through every write.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, AsExpression)]
        #[diesel(sql_type = Jsonb)]
        #[serde(default)]
        pub struct ServerConfig {
            $($(#[$doc])* pub $name: $type,)*
        }

        impl Default for ServerConfig {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl ServerConfig {
            /// Checks every setting.
            ///
            /// # Errors
            /// `InvalidInput` with the first setting outside its limits, and the limits.
            pub fn validate(&self) -> Result<()> {
                $($kind.check(stringify!($name), &self.$name)?;)*
                Ok(())
            }
        }

        /// The settings to change; a field that is `None` is left unchanged.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, AsExpression)]
        #[diesel(sql_type = Jsonb)]
        #[serde(deny_unknown_fields)]
        pub struct ConfigPatch {
            $(
                $(#[$doc])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $name: Option<$type>,
            )*
        }

        impl ConfigPatch {
            /// Checks every setting that is to change.
            ///
            /// # Errors
            /// `InvalidInput` with the first setting outside its limits, and for a patch that
            /// changes nothing.
            pub fn validate(&self) -> Result<()> {
                $(if let Some(value) = &self.$name {
                    $kind.check(stringify!($name), value)?;
                })*
                if *self == Self::default() {
                    return Err(Error::invalid("patch", "must change at least one setting"));
                }
                Ok(())
            }
        }

        /// Every setting: its name and the values it accepts.
        pub const SETTINGS: &[(&str, SettingKind)] = &[$((stringify!($name), $kind),)*];
    };
}

use SettingKind::{Color, Integer, Switch, Text};

settings! {
    /// The provider of the language model.
    llm_provider: String = "google".into(), LLM_PROVIDER;
    /// The name of the language model.
    llm_codename: String = "gemini-2.0-flash-preview-05-20".into(), LLM_CODENAME;
    /// The model's temperature, 0.1 to 2.0.
    llm_temperature: f64 = 0.7, LLM_TEMPERATURE;
    /// Whether the bot sends stickers.
    sticker_usage_enabled: bool = true, Switch;
    /// Whether the bot searches the web.
    google_search_enabled: bool = true, Switch;
    /// Whether the bot writes memories by itself.
    self_teaching_enabled: bool = true, Switch;
    /// Whether the bot uses emoji.
    emoji_usage_enabled: bool = true, Switch;
    /// How human-like the bot writes, 0 to 3.
    humanizer_degree: u8 = 1, Integer { min: 0, max: 3 };
    /// The chance in percent that the bot joins a conversation unasked, 0 to 100.
    auto_counter_chance: u8 = 10, Integer { min: 0, max: 100 };
    /// The colour of embeds, as `#RRGGBB`.
    embed_color: String = "#9370DB".into(), Color;
    /// The bot's name in this server, 1 to 100 characters.
    tomori_nickname: String = "Tomori".into(), Text { max: 100 };
    /// The language in which the bot writes, as a BCP 47 tag such as `en-US`; 1 to 35 characters.
    locale: String = "en-US".into(), Text { max: 35 };
    /// Whether advanced commands are offered.
    advanced_mode_enabled: bool = false, Switch;
    /// Whether debug messages are logged.
    debug_logging_enabled: bool = false, Switch;
    /// Whether the server may change the personality.
    custom_personality_enabled: bool = true, Switch;
}

/// Checks a value for the setting at this path.
///
/// # Errors
/// `InvalidInput` for a path that is not a setting, and for a value of a wrong type or out of
/// range, with the setting's name and its limits.
pub(crate) fn check_setting(path: &ConfigPath, value: &Value) -> Result<()> {
    let known = |name: &String| SETTINGS.iter().find(|(setting, _)| setting == name);
    match path.segments() {
        [name] if known(name).is_some() => {
            known(name).map_or(Ok(()), |(setting, kind)| kind.check(setting, value))
        }
        _ => Err(unknown_setting(path)),
    }
}

fn unknown_setting(path: &ConfigPath) -> Error {
    let names: Vec<&str> = SETTINGS.iter().map(|(name, _)| *name).collect();
    let problem = format!("is not a setting; the settings are {}", names.join(", "));
    Error::invalid(path.to_string(), problem)
}

impl StoredJson for ServerConfig {
    fn from_json(json: &[u8]) -> Result<Self> {
        let config = match from_object::<Self>(json) {
            Ok(config) => config,
            Err(_) => from_other_writer(json)?,
        };
        config.validate()?;
        Ok(config)
    }
}

/// Checks the value again, setting by setting: other writers may store an integer as `2.0`, which
/// is within the limits; a setting that is not within them is named in the error.
fn from_other_writer(json: &[u8]) -> Result<ServerConfig> {
    let Some(mut settings) = members(json) else {
        return Err(Error::invalid("config", "must be an object"));
    };
    for (name, kind) in SETTINGS {
        let Some(value) = settings.get_mut(*name) else {
            continue;
        };
        kind.check(name, &*value)?;
        if let (Integer { min, max }, Some(number)) = (kind, value.as_f64()) {
            *value = (*min..=*max)
                .find(|whole| f64::from(*whole) == number)
                .into();
        }
    }
    settings.retain(|name, _| SETTINGS.iter().any(|(known, _)| known == name));
    serde_json::from_value(settings.into_iter().collect())
        .map_err(|_| Error::invalid("config", "cannot be decoded"))
}

impl ToSql<Jsonb, Pg> for ServerConfig {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        write_jsonb(self, out)
    }
}

impl ToSql<Jsonb, Pg> for ConfigPatch {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        write_jsonb(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(path: &str, value: Value) -> Result<()> {
        check_setting(&path.parse().unwrap(), &value)
    }

    #[test]
    fn the_defaults_are_within_the_limits() {
        ServerConfig::default().validate().unwrap();
    }

    #[test]
    fn a_setting_knows_its_limits() {
        assert!(check("llm_temperature", json!(0.1)).is_ok());
        assert!(check("llm_temperature", json!(2)).is_ok());
        assert!(check("humanizer_degree", json!(3)).is_ok());
        assert!(check("embed_color", json!("#00ffAA")).is_ok());
        for (path, value) in [
            ("llm_temperature", json!(2.01)),
            ("llm_temperature", json!("0.7")),
            ("humanizer_degree", json!(1.5)),
            ("humanizer_degree", json!(-1)),
            ("auto_counter_chance", json!(101)),
            ("embed_color", json!("9370DB")),
            ("embed_color", json!("#9370D")),
            ("llm_provider", json!(" ")),
            ("emoji_usage_enabled", json!("true")),
            ("emoji_usage_enabled", json!(null)),
        ] {
            let error = check(path, value).unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{path}` must be")), "{error}");
        }
    }

    #[test]
    fn an_unknown_setting_is_named() {
        for path in ["ui.theme", "llm_temperature.x", "no,such", "\"x\""] {
            let error = check(path, json!(1)).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("`{path}` is not a setting")),
                "{error}"
            );
        }
    }

    #[test]
    fn a_broken_config_names_its_setting() {
        let error = ServerConfig::from_json(br#"{"humanizer_degree": "two"}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`humanizer_degree` must be an integer from 0 to 3"
        );
        let error = ServerConfig::from_json(br#"{"llm_temperature": 9}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`llm_temperature` must be a number from 0.1 to 2.0"
        );
        assert!(ServerConfig::from_json(b"[]").is_err());
        let whole = ServerConfig::from_json(br#"{"humanizer_degree": 2.0}"#).unwrap();
        assert_eq!(whole.humanizer_degree, 2);
        let huge = br#"{"theirs": 1e400, "humanizer_degree": 2.0}"#;
        assert_eq!(ServerConfig::from_json(huge).unwrap(), whole);
        let partial = ServerConfig::from_json(br#"{"theirs": 1, "humanizer_degree": 2}"#).unwrap();
        assert_eq!(
            partial,
            ServerConfig {
                humanizer_degree: 2,
                ..ServerConfig::default()
            }
        );
    }

    #[test]
    fn a_patch_refuses_unknown_settings_and_nothing_at_all() {
        assert!(serde_json::from_value::<ConfigPatch>(json!({"ui": 1})).is_err());
        assert!(ConfigPatch::default().validate().is_err());
    }
}
