// What each kind of medium puts behind its lane on the timeline: pictures, a wave, nothing.
import { WaveLane } from '../../../modalities/audio/lane';
import { Storyboard, type Backdrop } from '../../../modalities/timeline';
import { masterMs } from '../../../model/clock';
import type { Clock, MediaKind, PartUrls } from '../../../model/types';

type Backdrops = (urls: PartUrls | undefined, clock: Clock) => readonly Backdrop[];

/** Below the pictures of a film its wave is lower. */
const BELOW_PX = 28;

export const laneBackdrops: Readonly<Record<MediaKind, Backdrops>> = {
  text: () => [],
  image: () => [],
  audio: (urls, clock) =>
    urls?.kind === 'audio' ? [new WaveLane(urls.sound.peaks, clock, urls.duration_ms)] : [],
  video: (urls, clock) => {
    if (urls?.kind !== 'video') return [];
    const { storyboard, sound, width, height, duration_ms } = urls;
    const stretch = { startMs: masterMs(clock, 0), endMs: masterMs(clock, duration_ms) };
    return [
      ...(storyboard ? [new Storyboard({ url: storyboard, width, height, ...stretch })] : []),
      ...(sound ? [new WaveLane(sound.peaks, clock, duration_ms, BELOW_PX)] : []),
    ];
  },
};
