// Links while they are drawn: what may be joined, and the line that follows the pointer.
import { createSignal } from 'solid-js';
import { freshId } from '../../model/draft';
import { titled } from '../../model/design';
import { linkables, mayJoin, sameTarget } from '../../model/targets';
import { fitsInTime } from '../../model/timed';
import type { LinkType, Target } from '../../model/types';
import { work as words } from './messages';
import type { Work } from './work';

/** A link that is being pulled from a region to the pointer. */
export interface Pull {
  readonly from: string;
  readonly x: number;
  readonly y: number;
}

const [pull, setPull] = createSignal<Pull | null>(null);
export { pull };

export function moveLink(next: Pull | null): void {
  setPull(next);
}

/** The types that may join two things in this direction; one about the order in time only where the times show it. */
export function fittingTypes(work: Work, from: Target, to: Target): LinkType[] {
  return (work.world.design.links ?? []).filter(
    (type) =>
      mayJoin(type.from, work.world, work.draft(), from) &&
      mayJoin(type.to, work.world, work.draft(), to) &&
      fitsInTime(type, work.draft(), from, to),
  );
}

export interface Possible {
  readonly type: LinkType;
  readonly to: Target;
  /** The link leads from the other thing to the one that was begun with. */
  readonly backwards: boolean;
}

/** Everything that a thing can be linked with, by each fitting type, in both directions; or only what fits one end. */
export function possible(work: Work, start: Target, only: Target | null = null): Possible[] {
  const isMeant = (end: Target) => !sameTarget(end, start) && (only === null || sameTarget(end, only));
  const ends = linkables(work.world, work.draft()).filter(isMeant);
  return ends.flatMap((to): Possible[] => {
    const there = fittingTypes(work, start, to).map((type) => ({ type, to, backwards: false }));
    const known = new Set(there.map((each) => each.type.id));
    const back = fittingTypes(work, to, start).filter((type) => !known.has(type.id));
    return [...there, ...back.map((type) => ({ type, to, backwards: true }))];
  });
}

export function join(work: Work, start: Target, { type, to, backwards }: Possible): void {
  const id = freshId(
    'l',
    work.draft().links.map((link) => link.id),
  );
  const ends = backwards ? { from: to, to: start } : { from: start, to };
  work.edit({ kind: 'add_link', link: { id, type: type.id, ...ends } });
  work.say(words.links.made(titled(type)));
}

/** The pointer was let go: links what is there, or asks which type when there are several. */
export function dropLink(work: Work, from: string, to: string | null, x: number, y: number): void {
  setPull(null);
  const start: Target = { on: 'region', id: from };
  const end = to === null ? targetAt(work, x, y) : ({ on: 'region', id: to } as const);
  if (!end || sameTarget(end, start)) return;
  const choices = possible(work, start, end);
  const [only] = choices;
  if (choices.length === 1 && only) return join(work, start, only);
  if (choices.length === 0) return work.say(words.links.noEnds);
  work.setSelected([from]);
  work.setPulledTo(end);
  work.setOverlay('link');
}

/** Follows the pointer until it is let go: at once, or as soon as it is outside of where it may select words. */
export function pullLink(work: Work, from: string, event: PointerEvent, within: HTMLElement | null): void {
  let pulls = within === null;
  if (pulls) event.preventDefault();
  const move = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (!pulls && within && isOutside(within, x, y)) {
      pulls = true;
      getSelection()?.removeAllRanges();
    }
    if (pulls) moveLink({ from, x, y });
  };
  const stop = () => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', up, true);
    removeEventListener('pointercancel', cancel);
  };
  const cancel = () => {
    stop();
    moveLink(null);
  };
  const up = (raised: PointerEvent) => {
    stop();
    if (!pulls) return;
    raised.preventDefault();
    dropLink(work, from, null, raised.clientX, raised.clientY);
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', up, true);
  addEventListener('pointercancel', cancel);
}

function isOutside(element: HTMLElement, x: number, y: number): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom;
}

/** What lies at a place of the screen: a region on any medium, or a claim or omission in the list. */
function targetAt(work: Work, x: number, y: number): Target | null {
  for (const handle of work.handles.values()) {
    const region = handle.at(x, y);
    if (region !== null) return { on: 'region', id: region };
  }
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-target]')?.dataset.target;
  return linkables(work.world, work.draft()).find((target) => keyOf(target) === row) ?? null;
}

export const keyOf = (target: Target) => (target.on === 'item' ? 'item' : `${target.on}:${target.id}`);
