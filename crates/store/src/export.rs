//! The stream of an export: items with their annotations, in key pages at a fixed sequence number.

use crosscheck_domain::{ItemId, ItemState, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoredAnnotation, annotations,
    sql::{Cells, composed},
};

/// What to export.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportFilter {
    pub state: Option<ItemState>,
    /// Annotations beyond the overlap too.
    pub include_surplus: bool,
    /// Annotations that were corrected later too.
    pub include_superseded: bool,
}

/// One item, as it stood at the sequence number.
#[derive(Clone, Debug)]
pub struct ExportItem {
    pub id: ItemId,
    pub external_id: String,
    pub revision: u32,
    pub body: String,
    /// By sequence number.
    pub annotations: Vec<StoredAnnotation>,
}

impl Store {
    /// At most `limit` items after `after_item`, ordered by id; fewer only at the end.
    pub async fn export_page(
        &self,
        project: &ProjectId,
        seq: i64,
        filter: &ExportFilter,
        after_item: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<ExportItem>> {
        let mut page = self.export_items(project, seq, filter, after_item, limit).await?;
        if let (Some(first), Some(last)) = (page.first(), page.last()) {
            let range = (first.id.clone(), last.id.clone());
            let rows = self.export_annotations(project, seq, filter, range).await?;
            attach(&mut page, &rows, seq)?;
        }
        Ok(page)
    }
}

impl Store {
    async fn export_items(
        &self,
        project: &ProjectId,
        seq: i64,
        filter: &ExportFilter,
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<ExportItem>> {
        let state = filter.state.map_or("", |_| " and s.state = $5");
        let statement = composed(format!(
            "select i.id, i.external_id, r.revision, r.body
             from items i
             join item_revisions r on r.item = i.id and r.seq <= $2 and r.until_seq > $2
             join standings s on s.item = i.id
             where i.project = $1 and i.id > $3{state} order by i.id limit $4"
        ));
        let mut statement =
            statement.bind(project.as_str()).bind(seq).bind(after.map_or("", ItemId::as_str)).bind(i64::from(limit));
        if let Some(state) = filter.state {
            statement = statement.bind(state.as_str());
        }
        let rows = statement.fetch_all(&self.readers).await?;
        let read = |row: &AnyRow| -> Result<ExportItem> {
            Ok(ExportItem {
                id: ItemId(row.text(0)?),
                external_id: row.text(1)?,
                revision: row.small(2)?,
                body: row.text(3)?,
                annotations: Vec::new(),
            })
        };
        rows.iter().map(read).collect()
    }

    /// The annotations of a range of items, by item and sequence number.
    async fn export_annotations(
        &self,
        project: &ProjectId,
        seq: i64,
        filter: &ExportFilter,
        (first, last): (ItemId, ItemId),
    ) -> Result<Vec<AnyRow>> {
        let surplus = if filter.include_surplus { "" } else { " and n.surplus = 0" };
        let superseded = if filter.include_superseded { "" } else { " and n.until_seq > $2" };
        let statement = composed(format!(
            "select {} from annotations n
             where n.project = $1 and n.seq <= $2 and n.item >= $3 and n.item <= $4{surplus}{superseded}
             order by n.item, n.seq",
            annotations::COLUMNS
        ));
        let bound = statement.bind(project.as_str()).bind(seq).bind(first.as_str()).bind(last.as_str());
        Ok(bound.fetch_all(&self.readers).await?)
    }
}

/// Puts each annotation to its item; both are in the order of items. (With a filter some rows have none.)
fn attach(page: &mut [ExportItem], rows: &[AnyRow], seq: i64) -> Result<()> {
    let mut at = 0;
    for row in rows {
        let annotation = annotations::read(row, seq)?;
        while at < page.len() && page[at].id < annotation.item {
            at += 1;
        }
        match page.get_mut(at) {
            Some(item) if item.id == annotation.item => item.annotations.push(annotation),
            Some(_) => {}
            None => break,
        }
    }
    Ok(())
}
