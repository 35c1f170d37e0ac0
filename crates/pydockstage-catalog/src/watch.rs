use std::fmt;
use std::sync::Arc;

/// Whoever wants to be told of each step that may take long: a file that is fetched, a package that is opened. By
/// default nobody.
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<Tell>>);

type Tell = dyn Fn(&str) + Send + Sync;

impl Watch {
    /// Tells each step to `tell`: a short text without a line break.
    pub fn new(tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    /// Tells a step, which is only put into words where somebody listens.
    pub fn say(&self, step: impl FnOnce() -> String) {
        if let Some(tell) = &self.0 {
            tell(&step());
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watch(..)" } else { "Watch" })
    }
}
