// Things that answers and links are about, and which questions are asked of which things.
import { claimRows } from './claims';
import { isVisible, verdictsOn } from './conditions';
import { placeKey } from './design';
import type { Draft } from './draft';
import type { LinkEnd, LinkType, Question, Target, World } from './types';

export const ITEM: Target = { on: 'item' };

/** One string for a target, for keys of lists and maps. */
export function targetKey(target: Target): string {
  return target.on === 'item' ? 'item' : `${target.on}:${target.id}`;
}

export function sameTarget(a: Target, b: Target): boolean {
  return targetKey(a) === targetKey(b);
}

/** Whether a target still exists. */
export function exists(world: World, draft: Draft, target: Target): boolean {
  switch (target.on) {
    case 'item':
      return true;
    case 'region':
      return draft.regions.some((region) => region.id === target.id);
    case 'claim':
      return claimRows(world, draft).some((row) => row.claim.id === target.id);
    case 'omission':
      return draft.omissions.some((omission) => omission.id === target.id);
    case 'link':
      return draft.links.some((link) => link.id === target.id);
    case 'candidate':
      return candidates(world).includes(target.id);
  }
}

/** The parts of the candidate slots, as `slot/part`. */
export function candidates(world: World): string[] {
  const slots = world.design.slots.filter((slot) => slot.role === 'candidate');
  return slots.flatMap((slot) => (world.item.slots[slot.id] ?? []).map((part) => placeKey(slot.id, part.id)));
}

/** The things that a question is asked of, conditions aside. */
export function scope(question: Question, world: World, draft: Draft): Target[] {
  const on = question.on ?? { target: 'item' };
  switch (on.target) {
    case 'item':
      return [ITEM];
    case 'region':
      return draft.regions
        .filter((region) => !on.labels?.length || on.labels.includes(region.label ?? ''))
        .map((region) => ({ on: 'region', id: region.id }));
    case 'claim':
      return claimRows(world, draft)
        .map((row): Target => ({ on: 'claim', id: row.claim.id }))
        .filter((target) => {
          const values = verdictsOn(world, draft, target);
          return !on.verdicts?.length || values.some((value) => on.verdicts?.includes(value));
        });
    case 'link':
      return draft.links
        .filter((link) => !on.types?.length || on.types.includes(link.type))
        .map((link) => ({ on: 'link', id: link.id }));
    case 'candidate':
      return candidates(world).map((id) => ({ on: 'candidate', id }));
  }
}

/** The questions that are asked of one thing now, in the order of the design. */
export function asked(world: World, draft: Draft, target: Target): Question[] {
  return (world.design.questions ?? []).filter(
    (question) =>
      (question.on?.target ?? 'item') === target.on &&
      scope(question, world, draft).some((each) => sameTarget(each, target)) &&
      isVisible(question, world, draft, target),
  );
}

/** Whether a link of this type may begin or end at a target. */
export function mayJoin(ends: LinkType['from'], world: World, draft: Draft, target: Target): boolean {
  if (!ends?.length) return target.on !== 'link';
  return ends.some((end) => fits(end, draft, target));
}

function fits(end: LinkEnd, draft: Draft, target: Target): boolean {
  if (end.on !== target.on) return false;
  if (end.on !== 'region' || target.on !== 'region') return true;
  const region = draft.regions.find((each) => each.id === target.id);
  if (!region) return false;
  const slot = !end.slots?.length || end.slots.includes(region.slot);
  return slot && (!end.labels?.length || end.labels.includes(region.label ?? ''));
}

/** Everything that a link can join. */
export function linkables(world: World, draft: Draft): Target[] {
  return [
    ...claimRows(world, draft).map((row): Target => ({ on: 'claim', id: row.claim.id })),
    ...draft.omissions.map((omission): Target => ({ on: 'omission', id: omission.id })),
    ...draft.regions.map((region): Target => ({ on: 'region', id: region.id })),
    ...candidates(world).map((id): Target => ({ on: 'candidate', id })),
    ITEM,
  ];
}
