//! Secrets, and the user.

use super::Subject;
use crate::dockerfile::{Instruction, Key, Word};
use crate::lint::Finding;
use crate::lint::file::literal;
use crate::lint::image::ImageName;
use crate::lint::problem::Problem;
use crate::project::{mask, written_secret};

pub(in crate::lint) fn secrets(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for step in subject.file.stages.iter().flat_map(|stage| &stage.steps) {
        let mut push = |name: String| {
            let problem = Problem::SecretInImage { name, keyword: step.instruction.keyword() };
            found.push(Finding::new(problem, step.span.clone()));
        };
        match step.instruction {
            Instruction::Arg(arg) => {
                for argument in &arg.0 {
                    if let Some(name) = secret(&argument.key, argument.default.as_ref()) {
                        push(name);
                    }
                }
            }
            Instruction::Env(env) => {
                for pair in &env.0 {
                    if let Some(name) = secret(&pair.key, Some(&pair.value)) {
                        push(name);
                    }
                }
            }
            Instruction::Run(_) => {
                let words = step.commands.iter().flat_map(|command| &command.words);
                for word in words.filter(|word| !word.expands && written_secret(&word.text).is_some()) {
                    let problem = Problem::SecretInImage { name: mask(&word.text), keyword: "RUN" };
                    found.push(Finding::new(problem, word.span.clone()));
                }
            }
            _ => {}
        }
    }
}

/// The name of a variable that holds a secret.
fn secret(key: &Key, value: Option<&Word>) -> Option<String> {
    let name = key.as_word().as_literal()?;
    let value = value.and_then(literal).unwrap_or_default();
    let is_path = value.starts_with('/');
    let words: Vec<String> = name.split('_').map(str::to_ascii_lowercase).collect();
    let has = |word: &str| words.iter().any(|own| own == word);
    let named = has("password")
        || has("passwd")
        || has("secret")
        || has("token")
        || has("credentials")
        || has("apikey")
        || has("key") && (has("api") || has("access") || has("private") || has("secret"));
    // `TOKEN_FILE=/run/secrets/token` names a place, which is how it should be.
    let harmless = is_path || has("file") || has("path") || has("url") || has("length") || has("public");
    (named && !harmless || written_secret(&value).is_some()).then(|| name.to_owned())
}

pub(in crate::lint) fn root(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let file = subject.file;
    let Some(last) = file.last() else { return };
    let users = file.shipped().filter_map(|step| match step.instruction {
        Instruction::User(user) => Some((literal(user.word()), step.span.clone())),
        _ => None,
    });
    let span = match users.last() {
        Some((Some(user), span)) if matches!(user.split(':').next(), Some("root" | "0")) => span,
        Some(_) => return,
        None => {
            // A base of an unknown name may set a user itself; Python's and the distributions' are known not to.
            let image = file.image(last).map(ImageName::new);
            let known = image.is_some_and(|image| {
                matches!(image.repository, "python" | "debian" | "ubuntu" | "alpine" | "fedora" | "uv")
                    || image.repository.starts_with("centos")
            });
            if !known {
                return;
            }
            file.stages[last].span.clone()
        }
    };
    found.push(Finding::new(Problem::RunsAsRoot, span));
}
