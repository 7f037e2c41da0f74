//! What is behind a figure: its definition, and the groups of rows that were counted.

use costs::{Counted, Estimate, Group as CostGroup, Line, Mode, Product, Quantity, Side};
use evaluation::measures::{CHILD_PAIRS, PARENT_PAIRS, Pair};
use evaluation::{Block, Change, Evaluation, Figure, Measure};
use record::lists::YesNo;
use record::{Field, Sheet, Value};

use super::cache::Evaluated;

/// What an id stands for.
pub(super) enum Behind<'a> {
    /// A figure that a measure counted.
    Measured(&'a Figure, &'a Measure),
    /// A change between referral and closure.
    Changed(&'a Change, &'static Pair),
    /// An amount of money: what it is worked out from.
    Priced(&'a Figure, Price<'a>),
}

/// What an amount is worked out from.
pub(super) struct Price<'a> {
    /// The line it is, or is a step of.
    pub(super) line: Option<&'a Line>,
    /// The lines it adds up; empty unless it is a total.
    pub(super) sum: Vec<&'a Line>,
    /// What is counted in it.
    counted: Vec<Quantity>,
}

/// Rows that belong together.
pub(super) struct Group<'a> {
    /// What they are; empty if there is only one group.
    pub(super) title: String,
    /// Their sheet.
    pub(super) sheet: Sheet,
    /// The fields that decided.
    pub(super) fields: Vec<Field>,
    /// The rows.
    pub(super) rows: Vec<(&'a Block, usize)>,
}

/// What an id stands for, if it stands for anything.
pub(super) fn find<'a>(evaluated: &'a Evaluated, id: &str) -> Option<Behind<'a>> {
    let evaluation = &evaluated.evaluation;
    if let Some(change) = evaluation.change(id) {
        let pair = PARENT_PAIRS
            .iter()
            .chain(CHILD_PAIRS)
            .find(|pair| pair.id == id)?;
        return Some(Behind::Changed(change, pair));
    }
    let figure = evaluation.figure(id)?;
    match measure(evaluated, id) {
        Some(measure) => Some(Behind::Measured(figure, measure)),
        None => Some(Behind::Priced(figure, price(evaluation, figure))),
    }
}

fn measure<'a>(evaluated: &'a Evaluated, id: &str) -> Option<&'a Measure> {
    evaluated.measures.iter().find(|measure| measure.id == id)
}

impl Behind<'_> {
    /// The groups of rows behind it.
    pub(super) fn groups<'a>(&'a self, evaluated: &'a Evaluated) -> Vec<Group<'a>> {
        match self {
            Self::Measured(_, measure) => vec![group(evaluated, measure, String::new())],
            Self::Changed(change, pair) => changed(evaluated, change, pair),
            Self::Priced(_, price) => {
                let mut quantities = price.counted.clone();
                quantities.dedup();
                let counted = quantities.into_iter();
                counted
                    .filter_map(|quantity| counted_by(evaluated, quantity))
                    .collect()
            }
        }
    }
}

/// The rows that a quantity counts.
fn counted_by(evaluated: &Evaluated, quantity: Quantity) -> Option<Group<'_>> {
    let measure = |quantity| measure(evaluated, measured_as(quantity)?);
    let counted = measure(quantity)?;
    let mut group = group(evaluated, counted, counted.title.clone());
    if quantity == Quantity::AvoidedUnder13 {
        let older = measure(Quantity::Avoided13To17)?;
        let older: Vec<_> = older.rows(&evaluated.cohort).map(place).collect();
        group.rows.retain(|row| !older.contains(&place(*row)));
        "The others: not aged 13 to 17".clone_into(&mut group.title);
    }
    Some(group)
}

/// Which row of all it is.
fn place((block, row): (&Block, usize)) -> (*const Block, usize) {
    (std::ptr::from_ref(block), row)
}

fn group<'a>(evaluated: &'a Evaluated, measure: &'a Measure, title: String) -> Group<'a> {
    Group {
        title,
        sheet: measure.population.sheet,
        fields: measure.fields().into_iter().collect(),
        rows: measure.rows(&evaluated.cohort).collect(),
    }
}

/// The people with both answers, by what became of them.
fn changed<'a>(evaluated: &'a Evaluated, change: &Change, pair: &Pair) -> Vec<Group<'a>> {
    let sheet = pair.before.sheet();
    // Who is counted is what the figure at referral counts.
    let population = measure(evaluated, &format!("{}.ref", pair.id)).map(|m| &m.population);
    let (yes, no) = (YesNo::Yes.value(), YesNo::No.value());
    [
        (
            "Stopped: yes at referral, no at closure",
            &yes,
            &no,
            change.stopped,
        ),
        (
            "Started: no at referral, yes at closure",
            &no,
            &yes,
            change.started,
        ),
        ("Yes at both", &yes, &yes, change.both),
        ("No at both", &no, &no, change.neither),
    ]
    .into_iter()
    .map(|(title, before, after, count)| Group {
        title: format!("{title} ({count})"),
        sheet,
        fields: vec![pair.before, pair.after],
        rows: with(
            evaluated,
            population,
            [(pair.before, before), (pair.after, after)],
        ),
    })
    .collect()
}

