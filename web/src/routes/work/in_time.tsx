// What belongs to times, fetched where an item has any: nothing of it is loaded with texts and pictures.
import { createComponent, type Component } from 'solid-js';
import { folded } from './later';
import type { Work } from './work';

type CuesFile = typeof import('./cues');

let known: CuesFile | undefined;
const cues = () => import('./cues').then((file) => (known = file));

/** There at once where the file has come: who goes on to the next field finds it. */
function part<Props extends object>(pick: (file: CuesFile) => Component<Props>): Component<Props> {
  const later = folded(() => cues().then(pick));
  return (props) => createComponent(known ? pick(known) : later, props);
}

export const CorrectedTimes = part((file) => file.CorrectedTimes);
export const CueLine = part((file) => file.CueLine);
export const CueTools = part((file) => file.CueTools);
export const Cues = part((file) => file.Cues);
export const LinkTimes = part((file) => file.LinkTimes);
export const OffsetField = part((file) => file.OffsetField);
export const OmissionTime = part((file) => file.OmissionTime);
export const Transcripts = folded(() => import('./transcription').then((file) => file.Transcripts));

/** A command that means something only where there are times. */
export function inTime(work: Work, run: (file: CuesFile) => void): void | false {
  if (!work.time) return false;
  if (known) return run(known);
  void cues().then(run);
}
