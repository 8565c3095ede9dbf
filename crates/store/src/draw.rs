//! What the queue mixes in: gold, by which people are checked, and repeats, by which they are compared with themselves.
//!
//! A lease that was drawn is made like every other one, and finding it takes the same searches, so that neither its
//! looks nor its time tell it apart.

use crosscheck_domain::{AnnotatorId, ItemId, draw_place};

use crate::{
    Assignment, Drawn, Result,
    assignment_row::{self, NewAssignment},
    progress::Progress,
    queue::{self, Asking},
    sql::{Cells, FOREVER, sql},
    together::Together,
    writer::Tx,
};

/// A gold item of which it is signed what is true as it shows itself now. The annotator has neither answered it nor seen
/// answers to it, did not write it, and had none of its relatives. Which one comes first differs from draw to draw.
const GOLD: &str = "select s.item, s.revision,
         (select min(a.id) from assignments a where a.item = s.item and a.annotator = $2
              and a.state in ('released', 'expired') and a.supersedes is null
              and a.design_version = $4 and a.item_revision = s.revision)
     from standings s
     where s.project = $1 and s.state = 'gold' and s.settled = 1
         and not exists (select 1 from assignments a where a.item = s.item and a.annotator = $2
             and a.state in ('offered', 'held', 'done'))
         and not exists (select 1 from seen_items e where e.item = s.item and e.person = $2)
         and not exists (select 1 from item_authors w where w.item = s.item and w.person = $2)
         and not exists (select 1 from gold_sources g join assignments a on a.item = g.made_from
             where g.item = s.item and a.annotator = $2)
         and not exists (select 1 from gold_sources g join assignments a on a.item = g.item
             where g.made_from = s.item and a.annotator = $2)
         and not exists (select 1 from gold_sources g join gold_sources h on h.made_from = g.made_from
             join assignments a on a.item = h.item
             where g.item = s.item and h.item <> g.item and a.annotator = $2)
     order by case when s.random_key >= $3 then 0 else 1 end, s.random_key, s.sequence limit 1";

/// The oldest answer that the annotator gave in turn, as the item shows itself now, and was never asked for again.
const REPEAT: &str = "select n.item, n.item_revision from annotations n
     join assignments f on f.id = n.assignment and f.drawn = ''
     join standings s on s.item = n.item and s.revision = n.item_revision
     where n.project = $1 and n.annotator = $2 and n.until_seq = $3 and n.outcome = 'complete' and n.submitted_at <= $4
         and s.state not in ('excluded', 'unusable', 'gold')
         and not exists (select 1 from assignments r where r.item = n.item and r.annotator = $2
             and (r.drawn = 'repeat' or r.state in ('offered', 'held')))
     order by n.seq limit 1";

const DAY_MS: i64 = 24 * 3_600_000;

/// What a draw asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    InTurn,
    Gold,
    Repeat,
}

/// Gold lies at one end of the draw's places and repeats at the other one, so neither takes from the other's share.
fn wanted(asking: &Asking<'_>, progress: &Progress) -> Wanted {
    let draw = u64::try_from(progress.draws).unwrap_or(0);
    let place = draw_place(asking.project, asking.annotator, draw);
    if place < asking.policy.gold.share_for(progress.gold) {
        Wanted::Gold
    } else if place >= 1.0 - asking.policy.repeats.share {
        Wanted::Repeat
    } else {
        Wanted::InTurn
    }
}

/// A lease on gold or on an item of the annotator's own, where the draw asks for one and there is one.
pub(crate) async fn lease(
    tx: &mut Tx,
    asking: &Asking<'_>,
    progress: &Progress,
    writes: &mut Together,
) -> Result<Option<Assignment>> {
    let wanted = wanted(asking, progress);
    let gold = if asking.policy.gold.share > 0.0 { gold(tx, asking, progress).await? } else { None };
    match wanted {
        Wanted::InTurn => Ok(None),
        Wanted::Gold => {
            let Some(gold) = gold else { return Ok(None) };
            take(tx, asking, progress, gold, writes).await.map(Some)
        }
        Wanted::Repeat => {
            let Some((item, revision)) = repeat(tx, asking).await? else { return Ok(None) };
            let lease = queue::new_lease(asking, item, revision, Drawn::Repeat);
            assignment_row::insert(writes, &NewAssignment::from(&lease));
            Ok(Some(lease))
        }
    }
}

struct Gold {
    item: ItemId,
    revision: u32,
    /// The annotator's own assignment of it that was given up.
    earlier: Option<String>,
}

async fn gold(tx: &mut Tx, asking: &Asking<'_>, progress: &Progress) -> Result<Option<Gold>> {
    let draw = u64::try_from(progress.draws).unwrap_or(0);
    // Another number than the one that the draw itself rests on.
    let from = draw_place(asking.project, asking.annotator, draw | 1 << 63);
    let row = sql(GOLD)
        .bind(asking.project.as_str())
        .bind(asking.annotator.as_str())
        .bind((from * (1_u64 << 60) as f64) as i64)
        .bind(asking.locked.design_version)
        .fetch_optional(&mut tx.conn)
        .await?;
    row.map(|row| Ok(Gold { item: ItemId(row.text(0)?), revision: row.small(1)?, earlier: row.maybe_text(2)? }))
        .transpose()
}

async fn take(
    tx: &mut Tx,
    asking: &Asking<'_>,
    progress: &Progress,
    gold: Gold,
    writes: &mut Together,
) -> Result<Assignment> {
    queue::take_gold(tx, asking, progress, &gold.item).await?;
    if let Some(earlier) = &gold.earlier {
        return queue::taken_up(tx, asking, earlier).await;
    }
    let lease = queue::new_lease(asking, gold.item, gold.revision, Drawn::Gold);
    assignment_row::insert(writes, &NewAssignment::from(&lease));
    Ok(lease)
}

async fn repeat(tx: &mut Tx, asking: &Asking<'_>) -> Result<Option<(ItemId, u32)>> {
    let row = sql(REPEAT)
        .bind(asking.project.as_str())
        .bind(asking.annotator.as_str())
        .bind(FOREVER)
        .bind(asking.now - i64::from(asking.policy.repeats.after_days) * DAY_MS)
        .fetch_optional(&mut tx.conn)
        .await?;
    row.map(|row| Ok((ItemId(row.text(0)?), row.small(1)?))).transpose()
}

/// Whether the item was made to check people, or the person had one that was made of it.
pub(crate) async fn had_relative(tx: &mut Tx, item: &ItemId, person: &AnnotatorId) -> Result<bool> {
    let row = sql("select count(*) from gold_sources g where g.item = $1 and g.made_from is not null
             or g.made_from = $1 and exists (select 1 from assignments a where a.item = g.item and a.annotator = $2)")
    .bind(item.as_str())
    .bind(person.as_str())
    .fetch_one(&mut tx.conn)
    .await?;
    Ok(row.int(0)? > 0)
}
