// What the keys of time do.
import { extent } from '../../../model/time';
import { isMeant } from '../panes/space_pan';
import type { Work } from '../work';
import { FASTEST, SLOWEST } from './core';
import { time as words } from './messages';
import type { MasterClock } from '.';
import { setChecking } from './checking';

export type TimeCommandId =
  | 'play_pause'
  | 'play_typing'
  | 'jump_back'
  | 'step_back'
  | 'step_forward'
  | 'step_back_10'
  | 'step_forward_10'
  | 'slower'
  | 'faster'
  | 'loop_selection'
  | 'to_start'
  | 'to_end'
  | 'check_sound';

/** False lets the key be what it is without us. */
export type TimeCommands = Readonly<Record<TimeCommandId, (event: KeyboardEvent) => void | boolean>>;

export const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3].filter(
  (rate) => rate >= SLOWEST && rate <= FASTEST,
);
const BACK_MS = 2000;
const STEP_MS = 10;

export function timeCommands(work: Work, clock: MasterClock): TimeCommands {
  return {
    // Space plays when it is let go, as it may yet become a drag that moves the picture.
    play_pause: (event) => (event.code === 'Space' ? !isMeant(event.target) : clock.toggle()),
    play_typing: () => clock.toggle(),
    jump_back: () => clock.seek(Math.round(clock.now()) - BACK_MS),
    step_back: () => clock.stepFrame(-1),
    step_forward: () => clock.stepFrame(1),
    step_back_10: () => clock.stepBy(-STEP_MS),
    step_forward_10: () => clock.stepBy(STEP_MS),
    slower: () => changeRate(work, clock, -1),
    faster: () => changeRate(work, clock, 1),
    loop_selection: () => loopSelection(work, clock),
    to_start: () => clock.seek(clock.startMs),
    to_end: () => clock.seek(clock.endMs),
    check_sound: () => void setChecking(true),
  };
}

function changeRate(work: Work, clock: MasterClock, by: 1 | -1): void {
  const now = clock.rate();
  const next = by > 0 ? RATES.find((rate) => rate > now + 0.01) : RATES.findLast((rate) => rate < now - 0.01);
  if (next === undefined) return;
  clock.setRate(next);
  work.say(words.spoken.rate(next));
}

/** The stretch of all that is selected; pressed once more, nothing. */
export function loopSelection(work: Work, clock: MasterClock): void {
  if (clock.loop()) {
    clock.setLoop(null);
    return work.say(words.spoken.loopOff);
  }
  const stretches = work.selected().flatMap((id) => {
    const region = work.region(id);
    return (region && extent(region.selector)) ?? [];
  });
  const startMs = Math.min(...stretches.map((each) => each.start_ms));
  const endMs = Math.max(...stretches.map((each) => each.end_ms));
  if (!(endMs > startMs)) return work.say(words.noLoop);
  clock.setLoop({ startMs, endMs });
  clock.seek(startMs);
  work.say(words.spoken.loopOn);
}
