//! Foreign formats in and out; knows no database.
