//! The language model of an instance.

use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::setting::{LLM_CODENAME, LLM_PROVIDER, LLM_TEMPERATURE};
use crate::stored::{StoredJson, from_object, write_jsonb};

/// Provider, model and temperature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, AsExpression)]
#[diesel(sql_type = Jsonb)]
pub struct LlmConfig {
    /// Who runs the language model: 1 to 50 characters.
    pub llm_provider: String,
    /// Which language model: 1 to 100 characters.
    pub llm_codename: String,
    /// How freely it speaks, 0.1 to 2.0.
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
        let config: Self = from_object(json).map_err(|_| {
            let problem = "must hold llm_provider, llm_codename and llm_temperature";
            Error::invalid("llm_config", problem)
        })?;
        config.validate()?;
        Ok(config)
    }
}

impl ToSql<Jsonb, Pg> for LlmConfig {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        write_jsonb(self, out)
    }
}
