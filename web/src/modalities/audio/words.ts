// Everything that the view of a sound says.
import { written } from '../../model/time';
import type { IntervalPlace } from '../../model/types';

export const words = {
  help: 'A click goes to a time. The wheel zooms, with Shift it moves along.',
  channel: (n: number) => `channel ${n}`,
  kilohertz: (value: number) => `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} kHz`,
  zoomFor: 'Zoom in to see the spectrogram',
  wave: 'Wave',
  both: 'Both',
  spectrogram: 'Spectrogram',
  look: 'What is shown of the sound',
  failed:
    'The wave could not be loaded. Load the page again to try once more; the sound can be played meanwhile.',
  cannotPlay:
    'This browser cannot play the file. Ask for WAV, MP3, FLAC or Opus; the server makes one where the program ffmpeg is installed.',
  notThere: (said: string) => `The sound cannot be played: ${said}`,
  from: (start: number, end: number) =>
    start === end ? `at ${written(start)}` : `from ${written(start)} to ${written(end)}`,
};

/** An interval in words, for instance “from 00:01.200 to 00:03.400, channel 2”. */
export function describe({ start_ms, end_ms, channel }: IntervalPlace): string {
  const where = channel == null ? '' : `, ${words.channel(channel + 1)}`;
  return `${words.from(start_ms, end_ms)}${where}`;
}
