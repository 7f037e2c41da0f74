#![doc = include_str!("../README.md")]

mod assets;
mod components;
mod content;
mod examples;
mod fieldset;
mod form;
mod moj;
mod page;

pub use assets::{Asset, assets, css_path, icon_path, js_path};
pub use components::*;
pub use content::{Content, Extra, Extras};
pub use examples::examples;
pub use fieldset::{Fieldset, Legend};
pub use form::{Control, ErrorMessage, Field, Hint, Label, Size};
pub use moj::*;
pub use page::{Footer, Page, SignedIn, Width, page};
