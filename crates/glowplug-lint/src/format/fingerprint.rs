//! What tells a finding from others, although lines move.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::slashes;
use crate::report::Finding;

/// Numbers findings that are alike.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: BTreeMap<String, usize>,
}

impl Fingerprints {
    /// Returns the fingerprint of a finding: of its rule, file and line, and how many were alike before.
    pub(super) fn of(&mut self, finding: &Finding) -> String {
        let text = format!(
            "{}\n{}\n{}",
            finding.rule.id,
            slashes(&finding.path),
            finding.source.trim()
        );
        let count = self.seen.entry(text.clone()).or_default();
        *count += 1;
        let sum = Sha256::digest(format!("{text}\n{count}").as_bytes());
        sum.iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}
