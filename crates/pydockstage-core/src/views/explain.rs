use super::dockerfile::Rendered;
use crate::plan::{From, Plan, Stage, Step};
use std::fmt::Write as _;

/// What an explanation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// All of the plan.
    Everything,
    /// A line of the Dockerfile, counted from 1.
    Line(usize),
    /// A stage, by its name, or a package.
    Name(String),
}

impl About {
    /// A number is a line, anything else a name.
    pub fn of(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Name(text.to_owned()), Self::Line)
    }
}

/// Each stage, step and package with its reason, or those that were asked for; none where nothing fits.
pub fn explain(plan: &Plan, rendered: &Rendered, about: &About) -> Option<String> {
    let mut text = String::new();
    match about {
        About::Everything => {
            for (index, stage) in plan.stages.iter().enumerate() {
                if index > 0 {
                    text.push('\n');
                }
                stage_text(&mut text, stage);
            }
            beside_text(&mut text, plan, |_| true);
        }
        About::Line(line) => {
            let lines = rendered.lines.iter().find(|lines| (lines.first..=lines.last).contains(line))?;
            let stage = plan.stages.get(lines.stage)?;
            heading(&mut text, stage);
            if let Some(step) = lines.step.and_then(|step| stage.steps.get(step)) {
                let written = rendered.text.lines().nth(*line - 1).unwrap_or_default();
                let word = written.trim().trim_end_matches('\\').trim_end();
                match packages(step).find(|package| package.name.as_str() == word) {
                    Some(package) => step_text(&mut text, step, std::iter::once(package)),
                    None => step_text(&mut text, step, packages(step)),
                }
            }
        }
        About::Name(name) => {
            beside_text(&mut text, plan, |file| file == name);
            for stage in &plan.stages {
                if stage.name.as_str() == name {
                    stage_text(&mut text, stage);
                }
                for package in stage.steps.iter().flat_map(packages) {
                    if package.name.as_str() == name {
                        let _ = writeln!(text, "{name} in {}: {}", stage.name, package.reason);
                        for runtime in &package.runtime {
                            let _ = writeln!(text, "    its runtime half: {runtime}");
                        }
                    }
                }
            }
        }
    }
    (!text.is_empty()).then_some(text)
}

/// The files beside the Dockerfile that were asked for.
fn beside_text(text: &mut String, plan: &Plan, is_asked: impl Fn(&str) -> bool) {
    let files = [
        (
            super::BAKE,
            plan.bake.as_ref().map(|bake| {
                let names =
                    bake.targets.iter().map(|target| target.name.as_str()).chain([bake.release.as_str()]);
                (&bake.reason, format!("builds {}", names.collect::<Vec<_>>().join(", ")))
            }),
        ),
        (
            super::COMPOSE,
            plan.compose
                .as_ref()
                .map(|compose| (&compose.reason, format!("runs {} as {}", compose.stage, compose.service))),
        ),
    ];
    for (file, asked) in files {
        let Some((reason, what)) = asked.filter(|_| is_asked(file)) else { continue };
        let gap = if text.is_empty() { "" } else { "\n" };
        let _ = write!(text, "{gap}{file}: {reason}\n  {what}\n");
    }
}

fn packages(step: &Step) -> impl Iterator<Item = &crate::plan::Package> {
    step.action.packages().iter()
}

fn heading(text: &mut String, stage: &Stage) {
    let on = match &stage.from {
        From::Image(image) | From::BuildPlatform(image) => image.as_str(),
        From::Stage(stage) => stage.as_str(),
    };
    // Writing to a string can't fail.
    let _ = writeln!(text, "{} (on {on}): {}", stage.name, stage.reason);
}

fn stage_text(text: &mut String, stage: &Stage) {
    heading(text, stage);
    for step in &stage.steps {
        step_text(text, step, packages(step));
    }
}

fn step_text<'p>(text: &mut String, step: &Step, packages: impl Iterator<Item = &'p crate::plan::Package>) {
    let _ = writeln!(text, "  {}: {}", step.action.summary(), step.reason);
    for package in packages {
        let _ = writeln!(text, "    {}: {}", package.name, package.reason);
    }
    for secret in step.action.secrets() {
        let need = if secret.required { "needs" } else { "takes, if there is need," };
        let _ = writeln!(text, "    {need} {}: {}", secret.option, secret.reason);
    }
}
