//! The rules of the domain as a user meets them: one module per rule, one `check` helper each.

mod parse;
