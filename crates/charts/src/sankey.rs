//! How people moved between ordered levels: before on the left, after on the right.

use crate::drawing::{Anchor, Area, Drawing, Shape, Text, Width, height_of};
use crate::figure::{Caption, Chart, Table, TableRow, render_as_figure};
use crate::paint::{DOWN, Paint, SAME, WHITE};
use crate::parts::{Sign, legend};
use crate::text::{self, LINE, Weight};
use crate::value::{Certainty, Measure, positive};

/// Flows between the same ordered levels at two times. The first level is the highest and
/// stands at the top. A node is as tall as the flows that meet it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sankey {
    /// Names of the chart.
    pub caption: Caption,
    /// Heading of the left side, such as "At referral".
    pub before_name: String,
    /// Heading of the right side, such as "At closure".
    pub after_name: String,
    /// What is counted, such as "Children"; heads the table's last column.
    pub value_name: String,
    /// The legend; an empty name leaves its entry out.
    pub directions: Directions,
    /// The levels, highest first.
    pub levels: Vec<SankeyLevel>,
    /// The flows.
    pub flows: Vec<Flow>,
}

/// What the directions are called, best with their figures: `Stepped down: 26 of 57 (46%)`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Directions {
    /// To a lower level.
    pub down: String,
    /// No change.
    pub same: String,
    /// To a higher level.
    pub up: String,
    /// Not known at one end or both.
    pub unknown: String,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SankeyLevel {
    /// Its name.
    pub name: String,
    /// The figure at the left.
    pub before: String,
    /// The figure at the right.
    pub after: String,
    /// Whether this is the unknown, drawn hatched and outside the order.
    pub certainty: Certainty,
}

/// People who went from one level to another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flow {
    /// Index of the level before.
    pub from: usize,
    /// Index of the level after.
    pub to: usize,
    /// How many; the flow is as thick.
    pub count: Measure,
    /// Where the flow leads, usually to its rows.
    pub link: Option<String>,
}

render_as_figure!(Sankey);

const HEIGHT: f64 = 400.0;
const GAP: f64 = 14.0;
const NODE: f64 = 12.0;
const LABEL_GAP: f64 = 8.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// A node in its place.
#[derive(Debug, Clone)]
struct Node {
    level: usize,
    top: f64,
    height: f64,
    label: Vec<String>,
}

/// A flow in its place.
#[derive(Debug, Clone)]
struct Band<'a> {
    flow: &'a Flow,
    paint: Paint,
    left: (f64, f64, f64),
    right: (f64, f64, f64),
}

impl Flow {
    fn level(&self, side: Side) -> usize {
        match side {
            Side::Before => self.from,
            Side::After => self.to,
        }
    }
}

impl Sankey {
    fn flows(&self) -> impl Iterator<Item = &Flow> {
        self.flows.iter().filter(|flow| {
            flow.from < self.levels.len()
                && flow.to < self.levels.len()
                && positive(flow.count.value) > 0.0
        })
    }

    fn total(&self) -> f64 {
        self.flows().map(|flow| positive(flow.count.value)).sum()
    }

    fn paint(&self, flow: &Flow) -> Paint {
        let unknown = |index: usize| self.levels[index].certainty == Certainty::Unknown;
        if unknown(flow.from) || unknown(flow.to) {
            return Paint::Unknown;
        }
        match flow.to.cmp(&flow.from) {
            std::cmp::Ordering::Greater => Paint::Down,
            std::cmp::Ordering::Equal => Paint::Same,
            std::cmp::Ordering::Less => Paint::Up,
        }
    }

    /// The nodes of one side from the top, each with room for its label.
    fn nodes(&self, side: Side, scale: f64, label_width: f64) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (level, about) in self.levels.iter().enumerate() {
            let flows = self.flows().filter(|flow| flow.level(side) == level);
            let value: f64 = flows.map(|flow| positive(flow.count.value)).sum();
            if value <= 0.0 {
                continue;
            }
            let figure = match side {
                Side::Before => &about.before,
                Side::After => &about.after,
            };
            let mut label = text::wrap(&about.name, label_width, Weight::Regular);
            label.extend(text::wrap(figure, label_width, Weight::Regular));
            nodes.push(Node {
                level,
                top: 0.0,
                height: value * scale,
                label,
            });
        }
        nodes
    }

    /// The flows between placed nodes. At each node they lie in the order of the levels at
    /// the other side, so that they cross as little as can be.
    fn bands(&self, before: &[Node], after: &[Node], scale: f64, x: (f64, f64)) -> Vec<Band<'_>> {
        let mut flows: Vec<&Flow> = self.flows().collect();
        flows.sort_by_key(|flow| (flow.from, flow.to));
        let top = |nodes: &[Node], level| {
            nodes
                .iter()
                .find(|node| node.level == level)
                .map_or(0.0, |node| node.top)
        };
        let mut free: [Vec<f64>; 2] = [before, after].map(|nodes| {
            (0..self.levels.len())
                .map(|level| top(nodes, level))
                .collect()
        });
        let place = |flow: &'_ Flow, free: &mut [Vec<f64>; 2]| {
            let height = positive(flow.count.value) * scale;
            let mut take = |side: usize, level: usize| {
                let top = free[side][level];
                free[side][level] += height;
                (top, top + height)
            };
            (take(0, flow.from), take(1, flow.to))
        };
        flows
            .into_iter()
            .map(|flow| {
                let (left, right) = place(flow, &mut free);
                Band {
                    flow,
                    paint: self.paint(flow),
                    left: (x.0, left.0, left.1),
                    right: (x.1, right.0, right.1),
                }
            })
            .collect()
    }
}

