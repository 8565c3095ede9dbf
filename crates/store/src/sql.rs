//! Small words for statements and rows: a query, its cells by position, and the placeholders of many rows.

use sqlx::{
    Any, AssertSqlSafe, Row, SqlSafeStr,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use crate::{Result, StoreError, dialect::Dialect};

/// The `until_seq` of a fact that is current.
pub(crate) const FOREVER: i64 = i64::MAX;

/// No statement inserts more rows than this.
pub(crate) const ROWS_PER_STATEMENT: usize = 50;

pub(crate) fn sql(statement: impl SqlSafeStr) -> Query<'static, Any, AnyArguments> {
    sqlx::query(statement)
}

/// A statement that was put together from our own fragments; values are always bound.
pub(crate) fn composed(statement: String) -> Query<'static, Any, AnyArguments> {
    sqlx::query(AssertSqlSafe(statement))
}

/// `insert into table (columns) values ($1, $2), ($3, $4)`.
pub(crate) fn insert_many(dialect: Dialect, into: &str, n_columns: usize, n_rows: usize) -> String {
    format!("insert into {into} values {}", values(dialect, 1, n_columns, n_rows))
}

/// `($3, $4), ($5, $6)`. On SQLite the placeholders are question marks: the driver looks up numbered ones in a list, one
/// after the other, which with hundreds of them takes longer than the insert.
pub(crate) fn values(dialect: Dialect, first: usize, n_columns: usize, n_rows: usize) -> String {
    let mut list = String::with_capacity(n_rows * n_columns * 6);
    for row in 0..n_rows {
        list.push_str(if row == 0 { "(" } else { ", (" });
        list.push_str(&dialect.placeholders(first + row * n_columns, n_columns));
        list.push(')');
    }
    list
}

/// `$3, $4, $5`.
pub(crate) fn placeholders(first: usize, n: usize) -> String {
    Dialect::Postgres.placeholders(first, n)
}

/// The cells of a row by position.
pub(crate) trait Cells {
    fn text(&self, at: usize) -> Result<String>;
    fn maybe_text(&self, at: usize) -> Result<Option<String>>;
    fn int(&self, at: usize) -> Result<i64>;
    fn maybe_int(&self, at: usize) -> Result<Option<i64>>;
    fn double(&self, at: usize) -> Result<f64>;
    fn count(&self, at: usize) -> Result<u64>;
    fn small(&self, at: usize) -> Result<u32>;
}

impl Cells for AnyRow {
    fn text(&self, at: usize) -> Result<String> {
        Ok(self.try_get(at)?)
    }

    fn maybe_text(&self, at: usize) -> Result<Option<String>> {
        Ok(self.try_get(at)?)
    }

    fn int(&self, at: usize) -> Result<i64> {
        Ok(self.try_get(at)?)
    }

    fn maybe_int(&self, at: usize) -> Result<Option<i64>> {
        Ok(self.try_get(at)?)
    }

    fn double(&self, at: usize) -> Result<f64> {
        Ok(self.try_get(at)?)
    }

    fn count(&self, at: usize) -> Result<u64> {
        u64::try_from(self.int(at)?).map_err(|_| StoreError::corrupt("count"))
    }

    fn small(&self, at: usize) -> Result<u32> {
        u32::try_from(self.int(at)?).map_err(|_| StoreError::corrupt("number"))
    }
}

/// Counts are far below 2^63; one that is not is kept at the limit.
pub(crate) fn big(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A fresh ULID with the given time.
pub(crate) fn new_id(now: i64) -> String {
    let time = u64::try_from(now).unwrap_or(0);
    ulid::Ulid::from_parts(time, ulid::Ulid::generate().random()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_their_own_placeholders() {
        let of = |dialect| insert_many(dialect, "t (a, b)", 2, 2);
        assert_eq!(of(Dialect::Postgres), "insert into t (a, b) values ($1, $2), ($3, $4)");
        assert_eq!(of(Dialect::Sqlite), "insert into t (a, b) values (?, ?), (?, ?)");
    }

    #[test]
    fn ids_carry_the_given_time() {
        let id = new_id(1_700_000_000_000);
        assert_eq!(ulid::Ulid::from_string(&id).unwrap().timestamp_ms(), 1_700_000_000_000);
        assert_ne!(id, new_id(1_700_000_000_000));
    }
}
