// Brings the player of a pane to the item's master clock.
import { createEffect, onCleanup, type Accessor } from 'solid-js';
import type { Player } from '../../../modalities/player';
import { clockOf } from '../../../model/clock';
import type { TimedMedium } from '../timing';
import type { Pane, Work } from '../work';

interface Played {
  readonly pane: Pick<Pane, 'key' | 'slot' | 'part'>;
  readonly durationMs: number;
  readonly sounds: boolean;
}

/** The player as a medium of the clock. `changes` is a signal: what the element says is not one. */
export function mediumOf(
  work: Pick<Work, 'world'>,
  player: Player,
  changes: Accessor<number>,
  { pane, durationMs, sounds }: Played,
): TimedMedium {
  const { element } = player;
  return {
    pane: pane.key,
    clock: clockOf(work.world, pane.slot, pane.part),
    durationMs,
    sounds,
    volume: sounds
      ? {
          level: () => (changes(), element.volume),
          muted: () => (changes(), element.muted),
          setLevel: (level) => (element.volume = Math.min(1, Math.max(0, level))),
          setMuted: (muted) => (element.muted = muted),
        }
      : null,
    frames: () => player.frames(),
    ready: () => player.ready(),
    ended: () => player.ended(),
    ownMs: () => player.ownMs(),
    play: () => player.play(),
    pause: () => player.pause(),
    seek: (ownMs) => player.seek(ownMs),
    show: (ownMs) => player.show(ownMs),
    setRate: (rate) => player.setRate(rate),
  };
}

/** On the clock for as long as both are there. */
export function attach(work: Pick<Work, 'time'>, medium: Accessor<TimedMedium | undefined>): void {
  createEffect(() => {
    const found = medium();
    const { time } = work;
    if (found && time) onCleanup(time.attach(found));
  });
}
