//! Who wrote the text of an item in another project, and which items such texts became.

use std::collections::{HashMap, HashSet};

use crosscheck_domain::{AnnotatorId, ItemId, ProjectId};

use crate::{
    Result, Store,
    sql::{Cells, composed, placeholders, sql},
    writer::Tx,
};

/// Keys that one statement looks up.
const KEYS: usize = 500;

impl Store {
    /// Who wrote the texts of these items, by id; items whose text nobody wrote here are missing.
    pub async fn authors_of(&self, items: &[ItemId]) -> Result<HashMap<ItemId, Vec<AnnotatorId>>> {
        let mut found: HashMap<ItemId, Vec<AnnotatorId>> = HashMap::new();
        for chunk in items.chunks(KEYS) {
            let statement = composed(format!(
                "select item, person from item_authors where item in ({}) order by item, person",
                placeholders(1, chunk.len())
            ));
            let bound = chunk.iter().fold(statement, |statement, item| statement.bind(item.0.clone()));
            for row in bound.fetch_all(&self.readers).await? {
                found.entry(ItemId(row.text(0)?)).or_default().push(AnnotatorId(row.text(1)?));
            }
        }
        Ok(found)
    }

    /// Which of these external ids the project has.
    pub async fn known_external_ids(&self, project: &ProjectId, ids: &[String]) -> Result<HashSet<String>> {
        let mut found = HashSet::new();
        for chunk in ids.chunks(KEYS) {
            let statement = composed(format!(
                "select external_id from items where project = $1 and external_id in ({})",
                placeholders(2, chunk.len())
            ));
            let statement = statement.bind(project.0.clone());
            let bound = chunk.iter().fold(statement, |statement, id| statement.bind(id.clone()));
            for row in bound.fetch_all(&self.readers).await? {
                found.insert(row.text(0)?);
            }
        }
        Ok(found)
    }
}

/// Whether this person wrote the item's text.
pub(crate) async fn has_written(tx: &mut Tx, item: &ItemId, person: &AnnotatorId) -> Result<bool> {
    let row = sql("select count(*) from item_authors where item = $1 and person = $2")
        .bind(item.as_str())
        .bind(person.as_str())
        .fetch_one(&mut tx.conn)
        .await?;
    Ok(row.int(0)? > 0)
}