#[cfg(test)]
impl Sankey {
    /// For every node its height and the sum of the flows that meet it.
    pub(crate) fn heights(&self) -> Vec<(f64, f64)> {
        let scale = HEIGHT / self.total();
        let [before, after] =
            [Side::Before, Side::After].map(|side| self.nodes(side, scale, 100.0));
        let bands = self.bands(&before, &after, scale, (0.0, 100.0));
        let meeting = |side: Side, node: &Node| -> f64 {
            let mine = bands
                .iter()
                .filter(|band| band.flow.level(side) == node.level);
            mine.map(|band| match side {
                Side::Before => band.left.2 - band.left.1,
                Side::After => band.right.2 - band.right.1,
            })
            .sum()
        };
        let left = before
            .iter()
            .map(|node| (node.height, meeting(Side::Before, node)));
        let right = after
            .iter()
            .map(|node| (node.height, meeting(Side::After, node)));
        left.chain(right).collect()
    }
}

/// The height a side needs: a slot for each node and its label, and the gaps.
fn needed(nodes: &[Node]) -> f64 {
    let slots: f64 = nodes.iter().map(slot).sum();
    slots + GAP * nodes.len().saturating_sub(1) as f64
}

fn slot(node: &Node) -> f64 {
    node.height.max(height_of(node.label.len()))
}

/// Spreads nodes from `top` over `height`, each in a slot that holds its label.
fn spread(nodes: &mut [Node], top: f64, height: f64) {
    let spare = height - needed(nodes);
    let gaps = nodes.len().saturating_sub(1);
    let (lead, extra) = if gaps == 0 {
        (spare / 2.0, 0.0)
    } else {
        (0.0, spare / gaps as f64)
    };
    let mut y = top + lead;
    for node in nodes {
        let slot = slot(node);
        node.top = y + (slot - node.height) / 2.0;
        y += slot + GAP + extra;
    }
}

impl Band<'_> {
    /// The middle line of the flow at a share of the way across: the same S as is drawn.
    fn middle(&self, share: f64) -> (f64, f64) {
        let from = f64::midpoint(self.left.1, self.left.2);
        let to = f64::midpoint(self.right.1, self.right.2);
        let (t, u) = (share, 1.0 - share);
        let bend = f64::midpoint(self.left.0, self.right.0);
        let x = u.powi(3) * self.left.0 + 3.0 * u * t * bend + t.powi(3) * self.right.0;
        let y = (u.powi(3) + 3.0 * u * u * t) * from + (3.0 * u * t * t + t.powi(3)) * to;
        (x, y)
    }

    fn thickness(&self) -> f64 {
        self.left.2 - self.left.1
    }

    /// Where this flow's figure can stand without touching another.
    fn place_figure(&self, taken: &[Area]) -> Option<(f64, f64)> {
        let width = text::width(&self.flow.count.text, Weight::Regular) + 8.0;
        let height = LINE;
        [0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.88]
            .into_iter()
            .map(|share| self.middle(share))
            .find(|(x, y)| {
                let area = Area {
                    left: x - width / 2.0,
                    top: y - height / 2.0,
                    right: x + width / 2.0,
                    bottom: y + height / 2.0,
                };
                area.left > self.left.0 + 2.0
                    && area.right < self.right.0 - 2.0
                    && !taken.iter().any(|other| other.overlaps(&area))
            })
    }
}

impl Chart for Sankey {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn is_empty(&self) -> bool {
        self.flows().next().is_none()
    }

