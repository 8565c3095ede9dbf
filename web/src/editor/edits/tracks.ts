// The edits of tracks. They come with the timeline, because only items with a video need them.
import type { Table } from '.';
import { mergeTracks, type MergeTracks } from './merge_tracks';
import { removeKeyframe, type RemoveKeyframe } from './remove_keyframe';
import { setKeyframe, type SetKeyframe } from './set_keyframe';
import { setKeyframeAttribute, type SetKeyframeAttribute } from './set_keyframe_attribute';
import { setKeyframeState, type SetKeyframeState } from './set_keyframe_state';
import { splitTrack, type SplitTrack } from './split_track';

export type TrackEdit =
  SetKeyframe | RemoveKeyframe | SetKeyframeState | SetKeyframeAttribute | SplitTrack | MergeTracks;

export const TRACK_EDITS: Table<TrackEdit> = {
  set_keyframe: setKeyframe,
  remove_keyframe: removeKeyframe,
  set_keyframe_state: setKeyframeState,
  set_keyframe_attribute: setKeyframeAttribute,
  split_track: splitTrack,
  merge_tracks: mergeTracks,
};
