use super::Message;
impl From<&crate::project::ProjectError> for Message {
    fn from(error: &crate::project::ProjectError) -> Self {
        Self::new("project", error.to_string())
    }
}
impl From<&crate::dockerfile::SyntaxError> for Message {
    fn from(error: &crate::dockerfile::SyntaxError) -> Self {
        Self::new("dockerfile-syntax", error.to_string())
    }
}
