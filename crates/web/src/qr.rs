//! A short text as a picture that a telephone reads.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, QrCode};

/// The clear space around, in modules.
const MARGIN: usize = 4;

/// The picture; nothing if the text is too long for one. `title` says what it is to whoever does not
/// see it.
pub(crate) fn svg(text: &str, title: &str) -> Option<Markup> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let mut dark = String::new();
    for (place, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let (x, y) = (place % width + MARGIN, place / width + MARGIN);
            write!(dark, "M{x} {y}h1v1h-1z").expect("strings take all");
        }
    }
    let side = width + 2 * MARGIN;
    Some(html! {
        svg role="img" aria-label=(title) width="240" height="240"
            viewBox=(format!("0 0 {side} {side}")) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(dark) fill="#000" {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_its_corners_and_a_clear_space() {
        let picture = svg("otpauth://totp/x", "A code").unwrap().into_string();
        assert!(picture.contains("aria-label=\"A code\""));
        // The first row of the top left corner: seven dark, then a light one.
        assert!(picture.contains("M4 4h1v1h-1z") && picture.contains("M10 4h1v1h-1z"));
        assert!(!picture.contains("M11 4h"));
        assert!(!picture.contains("M3 ") && !picture.contains(" 3h"));
        assert!(svg(&"x".repeat(5000), "").is_none());
    }
}
