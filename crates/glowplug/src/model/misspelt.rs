//! Suggestions for misspelt words.

/// Returns the word that is most similar to a misspelt one; the first, if there are several.
pub(crate) fn nearest<'w>(
    misspelt: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Option<&'w str> {
    let unlike = |word: &str| (changes(misspelt, word) + misspelt.len()) - shared(misspelt, word);
    words.into_iter().min_by_key(|word| unlike(word))
}

/// Returns true if a misspelt word is similar to a word: at least half of it is the same, or is its
/// beginning.
pub(crate) fn is_like(misspelt: &str, word: &str) -> bool {
    let longest = misspelt.len().max(word.len());
    let shared = shared(misspelt, word);
    let begins = shared >= 3 && shared * 2 >= misspelt.len();
    begins || changes(misspelt, word) * 2 <= longest
}

/// Returns the length of the common prefix, in bytes.
fn shared(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    pairs.take_while(|(one, other)| one == other).count()
}

/// Returns the Levenshtein distance of two words.
fn changes(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (place, known) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *known);
            diagonal = row[place + 1];
            row[place + 1] = changed.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted() {
        for (one, other, count) in [
            ("", "", 0),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("flaw", "lawn", 2),
            ("größe", "grosse", 3),
        ] {
            assert_eq!(changes(one, other), count, "{one} {other}");
            assert_eq!(changes(other, one), count, "{other} {one}");
        }
    }

    #[test]
    fn only_what_is_like_a_word_stands_for_it() {
        let words = ["run_in_transaction", "description", "irreversible"];
        let meant = |misspelt| nearest(misspelt, words).filter(|word| is_like(misspelt, word));
        for (misspelt, word) in [
            ("transaction", words[0]),
            ("run_in_tx", words[0]),
            ("desc", words[1]),
            ("reversible", words[2]),
        ] {
            assert_eq!(meant(misspelt), Some(word));
        }
        for misspelt in ["author", "name", "version", "de", ""] {
            assert_eq!(meant(misspelt), None, "{misspelt}");
        }
    }
}
