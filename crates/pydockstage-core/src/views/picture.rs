//! The stages as a picture in SVG, for pages and notebooks: the same stages and arrows as in the other graphs.
//!
//! A column holds chains of stages, each of which begins with the one above it; a row lies below all that its stages take
//! from. So the arrows of a chain run straight down. Every other arrow leaves its stage below, runs between two rows to
//! the gap beside its target's column, down that gap, and into the target's side: none crosses a box.

use super::graph::{Edge, edges};
use crate::plan::{From, Plan, Role, Stage};
use std::fmt::Write as _;

const HEIGHT: usize = 48;
const MARGIN: usize = 24;
/// Between two rows, and between two columns, at least.
const GAP: usize = 44;
/// Between two arrows in the same gap.
const LANE: usize = 9;
/// The width of a letter of the font that is asked for; a little more than most fonts need.
const LETTER: usize = 8;

/// Where each stage lies.
struct Places {
    /// The row and the column of each stage, by its place in the plan.
    cells: Vec<(usize, usize)>,
    width: usize,
    /// The left edge of each column.
    lefts: Vec<usize>,
    /// Between two rows.
    gap: usize,
}

/// The graph as a picture in SVG, which needs nothing beside itself.
pub fn svg(plan: &Plan) -> String {
    let edges = edges(plan);
    let places = Places::new(plan, &edges);
    let rows = places.cells.iter().map(|cell| cell.0 + 1).max().unwrap_or(0);
    let width = places.lefts.last().map_or(0, |left| left + places.width) + MARGIN;
    let legend = MARGIN + rows * (HEIGHT + places.gap);
    let (width, height) = (width.max(420), legend + MARGIN);
    // Writing to a string can't fail.
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n\
         <title>The stages of the Dockerfile</title>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#44546a\"/></marker></defs>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#ffffff\"/>\n"
    );
    let mut lanes = Lanes::default();
    for &(from, to, edge) in &edges {
        arrow(&mut text, &places.path(from, to, &mut lanes), edge);
    }
    for (stage, &cell) in plan.stages.iter().zip(&places.cells) {
        let (left, top) = places.corner(cell);
        draw(&mut text, stage, left, top, places.width);
    }
    for (left, edge, words) in
        [(MARGIN, Edge::Base, "begins with"), (MARGIN + 180, Edge::Files, "takes files from")]
    {
        arrow(&mut text, &format!("M{left} {legend}h36"), edge);
        let _ =
            writeln!(text, "<text x=\"{}\" y=\"{}\" fill=\"#44546a\">{words}</text>", left + 46, legend + 4);
    }
    text.push_str("</svg>\n");
    text
}

fn arrow(text: &mut String, path: &str, edge: Edge) {
    let style = if edge == Edge::Base { "" } else { " stroke-dasharray=\"5 4\"" };
    let _ = writeln!(
        text,
        "<path d=\"{path}\" fill=\"none\" stroke=\"#44546a\" stroke-width=\"1.5\"{style} marker-end=\"url(#tip)\"/>"
    );
}

fn draw(text: &mut String, stage: &Stage, left: usize, top: usize, width: usize) {
    let (fill, line) = match stage.role {
        Role::Production => ("#d9f0df", "#2e7d4f"),
        Role::Base | Role::Runtime => ("#e3ecfa", "#3b6fb6"),
        Role::Extra => ("#f3e8fa", "#8250a8"),
        _ => ("#f4f5f7", "#7a8699"),
    };
    let image = match &stage.from {
        From::Image(image) | From::BuildPlatform(image) => Some(image),
        From::Stage(_) => None,
    };
    let (middle, first) = (left + width / 2, top + if image.is_some() { 21 } else { 29 });
    let _ = writeln!(
        text,
        "<g text-anchor=\"middle\"><title>{}</title><rect x=\"{left}\" y=\"{top}\" width=\"{width}\" \
         height=\"{HEIGHT}\" rx=\"6\" fill=\"{fill}\" stroke=\"{line}\"/><text x=\"{middle}\" y=\"{first}\" \
         font-weight=\"600\" fill=\"#1f2933\">{}</text>",
        escaped(&stage.reason.text),
        escaped(stage.name.as_str())
    );
    if let Some(image) = image {
        let _ = writeln!(
            text,
            "<text x=\"{middle}\" y=\"{}\" font-size=\"12\" fill=\"#44546a\">{}</text>",
            top + 38,
            escaped(image)
        );
    }
    text.push_str("</g>\n");
}

/// How many arrows run in each gap already.
#[derive(Default)]
struct Lanes {
    between_rows: Vec<usize>,
    between_columns: Vec<usize>,
}

fn next(lanes: &mut Vec<usize>, gap: usize) -> usize {
    if lanes.len() <= gap {
        lanes.resize(gap + 1, 0);
    }
    lanes[gap] += 1;
    lanes[gap]
}

