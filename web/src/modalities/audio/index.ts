// The audio modality: what a sound answers to every question that the workbench asks.
import type { JSX } from 'solid-js';
import type { IntervalPlace } from '../../model/types';
import type { Modality } from '../types';
import type { AudioBand, AudioEvents, AudioSource } from './contract';
import { Viewer, type AudioHandle, type AudioViewerProps } from './Viewer';
import { describe } from './words';

export type { AudioHandle } from './Viewer';

/** The bundle of types of sounds. */
export interface AudioTypes {
  source: AudioSource;
  shape: IntervalPlace;
  region: AudioBand;
  tool: 'select';
  events: AudioEvents;
  handle: AudioHandle;
}

export const audio: Omit<Modality<AudioTypes>, 'Viewer'> & {
  readonly Viewer: (props: AudioViewerProps) => JSX.Element;
} = {
  kind: 'audio',
  title: 'Sound',
  Viewer,
  /** Intervals are drawn on the timeline. */
  tools: [],
  hitTest: ({ start_ms, end_ms }, x, _y, tolerance) => x >= start_ms - tolerance && x <= end_ms + tolerance,
  describe: (place) => describe(place),
};
