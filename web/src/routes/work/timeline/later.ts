// The door to the timeline for the rest of the workbench: nothing of it is fetched before something has a time.
import { folded } from '../later';
import type { Work } from '../work';
import type { TimelineCommands } from './commands';

let loaded: TimelineCommands | undefined;
const file = () =>
  import('.').then((found) => {
    loaded = found.timelineCommands;
    return found;
  });

export const TimelineArea = folded(() => file().then((found) => found.TimelineArea));
export const TimeFields = folded(() => file().then((found) => found.TimeFields));

/**
 * A command that means something only where there is a timeline. It is carried out at once, at the time of the press:
 * the timeline that is on the screen has brought the file.
 */
export function onTimeline(work: Work, run: (commands: TimelineCommands) => void): void | false {
  if (!work.time) return false;
  if (loaded) return run(loaded);
  void file().then((found) => run(found.timelineCommands));
}
