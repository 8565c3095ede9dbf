// What all edits of tracks share: finding the track of a region, and putting changed keyframes in its place.
import type { Draft } from '../../model/draft';
import type { Keyframe, Region } from '../../model/types';

/** The keyframes of a region; nothing where it is no track. */
export function keyframesOf(region: Region | undefined): readonly Keyframe[] | null {
  return region?.selector.type === 'track' ? region.selector.keyframes : null;
}

/** The draft with other keyframes in a track; the same one where there is no such track or none would be left. */
export function withKeyframes(
  draft: Draft,
  id: string,
  change: (keyframes: readonly Keyframe[]) => readonly Keyframe[],
): Draft {
  const at = draft.regions.findIndex((region) => region.id === id);
  const region = draft.regions[at];
  const keyframes = keyframesOf(region);
  if (!region || !keyframes) return draft;
  const next = change(keyframes);
  if (next === keyframes || next.length === 0) return draft;
  return {
    ...draft,
    regions: draft.regions.with(at, { ...region, selector: { type: 'track', keyframes: next } }),
  };
}

/** Keyframes in the order of time, with one more in the place of any at the same time or frame. */
export function inserted(keyframes: readonly Keyframe[], added: Keyframe): readonly Keyframe[] {
  const others = keyframes.filter((each) => each.time_ms !== added.time_ms && each.frame !== added.frame);
  const at = others.findIndex((each) => each.time_ms > added.time_ms);
  return others.toSpliced(at < 0 ? others.length : at, 0, added);
}

/** One keyframe with other flags or attributes; flags that do not hold are left out. */
export function tidied(keyframe: Keyframe): Keyframe {
  const { outside, occluded, hold, attributes, ...place } = keyframe;
  return {
    ...place,
    ...(outside ? { outside } : {}),
    ...(occluded ? { occluded } : {}),
    ...(hold ? { hold } : {}),
    ...(attributes && Object.keys(attributes).length > 0 ? { attributes } : {}),
  };
}
