/// The shared libraries that a GNU linker script names: `INPUT(libncurses.so.6 -ltinfo)`,
/// `GROUP ( /lib/libm.so.6 AS_NEEDED ( /lib/libmvec.so.1 ) )`. Static ones and keywords are left out.
pub(super) fn libraries(script: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(script);
    let mut bare = String::new();
    // Comments go first: they hold anything.
    for part in text.split("/*") {
        match part.split_once("*/") {
            Some((_, behind)) => bare.push_str(behind),
            None if bare.is_empty() => bare.push_str(part),
            None => {}
        }
    }
    bare.split(|c: char| c.is_whitespace() || "(),;".contains(c))
        .filter(|word| word.contains(".so") || word.starts_with("-l"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_shared_libraries_are_named() {
        let script = b"/* GNU ld script */\nOUTPUT_FORMAT(elf64-x86-64)\nGROUP ( /lib/libm.so.6 /lib/x.a AS_NEEDED ( libv.so.1 ) )";
        assert_eq!(libraries(script), ["/lib/libm.so.6", "libv.so.1"]);
        assert_eq!(libraries(b"INPUT(libncurses.so.6 -ltinfo)"), ["libncurses.so.6", "-ltinfo"]);
    }
}
