//! ELAN: tiers of annotations over a recording.

use std::collections::HashMap;

use crosscheck_domain::Problem;

use super::lanes::{count_lost, lane_name, per_speaker, without_overlaps};
use super::text::{decode, digits};
use super::webvtt::shown;
use super::{Losses, Reading, Segment, Tier, TierKind, TimedDocument, TimedFormat, Timing};
use crate::xml::{self, Element};

/// What it does: reads aligned annotations, and those that refer to others, with the times of what they refer to; writes
/// aligned ones. Parts of one annotation that have no times of their own share its time evenly.
/// When to use it: linguistic and gesture annotation.
/// When not: types of tiers, controlled vocabularies and links between tiers, which are left out.
/// Example: `<ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">…`
/// Reference: <https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf>
pub const TIMED: TimedFormat =
    TimedFormat { id: "eaf", title: "ELAN", extensions: &["eaf"], mime: "application/xml", read, write };

/// Annotations that refer to each other, one behind the other.
const MOST_REFERENCES: usize = 100;

fn read(bytes: &[u8], _: &Timing) -> Result<Reading<TimedDocument>, Problem> {
    let root = xml::parse(&decode(bytes)?)?;
    if root.name != "ANNOTATION_DOCUMENT" {
        let message = format!("the file is no ELAN document: it begins with <{}>", shown(&root.name));
        return Err(Problem::new("not_eaf", message).on_line(root.line));
    }
    let mut out: Reading<TimedDocument> = Reading::default();
    let header = root.child("HEADER");
    let unit = header.and_then(|header| header.attribute("TIME_UNITS")).unwrap_or("milliseconds");
    if unit != "milliseconds" {
        let message = format!("times are in {}; only milliseconds are understood", shown(unit));
        return Err(Problem::new("eaf_units", message).on_line(root.line));
    }
    let media = header.and_then(|header| header.child("MEDIA_DESCRIPTOR"));
    out.document.media = media.and_then(|media| media.attribute("MEDIA_URL")).map(stem);
    let slots: HashMap<&str, Option<i64>> = root
        .child("TIME_ORDER")
        .into_iter()
        .flat_map(|order| order.named("TIME_SLOT"))
        .filter_map(|slot| Some((slot.attribute("TIME_SLOT_ID")?, slot.attribute("TIME_VALUE").and_then(digits))))
        .collect();
    let mut times: HashMap<&str, (i64, i64)> = HashMap::new();
    let tiers: Vec<&Element> = root.named("TIER").collect();
    for tier in &tiers {
        aligned(tier, &slots, &mut times, &mut out);
    }
    referring(&tiers, &mut times, &mut out);
    for tier in tiers {
        out.document.tiers.push(segments(tier, &times));
    }
    for left_out in ["CONTROLLED_VOCABULARY", "LINGUISTIC_TYPE", "CONSTRAINT", "LEXICON_REF", "EXTERNAL_REF"] {
        // What every file has, ours too, says nothing.
        let plain = |element: &&Element| element.attribute("LINGUISTIC_TYPE_ID") != Some("default-lt");
        let n = root.named(left_out).filter(plain).count() as u64;
        out.losses.add_n(n, "vocabularies", "types of tiers, constraints and controlled vocabularies are left out");
    }
    Ok(out)
}

/// The name of a file without its folders and ending.
pub fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

fn annotations(tier: &Element) -> impl Iterator<Item = &Element> {
    tier.named("ANNOTATION").flat_map(Element::elements)
}

fn id(annotation: &Element) -> &str {
    annotation.attribute("ANNOTATION_ID").unwrap_or_default()
}

/// Times of aligned annotations. Where slots between them have no time, the annotations share the time evenly.
fn aligned<'a>(
    tier: &'a Element,
    slots: &HashMap<&str, Option<i64>>,
    times: &mut HashMap<&'a str, (i64, i64)>,
    out: &mut Reading<TimedDocument>,
) {
    let mut run: Vec<&Element> = Vec::new();
    let mut start = None;
    for annotation in annotations(tier).filter(|annotation| annotation.name == "ALIGNABLE_ANNOTATION") {
        let slot = |name: &str| annotation.attribute(name).and_then(|slot| slots.get(slot).copied()).flatten();
        if let Some(ms) = slot("TIME_SLOT_REF1") {
            lost(&run, out);
            run.clear();
            start = Some(ms);
        }
        run.push(annotation);
        let (Some(from), Some(to)) = (start, slot("TIME_SLOT_REF2")) else { continue };
        if to < from {
            let message = "the annotation ends before it begins; correct its time slots";
            out.problems.push(Problem::new("annotation_time", message).on_line(annotation.line));
        } else {
            if run.len() > 1 {
                out.losses.add_n(run.len() as u64, "shared_time", "annotations without times share the time evenly");
            }
            shares(&run, (from, to), times);
        }
        run.clear();
        start = None;
    }
    lost(&run, out);
}

fn lost(run: &[&Element], out: &mut Reading<TimedDocument>) {
    for annotation in run {
        let message = "the annotation has no time; give its time slots a value";
        out.problems.push(Problem::new("annotation_time", message).on_line(annotation.line));
    }
}

fn shares<'a>(run: &[&'a Element], (from, to): (i64, i64), times: &mut HashMap<&'a str, (i64, i64)>) {
    let n = run.len() as i64;
    for (index, annotation) in (0..).zip(run) {
        let at = |share: i64| from + (to - from) * share / n;
        times.insert(id(annotation), (at(index), at(index + 1)));
    }
}

