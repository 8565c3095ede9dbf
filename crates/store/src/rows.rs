//! Many rows of one table, collected and inserted a few hundred at a time.

use std::borrow::Cow;

use crate::{
    Result,
    sql::{composed, values},
    writer::Tx,
};

/// Values of one statement, far below what either database takes; few statements are few rounds to the driver.
const VALUES_PER_STATEMENT: usize = 2400;

/// A cell that waits to be bound.
#[derive(Clone, Debug)]
pub(crate) enum Cell<'a> {
    Text(Cow<'a, str>),
    Maybe(Option<&'a str>),
    Int(i64),
    MaybeInt(Option<i64>),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

/// Rows of one table. Columns that all of them share are bound once a statement, or stand in it as they are.
#[derive(Debug)]
pub(crate) struct Batch<'a> {
    table: &'static str,
    /// The names of all columns: shared, differing, fixed.
    columns: String,
    shared: Vec<Cell<'a>>,
    n_columns: usize,
    fixed: String,
    /// What becomes of a row that is there already.
    existing: &'static str,
    cells: Vec<Cell<'a>>,
}

impl<'a> Batch<'a> {
    /// `shared` are the values of the columns that all rows share; `columns` differ from row to row.
    pub fn new(table: &'static str, shared: &[Cell<'a>], of_shared: &str, columns: &str) -> Self {
        let names = if shared.is_empty() { columns.to_owned() } else { format!("{of_shared}, {columns}") };
        let n_columns = columns.matches(',').count() + 1;
        Self {
            table,
            columns: names,
            shared: shared.to_vec(),
            n_columns,
            fixed: String::new(),
            existing: "",
            cells: Vec::new(),
        }
    }

    /// Columns that have these words of SQL in every row.
    pub fn with(mut self, columns: &str, words: &str) -> Self {
        self.columns = format!("{}, {columns}", self.columns);
        self.fixed = format!("{}, {words}", self.fixed);
        self
    }

    /// Passes over rows whose key is there already.
    pub fn unless_there(mut self) -> Self {
        // Without a condition SQLite would read `on` as part of a join.
        self.existing = " where true on conflict do nothing";
        self
    }

    pub fn add<const N: usize>(&mut self, cells: [Cell<'a>; N]) {
        debug_assert_eq!(N, self.n_columns, "{}", self.table);
        self.cells.extend(cells);
    }

    /// Inserts what was collected.
    pub async fn write(&mut self, tx: &mut Tx) -> Result<()> {
        let cells = std::mem::take(&mut self.cells);
        let rows_per_statement = (VALUES_PER_STATEMENT / self.n_columns).max(1);
        let mut cells = cells.into_iter();
        while cells.len() > 0 {
            let n_rows = (cells.len() / self.n_columns).min(rows_per_statement);
            let statement = composed(self.statement(tx, n_rows));
            let bound = self.shared.iter().cloned().chain(cells.by_ref().take(n_rows * self.n_columns));
            let statement = bound.fold(statement, |statement, cell| match cell {
                Cell::Text(text) => statement.bind(text.into_owned()),
                Cell::Maybe(text) => statement.bind(text.map(str::to_owned)),
                Cell::Int(number) => statement.bind(number),
                Cell::MaybeInt(number) => statement.bind(number),
            });
            statement.execute(&mut tx.conn).await?;
        }
        Ok(())
    }

    fn statement(&self, tx: &Tx, n_rows: usize) -> String {
        let Self { table, columns, fixed, existing, n_columns, .. } = self;
        let n_shared = self.shared.len();
        let shared: String = (1..=n_shared).map(|at| format!("{}, ", tx.dialect.placeholder(at))).collect();
        let values = values(tx.dialect, n_shared + 1, *n_columns, n_rows);
        format!("insert into {table} ({columns}) select {shared}v.*{fixed} from (values {values}) v{existing}")
    }
}
