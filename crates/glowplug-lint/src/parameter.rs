//! What can be set of a rule.

/// A setting of a rule.
pub struct Parameter {
    /// Its key.
    pub key: &'static str,
    /// Its value, unless it is set.
    pub default: &'static [&'static str],
    /// What it means.
    pub summary: &'static str,
}
