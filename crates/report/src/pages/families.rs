//! Who the families are, their involvement with Social Care, and where they live.

use charts::{Caption, Column as Bar, Columns, Measure};
use maud::Render;

use crate::figures::{OF_KNOWN, bars, caption, forest, grid, how_counted};
use crate::numbers;
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["people", "ages"]);
    let sex = pool.begin(&["sex."]);
    let age = pool.begin(&["age.mean", "age.max"]);
    let ages = pool.begin(&["age."]);
    let ethnicity = pool.begin(&["eth."]);
    let identity = pool.begin(&["lgbtq"]);
    let lives = pool.begin(&["lives."]);
    let housing = pool.begin(&["housing."]);
    let known = |what: &str, who: &str| format!("{what}: all {who} referred, {OF_KNOWN}");
    let everybody = |what: &str, who: &str| {
        format!("{what}: all {who} referred, of everybody, those not known too")
    };
    let mut parts = vec![
        Part::Heading("Children".to_owned()),
        columns(
            view,
            caption(
                "ages",
                "Children’s ages at referral",
                "All children referred whose age is known, in years.",
            ),
            "Age",
            &ages,
            |id| match id {
                "age.unborn" => "Unborn".to_owned(),
                other => other.trim_start_matches("age.").to_owned(),
            },
        ),
        Part::Grid(grid("", &known("Sex", "children"), &sex)),
        Part::Grid(grid(
            "age",
            "Age: all children referred who were born",
            &age,
        )),
        Part::Folded(
            "Every year of age",
            grid("ages", "Ages: all children referred", &ages),
        ),
        Part::Grid(grid(
            "ethnicity",
            &everybody("Ethnicity", "children"),
            &ethnicity,
        )),
        Part::Grid(grid("identity", &known("Identity", "children"), &identity)),
        Part::Grid(grid(
            "lives-with",
            &known("Whom children live with", "children"),
            &lives,
        )),
        Part::Heading("Homes".to_owned()),
        Part::Grid(grid("housing", &everybody("Housing", "families"), &housing)),
    ];
    parts.extend(pool.rest("other", "Also counted"));
    parts.push(how_counted());
    parts.push(prose(
        "Ethnicity and housing are counted of everybody, those not known too, as the source report \
         does; their percentages are therefore the least that they can be.",
    ));
    parts
}

pub(super) fn involvement(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["involvement"]);
    let shares = pool.take(|figure| figure.share().is_some());
    let mut parts = vec![
        forest(
            view,
            caption(
                "involvement",
                "Involvement and engagement before the service",
                format!(
                    "All children and families referred, {OF_KNOWN}. The hatched strip is the part not known."
                ),
            ),
            "What was known",
            &shares,
        ),
        Part::Grid(grid(
            "",
            &format!("Involvement: all children or families referred, {OF_KNOWN}"),
            &shares,
        )),
    ];
    parts.extend(pool.rest(
        "means",
        "Years and referrals: all children referred, of those whose number is known",
    ));
    parts.push(how_counted());
    parts
}

pub(super) fn towns(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["t2"]);
    let total = pool.take(|figure| figure.id == "t2.total");
    let places = pool.take(|_| true);
    let mut table = grid(
        "",
        "Home town: all families referred, whose place is known",
        &places.iter().chain(&total).copied().collect::<Vec<_>>(),
    );
    if !total.is_empty() {
        table.foot = table.rows.pop().unwrap_or_default();
        if table.rows.is_empty() {
            table.rows.push(std::mem::take(&mut table.foot));
        }
    }
    vec![
        bars(
            view,
            caption("towns", "Families by home town", "All families referred."),
            ("Town", "Families"),
            &places,
        ),
        Part::Grid(table),
    ]
}

/// Counts in a fixed order.
pub(super) fn columns(
    view: &View,
    caption: Caption,
    name: &str,
    figures: &[&evaluation::Figure],
    label: impl Fn(&str) -> String,
) -> Part {
    let drawn = |figure: &evaluation::Figure| figure.value().map_or(0.0, numbers::drawn);
    let said: Vec<String> = figures
        .iter()
        .map(|figure| format!("{}: {}", label(&figure.id), figure.display))
        .collect();
    let any = figures.iter().any(|figure| drawn(figure) > 0.0);
    let chart = Columns {
        caption: Caption {
            description: format!("{}.", said.join("; ")),
            ..caption
        },
        categories_name: name.to_owned(),
        series: vec!["Number".to_owned()],
        columns: figures
            .iter()
            .filter(|_| any)
            .map(|figure| Bar {
                label: label(&figure.id),
                parts: vec![Measure::new(drawn(figure), &figure.display)],
                text: figure.display.clone(),
                link: view.links.figure(&figure.id),
                ..Bar::default()
            })
            .collect(),
    };
    Part::Chart(chart.render())
}
