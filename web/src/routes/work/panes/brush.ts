// The brush as it is carried from picture to picture: how wide it is, and whether it takes away.
import { brush, imageTool, setBrush } from '../bench';
import { work as words } from '../messages';
import type { Work } from '../work';

/** Pixels of the picture. */
const SMALLEST = 1;
const LARGEST = 2000;

/** False while another tool is chosen. */
export function resizeBrush(work: Work, factor: number): boolean {
  if (imageTool() !== 'brush') return false;
  const wanted = Math.round(brush().diameter * factor * 10) / 10;
  const diameter = Math.min(LARGEST, Math.max(SMALLEST, wanted));
  setBrush({ ...brush(), diameter });
  work.say(words.brush.size(diameter));
  return true;
}

/** False while another tool is chosen. */
export function turnBrush(work: Work): boolean {
  if (imageTool() !== 'brush') return false;
  const erasing = !brush().erasing;
  setBrush({ ...brush(), erasing });
  work.say(erasing ? words.brush.erasing : words.brush.painting);
  return true;
}
