//! Opening the store: the database, its schema, and the blobs beside it.

use std::{path::Path, str::FromStr};

use sqlx::{AnyPool, ConnectOptions, any::AnyConnectOptions, pool::PoolOptions};

use crate::{
    Blobs, Result, StoreError,
    dialect::Dialect,
    schema,
    sql::{Cells, sql},
    writer::{self, Tx, Work, Writer},
};

/// Where facts and bytes are kept.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// `sqlite:///path/to/file.db` or `postgres://user:password@host/database`.
    pub database_url: String,
    /// `file:///path/to/folder`, or `s3://bucket/prefix?endpoint=https://…`.
    pub blobs_url: String,
}

/// A handle on facts and bytes. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: Writer,
    pub(crate) readers: AnyPool,
    pub(crate) dialect: Dialect,
    pub(crate) options: AnyConnectOptions,
    blobs: Blobs,
}

impl Store {
    /// Opens both places, creates what is missing and brings the schema up to date.
    pub async fn open(options: OpenOptions) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let dialect = Dialect::of(&options.database_url)?;
        let url = prepared_url(dialect, &options.database_url)?;
        let connect = AnyConnectOptions::from_str(&url)?.disable_statement_logging();
        let mut first = writer::connect(&connect, dialect).await?;
        if let Some(question) = dialect.collation() {
            check_collation(&sql(question).fetch_one(&mut first).await?.text(0)?)?;
        }
        schema::migrate(&mut first, dialect).await?;
        sqlx::Connection::close(first).await?;
        Ok(Self {
            writer: Writer::start(connect.clone(), dialect).await?,
            readers: readers(connect.clone(), dialect),
            dialect,
            options: connect,
            blobs: Blobs::open(&options.blobs_url)?,
        })
    }

    /// Answers when the database can be read and written, and the blob store reached.
    pub async fn ready(&self) -> Result<()> {
        sql("select count(*) from projects").fetch_one(&self.readers).await?;
        self.write(key::other("ready"), (), |tx, ()| {
            Box::pin(async {
                sql("select 1").fetch_one(&mut tx.conn).await?;
                Ok(())
            })
        })
        .await?;
        self.blobs.ready().await
    }

    /// The bytes beside the facts.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Runs the work on the writer, in the order of the key among those that wait with it.
    pub(crate) async fn write<I, T>(
        &self,
        key: String,
        input: I,
        work: for<'a> fn(&'a mut Tx, &'a I) -> Work<'a, T>,
    ) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        self.writer.write(&key, input, work).await
    }
}

/// The order in which operations lock: projects, then jobs, then everything else.
pub(crate) mod key {
    pub fn project(id: &crosscheck_domain::ProjectId) -> String {
        format!("1:{id}")
    }

    pub fn job(id: &crosscheck_domain::JobId) -> String {
        format!("2:{id}")
    }

    pub fn other(what: &str) -> String {
        format!("3:{what}")
    }
}

fn readers(connect: AnyConnectOptions, dialect: Dialect) -> AnyPool {
    PoolOptions::new()
        .max_connections(dialect.readers())
        .test_before_acquire(dialect == Dialect::Postgres)
        .after_connect(move |conn, _| {
            Box::pin(async move { sqlx::raw_sql(dialect.session()).execute(conn).await.map(|_| ()) })
        })
        .connect_lazy_with(connect)
}

/// The URL as the driver wants it; the folder of a SQLite file is made.
fn prepared_url(dialect: Dialect, url: &str) -> Result<String> {
    if dialect == Dialect::Postgres || url.contains('?') {
        return Ok(url.to_owned());
    }
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    if path.is_empty() || path.contains(":memory:") {
        return Err(StoreError::conflict(
            "name a file in the database address, such as sqlite:///var/crosscheck/data.db",
        ));
    }
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(format!("sqlite://{path}?mode=rwc"))
}

/// Keys are compared byte by byte in every list and index, so the database must do the same.
fn check_collation(found: &str) -> Result<()> {
    if matches!(found, "C" | "POSIX" | "C.UTF-8" | "C.utf8" | "ucs_basic") {
        return Ok(());
    }
    Err(StoreError::conflict(format!(
        "the database compares text by {found}; create it with: create database NAME template template0 encoding 'UTF8' lc_collate 'C'"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bytewise_collations_pass() {
        assert!(check_collation("C").is_ok());
        assert!(check_collation("en_US.UTF-8").unwrap_err().to_string().contains("template0"));
    }

    #[test]
    fn a_database_needs_a_file() {
        assert!(prepared_url(Dialect::Sqlite, "sqlite::memory:").is_err());
        assert_eq!(Dialect::of("postgresql://h/d").unwrap(), Dialect::Postgres);
        assert!(Dialect::of("mysql://h/d").is_err());
    }

    #[tokio::test]
    async fn a_panic_ends_one_operation_and_not_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        let database_url = format!("sqlite://{}/crosscheck.db", folder.path().display());
        let blobs_url = format!("file://{}/blobs", folder.path().display());
        let store = Store::open(OpenOptions { database_url, blobs_url }).await.unwrap();
        let broken = || store.write(key::other("broken"), (), |_, ()| Box::pin(async { panic!("a mistake") }));
        let fine = || store.write(key::other("fine"), (), |_, ()| Box::pin(async { Ok(()) }));
        let (one, two, three): (Result<()>, _, _) = tokio::join!(broken(), fine(), fine());
        assert!(one.is_err() && two.is_ok() && three.is_ok());
        store.ready().await.unwrap();
    }
}
