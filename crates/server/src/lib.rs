//! HTTP: routes, sessions, jobs and the embedded web interface.

pub mod wire;
