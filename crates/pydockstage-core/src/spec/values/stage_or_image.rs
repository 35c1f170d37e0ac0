use super::{ImageReference, fault};
use crate::names::{NameError, StageName};
use std::fmt;
use std::str::FromStr;

/// Where a stage begins, or what files are taken from: another stage, or an image.
///
/// An image has a tag or a digest, by which the two are told apart; `scratch`, the empty image, has neither.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StageOrImage {
    /// A stage of the file.
    Stage(StageName),
    /// An image.
    Image(ImageReference),
}

impl StageOrImage {
    /// Its name.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Stage(stage) => stage.as_str(),
            Self::Image(image) => image.as_str(),
        }
    }
}

impl fmt::Display for StageOrImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for StageOrImage {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for StageOrImage {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl FromStr for StageOrImage {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let last = text.rsplit('/').next().unwrap_or(text);
        if text == "scratch" || last.contains([':', '@']) {
            return text.parse().map(Self::Image);
        }
        text.parse().map(Self::Stage).map_err(|_| {
            fault(
                "stage or image",
                text,
                "it is neither the name of a stage nor an image with a tag, as node:22-slim",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_or_a_digest_tells_an_image() {
        let digest = format!("node@sha256:{}", "0".repeat(64));
        for image in ["node:22-slim", "localhost:5000/x:1", "scratch", &digest] {
            assert!(matches!(image.parse(), Ok(StageOrImage::Image(_))), "{image}");
        }
        assert!(matches!("assets".parse(), Ok(StageOrImage::Stage(_))));
        for unsound in ["", "node 22", "Node", "ghcr.io/x/y", "node: 22", "a b:1", "x\ny", "x:"] {
            assert!(unsound.parse::<StageOrImage>().is_err(), "{unsound}");
        }
    }
}
