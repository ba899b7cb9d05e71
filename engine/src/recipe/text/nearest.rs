//! Which known word somebody meant.

/// Words longer than this are compared with nothing.
const LONGEST: usize = 64;

/// The known word with the fewest changed letters, if no more than two letters in five differ.
pub(super) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if word.len() > LONGEST {
        return None;
    }
    let close = |known: &&str| distance(word, known) * 5 <= word.len() * 2;
    known.into_iter().filter(close).min_by_key(|known| distance(word, known))
}

/// `; did you mean x?`, or nothing.
pub(super) fn hint<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |known| format!("; did you mean {known}?"))
}

/// How many letters must be changed, added or taken away (Levenshtein 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let kept = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = kept.min(row[j].min(diagonal) + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_more_less_or_other_is_forgiven() {
        for word in ["penalti", "penaltyy", "pnalty", "penalty", "peanlty"] {
            assert_eq!(nearest(word, ["weight", "penalty"]), Some("penalty"), "{word}");
        }
        assert_eq!(nearest("zebra", ["weight", "penalty"]), None);
        assert_eq!((distance("kitten", "sitting"), distance("", "abc"), distance("abc", "")), (3, 3, 3));
    }

    #[test]
    fn an_endless_word_is_compared_with_nothing() {
        assert_eq!(nearest(&"a".repeat(65), ["a"]), None);
    }
}
