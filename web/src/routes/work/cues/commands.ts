// What the keys do with claims in time: play a cue, follow, set its ends, measure how late it is.
import { evidenceOf, evidenceRegions } from '../../../model/draft';
import { omissionTime } from '../../../model/corrected_times';
import { isEvidenceSlot } from '../../../model/design';
import { extent, written } from '../../../model/time';
import { extentOf } from '../../../model/timed';
import type { Region, TimeScope } from '../../../model/types';
import { elementOf } from '../focus';
import type { Work } from '../work';
import { cues as words } from './messages';
import { follows, setFollows } from './settings';

/** What is heard before and after a cue. */
const AROUND_MS = 500;

/** When the thing in focus is: a claim, what was left out, else the region that is selected. */
export function timeInFocus(work: Work): TimeScope | null {
  const focus = work.focus();
  const claim = focus?.on === 'claim' ? work.row(focus.id)?.claim : undefined;
  if (claim?.time) return claim.time;
  const omitted = focus?.on === 'omission' ? omissionTime(work.draft(), focus.id) : null;
  const [region] = work.selected();
  return omitted ?? (region === undefined ? null : extentOf(work.draft(), { on: 'region', id: region }));
}

export function around({ start_ms, end_ms }: TimeScope, ms = AROUND_MS) {
  return { startMs: Math.max(0, start_ms - ms), endMs: end_ms + ms };
}

/** Whether this stretch is what plays again and again. */
export function isLooped(work: Work, time: TimeScope): boolean {
  const [loop, wanted] = [work.time?.loop(), around(time)];
  return loop?.startMs === wanted.startMs && loop.endMs === wanted.endMs;
}

/** Plays a stretch with half a second around it, again and again; once more stops it. */
export function playStretch(work: Work, time: TimeScope): void {
  const clock = work.time;
  if (!clock) return;
  if (isLooped(work, time) && clock.playing()) {
    clock.pause();
    return clock.setLoop(null);
  }
  const loop = around(time);
  clock.setLoop(loop);
  clock.seek(loop.startMs);
  clock.play();
}

export function playCue(work: Work): void {
  const time = timeInFocus(work);
  if (!time) return work.say(words.noTime);
  playStretch(work, time);
}

export function followCues(work: Work): void {
  setFollows(!follows());
  work.say(follows() ? words.following : words.notFollowing);
}

/** One end of an own claim or of a selected interval comes to the playhead; the other one gives way. */
export function endHere(work: Work, end: 'start' | 'end'): void {
  if (!work.time) return;
  const at = Math.round(work.time.now());
  const focus = work.focus();
  const row = focus?.on === 'claim' ? work.row(focus.id) : undefined;
  const [selected] = work.selected();
  const region = selected === undefined ? undefined : work.region(selected);
  if (row?.own) {
    const time = withEnd(row.claim.time ?? { start_ms: at, end_ms: at }, end, at);
    work.edit({ kind: 'change_claim', id: row.claim.id, change: { time } });
  } else if (region?.selector.type === 'interval') {
    const selector = { ...region.selector, ...withEnd(region.selector, end, at) };
    work.edit({ kind: 'move_region', id: region.id, selector });
  } else {
    return work.say(row ? words.ownOnly : words.noTime);
  }
  work.say(end === 'start' ? words.began(written(at)) : words.ended(written(at)));
}

export function withEnd({ start_ms, end_ms }: TimeScope, end: 'start' | 'end', at: number): TimeScope {
  return end === 'start'
    ? { start_ms: at, end_ms: Math.max(at, end_ms) }
    : { start_ms: Math.min(at, start_ms), end_ms: at };
}

/** To where the offset of the claim in focus is measured. */
export function measureOffset(work: Work): void {
  const focus = work.focus();
  const element = focus && elementOf(focus);
  const button = element?.querySelector<HTMLElement>('.offset-measure');
  if (!button) return work.say(words.noMeasure);
  button.click();
}

/** What was left out gets the interval that was drawn for it: the selected one, the one at the playhead, or the newest. */
export function giveInterval(work: Work, omission: string): void {
  if (evidenceOf(work.draft(), { on: 'omission', id: omission }).length > 0) return;
  const free = work.draft().regions.filter((region) => isFree(work, region));
  const isSelected = ({ id }: Region) => work.selected().includes(id);
  const now = work.time?.now() ?? 0;
  const isHere = ({ selector }: Region) => {
    const time = extent(selector);
    return time !== null && time.start_ms <= now && now <= time.end_ms;
  };
  const region = free.findLast(isSelected) ?? free.findLast(isHere) ?? free.at(-1);
  if (!region) return;
  work.edit({ kind: 'attach_evidence', judged: { on: 'omission', id: omission }, region: region.id });
}

/** An interval that may be evidence, and is not yet: one that nobody labelled, unless it is selected. */
function isFree(work: Work, region: Region): boolean {
  const used = work.evidence().has(region.id);
  const labelled = region.label != null && !work.selected().includes(region.id);
  return (
    region.selector.type === 'interval' &&
    !used &&
    !labelled &&
    isEvidenceSlot(work.world.design, region.slot)
  );
}

/** When the newest interval begins that is evidence for a claim under an aspect. */
export function evidenceStart(work: Work, claim: string, aspect: string): number | null {
  const verdict = work.draft().verdicts.find((each) => each.claim === claim && each.aspect === aspect);
  const times = evidenceRegions(verdict?.evidence ?? []).map((id) =>
    extentOf(work.draft(), { on: 'region', id }),
  );
  return times.findLast((time) => time !== null)?.start_ms ?? null;
}
