// Says where the shape of a track is at a frame: with a new keyframe, or by changing or moving the one that is there.
import type { Draft } from '../../model/draft';
import { keyframeBefore } from '../../model/track';
import type { TrackShape } from '../../model/types';
import { inserted, tidied, withKeyframes } from './track_of';

export interface SetKeyframe {
  readonly kind: 'set_keyframe';
  readonly region: string;
  readonly time_ms: number;
  readonly frame: number;
  readonly shape: TrackShape;
  /** The frame of the keyframe that moves here; none of the others is touched. */
  readonly from?: number;
}

export function setKeyframe(draft: Draft, { region, time_ms, frame, shape, from }: SetKeyframe): Draft {
  return withKeyframes(draft, region, (keyframes) => {
    if (keyframes.some((each) => each.shape.type !== shape.type)) return keyframes;
    const same = keyframes.find((each) => (from === undefined ? each.frame === frame : each.frame === from));
    const others = same ? keyframes.filter((each) => each !== same) : keyframes;
    // What is drawn is in sight; whether it is hidden or stands still goes on as before.
    const before = same ? undefined : keyframes[keyframeBefore(keyframes, time_ms)];
    const kept = same ?? { occluded: before?.occluded, hold: before?.hold };
    return inserted(others, tidied({ ...kept, time_ms, frame, shape }));
  });
}