/// Times of annotations that refer to others: those of the one referred to, shared where several refer to it.
fn referring<'a>(tiers: &[&'a Element], times: &mut HashMap<&'a str, (i64, i64)>, out: &mut Reading<TimedDocument>) {
    let mut waiting: Vec<(&str, Vec<&'a Element>)> = Vec::new();
    for tier in tiers {
        let mut at: HashMap<&str, usize> = HashMap::new();
        for annotation in annotations(tier).filter(|annotation| annotation.name == "REF_ANNOTATION") {
            let parent = annotation.attribute("ANNOTATION_REF").unwrap_or_default();
            let place = *at.entry(parent).or_insert_with(|| {
                waiting.push((parent, Vec::new()));
                waiting.len() - 1
            });
            waiting[place].1.push(annotation);
        }
    }
    for _ in 0..MOST_REFERENCES {
        let before = waiting.len();
        waiting.retain(|(parent, children)| {
            let Some(time) = times.get(parent).copied() else { return true };
            if children.len() > 1 {
                out.losses.add_n(
                    children.len() as u64,
                    "shared_time",
                    "annotations without times share the time evenly",
                );
            }
            shares(children, time, times);
            false
        });
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    for (_, children) in waiting {
        lost(&children, out);
    }
}

fn segments(tier: &Element, times: &HashMap<&str, (i64, i64)>) -> Tier {
    let speaker = tier.attribute("PARTICIPANT").filter(|name| !name.is_empty());
    let segment = |annotation: &Element| {
        let (start_ms, end_ms) = *times.get(id(annotation))?;
        let text = annotation.child("ANNOTATION_VALUE").map(Element::text).unwrap_or_default();
        Some(Segment { start_ms, end_ms, text, speaker: speaker.map(str::to_owned), ..Segment::default() })
    };
    let name = tier.attribute("TIER_ID").unwrap_or_default().to_owned();
    Tier { name, kind: TierKind::Interval, segments: annotations(tier).filter_map(segment).collect() }
}

fn write(document: &TimedDocument, losses: &mut Losses) -> String {
    count_lost(document, losses);
    let (mut slots, mut tiers) = (String::new(), String::new());
    let (mut n_slots, mut n_annotations) = (0, 0);
    for (tier, speaker) in per_speaker(document) {
        let segments: Vec<Segment> = tier.segments.iter().map(|segment| lasting(segment, losses)).collect();
        for (index, lane) in without_overlaps(&segments, losses).into_iter().enumerate() {
            let participant = speaker.as_deref().map(|name| format!(" PARTICIPANT=\"{}\"", xml::escaped(name)));
            tiers.push_str(&format!(
                "    <TIER LINGUISTIC_TYPE_REF=\"default-lt\"{} TIER_ID=\"{}\">\n",
                participant.unwrap_or_default(),
                xml::escaped(&lane_name(&tier.name, index))
            ));
            for segment in lane {
                n_annotations += 1;
                let refs = [segment.start_ms, segment.end_ms].map(|ms| {
                    n_slots += 1;
                    slots.push_str(&format!("        <TIME_SLOT TIME_SLOT_ID=\"ts{n_slots}\" TIME_VALUE=\"{ms}\"/>\n"));
                    n_slots
                });
                tiers.push_str(&format!(
                    "        <ANNOTATION>\n            <ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a{n_annotations}\" \
                     TIME_SLOT_REF1=\"ts{}\" TIME_SLOT_REF2=\"ts{}\">\n                \
                     <ANNOTATION_VALUE>{}</ANNOTATION_VALUE>\n            </ALIGNABLE_ANNOTATION>\n        </ANNOTATION>\n",
                    refs[0],
                    refs[1],
                    xml::escaped(&segment.text)
                ));
            }
            tiers.push_str("    </TIER>\n");
        }
    }
    let media = document.media.as_deref().map(|name| {
        let name = xml::escaped(name);
        format!("        <MEDIA_DESCRIPTOR MEDIA_URL=\"{name}\" MIME_TYPE=\"unknown\"/>\n")
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ANNOTATION_DOCUMENT AUTHOR=\"\" DATE=\"1970-01-01T00:00:00Z\" \
         FORMAT=\"3.0\" VERSION=\"3.0\">\n    <HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\">\n{}    </HEADER>\n    \
         <TIME_ORDER>\n{slots}    </TIME_ORDER>\n{tiers}    <LINGUISTIC_TYPE GRAPHIC_REFERENCES=\"false\" \
         LINGUISTIC_TYPE_ID=\"default-lt\" TIME_ALIGNABLE=\"true\"/>\n</ANNOTATION_DOCUMENT>\n",
        media.unwrap_or_default()
    )
}

/// ELAN knows no moments and no time before the beginning.
fn lasting(segment: &Segment, losses: &mut Losses) -> Segment {
    let mut segment = segment.clone();
    if segment.start_ms < 0 {
        losses.add("negative_times", "times before the beginning become the beginning");
        segment.start_ms = 0;
    }
    if segment.end_ms <= segment.start_ms {
        losses.add("points_lengthened", "points in time become a millisecond long");
        segment.end_ms = segment.start_ms + 1;
    }
    segment
}
