//! Where a figure leads.

/// Where figures and pages can be opened. Whoever shows a fragment decides.
pub trait Links {
    /// The address of the rows behind a figure or a change, if they can be opened here. Ids may hold
    /// spaces and slashes (`t2.Out of area`), which an address has to encode.
    fn figure(&self, id: &str) -> Option<String>;
    /// The address of a page of the report.
    fn page(&self, slug: &str) -> String;
}

/// A document that stands alone: all pages are in it, and no rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct WithinDocument;

impl Links for WithinDocument {
    fn figure(&self, _id: &str) -> Option<String> {
        None
    }

    fn page(&self, slug: &str) -> String {
        format!("#{slug}")
    }
}
