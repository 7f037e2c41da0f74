//! A drawing is a list of marks at known places. Layouts make drawings from data, tests
//! measure them, and one function here turns them into SVG.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::paint::{self, INK, MUTED, Paint};
use crate::text::{self, BASELINE, LINE, Weight};

/// Each chart is laid out twice and the style sheet shows the one that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// For containers of 36 rem and more, and for A4.
    Wide,
    /// For telephones and narrow columns.
    Narrow,
}

impl Width {
    /// Width of the viewBox, in units of about one CSS pixel.
    pub(crate) fn units(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 340.0,
        }
    }
}

/// Which point of a text its x is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Lines of text set as one block.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) x: f64,
    /// Top of the block; the first base line is `BASELINE` below it.
    pub(crate) top: f64,
    pub(crate) lines: Vec<String>,
    pub(crate) anchor: Anchor,
    pub(crate) weight: Weight,
    pub(crate) colour: &'static str,
}

impl Text {
    pub(crate) fn new(x: f64, top: f64, lines: Vec<String>) -> Self {
        Self {
            x,
            top,
            lines,
            anchor: Anchor::Start,
            weight: Weight::Regular,
            colour: INK,
        }
    }

    pub(crate) fn one(x: f64, top: f64, line: &str) -> Self {
        Self::new(x, top, vec![line.to_owned()])
    }

    /// One line whose letters are centred on `y`.
    pub(crate) fn centred(x: f64, y: f64, line: &str) -> Self {
        Self::one(x, y - LINE / 2.0, line)
    }

    pub(crate) fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    pub(crate) fn bold(mut self) -> Self {
        self.weight = Weight::Bold;
        self
    }

    pub(crate) fn muted(mut self) -> Self {
        self.colour = MUTED;
        self
    }

    pub(crate) fn colour(mut self, colour: &'static str) -> Self {
        self.colour = colour;
        self
    }

    /// The space this text is thought to take, for tests that no two texts meet.
    #[cfg(test)]
    pub(crate) fn area(&self) -> Area {
        let width = text::widest(&self.lines, self.weight);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Area {
            left,
            top: self.top + BASELINE - text::ASCENT,
            right: left + width,
            bottom: self.top + height_of(self.lines.len()) - LINE + BASELINE + text::DESCENT,
        }
    }
}

/// The height of so many lines of text.
pub(crate) fn height_of(lines: usize) -> f64 {
    lines as f64 * LINE
}

/// A rectangle of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    /// Whether two areas share more than an edge.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        const TOUCH: f64 = 0.01;
        self.left + TOUCH < other.right
            && other.left + TOUCH < self.right
            && self.top + TOUCH < other.bottom
            && other.top + TOUCH < self.bottom
    }
}

/// What a mark looks like.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Rect(Area),
    Line {
        from: (f64, f64),
        to: (f64, f64),
    },
    Circle {
        x: f64,
        y: f64,
        radius: f64,
    },
    /// A band from one vertical edge to another, in an S.
    Ribbon {
        left: (f64, f64, f64),
        right: (f64, f64, f64),
    },
    /// Straight lines through the points.
    Polyline(Vec<(f64, f64)>),
}

/// One thing on the drawing.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    Shape {
        shape: Shape,
        paint: Paint,
        title: Option<String>,
        link: Option<String>,
    },
    Text {
        text: Text,
        link: Option<String>,
    },
}

/// A finished layout.
#[derive(Debug, Clone)]
pub(crate) struct Drawing {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) marks: Vec<Mark>,
}

impl Drawing {
    pub(crate) fn new(width: Width) -> Self {
        Self {
            width: width.units(),
            height: 0.0,
            marks: Vec::new(),
        }
    }

    pub(crate) fn shape(&mut self, shape: Shape, paint: Paint) {
        self.linked_shape(shape, paint, None, None);
    }

    pub(crate) fn linked_shape(
        &mut self,
        shape: Shape,
        paint: Paint,
        title: Option<String>,
        link: Option<String>,
    ) {
        self.marks.push(Mark::Shape {
            shape,
            paint,
            title,
            link,
        });
    }