fn with<'a>(
    evaluated: &'a Evaluated,
    population: Option<&evaluation::measure::Population>,
    answers: [(Field, &Value); 2],
) -> Vec<(&'a Block, usize)> {
    let Some(population) = population else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for block in &evaluated.cohort.table(population.sheet).blocks {
        let belongs = population.condition.answers(block);
        let fits = |row: &usize| {
            belongs[*row] == evaluation::condition::answer::YES
                && answers
                    .iter()
                    .all(|(field, wanted)| block.value(*field, *row) == **wanted)
        };
        rows.extend((0..block.len).filter(fits).map(|row| (block, row)));
    }
    rows
}

/// What an amount is worked out from. Lines and steps are known by their titles, which figures
/// share with them.
fn price<'a>(evaluation: &'a Evaluation, figure: &Figure) -> Price<'a> {
    let quantities = |products: &[Product]| products.iter().map(|p| p.quantity).collect();
    let Some(rows) = estimate(evaluation, Mode::FromRows) else {
        return Price {
            line: None,
            sum: Vec::new(),
            counted: Vec::new(),
        };
    };
    if let Some(line) = rows.lines.iter().find(|line| line.title == figure.title) {
        return Price {
            line: Some(line),
            sum: Vec::new(),
            counted: quantities(&line.products),
        };
    }
    if let Some(step) = rows.steps.iter().find(|step| step.title == figure.title) {
        return Price {
            line: rows.line(step.line),
            sum: Vec::new(),
            counted: vec![step.product.quantity],
        };
    }
    let reported = figure.id.starts_with("t7p.");
    let lines = estimate(evaluation, Mode::AsReported)
        .filter(|_| reported)
        .unwrap_or(rows);
    let counted = match figure.id.as_str() {
        "cost.stepdown_children" => vec![Quantity::StepdownsFromCpp, Quantity::StepdownsFromCin],
        _ => Vec::new(),
    };
    let sum = if counted.is_empty() {
        lines
            .lines
            .iter()
            .filter(|line| adds_to(line, &figure.id))
            .collect()
    } else {
        Vec::new()
    };
    Price {
        line: None,
        sum,
        counted,
    }
}

fn estimate(evaluation: &Evaluation, mode: Mode) -> Option<&Estimate> {
    evaluation.costs.modes.get(mode.code())
}

/// Whether a line is part of a total.
fn adds_to(line: &Line, total: &str) -> bool {
    let saving = line.side == Side::Saving;
    match total.rsplit_once('.').map_or(total, |(_, end)| end) {
        "gross_min" => saving && line.counted != Counted::UpTo,
        "gross_max" => saving && line.counted != Counted::AtLeast,
        "net_min" => !saving || line.counted != Counted::UpTo,
        "net_max" => !saving || line.counted != Counted::AtLeast,
        "health" => line.group == CostGroup::Health,
        "police_all" => line.group == CostGroup::Police,
        "mh" => line.group == CostGroup::MentalHealth,
        "partner" => line.group.is_partner(),
        _ => false,
    }
}

/// The measure that counts a quantity.
fn measured_as(quantity: Quantity) -> Option<&'static str> {
    Some(match quantity {
        Quantity::Once | Quantity::ProgrammeMonths => return None,
        // Those under 13 are among all who stayed out of care.
        Quantity::Avoided | Quantity::AvoidedUnder13 => "cost.avoided",
        Quantity::Avoided13To17 => "cost.avoided13",
        Quantity::Families => "fam.accepted",
        Quantity::StepdownsFromCpp => "cost.stepdown.cpp",
        Quantity::StepdownsFromCin => "cost.stepdown.cin",
        Quantity::SwHours => "app2.sw.qty",
        Quantity::Ae => "app2.ae.qty",
        Quantity::Gp => "app2.gp.qty",
        Quantity::Ambulance => "app2.ambulance.qty",
        Quantity::Police => "app2.police.qty",
        Quantity::DaCallout => "app2.da_callout.qty",
        Quantity::DaDeesc => "app2.da_deesc.qty",
        Quantity::School => "app2.school.qty",
        Quantity::Camhs => "app2.camhs.qty",
        Quantity::Adult => "app2.adult.qty",
        Quantity::PrisonRecalls => "app2.prison.qty",
        Quantity::PrisonWeeks => "em.prison_weeks",
    })
}
