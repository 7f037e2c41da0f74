//! A measure: one definition of a figure, from which its count, its percentage, the list of rows
//! behind it, its export and its text in a report all come.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use record::{Field, Sheet};

use crate::cohort::{Block, Cohort, NO_NUMBER};
use crate::condition::{Condition, answer, scale};

/// Who is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// In words, as printed with each figure.
    pub title: &'static str,
    /// The sheet whose rows are counted.
    pub sheet: Sheet,
    /// The rows that belong.
    pub condition: Condition,
}

/// Which rows a percentage is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Those with an answer: unknown, missing, too early and not applicable are left out.
    Known,
    /// Everybody, as the report counts ethnicity and housing (DR-3).
    Everybody,
}

/// What is asked of the population.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// How many meet the condition.
    Count(Condition),
    /// How many of those with an answer meet the condition, as n (N) and percentage.
    Share(Condition, Base),
    /// The percentage alone, to the whole per cent, of those with an answer.
    WholePercent(Condition),
    /// The mean of a field among those who meet the condition, to so many decimals.
    Mean(Field, Condition, u8),
    /// The sum of a field.
    Sum(Field),
    /// The median, quartiles and range of a field among those who meet the condition.
    Spread(Field, Condition),
    /// The smallest of a field among those who meet the condition.
    Least(Field, Condition),
    /// The largest of a field among those who meet the condition.
    Greatest(Field, Condition),
    /// The values of the second field for the two rows where the first is largest.
    TopTwo(Field, Field),
}

/// A figure's definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The figure's id.
    pub id: String,
    /// What it says, in words.
    pub title: String,
    /// Who is counted.
    pub population: Population,
    /// What is asked.
    pub question: Question,
    /// The table it stands in.
    pub table: &'static str,
    /// Where the figure comes from: the report, or our own.
    pub source: &'static str,
}

/// What a measure found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows of the population by answer: no, yes, and the four no-answers.
    pub answers: [u64; answer::KINDS],
    /// The sum of a number over the rows that count, in units of its last place.
    pub sum: i64,
    /// The smallest.
    pub least: Option<i32>,
    /// The largest.
    pub greatest: Option<i32>,
    /// The two largest with their second values, which may be no-answers.
    pub top: Vec<(i32, i32)>,
    /// How often each number was found, for a spread.
    pub numbers: BTreeMap<i32, u64>,
}

impl Tally {
    /// Rows that meet the condition.
    pub fn yes(&self) -> u64 {
        self.answers[usize::from(answer::YES)]
    }

    /// Rows of the population.
    pub fn population(&self) -> u64 {
        self.answers.iter().sum()
    }

    /// Rows with an answer.
    pub fn known(&self) -> u64 {
        self.answers[0] + self.answers[1]
    }

    /// Rows with each kind of no-answer.
    pub fn non_answers(&self) -> [u64; 4] {
        let [_, _, unknown, missing, too_early, not_applicable] = self.answers;
        [unknown, missing, too_early, not_applicable]
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (mine, theirs) in self.answers.iter_mut().zip(other.answers) {
            *mine += theirs;
        }
        self.sum += other.sum;
        self.least = [self.least, other.least].into_iter().flatten().min();
        self.greatest = self.greatest.max(other.greatest);
        self.top.extend(other.top);
        keep_top_two(&mut self.top);
        for (number, times) in other.numbers {
            *self.numbers.entry(number).or_default() += times;
        }
    }
}

fn keep_top_two(top: &mut Vec<(i32, i32)>) {
    top.sort_unstable_by(|a, b| b.cmp(a));
    top.truncate(2);
}

impl Measure {
    /// The answer of each row of a block, [`OUTSIDE`] for rows of no concern. A row "yes" here is
    /// a row behind the figure.
    pub fn answers(&self, block: &Block) -> Vec<u8> {
        let mut answers = self.condition().answers(block);
        if self.population.condition != Condition::Every {
            let belongs = self.population.condition.answers(block);
            for (answer, belongs) in answers.iter_mut().zip(belongs) {
                if belongs != answer::YES {
                    *answer = OUTSIDE;
                }
            }
        }
        if let Question::Mean(field, ..) | Question::Sum(field) | Question::Spread(field, _) =
            self.question
        {
            // A row whose number is not known is not a row behind the mean.
            for (answer, number) in answers.iter_mut().zip(block.numbers(field)) {
                if *answer == answer::YES && *number < NO_NUMBER + 4 {
                    *answer = answer::NON + (*number - NO_NUMBER) as u8;
                }
            }
        }
        answers
    }

