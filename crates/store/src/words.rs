//! The words by which families are found: view rows, each word of what is listed of a family.
//! A search finds families one of whose words begins as it does, by the index and not by looking
//! at every family.

use std::collections::BTreeSet;

use record::{FamilyId, ServiceId};

use crate::Error;
use crate::sql::{Insert, args, statements};
use crate::transaction::Tx;

statements! {
    FORGET_WORDS = "delete from family_word where service_id = $1 and family_id = $2";
    FORGET_ALL_WORDS = "delete from family_word where service_id = $1";
    WORDS_OF = "select word from family_word where service_id = $1 and family_id = $2 order by word";
    SEARCH = "select search from family_view where service_id = $1 and family_id = $2";
}

static PUT_WORD: Insert = Insert::new(
    "words::PUT_WORD",
    "family_word",
    "service_id, family_id, word",
    "",
);
#[cfg(test)]
pub(crate) static INSERTS: [&Insert; 1] = [&PUT_WORD];

/// The words of a text, in lower case: as they stand between spaces, the parts of those with a
/// hyphen or the like in them, and their numbers without the zeros before them, so that 522 finds
/// F000522.
pub(crate) fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for word in text.to_lowercase().split_whitespace() {
        words.insert(word.to_owned());
        let mut before = ' ';
        for (at, letter) in word.char_indices() {
            let part = letter.is_alphanumeric() && !before.is_alphanumeric();
            let number = letter.is_ascii_digit() && !before.is_ascii_digit();
            if part {
                words.insert(word[at..].to_owned());
            }
            let plain = word[at..].trim_start_matches('0');
            if number && plain.starts_with(|next: char| next.is_ascii_digit()) {
                words.insert(plain.to_owned());
            }
            before = letter;
        }
    }
    words
}

/// Between which two texts all words stand that begin so.
pub(crate) fn beginning(word: &str) -> (String, String) {
    (word.to_owned(), format!("{word}{}", char::MAX))
}

/// Puts the words of families that have none.
pub(crate) async fn write(
    tx: &mut Tx,
    families: impl Iterator<Item = (ServiceId, FamilyId, &str)>,
) -> Result<(), Error> {
    let mut cells = Vec::new();
    for (service, family, search) in families {
        let words = words(search).into_iter();
        cells.extend(words.map(|word| args![service.0, family.0, word]));
    }
    tx.insert(&PUT_WORD, cells).await.map(drop)
}

/// Whether the words of a family that may have some are still to be written: most of what is
/// recorded changes none. If so, those it has are gone.
pub(crate) async fn changed(
    tx: &mut Tx,
    service: ServiceId,
    family: FamilyId,
    search: &str,
) -> Result<bool, Error> {
    let row = tx.row(SEARCH, args![service.0, family.0]).await?;
    if row.map(|row| row.text(0)).transpose()?.as_deref() == Some(search) {
        return Ok(false);
    }
    tx.run(FORGET_WORDS, args![service.0, family.0]).await?;
    Ok(true)
}

/// Removes every word of a service.
pub(crate) async fn forget_all(tx: &mut Tx, service: ServiceId) -> Result<(), Error> {
    tx.run(FORGET_ALL_WORDS, args![service.0]).await.map(drop)
}

/// Whether the words stored of a family are those of what is listed of it.
pub(crate) async fn fit(
    tx: &mut Tx,
    service: ServiceId,
    family: FamilyId,
    search: &str,
) -> Result<bool, Error> {
    let rows = tx.rows(WORDS_OF, args![service.0, family.0]).await?;
    let stored = rows.iter().map(|row| row.text(0));
    let stored = stored.collect::<Result<BTreeSet<_>, _>>()?;
    Ok(stored == words(search))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        words(text).into_iter().collect()
    }

    #[test]
    fn a_family_is_found_by_each_word_its_parts_and_its_numbers() {
        assert_eq!(
            said("F000522\nBright Sea"),
            ["522", "bright", "f000522", "sea"]
        );
        assert_eq!(
            said("Ann O'Dell-Smith"),
            ["ann", "dell-smith", "o'dell-smith", "smith"]
        );
        assert_eq!(said("C000522-0"), ["0", "522-0", "c000522-0"]);
        assert_eq!(said("F000 Élan"), ["f000", "élan"]);
        assert_eq!(said(" \n "), [""; 0]);
    }

    #[test]
    fn all_that_begins_so_stands_between_two_texts() {
        let (from, below) = beginning("smi");
        let between = |word: &str| from.as_str() <= word && word < below.as_str();
        assert!(["smi", "smith", "smi\u{10fffe}"].into_iter().all(between));
        assert!(!["sma", "smj", "sm", "t"].into_iter().any(between));
    }
}
