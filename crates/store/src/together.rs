//! Several writes in one message to the database. None of them may depend on the effects of another, as PostgreSQL runs
//! them as one statement.

use std::borrow::Cow;

use sqlx::{Any, Arguments, AssertSqlSafe, Encode, Type, any::AnyArguments};

use crate::{Result, dialect::Dialect, writer::Tx};

/// Statements that are sent as one, in which `?` stands for the values as they are bound.
#[derive(Default)]
pub(crate) struct Together {
    statements: Vec<Cow<'static, str>>,
    values: AnyArguments,
    refused: Option<sqlx::Error>,
}

impl Together {
    pub fn add(&mut self, statement: impl Into<Cow<'static, str>>) -> &mut Self {
        self.statements.push(statement.into());
        self
    }

    pub fn bind<'a, T: Encode<'a, Any> + Type<Any>>(&mut self, value: T) -> &mut Self {
        if let Err(error) = self.values.add(value) {
            self.refused = Some(sqlx::Error::Encode(error));
        }
        self
    }

    pub async fn execute(self, tx: &mut Tx) -> Result<()> {
        if let Some(error) = self.refused {
            return Err(error.into());
        }
        if self.statements.is_empty() {
            return Ok(());
        }
        let text = match tx.dialect {
            Dialect::Sqlite => self.statements.join("; "),
            Dialect::Postgres => numbered(&as_one(&self.statements)),
        };
        sqlx::query_with(AssertSqlSafe(text), self.values).execute(&mut tx.conn).await?;
        Ok(())
    }
}

/// All but the last as parts of the last.
fn as_one(statements: &[Cow<'static, str>]) -> String {
    let Some((last, first)) = statements.split_last() else { return String::new() };
    let parts: Vec<String> = first.iter().enumerate().map(|(n, part)| format!("w{n} as ({part})")).collect();
    if parts.is_empty() { last.to_string() } else { format!("with {} {last}", parts.join(", ")) }
}

/// `?` as `$1`, `$2` and so on.
fn numbered(statement: &str) -> String {
    let mut text = String::with_capacity(statement.len() * 2);
    for (n, piece) in statement.split('?').enumerate() {
        if n > 0 {
            text.push('$');
            text.push_str(&n.to_string());
        }
        text.push_str(piece);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_gets_one_statement() {
        let statements = ["delete from a where x = ?".into(), "insert into b values (?, ?)".into()];
        assert_eq!(
            numbered(&as_one(&statements)),
            "with w0 as (delete from a where x = $1) insert into b values ($2, $3)"
        );
        assert_eq!(numbered(&as_one(&statements[..1])), "delete from a where x = $1");
    }
}
