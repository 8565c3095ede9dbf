//! The server as people and programs meet it: over HTTP, with a real database, a fixed clock and every role.

mod app;
mod hostile;
mod routes;
mod story;
mod work;
