//! The schema: migrations in order, and the tables and columns that a backup walks through.

use sqlx::{
    AnyConnection, AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

use crate::{Result, StoreError, dialect::Dialect};

/// Number, name and text of every migration, oldest first. A published one never changes.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "base", include_str!("../migrations/0001_base.sql")),
    (2, "truth", include_str!("../migrations/0002_truth.sql")),
    (3, "gold", include_str!("../migrations/0003_gold.sql")),
    (4, "review", include_str!("../migrations/0004_review.sql")),
    (5, "consensus", include_str!("../migrations/0005_consensus.sql")),
    (6, "guideline", include_str!("../migrations/0006_guideline.sql")),
    (7, "discuss", include_str!("../migrations/0007_discuss.sql")),
    (8, "rounds", include_str!("../migrations/0008_rounds.sql")),
    (9, "stage", include_str!("../migrations/0009_stage.sql")),
];

/// Brings the schema up to date; several processes may try at once.
pub(crate) async fn migrate(conn: &mut AnyConnection, dialect: Dialect) -> Result<()> {
    let migrations = MIGRATIONS.iter().map(|(version, name, text)| {
        let sql = AssertSqlSafe(dialect.schema(text)).into_sql_str();
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(migrations.collect())
        .run_direct(None, conn, false)
        .await
        .map_err(|error| StoreError::Database(sqlx::Error::Migrate(Box::new(error))))
}

/// The version of the newest migration, which a backup carries.
pub(crate) fn version() -> i64 {
    MIGRATIONS.last().map_or(0, |(version, ..)| *version)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnType {
    Text,
    Bigint,
    Double,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<(String, ColumnType)>,
}

/// Every table, parents before children, as the migrations declare them.
pub(crate) fn tables() -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for line in MIGRATIONS.iter().flat_map(|(_, _, text)| text.lines()) {
        if let Some(name) = line.strip_prefix("create table ") {
            tables.push(Table { name: name.trim_end_matches(" (").to_owned(), columns: Vec::new() });
        } else if let Some((name, added)) =
            line.strip_prefix("alter table ").and_then(|rest| rest.split_once(" add column "))
        {
            let table = tables.iter_mut().find(|table| table.name == name);
            table.expect("a table is there before it is altered").columns.extend(column(added));
        } else if let (Some(column), Some(table)) = (line.strip_prefix("    ").and_then(column), tables.last_mut()) {
            table.columns.push(column);
        }
    }
    tables
}

fn column(line: &str) -> Option<(String, ColumnType)> {
    let (name, rest) = line.split_once(' ')?;
    let column_type = match rest.split([' ', ',']).next()? {
        "text" => ColumnType::Text,
        "bigint" => ColumnType::Bigint,
        "double" => ColumnType::Double,
        _ => return None,
    };
    Some((name.to_owned(), column_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_its_columns() {
        let tables = tables();
        let members = tables.iter().find(|table| table.name == "members").unwrap();
        let names: Vec<&str> = members.columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["project", "user_id", "role", "joined_at"]);
        let standings = tables.iter().find(|table| table.name == "standings").unwrap();
        assert!(standings.columns.contains(&("agreement".to_owned(), ColumnType::Double)));
        assert!(standings.columns.contains(&("settled".to_owned(), ColumnType::Bigint)), "added later");
        let created = MIGRATIONS.iter().map(|(_, _, text)| text.matches("create table").count());
        assert_eq!(tables.len(), created.sum::<usize>());
    }
}