    fn condition(&self) -> Condition {
        match &self.question {
            Question::Count(condition)
            | Question::Share(condition, _)
            | Question::WholePercent(condition)
            | Question::Mean(_, condition, _)
            | Question::Spread(_, condition)
            | Question::Least(_, condition)
            | Question::Greatest(_, condition) => condition.clone(),
            // Rows that add nothing are not rows behind the sum.
            Question::Sum(field) => Condition::Between(*field, 1, i32::MAX),
            Question::TopTwo(first, _) => Condition::Between(*first, 1, i32::MAX),
        }
    }

    /// The fields whose values decide what the measure finds.
    pub fn fields(&self) -> BTreeSet<Field> {
        let mut fields = BTreeSet::new();
        self.population.condition.fields(&mut fields);
        self.condition().fields(&mut fields);
        match self.question {
            Question::Mean(field, ..)
            | Question::Sum(field)
            | Question::Spread(field, _)
            | Question::Least(field, _)
            | Question::Greatest(field, _) => {
                fields.insert(field);
            }
            Question::TopTwo(first, second) => fields.extend([first, second]),
            Question::Count(_) | Question::Share(..) | Question::WholePercent(_) => {}
        }
        fields
    }

    /// What the measure finds in a block.
    pub fn tally_block(&self, block: &Block) -> Tally {
        self.tally_rows(block, |_| 1)
    }

    /// What the measure finds in a block each of whose rows stands for so many rows alike in the
    /// fields that the measure reads.
    pub(crate) fn tally_rows(&self, block: &Block, alike: impl Fn(usize) -> u64) -> Tally {
        let mut tally = Tally::default();
        let answers = self.answers(block);
        let mut counts = [0_u64; 256];
        for (row, answer) in answers.iter().enumerate() {
            counts[usize::from(*answer)] += alike(row);
        }
        tally.answers.copy_from_slice(&counts[..answer::KINDS]);
        let yes = |field: Field| {
            let rows = block.numbers(field).iter().zip(&answers).enumerate();
            rows.filter(|(_, (_, answer))| **answer == answer::YES)
                .map(|(row, (number, _))| (row, *number))
        };
        let real = |n: &i32| *n >= NO_NUMBER + 4;
        match self.question {
            Question::Mean(field, ..) | Question::Sum(field) => {
                tally.sum = yes(field)
                    .map(|(row, number)| i64::from(number) * alike(row) as i64)
                    .sum();
            }
            Question::Spread(field, _) => {
                for (row, number) in yes(field) {
                    *tally.numbers.entry(number).or_default() += alike(row);
                }
            }
            Question::Least(field, _) => {
                tally.least = yes(field).map(|(_, n)| n).filter(real).min();
            }
            Question::Greatest(field, _) => {
                tally.greatest = yes(field).map(|(_, n)| n).filter(real).max();
            }
            Question::TopTwo(first, second) => {
                for ((row, first), (_, second)) in yes(first).zip(yes(second)) {
                    let twice = alike(row).min(2) as usize;
                    tally.top.extend(iter::repeat_n((first, second), twice));
                }
                keep_top_two(&mut tally.top);
            }
            Question::Count(_) | Question::Share(..) | Question::WholePercent(_) => {}
        }
        tally
    }

    /// What the measure finds in the cohort.
    pub fn tally(&self, cohort: &Cohort) -> Tally {
        let mut tally = Tally::default();
        for block in &cohort.table(self.population.sheet).blocks {
            tally.add(self.tally_block(block));
        }
        tally
    }

    /// The rows behind the figure.
    pub fn rows<'a>(&'a self, cohort: &'a Cohort) -> impl Iterator<Item = (&'a Block, usize)> {
        cohort
            .table(self.population.sheet)
            .blocks
            .iter()
            .flat_map(move |block| {
                let answers = self.answers(block);
                (0..block.len)
                    .filter(move |row| answers[*row] == answer::YES)
                    .map(move |row| (block, row))
            })
    }

    /// What one unit of a number is, for the measures that sum numbers.
    pub fn unit(&self) -> i32 {
        match self.question {
            Question::Mean(field, ..)
            | Question::Sum(field)
            | Question::Spread(field, _)
            | Question::Least(field, _)
            | Question::Greatest(field, _)
            | Question::TopTwo(_, field) => scale(field),
            _ => 1,
        }
    }
}

/// The answer of a row outside the population.
pub const OUTSIDE: u8 = 255;