    fn draw(&self, width: Width) -> Drawing {
        let mut drawing = Drawing::new(width);
        let names = &self.directions;
        legend(
            &mut drawing,
            &[
                (Sign::Box(Paint::Down), names.down.clone()),
                (Sign::Box(Paint::Same), names.same.clone()),
                (Sign::Box(Paint::Up), names.up.clone()),
                (Sign::Box(Paint::Unknown), names.unknown.clone()),
            ],
        );
        let scale = HEIGHT / self.total();
        let widest = self
            .levels
            .iter()
            .flat_map(|level| [&level.name, &level.before, &level.after])
            .map(|words| text::width(words, Weight::Regular))
            .fold(0.0, f64::max);
        let label_width = widest.min(drawing.width * 0.28);
        let mut before = self.nodes(Side::Before, scale, label_width);
        let mut after = self.nodes(Side::After, scale, label_width);
        let half = drawing.width / 2.0 - 8.0;
        let heads = [
            (
                Anchor::Start,
                0.0,
                text::wrap(&self.before_name, half, Weight::Bold),
            ),
            (
                Anchor::End,
                drawing.width,
                text::wrap(&self.after_name, half, Weight::Bold),
            ),
        ];
        let head_lines = heads
            .iter()
            .map(|(_, _, lines)| lines.len())
            .max()
            .unwrap_or(0);
        for (anchor, x, lines) in heads {
            drawing.text(Text::new(x, drawing.height, lines).anchor(anchor).bold());
        }
        let top = drawing.height + height_of(head_lines) + 8.0;
        let height = needed(&before).max(needed(&after));
        spread(&mut before, top, height);
        spread(&mut after, top, height);
        // A figure on the lowest flow may reach half a line below it.
        drawing.height = top + height + LINE / 2.0;

        let left = label_width + LABEL_GAP;
        let right = drawing.width - label_width - LABEL_GAP - NODE;
        let bands = self.bands(&before, &after, scale, (left + NODE, right));
        let mut by_layer: Vec<&Band> = bands.iter().collect();
        by_layer.sort_by_key(|band| layer(band.paint));
        for band in by_layer {
            let flow = band.flow;
            let names = [flow.from, flow.to].map(|index| self.levels[index].name.as_str());
            drawing.linked_shape(
                Shape::Ribbon {
                    left: band.left,
                    right: band.right,
                },
                band.paint,
                Some(format!("{} → {}: {}", names[0], names[1], flow.count.text)),
                flow.link.clone(),
            );
        }
        for (nodes, x, label_x, anchor) in [
            (&before, left, left - LABEL_GAP, Anchor::End),
            (&after, right, right + NODE + LABEL_GAP, Anchor::Start),
        ] {
            for node in nodes {
                let paint = match self.levels[node.level].certainty {
                    Certainty::Known => Paint::Total,
                    Certainty::Unknown => Paint::Unknown,
                };
                drawing.rect(x, node.top, NODE, node.height, paint);
                let label_top = node.top + (node.height - height_of(node.label.len())) / 2.0;
                drawing.text(Text::new(label_x, label_top, node.label.clone()).anchor(anchor));
            }
        }
        write_figures(&mut drawing, &bands);
        drawing
    }

    fn table(&self) -> Table {
        let rows = self.flows().map(|flow| TableRow {
            head: self.levels[flow.from].name.clone(),
            link: flow.link.clone(),
            cells: vec![self.levels[flow.to].name.clone(), flow.count.text.clone()],
        });
        Table {
            head: vec![
                self.before_name.clone(),
                self.after_name.clone(),
                self.value_name.clone(),
            ],
            rows: rows.collect(),
        }
    }
}

/// Those who stayed lie at the back, those who moved are drawn over them.
fn layer(paint: Paint) -> u8 {
    match paint {
        Paint::Same => 0,
        Paint::Unknown => 1,
        Paint::Down => 2,
        _ => 3,
    }
}

/// Writes the figures on the flows, the thickest first; each lies on a plate, in the colour
/// of a flow thick enough to hold it. One without room is still in the table.
fn write_figures(drawing: &mut Drawing, bands: &[Band]) {
    let mut order: Vec<&Band> = bands.iter().collect();
    order.sort_by(|a, b| b.thickness().total_cmp(&a.thickness()));
    let mut taken: Vec<Area> = Vec::new();
    for band in order {
        let Some((x, y)) = band.place_figure(&taken) else {
            continue;
        };
        let words = &band.flow.count.text;
        let plate = text::width(words, Weight::Regular) + 8.0;
        let area = Area {
            left: x - plate / 2.0,
            top: y - LINE / 2.0,
            right: x + plate / 2.0,
            bottom: y + LINE / 2.0,
        };
        taken.push(area);
        let colour = match band.paint {
            _ if band.thickness() < LINE + 2.0 => WHITE,
            Paint::Down => DOWN,
            Paint::Same => SAME,
            _ => WHITE,
        };
        drawing.rect(
            area.left,
            area.top + 1.0,
            plate,
            LINE - 2.0,
            Paint::Plate(colour),
        );
        drawing.text(Text::centred(x, y, words).anchor(Anchor::Middle));
    }
}
