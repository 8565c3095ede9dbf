// What is done with tracks in time: keyframes, stretches out of sight, splitting and merging.
import { addEdits } from '../../../editor/edits';
import { keyframesOf } from '../../../editor/edits/track_of';
import { TRACK_EDITS } from '../../../editor/edits/tracks';
import type { Edit } from '../../../editor/edits';
import { freshId } from '../../../model/draft';
import { keyframeBefore, shapeAt } from '../../../model/track';
import type { Keyframe, Region, TrackShape } from '../../../model/types';
import { regionNumber } from '../looks';
import type { Work } from '../work';
import { timelineMessages as words } from './messages';

addEdits(TRACK_EDITS);

/** A frame on the master clock. */
export interface Moment {
  readonly time_ms: number;
  readonly frame: number;
}

/** The one selected region, where it is a track on this medium. */
export function selectedTrack(work: Work): Region | undefined {
  const [id, other] = work.selected();
  const region = id === undefined || other !== undefined ? undefined : work.region(id);
  return keyframesOf(region) ? region : undefined;
}

/** The frame that the medium of a region shows now. */
export function momentOf(work: Work, { slot, part }: { slot: string; part: string }, ms = work.time?.now()) {
  const frame = ms === undefined ? null : (work.time?.frameAt(`${slot}/${part}`, ms) ?? null);
  return frame && { time_ms: frame.ms, frame: frame.index, endMs: frame.endMs };
}

interface Held {
  readonly track: Region;
  readonly keyframes: readonly Keyframe[];
  readonly at: Moment;
  /** Of this very frame. */
  readonly keyframe: Keyframe | undefined;
}

/** The selected track at the frame that is shown; says what is missing where there is none. */
function held(work: Work): Held | null {
  const track = selectedTrack(work);
  const keyframes = keyframesOf(track);
  if (!track || !keyframes) return (work.say(words.say.chooseTrack), null);
  const moment = momentOf(work, track);
  if (!moment) return (work.say(words.say.noFrame), null);
  if (work.locked().has(track.id)) return (work.say(words.say.lockedTrack), null);
  const at = { time_ms: moment.time_ms, frame: moment.frame };
  return { track, keyframes, at, keyframe: keyframes.find(({ frame }) => frame === at.frame) };
}

/** The shape at a frame; where the track is not in sight, the one that was seen last, or is seen first. */
export function nearest(keyframes: readonly Keyframe[], ms: number): TrackShape | undefined {
  return shapeAt(keyframes, ms) ?? (keyframes[keyframeBefore(keyframes, ms)] ?? keyframes[0])?.shape;
}

/** Makes the frame a keyframe, or one that is there no keyframe any more. */
export function toggleKeyframe(work: Work): void {
  const found = held(work);
  if (!found) return;
  const { track, keyframes, at, keyframe } = found;
  if (!keyframe) {
    const shape = nearest(keyframes, at.time_ms);
    if (shape) work.edit({ kind: 'set_keyframe', region: track.id, ...at, shape });
    return work.say(words.say.keyframe(regionNumber(track.id), at.frame));
  }
  if (keyframes.length === 1) return work.say(words.say.lastKeyframe);
  work.edit({ kind: 'remove_keyframe', region: track.id, frame: at.frame });
  work.say(words.say.keyframeGone(at.frame));
}

type Flag = 'outside' | 'occluded' | 'hold';

/** From this frame on the thing is out of sight, hidden, stands still; or not any more. */
export function toggleFlag(work: Work, flag: Flag): void {
  const found = held(work);
  if (!found) return;
  const { track, keyframes, at, keyframe } = found;
  const before = keyframe ?? keyframes[keyframeBefore(keyframes, at.time_ms)];
  const shape = nearest(keyframes, at.time_ms);
  if (!shape) return;
  const value = !(before?.[flag] ?? false);
  const edits: Edit[] = keyframe ? [] : [{ kind: 'set_keyframe', region: track.id, ...at, shape }];
  // A keyframe in a stretch out of sight stays out of sight, but for what is said now.
  const outside = before?.outside ?? false;
  const state = { ...(keyframe || !outside ? {} : { outside }), [flag]: value };
  work.document.edits([
    ...edits,
    { kind: 'set_keyframe_state', region: track.id, frame: at.frame, ...state },
  ]);
  work.say(words.say.flag(words.flags[flag], value));
}

/** Whether a flag holds for the selected track at the playhead. */
export function flagNow(work: Work, flag: Flag): boolean {
  const keyframes = keyframesOf(selectedTrack(work)) ?? [];
  return keyframes[keyframeBefore(keyframes, work.time?.now() ?? 0)]?.[flag] ?? false;
}

export function splitTrack(work: Work): void {
  const found = held(work);
  if (!found) return;
  const { track, at } = found;
  const before = momentOf(work, track, at.time_ms - 1);
  const second = freshId(
    'r',
    work.draft().regions.map((region) => region.id),
  );
  const { document } = work;
  const draft = document.draft;
  if (before && before.frame < at.frame) {
    const { time_ms, frame } = before;
    work.edit({ kind: 'split_track', region: track.id, second, at, before: { time_ms, frame } });
  }
  if (document.draft === draft) return work.say(words.say.notSplit);
  work.setSelected([second]);
  work.say(words.say.split(regionNumber(track.id), regionNumber(second)));
}

/** Makes one track of the two that are selected: the one that begins first stays. */
export function mergeTracks(work: Work): void {
  const tracks = work.selected().flatMap((id) => {
    const region = work.region(id);
    const keyframes = keyframesOf(region);
    return region && keyframes?.[0] ? [{ region, keyframes, first: keyframes[0] }] : [];
  });
  tracks.sort((a, b) => a.first.time_ms - b.first.time_ms);
  const [one, other, third] = tracks;
  if (!one || !other || third) return work.say(words.say.chooseTwo);
  const last = one.keyframes.at(-1) ?? one.first;
  const after = momentOf(work, one.region, last.time_ms)?.endMs;
  const next = after === undefined ? null : momentOf(work, one.region, after);
  const apart = next && next.time_ms > last.time_ms && next.time_ms < other.first.time_ms;
  const gap = apart ? { time_ms: next.time_ms, frame: next.frame } : null;
  const draft = work.draft();
  work.edit({ kind: 'merge_tracks', into: one.region.id, from: other.region.id, gap });
  if (work.document.draft === draft) return work.say(words.say.notMerged);
  work.setSelected([one.region.id]);
  work.say(words.say.merged(regionNumber(one.region.id)));
}

/** A keyframe was dragged to another time: it goes to the frame that is shown there. */
export function moveKeyframe(work: Work, id: string, fromMs: number, toMs: number): void {
  const region = work.region(id);
  const keyframe = keyframesOf(region)?.find((each) => each.time_ms === fromMs);
  const to = region && momentOf(work, region, toMs);
  if (!keyframe || !to || to.frame === keyframe.frame) return;
  const { time_ms, frame } = to;
  const { shape, frame: from } = keyframe;
  work.edit({ kind: 'set_keyframe', region: id, time_ms, frame, shape, from });
  work.say(words.say.keyframe(regionNumber(id), frame));
}
