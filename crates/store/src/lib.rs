//! Facts, leases and blobs on SQLite or PostgreSQL: the only crate that speaks SQL.
