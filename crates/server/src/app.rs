//! What every handler can reach: the store, the clock, the configuration and a few caches of immutable things.

use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::{Design, Item, ItemId, ProjectId};
use crosscheck_media::Limits;
use crosscheck_store::Store;
use moka::future::Cache;

use crate::agreement::Tables;
use crate::clock::Clock;
use crate::conduct::Reports;
use crate::consensus::Forecasts;
use crate::decoders::Decoders;
use crate::error::{Result, internal};
use crate::events::Hub;
use crate::fetch::AllowedHost;
use crate::ffmpeg::Ffmpeg;
use crate::jobs::Wake;
use crate::ledger::Ledgers;
use crate::media::Readable;
use crate::mismatch::Matches;
use crate::places::Comparisons;
use crate::spool::Spool;
use crate::stopping::Submissions;
use crate::unclear::Labels;
use crate::wire::DemoPerson;

/// How the server is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the server, such as `https://label.example.org`; links are made from it.
    pub public_url: String,
    /// Hosts that remote media may be fetched from; none by default.
    pub allowed_hosts: Vec<AllowedHost>,
    pub limits: Limits,
    /// The program that decodes videos, where the operator has it.
    pub ffmpeg: Option<Ffmpeg>,
    /// Sample people for the sign-in page of the demo.
    pub demo: Option<Vec<DemoPerson>>,
    /// Where uploads are spooled before they become blobs.
    pub spool: Spool,
    /// The folder that holds everything, where one does.
    pub data: Option<std::path::PathBuf>,
}

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub struct Inner {
    pub store: Store,
    pub clock: Clock,
    pub settings: Settings,
    pub jobs: Wake,
    pub events: Hub,
    pub tables: Tables,
    pub comparisons: Comparisons,
    pub matches: Matches,
    pub labels: Labels,
    pub forecasts: Forecasts,
    pub ledgers: Ledgers,
    pub conduct: Reports,
    pub submissions: Submissions,
    /// Failed sign-ins by address, forgotten after a quarter of an hour.
    pub failures: Cache<String, u32>,
    pub decoders: Decoders,
    /// Views that are being made, so that nobody makes them twice.
    pub cutting: Cache<String, ()>,
    /// Blobs of a bucket as files, for decoders that seek.
    pub copies: Cache<String, Arc<Readable>>,
    designs: Cache<(ProjectId, u32), Arc<Design>>,
    items: Cache<(ItemId, u32), Arc<Item>>,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    pub fn new(store: Store, clock: Clock, settings: Settings) -> Self {
        let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Inner {
            store,
            clock,
            decoders: Decoders::new(&settings.limits, n_cores),
            settings,
            jobs: Wake::default(),
            events: Hub::default(),
            tables: Tables::default(),
            comparisons: Comparisons::default(),
            matches: Matches::default(),
            labels: Labels::default(),
            forecasts: Forecasts::default(),
            ledgers: Ledgers::default(),
            conduct: Reports::default(),
            submissions: Submissions::default(),
            failures: Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(900)).build(),
            cutting: Cache::builder().max_capacity(1_000).time_to_live(Duration::from_secs(60)).build(),
            copies: Cache::builder().max_capacity(4).time_to_idle(Duration::from_secs(120)).build(),
            designs: Cache::builder().max_capacity(200).build(),
            items: Cache::builder().max_capacity(2_000).time_to_idle(Duration::from_secs(300)).build(),
        }))
    }

    pub fn now(&self) -> i64 {
        self.clock.now_ms()
    }

    /// A published version; it never changes, so it is parsed once.
    pub async fn design(&self, project: &ProjectId, version: u32) -> Result<Arc<Design>> {
        let key = (project.clone(), version);
        if let Some(design) = self.designs.get(&key).await {
            return Ok(design);
        }
        let stored = self.store.design(project, version).await?;
        let design: Arc<Design> = Arc::new(serde_json::from_str(&stored.design_json).map_err(internal)?);
        self.designs.insert(key, design.clone()).await;
        Ok(design)
    }

    /// One revision of an item; it never changes, so it is parsed once.
    pub async fn item(&self, id: &ItemId, revision: u32) -> Result<Arc<Item>> {
        let key = (id.clone(), revision);
        match self.items.get(&key).await {
            Some(item) => Ok(item),
            None => self.item_anew(id, revision).await,
        }
    }

    /// The same, read and parsed although it may be known: who gets an item must not see by the time that it takes
    /// whether others had it lately, as happens more often to gold.
    pub async fn item_anew(&self, id: &ItemId, revision: u32) -> Result<Arc<Item>> {
        let body = self.store.item_body(id, revision).await?;
        let item: Arc<Item> = Arc::new(serde_json::from_str(&body).map_err(internal)?);
        self.items.insert((id.clone(), revision), item.clone()).await;
        Ok(item)
    }
}
