//! A long list in pages that are numbered in its address.

use std::ops::Range;

use govuk::{PageLink, Pagination};
use maud::{Markup, html};

use crate::error::Problem;
use crate::families::words::grouped;

/// Rows on a page.
pub(crate) const LENGTH: usize = 60;

/// One page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pages {
    /// From 1.
    page: usize,
    total: usize,
}

impl Pages {
    /// The page that a row is on, by its place from 0.
    pub(crate) fn holding(place: usize) -> usize {
        place / LENGTH + 1
    }

    /// The page asked for, of so many rows: the first if none is, the last if there are fewer now.
    pub(crate) fn asked(page: &str, total: usize) -> Result<Self, Problem> {
        let last = Self::holding(total.saturating_sub(1));
        let page = match page {
            "" => 1,
            page => page.parse().map_err(|_| Problem::NotFound)?,
        };
        if page == 0 {
            return Err(Problem::NotFound);
        }
        Ok(Self {
            page: page.min(last),
            total,
        })
    }

    /// The places of its rows, from 0.
    pub(crate) fn places(self) -> Range<usize> {
        let first = (self.page - 1) * LENGTH;
        first..(first + LENGTH).min(self.total)
    }

    /// Which rows are on it, unless all are: ": showing 61 to 120".
    pub(crate) fn words(self) -> String {
        if self.total <= LENGTH {
            return String::new();
        }
        let places = self.places();
        let (first, last) = (grouped(places.start + 1), grouped(places.end));
        format!(": showing {first} to {last}")
    }

    /// The ways to newer and older rows.
    pub(crate) fn ways(self, name: &str, address: impl Fn(usize) -> String) -> Markup {
        let link = |page, words: &str| PageLink::new(address(page)).label(words);
        let mut ways = Pagination::new().landmark(name);
        if self.page > 1 {
            ways = ways.previous(link(self.page - 1, "Newer"));
        }
        if self.places().end < self.total {
            ways = ways.next(link(self.page + 1, "Older"));
        }
        html! { @if self.total > LENGTH { (ways) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(page: &str, total: usize) -> Option<Range<usize>> {
        Pages::asked(page, total).ok().map(Pages::places)
    }

    #[test]
    fn every_row_is_on_one_page() {
        for total in [0_usize, 1, 59, 60, 61, 120, 150] {
            let pages = 1..=Pages::holding(total.saturating_sub(1));
            let rows: Vec<usize> = pages
                .flat_map(|page| places(&page.to_string(), total).unwrap())
                .collect();
            assert_eq!(rows, (0..total).collect::<Vec<_>>());
        }
        assert_eq!(Pages::holding(59), 1);
        assert_eq!(Pages::holding(60), 2);
    }

    #[test]
    fn a_page_that_is_no_more_is_the_last_and_nonsense_is_none() {
        assert_eq!(places("", 150), Some(0..60));
        assert_eq!(places("9", 150), Some(120..150));
        assert_eq!(places("2", 0), Some(0..0));
        for page in ["0", "-1", "two"] {
            assert_eq!(places(page, 150), None);
        }
    }

    #[test]
    fn what_is_shown_is_said_where_it_is_not_all() {
        assert_eq!(Pages::asked("", 60).unwrap().words(), "");
        let second = Pages::asked("2", 1_250).unwrap();
        assert_eq!(second.words(), ": showing 61 to 120");
    }
}
