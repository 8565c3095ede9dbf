//! Turns at decoding pictures: as many at once as memory and cores allow.

use std::sync::Arc;

use crosscheck_domain::MediaInfo;
use crosscheck_media::{Limits, decoded_bytes};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Result, internal};

/// Memory is handed out in megabytes.
const UNIT: u64 = 1 << 20;

/// All pictures that are being decoded take no more memory together than the largest that is accepted, and no more of them
/// are decoded at once than there are cores.
pub struct Decoders {
    turns: Arc<Semaphore>,
    /// Megabytes of everybody.
    all: u32,
    /// Megabytes that even a small picture takes.
    least: u32,
}

impl Decoders {
    pub fn new(limits: &Limits, n_cores: usize) -> Self {
        let n_cores = u32::try_from(n_cores).unwrap_or(u32::MAX).max(1);
        let all = u32::try_from(limits.max_decoded() / UNIT).unwrap_or(u32::MAX).clamp(n_cores, u32::MAX >> 3);
        Self { turns: Arc::new(Semaphore::new(all as usize)), all, least: all / n_cores }
    }

    /// Waits until there is room for this picture. Whoever decodes keeps what is returned until then: a request that went
    /// away does not end its decoding.
    pub async fn turn(&self, info: &MediaInfo) -> Result<OwnedSemaphorePermit> {
        let megabytes = u32::try_from(decoded_bytes(info) / UNIT).unwrap_or(u32::MAX).clamp(self.least, self.all);
        self.turns.clone().acquire_many_owned(megabytes).await.map_err(internal)
    }
}

#[cfg(test)]
mod tests {
    use crosscheck_domain::MediaKind;
    use futures_util::FutureExt;

    use super::*;

    fn png(width: u32, height: u32) -> MediaInfo {
        MediaInfo { width: Some(width), height: Some(height), ..MediaInfo::new(MediaKind::Image, "image/png", 1) }
    }

    #[test]
    fn pictures_share_the_memory_of_the_largest() {
        let decoders = Decoders::new(&Limits::default(), 8);
        let now = |info: &MediaInfo| decoders.turn(info).now_or_never().map(|turn| turn.expect("it is open"));
        let largest = now(&png(20_000, 20_000)).expect("it is the first");
        assert!(now(&png(10, 10)).is_none(), "the largest takes everything");
        drop(largest);
        // A PNG may have eight bytes a pixel: 800 of 1600 megabytes.
        let half = now(&png(10_000, 10_000)).expect("there is room");
        assert!(now(&png(12_000, 10_000)).is_none());
        let small: Vec<_> = std::iter::from_fn(|| now(&png(10, 10))).collect();
        assert_eq!(small.len(), 4, "each core has an eighth");
        drop((half, small));
        assert!(now(&png(20_000, 20_000)).is_some(), "everything was given back");
    }

    #[test]
    fn as_many_are_decoded_as_there_are_cores() {
        let decoders = Decoders::new(&Limits::default(), 3);
        let turns: Vec<_> = std::iter::from_fn(|| decoders.turn(&png(10, 10)).now_or_never()).collect();
        assert_eq!(turns.len(), 3);
    }
}
