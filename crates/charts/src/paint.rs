//! The colours and patterns. Two colours carry the meaning (grey outline before, strong
//! teal after); each also differs in lightness or pattern, so a black-and-white print and
//! a colour-blind reader lose nothing.

use maud::{Markup, html};

pub(crate) const INK: &str = "#0b0c0c";
pub(crate) const MUTED: &str = "#505a5f";
pub(crate) const TEAL: &str = "#0b6e69";
pub(crate) const OCHRE: &str = "#8a4b08";
const GRID: &str = "#cfd3d5";
pub(crate) const WHITE: &str = "#ffffff";
pub(crate) const DOWN: &str = "#6fb3ad";
pub(crate) const SAME: &str = "#e8eaeb";

/// How a mark is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Paint {
    /// Solid teal: the value that matters, closure.
    Strong,
    /// White with a grey edge: the value before, referral, or money spent.
    Outline,
    /// Solid ink: a total.
    Total,
    /// Grey hatching: not known.
    Unknown,
    /// The `index`th of `count` ordered levels, the first the darkest.
    Level { index: usize, count: usize },
    /// The same on the far side of a middle, in ochre.
    Against { index: usize, count: usize },
    /// A flow to a lower level.
    Down,
    /// A flow that stays where it was.
    Same,
    /// A flow to a higher level.
    Up,
    /// A plain plate of this colour under a text, so that nothing crosses it.
    Plate(&'static str),
    /// A faint guide line.
    Grid,
    /// A base line.
    Axis,
    /// An interval, drawn over bars.
    Whisker,
    /// The line between before and after.
    Link,
    /// The interval of the end before.
    BeforeInterval,
    /// The interval of the end after.
    AfterInterval,
    /// A solid teal line.
    StrongLine,
    /// A dashed grey line.
    OutlineLine,
}

/// The SVG attributes of a paint.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    pub(crate) fill: String,
    pub(crate) stroke: Option<&'static str>,
    pub(crate) width: Option<&'static str>,
    pub(crate) dash: Option<&'static str>,
}

impl Paint {
    /// The pattern this paint needs, if any, as the end of its id.
    pub(crate) fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Unknown => Some("hatch"),
            Self::Up => Some("up"),
            _ => None,
        }
    }

    /// Presentation attributes; patterns are found under `prefix`.
    pub(crate) fn attributes(self, prefix: &str) -> Attributes {
        let filled = |fill: String, stroke, width| Attributes {
            fill,
            stroke: Some(stroke),
            width: Some(width),
            dash: None,
        };
        let line = |stroke, width, dash| Attributes {
            fill: "none".to_owned(),
            stroke: Some(stroke),
            width: Some(width),
            dash,
        };
        let pattern = |name: &str| format!("url(#{prefix}-{name})");
        match self {
            Self::Strong => filled(TEAL.to_owned(), TEAL, "1"),
            Self::Outline => filled(WHITE.to_owned(), MUTED, "2"),
            Self::Total => filled(INK.to_owned(), INK, "1"),
            Self::Unknown => filled(pattern("hatch"), MUTED, "1"),
            Self::Level { index, count } => {
                filled(tint(TEALS, depth(index, count)), "#0b4f4b", "1")
            }
            Self::Against { index, count } => filled(tint(OCHRES, depth(index, count)), OCHRE, "1"),
            Self::Down => filled(DOWN.to_owned(), TEAL, "1"),
            Self::Same => filled(SAME.to_owned(), "#868d91", "1"),
            Self::Up => filled(pattern("up"), OCHRE, "1"),
            Self::Plate(colour) => Attributes {
                fill: colour.to_owned(),
                ..Attributes::default()
            },
            Self::Grid => line(GRID, "1", None),
            Self::Axis => line(MUTED, "1", None),
            Self::Whisker => line(INK, "1.5", None),
            Self::Link => line("#868d91", "3", None),
            Self::BeforeInterval => line(MUTED, "1.5", None),
            Self::AfterInterval => line(TEAL, "1.5", None),
            Self::StrongLine => line(TEAL, "3", None),
            Self::OutlineLine => line(MUTED, "2", Some("6 4")),
        }
    }

    /// The colour of text printed on this paint, at 4.5:1 or better.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Strong | Self::Total => WHITE,
            Self::Level { index, count } if depth(index, count) >= 0.7 => WHITE,
            Self::Against { index, count } if depth(index, count) >= 0.77 => WHITE,
            _ => INK,
        }
    }
}

/// How dark the `index`th of `count` levels is: 1 for the first, 0 for the last.
fn depth(index: usize, count: usize) -> f64 {
    if count < 2 {
        return 0.8;
    }
    let last = count - 1;
    1.0 - index.min(last) as f64 / last as f64
}

/// Light, middle and dark of the two ramps. The middle keeps its colour where a straight
/// mix of light and dark would turn grey.
const TEALS: [[f64; 3]; 3] = [
    [225.0, 241.0, 239.0],
    [93.0, 176.0, 168.0],
    [0.0, 66.0, 62.0],
];
const OCHRES: [[f64; 3]; 3] = [
    [251.0, 240.0, 226.0],
    [222.0, 165.0, 100.0],
    [110.0, 55.0, 0.0],
];

fn tint(ramp: [[f64; 3]; 3], depth: f64) -> String {
    let (light, dark, share) = if depth < 0.5 {
        (ramp[0], ramp[1], depth * 2.0)
    } else {
        (ramp[1], ramp[2], depth * 2.0 - 1.0)
    };
    let part = |i: usize| (light[i] + (dark[i] - light[i]) * share).round() as u8;
    format!("#{:02x}{:02x}{:02x}", part(0), part(1), part(2))
}

/// The pattern element with this name.
pub(crate) fn pattern(prefix: &str, name: &str) -> Markup {
    let id = format!("{prefix}-{name}");
    if name == "up" {
        html! {
            pattern id=(id) width="6" height="6" patternUnits="userSpaceOnUse" {
                rect width="6" height="6" fill="#fbf0e2" {}
                rect width="2" height="6" fill=(OCHRE) {}
            }
        }
    } else {
        html! {
            pattern id=(id) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect width="6" height="6" fill=(WHITE) {}
                rect width="1.5" height="6" fill=(MUTED) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(hex: &str) -> f64 {
        let channel = |i: usize| {
            let c = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_mark_stands_out_from_the_page() {
        for paint in [
            Paint::Strong,
            Paint::Outline,
            Paint::Total,
            Paint::Unknown,
            Paint::Down,
            Paint::Same,
            Paint::Up,
            Paint::Axis,
            Paint::Whisker,
            Paint::Link,
            Paint::StrongLine,
            Paint::OutlineLine,
            Paint::Level { index: 3, count: 4 },
            Paint::Against { index: 3, count: 4 },
        ] {
            let edge = paint.attributes("x").stroke.unwrap();
            assert!(contrast(edge, WHITE) >= 3.0, "{paint:?}");
        }
        for text in [INK, MUTED] {
            assert!(contrast(text, WHITE) >= 4.5);
        }
    }

    #[test]
    fn text_on_a_mark_is_readable() {
        let plain = [Paint::Strong, Paint::Total, Paint::Down, Paint::Same];
        let levels = (1..9).flat_map(|count| {
            (0..count).flat_map(move |index| {
                [
                    Paint::Level { index, count },
                    Paint::Against { index, count },
                ]
            })
        });
        for paint in plain.into_iter().chain(levels) {
            let fill = paint.attributes("x").fill;
            assert!(contrast(&fill, paint.text()) >= 4.5, "{paint:?} {fill}");
        }
    }
}
