//! Writing a design as YAML, as short as the defaults allow.

use crate::Design;

impl Design {
    /// The design as YAML that `Design::parse` reads back to an equal design.
    pub fn to_yaml(&self) -> String {
        serde_norway::to_string(self).expect("a design has only string keys, so it is always YAML")
    }
}
