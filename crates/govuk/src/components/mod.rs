//! The GOV.UK components, one concern a file.

mod button;
mod choices;
mod date_input;
mod details;
mod error_summary;
mod file_upload;
mod input;
mod links;
mod messages;
mod pagination;
mod select;
mod service_navigation;
mod summary_list;
mod table;
mod tabs;
mod tag;
mod task_list;
mod textarea;

pub use button::Button;
pub use choices::{Checkboxes, Choice, Radios};
pub use date_input::{DateInput, DatePart};
pub use details::Details;
pub use error_summary::{ErrorSummary, Errors};
pub use file_upload::FileUpload;
pub use input::{Affix, Input, InputWidth, Spellcheck};
pub use links::{BackLink, Breadcrumbs, SkipLink};
pub use messages::{InsetText, NotificationBanner, Panel, WarningText};
pub use pagination::{PageItem, PageLink, Pagination};
pub use select::{Select, SelectOption};
pub use service_navigation::{NavItem, ServiceNavigation};
pub use summary_list::{Action, Card, SummaryList, SummaryRow};
pub use table::{Cell, Head, Sort, Table};
pub use tabs::{Tab, Tabs};
pub use tag::{Colour, Tag};
pub use task_list::{Status, Task, TaskList};
pub use textarea::Textarea;
