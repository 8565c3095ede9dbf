//! The one writer of a process: it takes up to 64 waiting operations into one transaction, so that they share a commit.
//!
//! There are no savepoints: if one operation fails, the whole batch rolls back and runs singly. Correctness rests on the
//! locks of the database (see `dialect.rs`), never on there being one writer.

use std::panic::AssertUnwindSafe;

use futures_util::{FutureExt, future::BoxFuture};
use sqlx::{AnyConnection, ConnectOptions, any::AnyConnectOptions};
use tokio::sync::{mpsc, oneshot};

use crate::{
    Result, StoreError,
    dialect::Dialect,
    lock::{self, Held},
};

/// What an operation writes through: the connection, inside a transaction.
pub(crate) struct Tx {
    pub conn: AnyConnection,
    pub dialect: Dialect,
    /// The project whose counters are kept in memory until the commit.
    pub held: Option<Held>,
}

/// An operation's future.
pub(crate) type Work<'a, T> = BoxFuture<'a, Result<T>>;

/// How many operations share one commit.
const BATCH: usize = 64;
/// How often a single operation is tried again after a deadlock or a lost connection.
const ATTEMPTS: usize = 5;

#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Box<dyn Operation>>,
}

/// An operation that waits in the queue. It may run twice: once in a batch that failed, once alone.
trait Operation: Send {
    fn key(&self) -> &str;
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> Work<'a, ()>;
    /// Tells the caller, after the commit or the failure.
    fn answer(self: Box<Self>, outcome: Result<()>);
}

struct Waiting<I, T> {
    key: String,
    input: I,
    work: for<'a> fn(&'a mut Tx, &'a I) -> Work<'a, T>,
    output: Option<T>,
    reply: oneshot::Sender<Result<T>>,
}

impl<I: Send + Sync + 'static, T: Send + 'static> Operation for Waiting<I, T> {
    fn key(&self) -> &str {
        &self.key
    }

    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> Work<'a, ()> {
        Box::pin(async move {
            self.output = Some((self.work)(tx, &self.input).await?);
            Ok(())
        })
    }

    fn answer(self: Box<Self>, outcome: Result<()>) {
        let Self { output, reply, .. } = *self;
        // A caller that has gone away does not wait for the answer; the work is done all the same.
        let _ = reply.send(outcome.and_then(|()| output.ok_or(StoreError::Gone)));
    }
}

impl Writer {
    /// Starts the writer on its own connection; it ends when the last handle is dropped.
    pub async fn start(options: AnyConnectOptions, dialect: Dialect) -> Result<Self> {
        let tx = Tx { conn: connect(&options, dialect).await?, dialect, held: None };
        let (queue, waiting) = mpsc::channel(4 * BATCH);
        tokio::spawn(serve(tx, options, waiting));
        Ok(Self { queue })
    }

    /// Runs the work in a transaction, and answers after the commit. Operations with smaller keys lock first.
    pub async fn write<I, T>(
        &self,
        key: &str,
        input: I,
        work: for<'a> fn(&'a mut Tx, &'a I) -> Work<'a, T>,
    ) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting { key: key.to_owned(), input, work, output: None, reply };
        let stopped = || StoreError::Database(sqlx::Error::WorkerCrashed);
        self.queue.send(Box::new(waiting)).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

/// A connection that has been told the session's settings.
pub(crate) async fn connect(options: &AnyConnectOptions, dialect: Dialect) -> Result<AnyConnection> {
    let mut conn = options.connect().await?;
    sqlx::raw_sql(dialect.session()).execute(&mut conn).await?;
    Ok(conn)
}

async fn serve(mut tx: Tx, options: AnyConnectOptions, mut waiting: mpsc::Receiver<Box<dyn Operation>>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        batch.sort_by(|a, b| a.key().cmp(b.key()));
        if batch.len() > 1 && transaction(&mut tx, &options, &mut batch).await.is_ok() {
            batch.drain(..).for_each(|operation| operation.answer(Ok(())));
            continue;
        }
        for mut operation in batch.drain(..) {
            let outcome = singly(&mut tx, &options, &mut operation).await;
            operation.answer(outcome);
        }
    }
}

/// Runs one operation in its own transaction, again after a failure that may pass.
async fn singly(tx: &mut Tx, options: &AnyConnectOptions, operation: &mut Box<dyn Operation>) -> Result<()> {
    let mut attempt = 1;
    loop {
        let outcome = transaction(tx, options, std::slice::from_mut(operation)).await;
        let Err(StoreError::Database(error)) = &outcome else { return outcome };
        let lost = tx.dialect.is_lost(error);
        if attempt == ATTEMPTS || !(lost || tx.dialect.is_transient(error)) {
            return outcome;
        }
        tracing::debug!(%error, attempt, "trying an operation again");
        attempt += 1;
        if lost {
            tx.conn = connect(options, tx.dialect).await?;
        }
    }
}

async fn transaction(tx: &mut Tx, options: &AnyConnectOptions, operations: &mut [Box<dyn Operation>]) -> Result<()> {
    sqlx::raw_sql(tx.dialect.begin()).execute(&mut tx.conn).await?;
    // A mistake in one operation must not be the end of all writing.
    let outcome = AssertUnwindSafe(run_all(tx, operations)).catch_unwind().await;
    if !matches!(outcome, Ok(Ok(()))) {
        tx.held = None;
        // A connection that is lost cannot roll back; its server does.
        let _ = sqlx::raw_sql("rollback").execute(&mut tx.conn).await;
    }
    match outcome {
        Ok(outcome) => outcome,
        Err(_) => {
            // Where the connection was left is unknown.
            tx.conn = connect(options, tx.dialect).await?;
            Err(StoreError::Database(sqlx::Error::Encode("an operation panicked; see the log".into())))
        }
    }
}

async fn run_all(tx: &mut Tx, operations: &mut [Box<dyn Operation>]) -> Result<()> {
    for operation in operations {
        operation.run(tx).await?;
    }
    lock::settle(tx).await?;
    sqlx::raw_sql("commit").execute(&mut tx.conn).await?;
    Ok(())
}
