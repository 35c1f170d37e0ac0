//! The stages as a graph, for people who look at pictures.

use crate::names::StageName;
use crate::plan::{Action, From, Plan};
use crate::spec::values::StageOrImage;
use std::fmt::Write as _;

/// What a stage takes from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// It begins with all of it.
    Base,
    /// It copies files from it, or mounts them.
    Files,
}

/// Which stage takes what from which, by their places in the plan, each pair once and in the plan's order.
pub(super) fn edges(plan: &Plan) -> Vec<(usize, usize, Edge)> {
    let place = |name: &StageName| plan.stages.iter().position(|stage| stage.name == *name);
    let mut edges = Vec::new();
    for (to, stage) in plan.stages.iter().enumerate() {
        if let From::Stage(name) = &stage.from {
            edges.extend(place(name).map(|from| (from, to, Edge::Base)));
        }
        for step in &stage.steps {
            let own = |place: &StageOrImage| match place {
                StageOrImage::Stage(name) => Some(name.clone()),
                StageOrImage::Image(_) => None,
            };
            let names: Vec<StageName> = match &step.action {
                Action::CopyTree { stage, .. } => vec![stage.clone()],
                Action::InstallScanned { from, .. } => vec![from.clone()],
                Action::ScanLibraries { base, .. } => vec![base.clone()],
                Action::InstallRequirements(install) => vec![install.from.clone()],
                Action::InstallMore(install) => vec![install.from.clone()],
                Action::InstallProject(install) => vec![install.from.clone()],
                Action::OwnCopy(copy) => copy.from.iter().filter_map(own).collect(),
                Action::OwnRun(run) => run.takes().filter_map(own).collect(),
                _ => continue,
            };
            edges.extend(names.iter().filter_map(place).map(|from| (from, to, Edge::Files)));
        }
    }
    edges.sort_by_key(|&(from, to, _)| (to, from));
    edges.dedup_by_key(|&mut (from, to, _)| (from, to));
    edges
}

/// The graph in the language of Mermaid: a solid arrow to a stage that begins with another, a dotted one to a stage
/// that takes files from it.
pub fn mermaid(plan: &Plan) -> String {
    let mut text = String::from("flowchart TD\n");
    for (number, stage) in plan.stages.iter().enumerate() {
        let on = match &stage.from {
            From::Image(image) | From::BuildPlatform(image) => format!("<br>{}", entities(image)),
            From::Stage(_) => String::new(),
        };
        // Writing to a string can't fail.
        let _ = writeln!(text, "    s{number}[\"<b>{}</b>{on}\"]", entities(stage.name.as_str()));
    }
    for (from, to, edge) in edges(plan) {
        let arrow = if edge == Edge::Base { "-->" } else { "-.->" };
        let _ = writeln!(text, "    s{from} {arrow} s{to}");
    }
    text
}

/// The graph in the language of Graphviz, with the same arrows.
pub fn dot(plan: &Plan) -> String {
    let mut text = String::from("digraph stages {\n    node [shape=box];\n");
    for (number, stage) in plan.stages.iter().enumerate() {
        let on = match &stage.from {
            From::Image(image) | From::BuildPlatform(image) => format!("\\n{}", quoted(image)),
            From::Stage(_) => String::new(),
        };
        let _ = writeln!(text, "    s{number} [label=\"{}{on}\"];", quoted(stage.name.as_str()));
    }
    for (from, to, edge) in edges(plan) {
        let style = if edge == Edge::Base { "" } else { " [style=dashed]" };
        let _ = writeln!(text, "    s{from} -> s{to}{style};");
    }
    text.push_str("}\n");
    text
}

/// A text inside the quotes of Mermaid, which has no escapes but entities.
fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A text inside the quotes of Graphviz.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
