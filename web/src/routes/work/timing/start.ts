// Makes the master clock of an item with what its keys do; the workbench loads this where something is timed.
import { extentOf } from '../../../model/clock';
import type { Work } from '../work';
import { timeCommands, type TimeCommands } from './commands';
import { createClock, type MasterClock } from '.';

export interface Started {
  readonly clock: MasterClock;
  readonly commands: TimeCommands;
}

/** Null where the parts turned out to have no times. */
export function start(work: Work): Started | null {
  const extent = extentOf(work.world, work.media);
  if (!extent) return null;
  const clock = createClock(extent, () => work.activePane());
  return { clock, commands: timeCommands(work, clock) };
}
