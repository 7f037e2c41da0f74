//! A data set: what was answered about one subject at one point of the case.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::dictionary::{Field, Sheet};
use crate::value::Value;

/// Answers to questions of one sheet. A question that is not in the set was not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    sheet: Sheet,
    answers: BTreeMap<Field, Value>,
}

impl DataSet {
    /// An empty set of answers to questions of `sheet`.
    pub fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            answers: BTreeMap::new(),
        }
    }

    /// The sheet whose questions are answered.
    pub fn sheet(&self) -> Sheet {
        self.sheet
    }

    /// Writes an answer.
    ///
    /// A question of another sheet, or a value that does not [fit](Value::fits) the question, is a
    /// mistake in the program and panics: it must not get into a chronology, where it could never
    /// be read again. What a person typed goes through [`Value::parse`] first.
    pub fn set(&mut self, field: Field, value: Value) {
        assert_eq!(
            field.sheet(),
            self.sheet,
            "{field:?} is not a question of this sheet"
        );
        assert!(
            value.fits(field),
            "the answer to {field:?} must be {}",
            field.allowed()
        );
        self.answers.insert(field, value);
    }

    /// Takes an answer out, as if the question had not been asked.
    pub fn remove(&mut self, field: Field) -> Option<Value> {
        self.answers.remove(&field)
    }

    /// The answer to a question, if it was asked.
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.answers.get(&field)
    }

    /// Answers in the order of the sheet.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Value)> {
        self.answers.iter().map(|(f, v)| (*f, v))
    }

    /// How many questions are answered or marked.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Whether nothing was asked.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }
}

impl Serialize for DataSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let answers: BTreeMap<&str, String> = self
            .answers
            .iter()
            .map(|(f, v)| (f.code(), v.text(*f)))
            .collect();
        BTreeMap::from([(self.sheet.name(), answers)]).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for DataSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored: BTreeMap<String, BTreeMap<String, String>> =
            BTreeMap::deserialize(deserializer)?;
        let mut sheets = stored.into_iter();
        let (Some((name, answers)), None) = (sheets.next(), sheets.next()) else {
            return Err(D::Error::custom("a data set is of one sheet"));
        };
        let sheet = Sheet::ALL
            .into_iter()
            .find(|s| s.name() == name)
            .ok_or_else(|| D::Error::custom(format!("no sheet is called {name}")))?;
        let mut set = Self::new(sheet);
        for (code, text) in answers {
            let field = sheet
                .field(&code)
                .ok_or_else(|| D::Error::custom(format!("{name} has no field {code}")))?;
            let value = Value::parse(field, &text)
                .map_err(|error| D::Error::custom(format!("{name}, {code}: {error}")))?;
            set.set(field, value);
        }
        Ok(set)
    }
}
