use super::Message;
impl From<&crate::dockerfile::SyntaxError> for Message {
    fn from(error: &crate::dockerfile::SyntaxError) -> Self {
        Self::new("dockerfile-syntax", error.to_string())
    }
}
