//! Everything in which SQLite and PostgreSQL truly differ.
//!
//! Locks, in one place. On SQLite every write transaction begins `immediate`, so there is one writer. On PostgreSQL a
//! transaction that takes a sequence number, changes a standing or writes a lease first locks the project's row in
//! `counters` (`lock_project`, `for update`); only then does it read what it decides by. Operations of one batch run in
//! the order of their keys, projects before jobs before sessions, so two processes lock in the same order.

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use crate::{Result, StoreError};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Which engine the URL means.
    pub fn of(url: &str) -> Result<Self> {
        match url.split(':').next() {
            Some("sqlite") => Ok(Self::Sqlite),
            Some("postgres" | "postgresql") => Ok(Self::Postgres),
            _ => Err(StoreError::Conflict("database address must begin with sqlite: or postgres:".to_owned())),
        }
    }

    /// Said on every new connection.
    pub fn session(self) -> &'static str {
        match self {
            // FULL makes a commit survive power loss, not only the end of the process. The log is copied into the
            // database every 16 MB: pages that chunks of an import change again and again are copied once.
            Self::Sqlite => {
                "pragma busy_timeout = 15000; pragma journal_mode = wal; pragma synchronous = full; \
                 pragma foreign_keys = on; pragma wal_autocheckpoint = 4000; pragma cache_size = -16000; pragma temp_store = memory"
            }
            // Statements are prepared and their plans kept for any limit, so that their costs are overrated: compiling what
            // reads one row took 100 ms.
            Self::Postgres => "set synchronous_commit = on; set timezone = 'UTC'; set jit = off",
        }
    }

    /// The texts of a group, one after the other in any order.
    pub fn joined(self, text: &str) -> String {
        match self {
            Self::Sqlite => format!("group_concat({text}, '')"),
            Self::Postgres => format!("string_agg({text}, '')"),
        }
    }

    /// Begins a transaction that will write.
    pub fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "begin immediate",
            Self::Postgres => "begin",
        }
    }

    /// Begins a transaction that reads one state of everything.
    pub fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "begin",
            Self::Postgres => "begin isolation level repeatable read read only",
        }
    }

    /// The statement, waiting for and locking the rows of `table` that it reads.
    pub fn locking(self, statement: &'static str, table: &'static str) -> SqlStr {
        match self {
            Self::Sqlite => statement.into_sql_str(),
            Self::Postgres => AssertSqlSafe(format!("{statement} for update of {table}")).into_sql_str(),
        }
    }

    /// The statement, locking the rows that it reads and passing over those that another process has locked.
    pub fn skipping_locked(self, statement: &'static str) -> SqlStr {
        match self {
            Self::Sqlite => statement.into_sql_str(),
            Self::Postgres => AssertSqlSafe(format!("{statement} for update skip locked")).into_sql_str(),
        }
    }

    /// The placeholder of an argument; in one statement they come in the order of the arguments.
    pub fn placeholder(self, number: usize) -> String {
        match self {
            Self::Sqlite => "?".to_owned(),
            Self::Postgres => format!("${number}"),
        }
    }

    /// `$3, $4, $5`.
    pub fn placeholders(self, first: usize, n: usize) -> String {
        (first..first + n).map(|number| self.placeholder(number)).collect::<Vec<_>>().join(", ")
    }

    /// The schema in this engine's words.
    pub fn schema(self, migration: &str) -> String {
        match self {
            Self::Sqlite => migration.replace("/*clustered*/", "without rowid"),
            Self::Postgres => migration.replace(" /*clustered*/", ""),
        }
    }

    /// Asks for the collation by which texts are compared; it must be one of `C`, where the engine has several.
    pub fn collation(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => {
                Some("select datcollate::text from pg_catalog.pg_database where datname = current_database()")
            }
        }
    }

    /// How many connections read beside the one that writes.
    pub fn readers(self) -> u32 {
        match self {
            Self::Sqlite => 4,
            Self::Postgres => 8,
        }
    }

    /// True for an error after which the same transaction may well succeed: a deadlock, a busy file.
    pub fn is_transient(self, error: &sqlx::Error) -> bool {
        let code = error.as_database_error().and_then(|error| error.code());
        match (self, code.as_deref()) {
            (Self::Sqlite, Some(code)) => matches!(code, "5" | "6" | "261" | "517"),
            (Self::Postgres, Some(code)) => matches!(code, "40001" | "40P01" | "55P03"),
            (_, None) => false,
        }
    }

    /// True when the connection is gone: the server was restarted, the network was cut.
    pub fn is_lost(self, error: &sqlx::Error) -> bool {
        match error.as_database_error().and_then(|error| error.code()) {
            Some(code) => self == Self::Postgres && (code.starts_with("57P0") || code.starts_with("08")),
            None => matches!(error, sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed),
        }
    }
}
