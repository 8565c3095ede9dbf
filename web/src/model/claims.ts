// The list of claims that is judged: the shared ones and the annotator's own, in the order of the text.
import { aspectsOf, verdictValue } from './design';
import type { Draft } from './draft';
import type { Claim, ClaimSet, World } from './types';

export interface ClaimRow {
  readonly claim: Claim;
  /** Made by the annotator. */
  readonly own: boolean;
  /** As shown, from 1. */
  readonly number: number;
  /** How many parents stand above it. */
  readonly depth: number;
  /** Aspect → the claim above whose verdict makes this one not applicable by rule. */
  readonly failedBy: Readonly<Record<string, string>>;
}

/** The shared decomposition that is worked on. */
export function claimSet(world: World): ClaimSet | undefined {
  const sets = world.item.claim_sets ?? [];
  return sets.find((set) => set.slot === world.design.claims?.slot) ?? sets[0];
}

/** Every claim that takes part, dropped ones left out. */
export function claimRows(world: World, draft: Draft): readonly ClaimRow[] {
  if (!world.design.claims) return [];
  const shared = claimSet(world)?.claims ?? [];
  const dropped = new Set(draft.dropped);
  const placed = [
    ...shared.map((claim, index) => ({ claim, own: false, at: index, then: -1 })),
    ...draft.claims.map((claim, index) => ({ claim, own: true, at: anchor(claim, shared), then: index })),
  ];
  placed.sort((a, b) => a.at - b.at || a.then - b.then);
  const kept = placed.filter((entry) => entry.own || !dropped.has(entry.claim.id));
  const family = new Family(
    world,
    draft,
    kept.map((entry) => entry.claim),
  );
  return kept.map(({ claim, own }, index) => ({
    claim,
    own,
    number: index + 1,
    depth: family.depth(claim),
    failedBy: family.failedBy(claim),
  }));
}

/** Shared claims that were dropped and that no own claim replaces. */
export function merelyDropped(world: World, draft: Draft): Claim[] {
  const replaced = new Set(draft.claims.flatMap((claim) => claim.from ?? []));
  const shared = claimSet(world)?.claims ?? [];
  return shared.filter((claim) => draft.dropped.includes(claim.id) && !replaced.has(claim.id));
}

/** Behind which shared claim an own one stands: where it comes from, else by its place in the text. */
function anchor(claim: Claim, shared: readonly Claim[]): number {
  const origins = (claim.from ?? []).map((id) => shared.findIndex((other) => other.id === id));
  const found = origins.filter((index) => index >= 0);
  if (found.length > 0) return Math.min(...found);
  const start = claim.spans?.[0]?.start;
  if (start === undefined) return shared.length;
  const before = shared.filter((other) => (other.spans?.[0]?.start ?? Infinity) <= start);
  return before.length - 0.5;
}

/** Whether the claim is not applicable by rule under every aspect, so that nothing is left to judge. */
export function isRuledOut(world: World, row: ClaimRow): boolean {
  const rules = world.design.claims;
  return rules != null && aspectsOf(rules).every((aspect) => row.failedBy[aspect.id] !== undefined);
}

/** Parents and what follows from their failure. A parent that was replaced lives on in what replaced it. */
class Family {
  private readonly byId: ReadonlyMap<string, Claim>;
  /** `aspect claim` of every verdict that makes children not applicable. */
  private readonly failed = new Set<string>();
  private readonly aspects: readonly string[];

  constructor(
    world: World,
    draft: Draft,
    private readonly claims: readonly Claim[],
  ) {
    this.byId = new Map(claims.map((claim) => [claim.id, claim]));
    const rules = world.design.claims;
    this.aspects = rules ? aspectsOf(rules).map((aspect) => aspect.id) : [];
    for (const verdict of draft.verdicts) {
      const value = verdictValue(rules, verdict.value);
      if (value?.fails_children || value?.not_applicable) {
        this.failed.add(`${verdict.aspect} ${verdict.claim}`);
      }
    }
  }

  depth(claim: Claim, seen: readonly string[] = []): number {
    const parents = this.parents(claim).filter((parent) => !seen.includes(parent.id));
    if (parents.length === 0) return 0;
    return 1 + Math.max(...parents.map((parent) => this.depth(parent, [...seen, claim.id])));
  }

  failedBy(claim: Claim): Record<string, string> {
    const found: Record<string, string> = {};
    if (!claim.parents?.length) return found;
    for (const aspect of this.aspects) {
      const parent = this.failing(claim, aspect, []);
      if (parent !== null) found[aspect] = parent;
    }
    return found;
  }

  private failing(claim: Claim, aspect: string, seen: readonly string[]): string | null {
    for (const parent of this.parents(claim)) {
      if (seen.includes(parent.id)) continue;
      if (this.failed.has(`${aspect} ${parent.id}`)) return parent.id;
      const above = this.failing(parent, aspect, [...seen, claim.id]);
      if (above !== null) return above;
    }
    return null;
  }

  private parents(claim: Claim): Claim[] {
    return (claim.parents ?? []).flatMap((id) => {
      const parent = this.byId.get(id);
      if (parent) return [parent];
      return this.claims.filter((other) => other.id !== claim.id && other.from?.includes(id));
    });
  }
}