impl Places {
    fn new(plan: &Plan, edges: &[(usize, usize, Edge)]) -> Self {
        let count = plan.stages.len();
        let mut rows = vec![0; count];
        let mut parents = vec![None; count];
        // Each stage stands behind those that it takes from, so the rows above it are known.
        for &(from, to, edge) in edges {
            rows[to] = rows[to].max(rows[from] + 1);
            if edge == Edge::Base {
                parents[to] = Some(from);
            }
        }
        // A chain goes on with the child from which it goes on for longest.
        let mut below = vec![0_usize; count];
        for stage in (0..count).rev() {
            if let Some(parent) = parents[stage] {
                below[parent] = below[parent].max(below[stage] + 1);
            }
        }
        let mut columns: Vec<Option<usize>> = vec![None; count];
        // The rows that the chains of each column take up. The first column is the first chain's alone.
        let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
        for stage in 0..count {
            if columns[stage].is_some() {
                continue;
            }
            let mut chain = Vec::new();
            let mut link = Some(stage);
            while let Some(at) = link {
                chain.push(at);
                let children =
                    (0..count).filter(|child| parents[*child] == Some(at) && columns[*child].is_none());
                link = children
                    .filter(|child| !chain.contains(child))
                    .min_by_key(|&child| (usize::MAX - below[child], child));
            }
            let (first, last) = (rows[stage], chain.last().map_or(rows[stage], |&at| rows[at]));
            let is_free =
                |chains: &Vec<(usize, usize)>| chains.iter().all(|&(from, to)| last < from || first > to);
            let column = (1..taken.len()).find(|&column| is_free(&taken[column])).unwrap_or(taken.len());
            if column == taken.len() {
                taken.push(Vec::new());
            }
            taken[column].push((first, last));
            for at in chain {
                columns[at] = Some(column);
            }
        }
        let letters = plan.stages.iter().map(|stage| match &stage.from {
            From::Image(image) | From::BuildPlatform(image) => image.chars().count(),
            From::Stage(_) => stage.name.as_str().chars().count(),
        });
        let width = (letters.max().unwrap_or(0) * LETTER + 20).max(130);
        let columns: Vec<usize> = columns.into_iter().map(Option::unwrap_or_default).collect();
        let cells: Vec<(usize, usize)> = rows.into_iter().zip(columns).collect();
        let (mut beside, mut between) = (vec![0; taken.len() + 1], vec![0; count + 1]);
        for &(from, to, _) in edges.iter().filter(|&&(from, to, _)| !is_straight(&cells, from, to)) {
            beside[gap_of(cells[from], cells[to])] += 1;
            between[cells[from].0] += 1;
        }
        let mut lefts = Vec::new();
        let mut left = MARGIN;
        for (column, arrows) in beside.iter().take(taken.len()).enumerate() {
            // Before the first column there is a gap only where arrows run in it.
            left += if column == 0 && *arrows == 0 { 0 } else { GAP.max((arrows + 4) * LANE) };
            lefts.push(left);
            left += width;
        }
        let gap = between.into_iter().max().unwrap_or(0);
        Self { cells, width, lefts, gap: GAP.max((gap + 3) * LANE) }
    }

    fn corner(&self, (row, column): (usize, usize)) -> (usize, usize) {
        (self.lefts[column], MARGIN + row * (HEIGHT + self.gap))
    }

    /// The path of an arrow.
    fn path(&self, from: usize, to: usize, lanes: &mut Lanes) -> String {
        let (start, end) = (self.cells[from], self.cells[to]);
        let ((left, top), (target, below)) = (self.corner(start), self.corner(end));
        let middle = left + self.width / 2;
        if is_straight(&self.cells, from, to) {
            return format!("M{middle} {}V{below}", top + HEIGHT);
        }
        let row = next(&mut lanes.between_rows, start.0);
        let lane = next(&mut lanes.between_columns, gap_of(start, end));
        // Each arrow leaves, turns and arrives a little beside the others.
        let leaves = middle + (row % 8) * LANE;
        let (turns, arrives) = (
            top + HEIGHT + (row + 1) * LANE,
            below + HEIGHT / 2 + (lane % 4) * 8 - if start.1 > end.1 { 12 } else { 16 },
        );
        // Each lane is as far from the column on the right of the gap, whichever way its arrow turns.
        let gap = gap_of(start, end);
        let gap = self.lefts.get(gap).map_or(target + self.width + GAP, |left| left - (lane + 1) * LANE);
        let side = if start.1 > end.1 { target + self.width } else { target };
        format!("M{leaves} {}V{turns}H{gap}V{arrives}H{side}", top + HEIGHT)
    }
}

/// Whether an arrow can run straight down: in one column, with nothing between.
fn is_straight(cells: &[(usize, usize)], from: usize, to: usize) -> bool {
    let (start, end) = (cells[from], cells[to]);
    let between = |cell: &&(usize, usize)| cell.1 == start.1 && start.0 < cell.0 && cell.0 < end.0;
    start.1 == end.1 && start.0 < end.0 && !cells.iter().any(|cell| between(&cell))
}

/// The gap in which an arrow runs down, by the column on its right: it reaches its target from the side it comes from.
fn gap_of(start: (usize, usize), end: (usize, usize)) -> usize {
    if start.1 > end.1 { end.1 + 1 } else { end.1 }
}

/// A text of XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
