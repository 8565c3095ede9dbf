// Takes a keyframe out of a track. The last one stays: a track without any is deleted as a region.
import type { Draft } from '../../model/draft';
import { withKeyframes } from './track_of';

export interface RemoveKeyframe {
  readonly kind: 'remove_keyframe';
  readonly region: string;
  readonly frame: number;
}

export function removeKeyframe(draft: Draft, { region, frame }: RemoveKeyframe): Draft {
  return withKeyframes(draft, region, (keyframes) => {
    const at = keyframes.findIndex((each) => each.frame === frame);
    const gone = keyframes[at];
    if (!gone) return keyframes;
    const next = keyframes[at + 1];
    const rest = keyframes.toSpliced(at, 1);
    // What held from here on and is not said again goes on to hold from the next one.
    const attributes =
      at === 0 && next && gone.attributes ? { ...gone.attributes, ...next.attributes } : null;
    return attributes ? rest.with(0, { ...next!, attributes }) : rest;
  });
}
