//! Components of the Ministry of Justice's design system, and our own in the same spirit.

mod alert;
mod filter;
mod identity_bar;
mod layout;
mod sub_navigation;
mod tiles;
mod timeline;

pub use alert::{Alert, AlertKind};
pub use filter::{Filter, FilterCategory, filter_layout};
pub use identity_bar::IdentityBar;
pub use layout::{Badge, PageHeaderActions, Search};
pub use sub_navigation::{SubItem, SubNavigation};
pub use tiles::{Tile, tiles};
pub use timeline::{Timeline, TimelineItem};
