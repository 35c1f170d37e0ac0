use super::SyntaxError;

/// A list with at least one element, for what can't be empty: the sources of COPY, the pairs of ENV.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NonEmpty<T>(Vec<T>);

impl<T> NonEmpty<T> {
    /// A list of one.
    pub fn one(element: T) -> Self {
        Self(vec![element])
    }

    /// The elements in order; fails where there is none.
    pub fn new(elements: impl IntoIterator<Item = T>) -> Result<Self, SyntaxError> {
        let elements: Vec<T> = elements.into_iter().collect();
        if elements.is_empty() {
            return Err(SyntaxError::new("a list of arguments", "", "it is empty"));
        }
        Ok(Self(elements))
    }

    /// Adds an element at the end.
    pub fn with(mut self, element: T) -> Self {
        self.0.push(element);
        self
    }
}

impl<T> std::ops::Deref for NonEmpty<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a NonEmpty<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> From<T> for NonEmpty<T> {
    fn from(element: T) -> Self {
        Self::one(element)
    }
}
