//! Looks up versions as users type them.

use crate::error::{Error, Result};
use crate::model::{Version, is_like, nearest};

/// Returns the version that was asked for: one with the same text, or else with the same number
/// (`1` finds `001`).
///
/// # Errors
/// [`Error::UnknownVersion`] with the most similar version.
pub fn find<'v>(
    asked: &Version,
    versions: impl IntoIterator<Item = &'v Version>,
) -> Result<&'v Version> {
    let versions: Vec<&Version> = versions.into_iter().collect();
    let exact = versions.iter().find(|version| **version == asked);
    let number = || {
        versions
            .iter()
            .find(|version| version.is_same_number(asked))
    };
    exact
        .or_else(number)
        .copied()
        .ok_or_else(|| Error::UnknownVersion {
            version: asked.to_string(),
            similar: most_similar(asked, &versions),
        })
}

fn most_similar(asked: &Version, versions: &[&Version]) -> Option<Version> {
    // The latest of those that are alike.
    let latest = versions.iter().rev().map(|version| version.as_str());
    let similar = nearest(asked.as_str(), latest)?;
    is_like(asked.as_str(), similar).then(|| Version::stored(similar))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::stored(text)
    }

    #[test]
    fn a_version_is_found_by_its_text_before_its_number() {
        let versions = ["001", "1"].map(version);
        assert_eq!(find(&version("1"), &versions).unwrap(), &versions[1]);
        assert_eq!(find(&version("01"), &versions).unwrap(), &versions[0]);
    }

    #[test]
    fn an_unknown_version_comes_with_the_most_similar_one() {
        let versions = ["202601311200000000", "202602011200000000", "7"].map(version);
        let similar = |asked: &str| match find(&version(asked), &versions) {
            Err(Error::UnknownVersion { version, similar }) => {
                assert_eq!(version, asked);
                similar
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(similar("202602011200000001").as_ref(), Some(&versions[1]));
        assert_eq!(similar("20260131120000").as_ref(), Some(&versions[0]));
        assert_eq!(similar("initial"), None);
    }
}
