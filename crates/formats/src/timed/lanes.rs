//! Tiers as lanes of annotation tools: one speaker each, nothing that overlaps.

use super::{Losses, Segment, Tier, TierKind, TimedDocument};

/// The tiers of a document, each with one speaker. A tier in which several speak becomes one for each of them.
pub fn per_speaker(document: &TimedDocument) -> Vec<(Tier, Option<String>)> {
    let mut lanes: Vec<(Tier, Option<String>)> = Vec::new();
    for tier in &document.tiers {
        let first = lanes.len();
        for segment in &tier.segments {
            let known = lanes[first..].iter().position(|(_, speaker)| *speaker == segment.speaker);
            let lane = first
                + known.unwrap_or_else(|| {
                    let name = match &segment.speaker {
                        Some(speaker) if tier.name.is_empty() => speaker.clone(),
                        _ => tier.name.clone(),
                    };
                    lanes.push((Tier { name, kind: tier.kind, segments: Vec::new() }, segment.speaker.clone()));
                    lanes.len() - first - 1
                });
            lanes[lane].0.segments.push(segment.clone());
        }
        if tier.segments.is_empty() {
            lanes.push((tier.clone(), None));
        }
        if lanes.len() - first > 1 {
            for (lane, speaker) in &mut lanes[first..] {
                if let Some(speaker) = speaker {
                    lane.name.clone_from(speaker);
                }
            }
        }
    }
    distinct(&mut lanes);
    lanes
}

/// Gives every lane a name of its own.
fn distinct(lanes: &mut [(Tier, Option<String>)]) {
    let mut taken = std::collections::BTreeSet::new();
    for (lane, _) in lanes {
        if lane.name.is_empty() {
            lane.name = "segments".to_owned();
        }
        let mut name = lane.name.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{} ({number})", lane.name);
            number += 1;
        }
        lane.name = name;
    }
}

/// The segments of a tier on as few lanes as they need not to overlap, each in the order of time.
pub fn without_overlaps(segments: &[Segment], losses: &mut Losses) -> Vec<Vec<Segment>> {
    let mut ordered: Vec<&Segment> = segments.iter().collect();
    ordered.sort_by_key(|segment| (segment.start_ms, segment.end_ms));
    let mut lanes: Vec<Vec<Segment>> = vec![Vec::new()];
    for segment in ordered {
        let free = lanes.iter().position(|lane| lane.last().is_none_or(|last| last.end_ms <= segment.start_ms));
        match free {
            Some(lane) => lanes[lane].push(segment.clone()),
            None => lanes.push(vec![segment.clone()]),
        }
    }
    let moved: usize = lanes[1..].iter().map(Vec::len).sum();
    losses.add_n(moved as u64, "overlaps", "segments that overlap others of their tier stand on a tier of their own");
    lanes
}

/// What annotation lanes cannot say of a segment.
pub fn count_lost(document: &TimedDocument, losses: &mut Losses) {
    let n = |test: fn(&Segment) -> bool| document.segments().filter(|segment| test(segment)).count() as u64;
    losses.add_n(n(|segment| segment.channel.is_some()), "channels", "channels are left out");
    losses.add_n(n(|segment| segment.confidence.is_some()), "confidences", "confidences are left out");
    losses.add_n(n(|s| s.low_hz.is_some() || s.high_hz.is_some()), "bands", "frequency bands are left out");
    losses.add_n(document.asides.len() as u64, "asides", "headers, notes, styles and regions are left out");
    let framed = document.cues.iter().filter(|cue| cue.id.is_some() || cue.settings.is_some()).count() as u64;
    losses.add_n(framed, "cue_frames", "ids and positions of cues are left out");
}

/// `name`, `name (2)`, …: the lanes of one tier.
pub fn lane_name(name: &str, index: usize) -> String {
    if index == 0 { name.to_owned() } else { format!("{name} ({})", index + 1) }
}

/// The segments that last, and those that are moments. A tier of points has moments only.
pub fn intervals_and_points(tier: &Tier) -> (Vec<Segment>, Vec<Segment>) {
    let point = |segment: &Segment| tier.kind == TierKind::Point || segment.start_ms >= segment.end_ms;
    tier.segments.iter().cloned().partition(|segment| !point(segment))
}
