//! The frame table of a video: when each of its pictures is shown, exactly.

use crosscheck_domain::Problem;

/// The times of the frames in the order in which they are shown, on the timeline of a browser's `currentTime`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameTable {
    /// Ticks a second.
    pub timescale: u32,
    /// When each frame begins, and last when the last one ends: one more than there are frames.
    pub ticks: Vec<u32>,
}

/// The first bytes of a frame table.
const MAGIC: &[u8; 4] = b"CCFT";
const VERSION: u32 = 1;
/// Coarser ticks than a millisecond would not tell frames apart.
const COARSEST: u128 = 1000;

impl FrameTable {
    /// From begins in rising order and the end of the last; where the numbers are too large, with coarser ticks. Frames that
    /// begin at the time of the one before it are never seen, and left out.
    pub fn new(mut begins: Vec<i64>, end: i64, timescale: u32) -> Result<Self, Problem> {
        let first = begins.first().copied().unwrap_or(0).min(0);
        begins.push(end.max(begins.last().copied().unwrap_or(0)));
        let last = u128::try_from(begins.last().copied().unwrap_or(0).saturating_sub(first)).unwrap_or(0);
        let (scale, most) = (u128::from(timescale), u128::from(u32::MAX));
        let fitting = if last <= most { scale } else { scale * most / last };
        if fitting < COARSEST.min(scale) || timescale == 0 {
            let message = "the times of the video are longer than a month, which is not plausible; convert it again";
            return Err(Problem::new("media_damaged", message));
        }
        let tick = |time: i64| {
            let time = u128::try_from(time.saturating_sub(first)).unwrap_or(0);
            u32::try_from((time * fitting + scale / 2) / scale).unwrap_or(u32::MAX)
        };
        let mut ticks: Vec<u32> = begins.into_iter().map(tick).collect();
        let end = ticks.pop().unwrap_or(0);
        ticks.dedup();
        ticks.push(end);
        Ok(Self { timescale: u32::try_from(fitting).unwrap_or(timescale), ticks })
    }

    /// How many frames there are.
    pub fn n(&self) -> u32 {
        u32::try_from(self.ticks.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// When the frame begins, or the last one ends, in milliseconds.
    pub fn ms(&self, index: usize) -> Option<f64> {
        self.ticks.get(index).map(|ticks| f64::from(*ticks) * 1000.0 / f64::from(self.timescale))
    }

    /// `CCFT`, version, number of frames and timescale, then the ticks; all numbers are 32 bits, little endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(16 + self.ticks.len() * 4);
        bytes.extend(MAGIC);
        for number in [VERSION, self.n(), self.timescale].iter().chain(&self.ticks) {
            bytes.extend(number.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`FrameTable::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let numbers = bytes.strip_prefix(MAGIC.as_slice())?;
        let mut numbers = numbers.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four));
        let (version, n, timescale) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let ticks: Vec<u32> = numbers.collect();
        (version == VERSION && ticks.len() == n as usize + 1).then_some(Self { timescale, ticks })
    }
}

#[cfg(test)]
mod tests {
    use super::FrameTable;

    #[test]
    fn times_become_ticks_that_fit() {
        let table = FrameTable::new(vec![0, 1001, 2002], 3003, 30_000).unwrap();
        assert_eq!((table.timescale, table.n(), table.ticks.as_slice()), (30_000, 3, &[0, 1001, 2002, 3003][..]));
        assert_eq!(FrameTable::from_bytes(&table.to_bytes()), Some(table));
        let negative = FrameTable::new(vec![-10, 0, 10], 20, 1000).unwrap();
        assert_eq!(negative.ticks, [0, 10, 20, 30]);
        let twice = FrameTable::new(vec![0, 10, 10, 20], 30, 1000).unwrap();
        assert_eq!(twice.ticks, [0, 10, 20, 30]);
        let day = 86_400 * 10_000_000_i64;
        let long = FrameTable::new(vec![0, day - 400_000], day, 10_000_000).unwrap();
        assert!(long.timescale > 49_000 && (long.ms(1).unwrap() - 86_399_960.0).abs() < 0.02, "{long:?}");
        assert_eq!(FrameTable::new(vec![0], i64::MAX, 1000).unwrap_err().code, "media_damaged");
    }
}
