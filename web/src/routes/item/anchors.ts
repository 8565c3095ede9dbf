// What a comment is about: the item, a claim, or what somebody marked; in words, as options, and as an address.
import type { components } from '../../api/schema';
import type { Design, Item } from '../../api/types';
import { commentMessages as messages } from './comment_messages';
import { sharedClaims } from './compare';
import type { Reader } from './readers';
import { title } from './titles';

export type CommentAnchor = components['schemas']['CommentAnchor'];

/** What anchors are in. */
export interface Anchored {
  readonly design: Design;
  readonly item: Item;
  readonly readers: readonly Reader[];
}

export const ITEM: CommentAnchor = { on: 'item' };

/** An anchor as the value of an option; ids may hold any sign. */
export function anchorKey(anchor: CommentAnchor): string {
  return JSON.stringify([anchor.on, 'id' in anchor ? anchor.id : '', anchor.annotation ?? '']);
}

/** What is sent: nothing for the whole item. */
export function anchorsOf(anchor: CommentAnchor): CommentAnchor[] {
  return anchor.on === 'item' ? [] : [anchor];
}

/** Everything that a comment can be about: the item, its claims, everybody's own claims and regions. */
export function anchorChoices(view: Anchored): CommentAnchor[] {
  const own = view.readers.flatMap(({ annotation }) =>
    (annotation.body.claims ?? []).map(({ id }) => ({ on: 'claim' as const, id, annotation: annotation.id })),
  );
  const regions = view.readers.flatMap(({ annotation }) =>
    (annotation.body.regions ?? []).map(({ id }) => ({
      on: 'region' as const,
      id,
      annotation: annotation.id,
    })),
  );
  const shared = sharedClaims(view.design, view.item).map(({ id }) => ({ on: 'claim' as const, id }));
  return [ITEM, ...shared, ...own, ...regions];
}

/** What an anchor points at, in words. */
export function anchorTitle(view: Anchored, anchor: CommentAnchor): string {
  if (anchor.on === 'item') return messages.item;
  const reader = view.readers.find((one) => one.annotation.id === anchor.annotation);
  if (anchor.on === 'claim') {
    const own = (reader?.annotation.body.claims ?? []).find((claim) => claim.id === anchor.id);
    if (own) return `${reader?.name ?? ''}: ${own.text}`;
    return sharedClaims(view.design, view.item).find((claim) => claim.id === anchor.id)?.text ?? anchor.id;
  }
  const region = (reader?.annotation.body.regions ?? []).find((one) => one.id === anchor.id);
  const label = region?.label
    ? title(view.design.ontology?.labels, region.label)
    : messages.region(anchor.id);
  return [reader?.name, label].filter(Boolean).join(': ');
}

/** Where it is on the item's page: a claim by its id, a region as `annotation/region`. */
export function placeOf(anchor: CommentAnchor): { claim?: string; region?: string } {
  if (anchor.on === 'claim') return { claim: anchor.id };
  return anchor.on === 'region' ? { region: `${anchor.annotation ?? ''}/${anchor.id}` } : {};
}