    /// A rectangle, unless it would have no width or height to see.
    pub(crate) fn rect(&mut self, left: f64, top: f64, width: f64, height: f64, paint: Paint) {
        if width > 0.0 && height > 0.0 {
            self.shape(
                Shape::Rect(Area {
                    left,
                    top,
                    right: left + width,
                    bottom: top + height,
                }),
                paint,
            );
        }
    }

    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint) {
        self.shape(Shape::Line { from, to }, paint);
    }

    pub(crate) fn dot(&mut self, x: f64, y: f64, radius: f64, paint: Paint) {
        self.shape(Shape::Circle { x, y, radius }, paint);
    }

    pub(crate) fn text(&mut self, text: Text) {
        self.linked_text(text, None);
    }

    pub(crate) fn linked_text(&mut self, text: Text, link: Option<String>) {
        if !text.lines.is_empty() {
            self.marks.push(Mark::Text { text, link });
        }
    }

    /// A horizontal interval with short end caps.
    pub(crate) fn whisker(&mut self, from: f64, to: f64, y: f64, paint: Paint) {
        self.line((from, y), (to, y), paint);
        for x in [from, to] {
            self.line((x, y - 4.0), (x, y + 4.0), paint);
        }
    }

    /// Whether any mark leads somewhere.
    pub(crate) fn has_links(&self) -> bool {
        self.marks.iter().any(|mark| {
            let (Mark::Shape { link, .. } | Mark::Text { link, .. }) = mark;
            link.is_some()
        })
    }

    /// The SVG element. `prefix` begins every id inside it.
    pub(crate) fn svg(&self, prefix: &str, class: &str, title: &str, description: &str) -> Markup {
        let patterns: BTreeSet<&str> = self
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Shape { paint, .. } => paint.pattern(),
                Mark::Text { .. } => None,
            })
            .collect();
        // An image hides its content from assistive technology, links included.
        let role = if self.has_links() { "group" } else { "img" };
        html! {
            svg class=(class) role=(role)
                aria-labelledby={ (prefix) "-title " (prefix) "-desc" }
                viewBox={ "0 0 " (number(self.width)) " " (number(self.height)) }
                font-size=(number(text::SIZE)) {
                title id={ (prefix) "-title" } { (title) }
                desc id={ (prefix) "-desc" } { (description) }
                @if !patterns.is_empty() {
                    defs { @for name in patterns { (paint::pattern(prefix, name)) } }
                }
                @for mark in &self.marks { (mark_svg(mark, prefix)) }
            }
        }
    }
}

fn mark_svg(mark: &Mark, prefix: &str) -> Markup {
    let (inner, link) = match mark {
        Mark::Text { text, link } => (text_svg(text, link.is_some()), link),
        Mark::Shape {
            shape,
            paint,
            title,
            link,
        } => (shape_svg(shape, *paint, title.as_deref(), prefix), link),
    };
    html! {
        @if let Some(link) = link { a href=(link) { (inner) } } @else { (inner) }
    }
}

fn text_svg(text: &Text, linked: bool) -> Markup {
    let anchor = match text.anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    let weight = (text.weight == Weight::Bold).then_some("bold");
    let decoration = linked.then_some("underline");
    let base = |index: usize| number(text.top + BASELINE + height_of(index));
    // A text element for each line: the space between spans would shift anchored lines.
    html! {
        @for (index, line) in text.lines.iter().enumerate() {
            text x=(number(text.x)) y=(base(index)) text-anchor=[anchor] font-weight=[weight]
                fill=(text.colour) text-decoration=[decoration] { (line) }
        }
    }
}

fn shape_svg(shape: &Shape, paint: Paint, title: Option<&str>, prefix: &str) -> Markup {
    let a = paint.attributes(prefix);
    let (fill, stroke, width, dash) = (a.fill, a.stroke, a.width, a.dash);
    let inner = html! { @if let Some(title) = title { title { (title) } } };
    let path = |d: String| {
        html! { path d=(d) fill=(fill) stroke=[stroke] stroke-width=[width] stroke-dasharray=[dash] { (inner) } }
    };
    match shape {
        Shape::Rect(area) => html! {
            rect x=(number(area.left)) y=(number(area.top))
                width=(number(area.right - area.left)) height=(number(area.bottom - area.top))
                fill=(fill) stroke=[stroke] stroke-width=[width] { (inner) }
        },
        Shape::Circle { x, y, radius } => html! {
            circle cx=(number(*x)) cy=(number(*y)) r=(number(*radius))
                fill=(fill) stroke=[stroke] stroke-width=[width] { (inner) }
        },
        Shape::Line { from, to } => path(through(&[*from, *to])),
        Shape::Polyline(points) => path(through(points)),
        Shape::Ribbon { left, right } => {
            let middle = number(f64::midpoint(left.0, right.0));
            let (x1, top1, bottom1) = (number(left.0), number(left.1), number(left.2));
            let (x2, top2, bottom2) = (number(right.0), number(right.1), number(right.2));
            path(format!(
                "M{x1} {top1}C{middle} {top1} {middle} {top2} {x2} {top2}\
                 V{bottom2}C{middle} {bottom2} {middle} {bottom1} {x1} {bottom1}Z"
            ))
        }
    }
}

fn through(points: &[(f64, f64)]) -> String {
    let corners: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{} {}", number(*x), number(*y)))
        .collect();
    format!("M{}", corners.join("L"))
}

/// A coordinate to a tenth of a unit, without needless zeros: the same on every machine.
pub(crate) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // Negative zero would print as "-0".
    format!("{}", rounded + 0.0)
}
