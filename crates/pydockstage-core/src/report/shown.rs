use super::Message;
use anstyle::{AnsiColor, Style};
use std::fmt;

/// A message with the escape sequences that color it; see [`Message::colored`].
#[derive(Debug, Clone, Copy)]
pub struct Colored<'a>(pub(super) &'a Message);

impl fmt::Display for Colored<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shown(self.0, &Palette::COLORED, f)
    }
}

/// How the parts of a message look. The colors are those that rustc and ruff have accustomed people to.
pub(super) struct Palette {
    /// The word `error` with its code, and the carets.
    error: Style,
    /// What happened.
    what: Style,
    /// The arrow, the gutter and the number in it.
    gutter: Style,
    /// The words `note` and `help`.
    label: Style,
}

impl Palette {
    pub(super) const PLAIN: Self =
        Self { error: Style::new(), what: Style::new(), gutter: Style::new(), label: Style::new() };
    const COLORED: Self = Self {
        error: AnsiColor::Red.on_default().bold(),
        what: Style::new().bold(),
        gutter: AnsiColor::Blue.on_default().bold(),
        label: AnsiColor::Cyan.on_default().bold(),
    };
}

/// Writes the message over several lines, the last without a line break.
pub(super) fn shown(message: &Message, palette: &Palette, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Palette { error, what, gutter, label } = palette;
    write!(f, "{error}error[{}]{error:#}{what}: {}{what:#}", message.code, visible(&message.what))?;
    let mut indent = 2;
    if let Some(place) = &message.place {
        write!(f, "\n  {gutter}-->{gutter:#} {}", visible(&place.to_string()))?;
        if let (Some(line), Some(source)) = (place.line, &place.source) {
            let number = line.to_string();
            let blanks = " ".repeat(number.len());
            indent = number.len() + 1;
            write!(f, "\n{gutter}{blanks} |{gutter:#}\n{gutter}{number} |{gutter:#} {}", visible(source))?;
            if let (Some(column), Some(width)) = (place.column, place.width) {
                let before: String = source.chars().take(column - 1).collect();
                let meant: String = source.chars().skip(column - 1).take(width).collect();
                let blank = " ".repeat(visible(&before).chars().count());
                let carets = "^".repeat(visible(&meant).chars().count().max(1));
                write!(f, "\n{gutter}{blanks} |{gutter:#} {blank}{error}{carets}{error:#}")?;
            }
        }
    }
    let blanks = " ".repeat(indent);
    for (name, texts) in [("note", &message.notes), ("help", &message.help)] {
        for text in texts {
            write!(f, "\n{blanks}{gutter}={gutter:#} {label}{name}{label:#}: ")?;
            for (index, line) in text.split('\n').enumerate() {
                match (index, line) {
                    (0, _) => {}
                    (_, "") => f.write_str("\n")?,
                    _ => write!(f, "\n{blanks}        ")?,
                }
                f.write_str(&visible(line))?;
            }
        }
    }
    Ok(())
}

/// The text with control characters escaped; a tab is one space.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => shown.push(' '),
            control if control.is_control() => shown.extend(control.escape_default()),
            other => shown.push(other),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use crate::report::{Message, Place};

    #[test]
    fn colors_add_nothing_but_themselves_and_each_ends() {
        let message = Message::new("bad-release", "`debian` is \u{1b}no release")
            .at(Place::span("pydockstage.toml", "a = 1\nbase = \"debian\"\n", 13..21))
            .note("given\n\nover lines")
            .help("write base = \"debian:trixie\"");
        let colored = message.colored().to_string();
        insta::assert_snapshot!(colored.replace('\u{1b}', "^"), @r#"
        ^[1m^[31merror[bad-release]^[0m^[1m: `debian` is \u{1b}no release^[0m
          ^[1m^[34m-->^[0m pydockstage.toml:2:8
        ^[1m^[34m  |^[0m
        ^[1m^[34m2 |^[0m base = "debian"
        ^[1m^[34m  |^[0m        ^[1m^[31m^^^^^^^^^[0m
          ^[1m^[34m=^[0m ^[1m^[36mnote^[0m: given

                  over lines
          ^[1m^[34m=^[0m ^[1m^[36mhelp^[0m: write base = "debian:trixie"
        "#);
        let mut plain = String::new();
        for (index, text) in colored.split("\u{1b}[").enumerate() {
            plain.push_str(if index == 0 { text } else { text.split_once('m').unwrap().1 });
        }
        assert_eq!(plain, message.to_string());
        for line in colored.lines().filter(|line| line.contains('\u{1b}')) {
            let last = line.rsplit('\u{1b}').next().unwrap();
            assert!(last.starts_with("[0m"), "{line:?} leaves a color on");
        }
    }
}
