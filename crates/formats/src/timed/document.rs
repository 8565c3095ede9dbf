//! Texts and marks in time, as every format of time is read into and written from.

/// What a file of subtitles, transcripts or marks says. Times are milliseconds of the medium's own clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimedDocument {
    pub tiers: Vec<Tier>,
    /// What subtitles say of a cue beside its text; segments name it by its index.
    pub cues: Vec<CueFrame>,
    /// Blocks of subtitles that are no cues.
    pub asides: Vec<Aside>,
    /// The name of the medium, without its folder and ending, where the file or the caller tells.
    pub media: Option<String>,
    pub duration_ms: Option<i64>,
}

/// A lane of segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    pub name: String,
    pub kind: TierKind,
    pub segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierKind {
    Interval,
    /// Every segment begins and ends at one moment.
    Point,
}

/// A stretch of time, or a moment, with what is said or marked there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segment {
    pub start_ms: i64,
    pub end_ms: i64,
    pub text: String,
    pub speaker: Option<String>,
    /// As the file writes it: `1`, `A`.
    pub channel: Option<String>,
    /// 0 to 1.
    pub confidence: Option<f64>,
    pub low_hz: Option<f64>,
    pub high_hz: Option<f64>,
    /// The index of its cue; several utterances of one cue have the same.
    pub cue: Option<usize>,
}

/// The name of a cue, and where it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CueFrame {
    pub id: Option<String>,
    pub settings: Option<String>,
}

/// A block that is no cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    pub kind: AsideKind,
    pub text: String,
    /// How many cues stand before it.
    pub before: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsideKind {
    Header,
    Note,
    Style,
    Region,
}

impl TimedDocument {
    /// A document of one tier.
    pub fn of(tier: Tier) -> Self {
        Self { tiers: vec![tier], ..Self::default() }
    }

    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.tiers.iter().flat_map(|tier| &tier.segments)
    }

    /// Where the last segment ends, or the medium where that is known to be later.
    pub fn end_ms(&self) -> i64 {
        let last = self.segments().map(|segment| segment.end_ms).max().unwrap_or(0);
        last.max(self.duration_ms.unwrap_or(0))
    }

    /// Every segment of every tier, in the order of time; those of one time in the order of the file.
    pub fn in_order(&self) -> Vec<&Segment> {
        let mut segments: Vec<&Segment> = self.segments().collect();
        segments.sort_by_key(|segment| (segment.start_ms, segment.end_ms));
        segments
    }
}

impl Tier {
    /// A lane whose kind follows from its segments.
    pub fn new(name: impl Into<String>, segments: Vec<Segment>) -> Self {
        let points = !segments.is_empty() && segments.iter().all(|segment| segment.start_ms == segment.end_ms);
        let kind = if points { TierKind::Point } else { TierKind::Interval };
        Self { name: name.into(), kind, segments }
    }
}
