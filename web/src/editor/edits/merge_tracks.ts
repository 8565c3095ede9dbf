// Makes one track of two that show the same thing; what pointed at the other points at the one that stays.
import type { Draft, DraftEvidence } from '../../model/draft';
import { targetKey } from '../../model/targets';
import type { Keyframe, Link, Target } from '../../model/types';
import { inserted, keyframesOf, tidied } from './track_of';

export interface MergeTracks {
  readonly kind: 'merge_tracks';
  readonly into: string;
  readonly from: string;
  /** The frame after the earlier one's last, where the later one begins later than that: in between nothing is there. */
  readonly gap: { readonly time_ms: number; readonly frame: number } | null;
}

export function mergeTracks(draft: Draft, { into, from, gap }: MergeTracks): Draft {
  const at = draft.regions.findIndex((region) => region.id === into);
  const [one, other] = [draft.regions[at], draft.regions.find((region) => region.id === from)];
  const [mine, theirs] = [keyframesOf(one), keyframesOf(other)];
  if (!one || !other || !mine || !theirs || into === from) return draft;
  if (one.slot !== other.slot || one.part !== other.part) return draft;
  if (mine[0]?.shape.type !== theirs[0]?.shape.type) return draft;
  const merged = { ...one, selector: { type: 'track', keyframes: joined(mine, theirs, gap) } } as const;
  const moved = (target: Target): Target =>
    target.on === 'region' && target.id === from ? { on: 'region', id: into } : target;
  const about = (target: Target) => target.on === 'region' && target.id === from;
  return {
    ...draft,
    regions: draft.regions.with(at, merged).filter((region) => region.id !== from),
    verdicts: draft.verdicts.map((verdict) => repointed(verdict, from, into)),
    omissions: draft.omissions.map((omission) => repointed(omission, from, into)),
    links: distinct(draft.links.map((link) => ({ ...link, from: moved(link.from), to: moved(link.to) }))),
    answers: draft.answers.filter((answer) => !about(answer.target)),
  };
}

/** The keyframes of both; where both are, those of the first are right. */
function joined(mine: readonly Keyframe[], theirs: readonly Keyframe[], gap: MergeTracks['gap']) {
  const [from, to] = [mine[0]?.time_ms ?? 0, mine.at(-1)?.time_ms ?? 0];
  const outer = theirs.filter((each) => each.time_ms < from || each.time_ms > to);
  const all = outer.reduce((keyframes, each) => inserted(keyframes, each), mine);
  if (!gap) return all;
  const before = all.findLast((each) => each.time_ms < gap.time_ms);
  if (!before || all.some((each) => each.time_ms === gap.time_ms)) return all;
  return inserted(all, tidied({ ...before, ...gap, outside: true, attributes: {} }));
}

function repointed<T extends { readonly evidence: readonly DraftEvidence[] }>(
  judged: T,
  from: string,
  into: string,
): T {
  const has = (id: string) => judged.evidence.some((entry) => 'region' in entry && entry.region === id);
  if (!has(from)) return judged;
  const known = has(into);
  const evidence = judged.evidence.flatMap((entry) => {
    if (!('region' in entry) || entry.region !== from) return [entry];
    return known ? [] : [{ ...entry, region: into }];
  });
  return { ...judged, evidence };
}

/** Without links that lead from a thing to itself or that are there twice. */
function distinct(links: readonly Link[]): Link[] {
  const known = new Set<string>();
  return links.filter(({ type, from, to }) => {
    const key = `${type} ${targetKey(from)} ${targetKey(to)}`;
    if (targetKey(from) === targetKey(to) || known.has(key)) return false;
    known.add(key);
    return true;
  });
}
