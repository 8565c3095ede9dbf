// Sets or clears an attribute that holds from a keyframe of a track on.
import type { Draft } from '../../model/draft';
import type { Json } from '../../model/types';
import { tidied, withKeyframes } from './track_of';

export interface SetKeyframeAttribute {
  readonly kind: 'set_keyframe_attribute';
  readonly region: string;
  readonly frame: number;
  readonly attribute: string;
  /** Null clears it: then what held before goes on. */
  readonly value: Json;
}

export function setKeyframeAttribute(draft: Draft, edit: SetKeyframeAttribute): Draft {
  return withKeyframes(draft, edit.region, (keyframes) => {
    const at = keyframes.findIndex((each) => each.frame === edit.frame);
    const keyframe = keyframes[at];
    if (!keyframe) return keyframes;
    const kept = Object.entries(keyframe.attributes ?? {}).filter(([key]) => key !== edit.attribute);
    const attributes = Object.fromEntries(
      edit.value === null ? kept : [...kept, [edit.attribute, edit.value]],
    );
    return keyframes.with(at, tidied({ ...keyframe, attributes }));
  });
}
