// Everything that the view of a video says.
import { written } from '../../model/time';
import type { Keyframe } from '../../model/types';

export const words = {
  cannotPlay:
    'This browser cannot play the file. Ask for an MP4 with H.264 or a WebM with VP9; the server makes one where the program ffmpeg is installed.',
  notThere: (said: string) => `The film cannot be played: ${said}`,
  noFrames:
    'The times of its frames could not be loaded, so frames cannot be stepped exactly. Load the page again to try once more.',
  kinds: { box: 'moving box', polygon: 'moving polygon', points: 'moving points' },
  at: (ms: number) => `at ${written(ms)}`,
  from: (start: number, end: number) => `from ${written(start)} to ${written(end)}`,
  keyframes: (n: number) => (n === 1 ? '1 keyframe' : `${n} keyframes`),
};

/** A track in words, for instance “moving box, from 00:01.200 to 00:03.400, 3 keyframes”. */
export function describe(keyframes: readonly Keyframe[]): string {
  const [first, last] = [keyframes[0], keyframes.at(-1)];
  if (!first || !last) return '';
  const kind = words.kinds[first.shape.type];
  if (first === last) return `${kind}, ${words.at(first.time_ms)}`;
  return `${kind}, ${words.from(first.time_ms, last.time_ms)}, ${words.keyframes(keyframes.length)}`;
}
