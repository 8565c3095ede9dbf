// The video modality: what a film answers to every question that the workbench asks.
import { hits } from '../../model/geometry/hit';
import type { TrackPlace } from '../../model/types';
import type { Modality } from '../types';
import type { ToolId } from '../image/contract';
import type { VideoEvents, VideoRegion, VideoSource } from './contract';
import { tools } from './toolbox';
import { Viewer, type VideoHandle, type VideoViewerProps } from './Viewer';
import { describe } from './words';
import { placeOf } from '../../model/track';

export type { VideoHandle } from './Viewer';
export { words } from './words';

/** The bundle of types of videos. */
export interface VideoTypes {
  source: VideoSource;
  shape: TrackPlace;
  region: VideoRegion;
  tool: ToolId;
  events: VideoEvents;
  handle: VideoHandle;
}

export const video: Omit<Modality<VideoTypes>, 'Viewer'> & {
  readonly Viewer: (props: VideoViewerProps) => ReturnType<typeof Viewer>;
} = {
  kind: 'video',
  title: 'Video',
  Viewer,
  tools,
  /** Where its keyframes are; what is drawn at a time is asked of the stage. */
  hitTest: ({ keyframes }, x, y, tolerance) =>
    keyframes.some(({ shape }) => hits(placeOf(shape), [x, y], tolerance)),
  describe: ({ keyframes }) => describe(keyframes),
};
