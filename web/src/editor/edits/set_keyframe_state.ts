// Says from which keyframe on a tracked thing is out of sight, hidden, or stands still.
import type { Draft } from '../../model/draft';
import { tidied, withKeyframes } from './track_of';

export interface SetKeyframeState {
  readonly kind: 'set_keyframe_state';
  readonly region: string;
  readonly frame: number;
  readonly outside?: boolean;
  readonly occluded?: boolean;
  readonly hold?: boolean;
}

export function setKeyframeState(
  draft: Draft,
  { kind: _, region, frame, ...state }: SetKeyframeState,
): Draft {
  return withKeyframes(draft, region, (keyframes) => {
    const at = keyframes.findIndex((each) => each.frame === frame);
    const keyframe = keyframes[at];
    return keyframe ? keyframes.with(at, tidied({ ...keyframe, ...state })) : keyframes;
  });
}
