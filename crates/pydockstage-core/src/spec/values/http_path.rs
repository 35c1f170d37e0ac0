use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// The path of a URL, with its query: what a healthcheck asks the project for.
///
/// It begins with `/` and has the characters of RFC 3986 that neither a shell nor a Python string reads as anything
/// but themselves, so that it can stand in a probe as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HttpPath(String);

name_type!(HttpPath);

impl FromStr for HttpPath {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("path of a URL", text, reason));
        match text.as_bytes() {
            [] => fault("it is empty"),
            bytes if bytes.len() > 1024 => fault("it is longer than 1024 characters"),
            [b'/', ..] if text.starts_with("//") => fault("it must begin with one /, not two"),
            [b'/', rest @ ..]
                if rest.iter().all(|b| b.is_ascii_alphanumeric() || b"-._~/%:@?=&+,".contains(b)) =>
            {
                Ok(Self(text.to_owned()))
            }
            [b'/', ..] => fault("only letters, digits and - . _ ~ / % : @ ? = & + , may stand in it"),
            _ => fault("it must begin with /"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_and_its_query() {
        for sound in ["/", "/healthz", "/api/v1/health?full=1&x=%20"] {
            assert_eq!(sound.parse::<HttpPath>().unwrap().as_str(), sound);
        }
        for unsound in
            ["", "healthz", "http://localhost/", "//host/x", "/a b", "/a'b", "/$x", "/a#b", "/\u{e9}"]
        {
            assert!(unsound.parse::<HttpPath>().is_err(), "{unsound}");
        }
    }
}
