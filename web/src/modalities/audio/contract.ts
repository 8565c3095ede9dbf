// What the view of a sound is told and what it tells. All times are of the item's master clock.
import type { Clock } from '../../model/types';

export interface AudioSource {
  /** What the browser plays. */
  readonly play: string;
  readonly peaks: string;
  /** The address of a tile, with `{n}` in the place of its number. */
  readonly spectrogram: string;
  readonly durationMs: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly clock: Clock;
}

/** A stretch of the sound with its looks. */
export interface AudioBand {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly color: string;
  readonly title: string;
  readonly emphasis: 'none' | 'lit' | 'dim';
  /** One channel only, counted from 0. */
  readonly channel: number | null;
}

export type AudioLook = 'wave' | 'both' | 'spectrogram';

export interface AudioEvents {
  seek(ms: number): void;
  select(ids: string[]): void;
}
