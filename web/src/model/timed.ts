// When claims and regions are: times of the master clock, shared out and put together as words are.
import { claimSet } from './claims';
import { partOf } from './design';
import type { Draft } from './draft';
import { extent } from './time';
import type { Claim, Cue, LinkType, Span, Target, TimeOrder, TimeScope, World } from './types';

/** Whether two stretches lie as a type of link says; the same rule as the server's. */
export function inOrder(order: TimeOrder, from: TimeScope, to: TimeScope): boolean {
  switch (order) {
    case 'before':
      return from.start_ms < to.start_ms;
    case 'after':
      return from.start_ms > to.start_ms;
    case 'during':
      return from.start_ms >= to.start_ms && from.end_ms <= to.end_ms;
  }
}

/** When an end of a link is; nothing for what is no region in time. */
export function extentOf({ regions }: Draft, target: Target): TimeScope | null {
  const region = target.on === 'region' ? regions.find(({ id }) => id === target.id) : undefined;
  return region ? extent(region.selector) : null;
}

/** Whether a type of link may lead from one thing to another as far as their times go. */
export function fitsInTime({ order }: LinkType, draft: Draft, from: Target, to: Target): boolean {
  const [first, second] = [extentOf(draft, from), extentOf(draft, to)];
  return !order || !first || !second || inOrder(order, first, second);
}

/** The smallest stretch around all of them. */
export function hull(times: readonly (TimeScope | null | undefined)[]): TimeScope | null {
  const given = times.filter((time) => time != null);
  if (given.length === 0) return null;
  return {
    start_ms: Math.min(...given.map((time) => time.start_ms)),
    end_ms: Math.max(...given.map((time) => time.end_ms)),
  };
}

/** The one speaker of all that name one; nothing where they differ. */
export function oneSpeaker(speakers: readonly (string | null | undefined)[]): string | null {
  const named = new Set(speakers.filter((speaker) => speaker != null && speaker !== ''));
  return named.size === 1 ? ([...named][0] ?? null) : null;
}

/** A stretch cut in two, as its words are: in proportion to how many characters each half has. */
export function shared(time: TimeScope, before: number, after: number): [TimeScope, TimeScope] {
  const whole = time.end_ms - time.start_ms;
  const cut = time.start_ms + Math.round((whole * before) / Math.max(1, before + after));
  return [
    { start_ms: time.start_ms, end_ms: cut },
    { start_ms: cut, end_ms: time.end_ms },
  ];
}

/** When words of the claim source are said, and by whom: out of its cues, else out of its shared claims. */
export function timeOfSpans(world: World, spans: readonly Span[]): Pick<Claim, 'time' | 'speaker'> {
  const said = cuesOf(world).flatMap((cue) => {
    const part = hull(spans.map((span) => within(cue, span)));
    return part ? [{ ...part, speaker: cue.speaker }] : [];
  });
  const time = hull(said);
  const speaker = oneSpeaker(said.map((each) => each.speaker));
  return { ...(time && { time }), ...(time && speaker && { speaker }) };
}

/** The cues of the claim source, in the order of the text. */
export function cuesOf(world: World): readonly Cue[] {
  const set = claimSet(world);
  const slot = set?.slot ?? world.design.claims?.slot ?? '';
  const part = partOf(world.item, slot, set?.part ?? world.item.slots[slot]?.[0]?.id ?? '');
  if (part?.content === 'text' && part.cues?.length) return part.cues;
  return (set?.claims ?? []).flatMap(({ spans, time, speaker }) => {
    const [first, last] = [spans?.[0], spans?.at(-1)];
    return first && last && time ? [{ start: first.start, end: last.end, ...time, speaker }] : [];
  });
}

/** When the words of a span are said that lie in a cue. */
function within(cue: Cue, span: Span): TimeScope | null {
  const [start, end] = [Math.max(cue.start, span.start), Math.min(cue.end, span.end)];
  if (start >= end) return null;
  const [, rest] = shared(cue, start - cue.start, cue.end - start);
  return shared(rest, end - start, cue.end - end)[0];
}
