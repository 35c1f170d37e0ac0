//! The short form of a shared library's owner: most packages are named after the one SONAME they hold.

use std::borrow::Cow;

/// Stem and version of a SONAME: `libz.so.1` is `libz` and `1`, `libtcl8.6.so` is `libtcl8.6` and nothing.
pub fn split(soname: &str) -> Option<(&str, &str)> {
    let (stem, version) = soname.split_once(".so")?;
    match version.strip_prefix('.') {
        Some(version) => Some((stem, version)),
        None => version.is_empty().then_some((stem, "")),
    }
}

/// The name that Debian Policy 8.1 gives the package of a library: `libz` and `1` make `libz1`.
pub fn conventional(stem: &str, version: &str) -> String {
    let stem = stem.to_lowercase().replace('_', "-");
    let hyphen =
        if stem.ends_with(|last: char| last.is_ascii_digit()) && !version.is_empty() { "-" } else { "" };
    format!("{stem}{hyphen}{version}")
}

/// Whether a package that is named after the library may have this name: a quick look before [`conventional`] is made.
pub(super) fn may_name(stem: &str, name: &str) -> bool {
    let plain = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    name.len() >= stem.len() && stem.bytes().map(plain).eq(name.bytes().take(stem.len()))
}

/// The owners as a catalog's text has them: nothing for the conventional name, `t` for that name with the `t64` of
/// Debian's change to 64-bit time, otherwise the names.
pub fn shorten<'o>(stem: &str, version: &str, owners: &'o str) -> &'o str {
    let usual = conventional(stem, version);
    match owners.strip_prefix(usual.as_str()) {
        Some("") => "",
        Some("t64") => "t",
        _ => owners,
    }
}

/// The owners that a catalog's text means.
pub(super) fn lengthen<'o>(stem: &str, version: &str, owners: &'o str) -> Cow<'o, str> {
    match owners {
        "" => Cow::Owned(conventional(stem, version)),
        "t" => Cow::Owned(conventional(stem, version) + "t64"),
        named => Cow::Borrowed(named),
    }
}

/// The SONAME and its owners that a value (`1:zlib1g`) in the line of a stem means.
pub fn join(stem: &str, value: &str) -> (String, String) {
    let (version, owners) = value.split_once(':').unwrap_or(("", value));
    let dot = if version.is_empty() { "" } else { "." };
    (format!("{stem}.so{dot}{version}"), lengthen(stem, version, owners).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_form_means_what_was_shortened() {
        for (soname, owners) in [
            ("libz.so.1", "libz1"),
            ("libxml2.so.2", "libxml2-2t64"),
            ("libz.so.1", "zlib1g"),
            ("libtcl8.6.so", "a,b"),
        ] {
            let (stem, version) = split(soname).unwrap();
            assert_eq!(lengthen(stem, version, shorten(stem, version, owners)), owners);
        }
        assert_eq!(shorten("libcurl", "4", "libcurl4t64"), "t");
        assert_eq!(split("libz.sox"), None);
    }
}
