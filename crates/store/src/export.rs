//! The stream of an export: items with their annotations, in key pages at a fixed sequence number.

use std::collections::{BTreeMap, HashMap};

use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, ItemState, Policy, ProjectId, Rating};

use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoredAnnotation, StoredTruth, User, annotations,
    sql::{Cells, composed, sql},
    users,
};

/// What to export.
#[derive(Clone, Debug, Default)]
pub struct ExportFilter {
    /// Only items in this state, as the facts up to the sequence number make it under this policy. (What the standing
    /// says today would not give the same export tomorrow.)
    pub state: Option<(ItemState, Policy)>,
    /// Annotations beyond the overlap too.
    pub include_surplus: bool,
    /// Annotations that were corrected later too.
    pub include_superseded: bool,
    /// The ratings of each annotation too.
    pub with_ratings: bool,
}

/// One item, as it stood at the sequence number.
#[derive(Clone, Debug)]
pub struct ExportItem {
    pub id: ItemId,
    pub external_id: String,
    pub revision: u32,
    pub body: String,
    /// Revision → body of each that shows something else and that one of the annotations was made on.
    pub older: BTreeMap<u32, String>,
    /// By sequence number.
    pub annotations: Vec<StoredAnnotation>,
    /// Those of each annotation by field and unit, where they were asked for.
    pub ratings: HashMap<AnnotationId, Vec<Rating>>,
    /// Everything that was signed of it, oldest first.
    pub truths: Vec<StoredTruth>,
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
        let page = match &filter.state {
            None => self.export_items(project, seq, after_item, limit).await?,
            Some(state) => self.export_items_in(project, seq, state, after_item, limit).await?,
        };
        self.with_annotations(project, seq, filter, page).await
    }

    /// One item as a page would have it; nothing where it was not there yet. A state in the filter does not count.
    pub async fn export_item(
        &self,
        project: &ProjectId,
        seq: i64,
        filter: &ExportFilter,
        item: &ItemId,
    ) -> Result<Option<ExportItem>> {
        let rows = sql("select i.id, i.external_id, r.revision, r.body
             from items i
             join item_revisions r on r.item = i.id and r.seq <= $2 and r.until_seq > $2
             where i.project = $1 and i.id = $3")
        .bind(project.as_str())
        .bind(seq)
        .bind(item.as_str())
        .fetch_all(&self.readers)
        .await?;
        let page = rows.iter().map(read_item).collect::<Result<Vec<_>>>()?;
        Ok(self.with_annotations(project, seq, filter, page).await?.pop())
    }

    async fn with_annotations(
        &self,
        project: &ProjectId,
        seq: i64,
        filter: &ExportFilter,
        mut page: Vec<ExportItem>,
    ) -> Result<Vec<ExportItem>> {
        if let (Some(first), Some(last)) = (page.first(), page.last()) {
            let range = (first.id.clone(), last.id.clone());
            let rows = self.export_annotations(project, seq, filter, &range).await?;
            attach(&mut page, &rows, seq)?;
            self.attach_older(project, seq, &mut page, &range).await?;
            self.attach_truths(project, seq, &mut page, &range).await?;
            if filter.with_ratings {
                self.attach_ratings(project, seq, &mut page, &range).await?;
            }
        }
        Ok(page)
    }
}

