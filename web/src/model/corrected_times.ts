// The cues whose times the draft changes: those that come too late or too early, and those that were left out.
import { claimRows } from './claims';
import { aspectsOf, offsetOf, verdictValue } from './design';
import { evidenceRegions, verdictOf, type Draft } from './draft';
import { extentOf, hull } from './timed';
import type { Claim, TimeScope, World } from './types';

export interface CorrectedCue {
  /** As the claims are numbered; null for what was left out. */
  readonly number: number | null;
  readonly text: string;
  readonly before: TimeScope | null;
  readonly after: TimeScope;
}

export function moved({ start_ms, end_ms }: TimeScope, by: number): TimeScope {
  return { start_ms: start_ms + by, end_ms: end_ms + by };
}

/** By how much a claim comes too late in the eyes of this draft; the first error that says so counts. */
export function lateness(world: World, draft: Draft, claim: Claim): number | null {
  const rules = world.design.claims;
  if (!rules) return null;
  for (const { id } of aspectsOf(rules)) {
    const verdict = verdictOf(draft, claim.id, id);
    const value = verdictValue(rules, verdict?.value ?? null);
    if (!verdict || !value || value.error === 'forbidden') continue;
    for (const error of verdict.errors) {
      const offset = offsetOf(rules, error);
      if (offset !== null) return offset;
    }
  }
  return null;
}

/** In the order of their right times. */
export function correctedCues(world: World, draft: Draft): CorrectedCue[] {
  const late = claimRows(world, draft).flatMap(({ claim, number }): CorrectedCue[] => {
    const offset = lateness(world, draft, claim);
    if (!claim.time || !offset) return [];
    return [{ number, text: claim.text, before: claim.time, after: moved(claim.time, -offset) }];
  });
  const added = draft.omissions.flatMap((omission): CorrectedCue[] => {
    const after = omissionTime(draft, omission.id);
    return after && omission.text.trim() ? [{ number: null, text: omission.text, before: null, after }] : [];
  });
  return [...late, ...added].sort((a, b) => a.after.start_ms - b.after.start_ms);
}

/** When something that was left out is to be heard or seen. */
export function omissionTime(draft: Draft, id: string): TimeScope | null {
  const omission = draft.omissions.find((each) => each.id === id);
  const regions = evidenceRegions(omission?.evidence ?? []);
  return hull(regions.map((region) => extentOf(draft, { on: 'region', id: region })));
}
