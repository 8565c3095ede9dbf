//! Who was shown what others had said of an item: what such a person submits afterwards is no independent answer.

use std::collections::HashSet;

use crosscheck_domain::{AnnotatorId, ItemId, ProjectId};

use crate::{
    Result, Store,
    sql::{Cells, sql},
    store::key,
};

impl Store {
    /// Notes that this person was shown what others had said of these items. The first time stands.
    pub async fn mark_seen(&self, project: &ProjectId, items: &[ItemId], person: &AnnotatorId, now: i64) -> Result<()> {
        // Most looks are not the first, and a read costs nobody a wait.
        let known = self.seen_items(project, person).await?;
        let new: Vec<ItemId> = items.iter().filter(|item| !known.contains(item)).cloned().collect();
        if new.is_empty() {
            return Ok(());
        }
        let input = (project.clone(), new, person.clone(), now);
        self.write(key::project(project), input, |tx, (project, items, person, now)| {
            Box::pin(async move {
                for item in items.iter() {
                    sql("insert into seen_items (item, person, project, seen_at) values ($1, $2, $3, $4)
                         on conflict (item, person) do nothing")
                    .bind(item.as_str())
                    .bind(person.as_str())
                    .bind(project.as_str())
                    .bind(*now)
                    .execute(&mut tx.conn)
                    .await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Every item of the project of which this person was shown what others had said.
    pub async fn seen_items(&self, project: &ProjectId, person: &AnnotatorId) -> Result<HashSet<ItemId>> {
        let rows = sql("select item from seen_items where person = $1 and project = $2")
            .bind(person.as_str())
            .bind(project.as_str())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|row| Ok(ItemId(row.text(0)?))).collect()
    }

    pub async fn has_seen(&self, item: &ItemId, person: &AnnotatorId) -> Result<bool> {
        let row = sql("select count(*) from seen_items where item = $1 and person = $2")
            .bind(item.as_str())
            .bind(person.as_str())
            .fetch_one(&self.readers)
            .await?;
        Ok(row.int(0)? > 0)
    }
}