impl Store {
    /// Items in one state: pages of all items, until enough of them are in it.
    async fn export_items_in(
        &self,
        project: &ProjectId,
        seq: i64,
        (state, policy): &(ItemState, Policy),
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<ExportItem>> {
        let (mut found, mut after) = (Vec::new(), after.cloned());
        loop {
            let page = self.export_items(project, seq, after.as_ref(), limit).await?;
            let (Some(first), Some(last)) = (page.first(), page.last()) else { return Ok(found) };
            let range = (first.id.clone(), last.id.clone());
            after = Some(last.id.clone());
            let ended = page.len() < limit as usize;
            let states = self.states_at(project, seq, policy, &range).await?;
            found.extend(page.into_iter().filter(|item| states.of(&item.id) == *state));
            if ended || found.len() >= limit as usize {
                found.truncate(limit as usize);
                return Ok(found);
            }
        }
    }

    async fn export_items(
        &self,
        project: &ProjectId,
        seq: i64,
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<ExportItem>> {
        let rows = sql("select i.id, i.external_id, r.revision, r.body
             from items i
             join item_revisions r on r.item = i.id and r.seq <= $2 and r.until_seq > $2
             where i.project = $1 and i.id > $3 order by i.id limit $4")
        .bind(project.as_str())
        .bind(seq)
        .bind(after.map_or("", ItemId::as_str))
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_item).collect()
    }

    /// The annotations of a range of items, by item and sequence number.
    async fn export_annotations(
        &self,
        project: &ProjectId,
        seq: i64,
        filter: &ExportFilter,
        (first, last): &(ItemId, ItemId),
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

    /// Adds the content that annotations were made on where the item shows something else.
    async fn attach_older(
        &self,
        project: &ProjectId,
        seq: i64,
        page: &mut [ExportItem],
        (first, last): &(ItemId, ItemId),
    ) -> Result<()> {
        let rows = sql("select v.item, v.revision, v.body
             from item_revisions v
             join item_revisions c on c.item = v.item and c.seq <= $2 and c.until_seq > $2 and c.shown <> v.shown
             where v.item >= $3 and v.item <= $4 and v.project = $1 and v.until_seq <= $2")
        .bind(project.as_str())
        .bind(seq)
        .bind(first.as_str())
        .bind(last.as_str())
        .fetch_all(&self.readers)
        .await?;
        for row in rows {
            let (item, revision) = (row.text(0)?, row.small(1)?);
            let Ok(at) = page.binary_search_by(|one| one.id.as_str().cmp(item.as_str())) else { continue };
            if page[at].annotations.iter().any(|annotation| annotation.item_revision == revision) {
                page[at].older.insert(revision, row.text(2)?);
            }
        }
        Ok(())
    }

    async fn attach_truths(
        &self,
        project: &ProjectId,
        seq: i64,
        page: &mut [ExportItem],
        range: &(ItemId, ItemId),
    ) -> Result<()> {
        for truth in self.truths_between(project, seq, range).await? {
            if let Ok(at) = page.binary_search_by(|one| one.id.cmp(&truth.item)) {
                page[at].truths.push(truth);
            }
        }
        Ok(())
    }

    async fn attach_ratings(
        &self,
        project: &ProjectId,
        seq: i64,
        page: &mut [ExportItem],
        (first, last): &(ItemId, ItemId),
    ) -> Result<()> {
        let rows = sql("select n.item, n.id, r.field, r.unit, r.value
             from annotations n join ratings r on r.annotation = n.id
             where n.project = $1 and n.seq <= $2 and n.item >= $3 and n.item <= $4")
        .bind(project.as_str())
        .bind(seq)
        .bind(first.as_str())
        .bind(last.as_str())
        .fetch_all(&self.readers)
        .await?;
        for row in rows {
            let item = row.text(0)?;
            let Ok(at) = page.binary_search_by(|one| one.id.as_str().cmp(item.as_str())) else { continue };
            let rating = Rating { field: row.text(2)?, unit: row.text(3)?, value: row.text(4)? };
            page[at].ratings.entry(AnnotationId(row.text(1)?)).or_default().push(rating);
        }
        // Sorted here: the engines would order texts by rules of their own.
        page.iter_mut().flat_map(|item| item.ratings.values_mut()).for_each(|ratings| ratings.sort());
        Ok(())
    }
}

impl Store {
    /// Everybody whose annotations and signatures an export at this sequence number may hold, by id.
    pub async fn annotators_at(&self, project: &ProjectId, seq: i64) -> Result<Vec<User>> {
        let statement = composed(format!(
            "select {} from users u
             where u.id in (select annotator from annotations where project = $1 and seq <= $2
                 union select signer from truths where project = $1 and seq <= $2) order by u.id",
            users::COLUMNS
        ));
        let rows = statement.bind(project.as_str()).bind(seq).fetch_all(&self.readers).await?;
        rows.iter().map(|row| users::read(row, 0)).collect()
    }

    /// How many current annotations somebody had made by then.
    pub async fn made_at(&self, project: &ProjectId, annotator: &AnnotatorId, seq: i64) -> Result<u64> {
        let row = sql("select count(*) from annotations
             where project = $1 and annotator = $2 and seq <= $3 and until_seq > $3")
        .bind(project.as_str())
        .bind(annotator.as_str())
        .bind(seq)
        .fetch_one(&self.readers)
        .await?;
        row.count(0)
    }
}

fn read_item(row: &AnyRow) -> Result<ExportItem> {
    Ok(ExportItem {
        id: ItemId(row.text(0)?),
        external_id: row.text(1)?,
        revision: row.small(2)?,
        body: row.text(3)?,
        older: BTreeMap::new(),
        annotations: Vec::new(),
        ratings: HashMap::new(),
        truths: Vec::new(),
    })
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
