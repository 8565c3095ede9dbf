//! Consensus over a project: what is learned of its fields, applied item by item.

mod accept;
mod forecast;
mod item;

pub use accept::{passing, sign_item};
pub use forecast::{Forecasts, forecast};

use std::sync::Arc;

use crosscheck_domain::consensus::{Learned, Panel, Thresholds};
use crosscheck_domain::{ItemId, Overlap, Policy};
use crosscheck_store::{ExportFilter, Project};

use crate::app::App;
use crate::error::{Result, internal};
use crate::ledger::{self, Ledger};
use crate::wire::{ConsensusField, ConsensusPage, ConsensusQuery};

/// A value is agreed from here on where the policy says nothing else.
const USUAL: f64 = 0.8;
const PAGE: u32 = 50;

/// When a consensus is agreed, by the project's policy.
pub fn thresholds(policy: &Policy) -> Thresholds {
    match &policy.overlap {
        Overlap::Confident { start, threshold, .. } => Thresholds { least: *start, confidence: *threshold },
        Overlap::Fixed { n } => Thresholds { least: (*n).min(2), confidence: USUAL },
        Overlap::Adaptive { start, .. } => Thresholds { least: *start, confidence: USUAL },
    }
}

/// A page of items with what is said of them, or one item. Items that the caller has still to judge are left out.
pub async fn page(app: &App, project: &Project, query: &ConsensusQuery, held: &[ItemId]) -> Result<ConsensusPage> {
    let mut ledger = ledger::open(app, project).await?;
    let thresholds = thresholds(&project.policy);
    let counting = tokio::task::spawn_blocking(move || {
        let fields = fields(&mut ledger, thresholds);
        (ledger, fields)
    });
    let (ledger, fields) = counting.await.map_err(internal)?;
    let seq = ledger.seq;
    let filter = ExportFilter { include_surplus: true, ..ExportFilter::default() };
    let limit = query.limit.unwrap_or(PAGE).clamp(1, 100);
    let mut found = match &query.item {
        Some(item) => {
            let found = app.store.export_item(&project.id, seq, &filter, &item.as_str().into()).await?;
            found.into_iter().collect()
        }
        None => {
            let after = query.after.as_deref().map(ItemId::from);
            app.store.export_page(&project.id, seq, &filter, after.as_ref(), limit).await?
        }
    };
    let more = query.item.is_none() && found.len() == limit as usize;
    let next = found.last().filter(|_| more).map(|item| item.id.0.clone());
    found.retain(|item| !held.contains(&item.id));
    let items = item::describe(app, project, ledger, found).await?;
    Ok(ConsensusPage { seq, fields, items, next })
}

fn fields(ledger: &mut Ledger, thresholds: Thresholds) -> Vec<ConsensusField> {
    let counts: Vec<[u64; 3]> = (0..ledger.panels.len()).map(|panel| ledger.tally(panel, thresholds)).collect();
    let panels = ledger.panels.iter().zip(&ledger.learned).zip(counts);
    let of = |((panel, learned), [agreed, disputed, too_few]): ((&Arc<Panel>, &Learned), [u64; 3])| {
        let trust = match learned {
            Learned::Labels(model) => Some(model.trust),
            Learned::Sets { .. } | Learned::Numbers { .. } | Learned::Nothing => None,
        };
        ConsensusField {
            field: panel.field.id.clone(),
            title: panel.field.title.clone(),
            level: format!("{:?}", panel.field.level).to_lowercase(),
            method: learned.method().to_owned(),
            n_ratings: panel.n_ratings as u64,
            agreed,
            disputed,
            too_few,
            trust,
        }
    };
    panels.map(of).collect()
}
