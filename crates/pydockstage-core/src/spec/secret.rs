/// Words that name a secret: the ones that BuildKit's check `SecretsUsedInArgOrEnv` goes by.
const SECRET: [&str; 10] =
    ["apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token"];

/// Words beside which it is none: `PUBLIC_KEY`, `SECRET_FILE`.
const OPEN: [&str; 3] = ["public", "file", "version"];

/// Whether a variable of this name is likely to hold a secret. One that does must not be in an image, where everyone
/// who has the image can read it.
pub fn is_secret_name(name: &str) -> bool {
    let has =
        |words: &[&str]| name.split('_').any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)));
    has(&SECRET) && !has(&OPEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_count() {
        for secret in ["API_KEY", "TOKEN", "github_token", "DB_PASSWORD_2", "_SECRET_"] {
            assert!(is_secret_name(secret), "{secret}");
        }
        for open in
            ["KEYBOARD", "TOKENS", "MONKEY", "PUBLIC_KEY", "SECRET_FILE", "AUTH_VERSION", "", "AUTHOR"]
        {
            assert!(!is_secret_name(open), "{open}");
        }
    }
}
