//! Conditions and questions in words, for the catalogue and the page of a figure.

use record::{Field, Kind, Value};

use crate::condition::{Condition, Direction};
use crate::measure::{Base, Question};

/// A question in words.
pub fn question(question: &Question) -> String {
    match question {
        Question::Count(c) => format!("How many: {}", condition(c)),
        Question::Share(c, Base::Known) => format!("n of those known: {}", condition(c)),
        Question::Share(c, Base::Everybody) => {
            format!("n of everybody, unknown too: {}", condition(c))
        }
        Question::WholePercent(c) => format!("Whole per cent of those known: {}", condition(c)),
        Question::Mean(field, Condition::Every, decimals) => {
            format!("Mean of {}, to {decimals} decimals", named(*field))
        }
        Question::Mean(field, c, decimals) => {
            format!(
                "Mean of {}, to {decimals} decimals, where {}",
                named(*field),
                condition(c)
            )
        }
        Question::Spread(field, Condition::Every) => {
            format!("Median, quartiles and range of {}", named(*field))
        }
        Question::Spread(field, c) => format!(
            "Median, quartiles and range of {}, where {}",
            named(*field),
            condition(c)
        ),
        Question::Sum(field) => format!("Sum of {}", named(*field)),
        Question::Least(field, c) => format!("Smallest {}, where {}", named(*field), condition(c)),
        Question::Greatest(field, c) => {
            format!("Largest {}, where {}", named(*field), condition(c))
        }
        Question::TopTwo(first, second) => {
            format!(
                "{} of the two with the largest {}",
                named(*second),
                named(*first)
            )
        }
    }
}

/// A condition in words.
pub fn condition(of: &Condition) -> String {
    match of {
        Condition::Every => "everyone".to_owned(),
        Condition::Is(field, codes) => {
            let Kind::Code(list) = field.kind() else {
                return named(*field);
            };
            let answers: Vec<_> = codes.iter().map(|code| list.code(*code)).collect();
            format!("{} is {}", named(*field), answers.join(" or "))
        }
        Condition::Between(field, low, high) => {
            let number = |n: &i32| Value::Number(*n).text(*field);
            match (number(low), number(high)) {
                (low, _) if *high == i32::MAX => format!("{} is {low} or more", named(*field)),
                (low, high) if low == high => format!("{} is {low}", named(*field)),
                (low, high) => format!("{} is {low} to {high}", named(*field)),
            }
        }
        Condition::Answered(field) => format!("{} has an answer", named(*field)),
        Condition::NoAnswer(field) => format!("{} has no answer", named(*field)),
        Condition::Place(name) => format!("{} is {name}", named(Field::HomeTown)),
        Condition::All(parts) => join(parts, " and "),
        Condition::Any(parts) => join(parts, " or "),
        Condition::Moved(direction, levels) => {
            let word = match direction {
                Direction::Down => "lower than",
                Direction::Same => "the same as",
                Direction::Up => "higher than",
            };
            format!(
                "safeguarding status at closure is {word} at referral (PLO {} a plan)",
                match levels {
                    crate::condition::Levels::Separate => "above",
                    crate::condition::Levels::Within => "within",
                }
            )
        }
    }
}

fn named(field: Field) -> String {
    format!("`{}`", field.code())
}

fn join(parts: &[Condition], word: &str) -> String {
    let said: Vec<_> = parts
        .iter()
        .map(|part| match part {
            Condition::All(_) | Condition::Any(_) => format!("({})", condition(part)),
            _ => condition(part),
        })
        .collect();
    said.join(word)
}
