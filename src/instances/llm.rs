//! The language-model settings of an instance.

use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::setting::{LLM_CODENAME, LLM_PROVIDER, LLM_TEMPERATURE};
use crate::stored::{StoredJson, from_object, members, write_jsonb};

/// Provider, model and temperature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, AsExpression)]
#[diesel(sql_type = Jsonb)]
pub struct LlmConfig {
    /// The provider of the language model: 1 to 50 characters.
    pub llm_provider: String,
    /// The name of the language model: 1 to 100 characters.
    pub llm_codename: String,
    /// The model's temperature, 0.1 to 2.0.
    pub llm_temperature: f64,
}

impl LlmConfig {
    /// Checks every setting.
    ///
    /// # Errors
    /// `InvalidInput` with the setting outside its limits, and the limits.
    pub fn validate(&self) -> Result<()> {
        LLM_PROVIDER.check("llm_provider", &self.llm_provider)?;
        LLM_CODENAME.check("llm_codename", &self.llm_codename)?;
        LLM_TEMPERATURE.check("llm_temperature", &self.llm_temperature)
    }
}

impl StoredJson for LlmConfig {
    fn from_json(json: &[u8]) -> Result<Self> {
        let Ok(config) = from_object::<Self>(json) else {
            return Err(first_broken(json));
        };
        config.validate()?;
        Ok(config)
    }
}

/// Checks a stored value again, setting by setting, to report which one is missing or invalid.
fn first_broken(json: &[u8]) -> Error {
    let settings = members(json).unwrap_or_default();
    [
        ("llm_provider", LLM_PROVIDER),
        ("llm_codename", LLM_CODENAME),
        ("llm_temperature", LLM_TEMPERATURE),
    ]
    .into_iter()
    .find_map(|(name, kind)| {
        kind.check(name, settings.get(name).unwrap_or(&Value::Null))
            .err()
    })
    .unwrap_or_else(|| Error::invalid("llm_config", "cannot be decoded"))
}

impl ToSql<Jsonb, Pg> for LlmConfig {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        write_jsonb(self, out)
    }
}
