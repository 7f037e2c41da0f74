//! Rows behind a figure as tables, a page at a time. Whoever may go to families gets references
//! and links; everybody else gets numbers that lead nowhere, and so does everybody for families that
//! are kept from them.

use std::collections::HashMap;

use access::{Act, Viewer};
use evaluation::Block;
use govuk::{Cell, Head, Pagination, Size, Table};
use maud::{Markup, html};
use record::{FamilyId, Field, Sheet};

use super::behind::Group;
use super::cache::Evaluated;
use super::kept::Kept;
use super::pseudonyms::one;
use crate::app::App;
use crate::error::Problem;

/// Rows on a page.
pub(super) const PAGE: usize = 25;

/// What rows are called: by their references, with the families to go to; by numbers where those
/// are kept from whoever looks.
struct Naming<'a> {
    evaluated: &'a Evaluated,
    kept: &'a Kept,
    families: HashMap<String, FamilyId>,
}

/// Part of a group, on one page.
struct Slice<'a> {
    group: &'a Group<'a>,
    rows: Vec<(&'a Block, usize)>,
}

impl Slice<'_> {
    /// How many of its rows go by numbers.
    fn unnamed(&self, kept: &Kept) -> usize {
        let rows = self.rows.iter();
        rows.filter(|(block, row)| kept.has(self.group.sheet, block.reference(*row)))
            .count()
    }
}

/// The page of the rows of all groups, one group after the other.
pub(super) async fn page(
    app: &App,
    viewer: &Viewer,
    evaluated: &Evaluated,
    groups: &[Group<'_>],
    number: usize,
    href: impl Fn(usize) -> String,
) -> Result<Markup, Problem> {
    let total: usize = groups.iter().map(|group| group.rows.len()).sum();
    let last = total.div_ceil(PAGE).max(1);
    if number == 0 || number > last {
        return Err(Problem::NotFound);
    }
    let kept = Kept::load(app, viewer, evaluated).await?;
    let slices = slices(evaluated, groups, number, &kept);
    let naming = Naming {
        evaluated,
        kept: &kept,
        families: families(app, viewer, &slices).await?,
    };
    let unnamed = slices.iter().map(|slice| slice.unnamed(&kept));
    store::shows_unnamed(unnamed.sum());
    let (from, to) = ((number - 1) * PAGE + 1, (number * PAGE).min(total));
    Ok(html! {
        @if total == 0 {
            p.app-empty { "No row is behind this figure." }
        } @else {
            p.app-list-count { "Showing " (costs::plain(from)) " to " (costs::plain(to)) " of " (costs::plain(total)) }
            @for slice in &slices { (table(slice, &naming)) }
            @if last > 1 { (Pagination::numbered(number, last, href)) }
        }
    })
}

/// The rows of one page, in an order that does not tell more than the names of the rows do.
fn slices<'a>(
    evaluated: &Evaluated,
    groups: &'a [Group<'a>],
    number: usize,
    kept: &Kept,
) -> Vec<Slice<'a>> {
    let mut skip = (number - 1) * PAGE;
    let mut room = PAGE;
    let mut slices = Vec::new();
    for group in groups {
        let mut rows = group.rows.clone();
        rows.sort_by_cached_key(|(block, row)| {
            let reference = block.reference(*row);
            if kept.has(group.sheet, reference) {
                (Some(evaluated.names.number(group.sheet, reference)), "")
            } else {
                (None, reference)
            }
        });
        let passed = skip.min(rows.len());
        skip -= passed;
        let rows: Vec<_> = rows.into_iter().skip(passed).take(room).collect();
        room -= rows.len();
        if !rows.is_empty() {
            slices.push(Slice { group, rows });
        }
    }
    slices
}

/// The families of the rows on a page that can be gone to.
async fn families(
    app: &App,
    viewer: &Viewer,
    slices: &[Slice<'_>],
) -> Result<HashMap<String, FamilyId>, Problem> {
    if !viewer.may(Act::LinkRowsToFamilies) {
        return Ok(HashMap::new());
    }
    let mut references: Vec<String> = slices
        .iter()
        .flat_map(|slice| slice.rows.iter().map(|(block, row)| family_of(block, *row)))
        .collect();
    references.sort_unstable();
    references.dedup();
    let asked: Vec<&str> = references.iter().map(String::as_str).collect();
    let found = app.store().families_of(viewer, &asked).await?;
    let known = references.into_iter().zip(found);
    Ok(known
        .filter_map(|(reference, family)| Some((reference, family?)))
        .collect())
}

/// Whether rows of a sheet have references besides their family's.
fn has_own_reference(sheet: Sheet) -> bool {
    sheet.family() != sheet.fields()[0]
}

/// The reference of a row's family, which is the row's own if it is a family.
fn family_of(block: &Block, row: usize) -> String {
    let field = block.sheet.family();
    block.value(field, row).text(field)
}

fn table(slice: &Slice<'_>, naming: &Naming<'_>) -> Markup {
    let Slice { group, rows } = slice;
    let mut heads = vec![Head::new(one(group.sheet))];
    if has_own_reference(group.sheet) {
        heads.push(Head::new("Family"));
    }
    heads.extend(group.fields.iter().map(|field| Head::new(field.title())));
    let cells = rows.iter().map(|(block, row)| {
        let mut cells = vec![Cell::new(
            html! { span data-row { (naming.row(block, *row)) } },
        )];
        if has_own_reference(group.sheet) {
            cells.push(Cell::new(naming.family(block, *row)));
        }
        let answer = |field: &Field| Cell::new(block.value(*field, *row).label(*field));
        cells.extend(group.fields.iter().map(answer));
        cells
    });
    let table = Table::new()
        .head(heads)
        .rows(cells)
        .row_headers()
        .compact()
        .scrolls();
    if group.title.is_empty() {
        html! { (table.hidden_caption("The rows behind the figure")) }
    } else {
        html! { (table.caption(group.title.as_str(), Size::S)) }
    }
}

impl Naming<'_> {
    /// The number that stands for a reference which is kept from whoever looks.
    fn number(&self, sheet: Sheet, reference: &str) -> Option<String> {
        let kept = self.kept.has(sheet, reference);
        kept.then(|| self.evaluated.names.label(sheet, reference))
    }

    /// What a row is called.
    fn row(&self, block: &Block, row: usize) -> Markup {
        if block.sheet == Sheet::Advice {
            return self.advice(block, row);
        }
        if !has_own_reference(block.sheet) {
            return self.family(block, row);
        }
        let reference = block.reference(row);
        html! {
            @if let Some(number) = self.number(block.sheet, reference) { (number) } @else { (reference) }
        }
    }

    /// What an entry of the book of advice is called: its day, for those who may open the book.
    fn advice(&self, block: &Block, row: usize) -> Markup {
        let reference = block.reference(row);
        html! {
            @if let Some(number) = self.number(block.sheet, reference) {
                (number)
            } @else {
                a.govuk-link href=(format!("/advice/entry/{reference}")) {
                    "Entry of " (block.value(Field::AdviceOn, row).label(Field::AdviceOn))
                }
            }
        }
    }

    /// What a row's family is called.
    fn family(&self, block: &Block, row: usize) -> Markup {
        let reference = family_of(block, row);
        html! {
            @if let Some(number) = self.number(Sheet::Families, &reference) {
                (number)
            } @else if let Some(family) = self.families.get(&reference) {
                a.govuk-link href=(format!("/families/{family}")) { (reference) }
            } @else {
                (reference)
            }
        }
    }
}
