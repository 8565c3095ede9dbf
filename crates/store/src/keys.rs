//! Which items stand on a page: their keys, found by numbers alone, so that only the page itself is read as rows.

use crosscheck_domain::{ItemState, ProjectId, search_words};
use sqlx::any::AnyRow;

use crate::{
    ItemFilter, ItemSort, Result, Store,
    filter::{Clauses, Key, Order, keys},
    postings::Seqs,
    sql::{Cells, sql},
};

/// Numbers that one statement looks up.
const LOOKED_UP: usize = 512;
/// However many items there are, so few are read and sorted here at once.
const ALWAYS_FEW: usize = 500;
/// The most keys that are read at a time while a search walks along a list.
const LONGEST_STEP: usize = 4000;

/// From where a list is found.
enum Lead {
    /// Along its order, passing over what does not have the words.
    Order,
    /// From what the filter selects, which is little: all of it is read and sorted here.
    Filter,
    /// From these revisions.
    Revisions(Vec<i64>),
}

impl Store {
    /// The keys of at most `limit` items behind a key.
    pub(crate) async fn keys(
        &self,
        project: &ProjectId,
        filter: &ItemFilter,
        sort: ItemSort,
        after: Option<Key>,
        limit: usize,
    ) -> Result<Vec<Key>> {
        let order = Order::of(sort);
        let found = self.found(project, filter).await?;
        let mut few = match self.lead(project, filter, found.as_ref(), limit).await? {
            Lead::Order => return self.walk(project, filter, order, after, found.as_ref(), limit).await,
            Lead::Filter => self.selected(project, filter, order).await?,
            Lead::Revisions(seqs) => self.current(project, filter, order, &seqs).await?,
        };
        few.retain(|(key, seq)| order.is_behind(*key, after) && found.as_ref().is_none_or(|set| set.contains(*seq)));
        let mut keys: Vec<Key> = few.into_iter().map(|(key, _)| key).collect();
        keys.sort_unstable();
        if order.descends {
            keys.reverse();
        }
        keys.truncate(limit);
        Ok(keys)
    }

    pub(crate) async fn count(&self, project: &ProjectId, filter: &ItemFilter) -> Result<u64> {
        let Some(found) = self.found(project, filter).await? else {
            let clauses = Clauses::of(self.dialect, project, filter);
            return clauses.query("select count(*) from standings s", "").fetch_one(&self.readers).await?.count(0);
        };
        let order = Order::of(ItemSort::Sequence);
        if found.len() <= ALWAYS_FEW {
            let seqs: Vec<i64> = found.iter().collect();
            return Ok(self.current(project, filter, order, &seqs).await?.len() as u64);
        }
        let only_words = ItemFilter { q: filter.q.clone(), ..ItemFilter::default() };
        if *filter == only_words {
            let ended = self.ended(project).await?;
            return Ok((found.len() - ended.iter().filter(|seq| found.contains(**seq)).count()) as u64);
        }
        Ok(self.walk(project, filter, order, None, Some(&found), usize::MAX).await?.len() as u64)
    }
}

impl Store {
    /// The revisions that the search finds, some of which may have ended; none without a search.
    async fn found(&self, project: &ProjectId, filter: &ItemFilter) -> Result<Option<Seqs>> {
        let Some(q) = filter.q.as_deref().filter(|q| !q.trim().is_empty()) else { return Ok(None) };
        self.having(project, &search_words(q)).await.map(Some)
    }

    /// Walking costs as many keys as are passed over, looking up as many as there are.
    async fn lead(&self, project: &ProjectId, filter: &ItemFilter, found: Option<&Seqs>, limit: usize) -> Result<Lead> {
        if !filter.ids.is_empty() {
            return Ok(Lead::Filter);
        }
        if found.is_none() && filter.state.is_none() {
            return Ok(Lead::Order);
        }
        let row = sql("select items, open, done, unusable, excluded, gold, disputed, review, settled from counters where project = $1")
            .bind(project.as_str())
            .fetch_one(&self.readers)
            .await?;
        let n_items = row.count(0)?;
        let is_few = |n: u64| n <= ALWAYS_FEW as u64 || n.saturating_mul(n) <= n_items.saturating_mul(limit as u64);
        if let Some(found) = found.filter(|found| is_few(found.len() as u64)) {
            return Ok(Lead::Revisions(found.iter().collect()));
        }
        let in_state = match filter.state {
            None => n_items,
            Some(ItemState::Open) => row.count(1)?,
            Some(ItemState::Done) => row.count(2)?,
            Some(ItemState::Unusable) => row.count(3)?,
            Some(ItemState::Excluded) => row.count(4)?,
            Some(ItemState::Gold) => row.count(5)?,
            Some(ItemState::Disputed) => row.count(6)?,
            Some(ItemState::Review) => row.count(7)?,
            Some(ItemState::Settled) => row.count(8)?,
        };
        Ok(if filter.state.is_some() && is_few(in_state) { Lead::Filter } else { Lead::Order })
    }

    async fn walk(
        &self,
        project: &ProjectId,
        filter: &ItemFilter,
        order: Order,
        after: Option<Key>,
        found: Option<&Seqs>,
        limit: usize,
    ) -> Result<Vec<Key>> {
        let clauses = Clauses::of(self.dialect, project, filter);
        let mut keys = Vec::new();
        let mut step = if found.is_some() { limit.saturating_mul(4).min(LONGEST_STEP) } else { limit };
        for stretch in order.stretches(after) {
            let mut after = after;
            loop {
                let rows = clauses.clone().walk(order, stretch, after, step).fetch_all(&self.readers).await?;
                for row in &rows {
                    let (key, seq) = read(row)?;
                    after = Some(key);
                    if found.is_none_or(|found| found.contains(seq)) {
                        keys.push(key);
                    }
                    if keys.len() == limit {
                        return Ok(keys);
                    }
                }
                if rows.len() < step {
                    break;
                }
                step = (step * 2).min(LONGEST_STEP);
            }
        }
        Ok(keys)
    }

    /// Everything that the filter selects, but for its words.
    async fn selected(&self, project: &ProjectId, filter: &ItemFilter, order: Order) -> Result<Vec<(Key, i64)>> {
        let clauses = Clauses::of(self.dialect, project, filter);
        let rows = clauses.query(&keys(order, "standings s"), "").fetch_all(&self.readers).await?;
        rows.iter().map(read).collect()
    }

    /// Those of the revisions that are current and that the filter selects.
    async fn current(
        &self,
        project: &ProjectId,
        filter: &ItemFilter,
        order: Order,
        seqs: &[i64],
    ) -> Result<Vec<(Key, i64)>> {
        let from = "item_revisions r join standings s on s.item = r.item and s.revision_seq = r.seq";
        let mut found = Vec::new();
        for seqs in seqs.chunks(LOOKED_UP) {
            let mut clauses = Clauses::new(self.dialect);
            clauses.text("r.project = ", project.as_str());
            clauses.numbers("r.seq", seqs);
            clauses.filter(filter);
            for row in clauses.query(&keys(order, from), "").fetch_all(&self.readers).await? {
                found.push(read(&row)?);
            }
        }
        Ok(found)
    }

    /// The revisions that others took the place of.
    async fn ended(&self, project: &ProjectId) -> Result<Vec<i64>> {
        let rows = sql("select seq from item_revisions where project = $1 and until_seq < 9223372036854775807")
            .bind(project.as_str())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|row| row.int(0)).collect()
    }
}

fn read(row: &AnyRow) -> Result<(Key, i64)> {
    Ok((Key::of(row, 0)?, row.int(2)?))
}
