// Everything that the timeline says, in one place so that it can be said in another language.
import { lasting, written } from '../../model/time';
import type { Stretch } from './contract';

export const timelineWords = {
  timeline: 'Timeline',
  role: 'timeline',
  list: 'Regions on the timeline',
  help: 'Arrow keys move the playhead by 10 milliseconds, with Shift by 1, with Control by a frame. With an interval selected, up and down choose what they move: its start, its end, all of it, or the playhead. Plus and minus zoom, Page up and Page down scroll.',
  locked: 'locked',
  stretch: ({ startMs, endMs }: Stretch) =>
    startMs === endMs
      ? `at ${written(startMs)}`
      : `${written(startMs)} to ${written(endMs)}, ${lasting(endMs - startMs)}`,
  keyframes: (n: number) => (n === 1 ? '1 keyframe' : `${n} keyframes`),
  grips: { playhead: 'playhead', start: 'start', end: 'end', both: 'whole interval' },
  begun: (time: string) => `interval begun at ${time}`,
};

/** A stretch in the words of the chosen language. */
export const inWords = (stretch: Stretch): string => timelineWords.stretch(stretch);
