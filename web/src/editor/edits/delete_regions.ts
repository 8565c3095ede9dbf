// Deletes regions with everything that pointed at them: evidence, links, answers.
import type { Draft, DraftEvidence } from '../../model/draft';
import type { Target } from '../../model/types';

export interface DeleteRegions {
  readonly kind: 'delete_regions';
  readonly ids: readonly string[];
}

export function deleteRegions(draft: Draft, { ids }: DeleteRegions): Draft {
  const gone = new Set(ids);
  const points = (target: Target) => target.on === 'region' && gone.has(target.id);
  const links = draft.links.filter((link) => !points(link.from) && !points(link.to));
  const unlinked = new Set(draft.links.filter((link) => !links.includes(link)).map((link) => link.id));
  const asked = (target: Target) => points(target) || (target.on === 'link' && unlinked.has(target.id));
  const stripped = <T extends { readonly evidence: readonly DraftEvidence[] }>(judged: T): T => {
    const evidence = judged.evidence.filter((entry) => !('region' in entry) || !gone.has(entry.region));
    return evidence.length === judged.evidence.length ? judged : { ...judged, evidence };
  };
  return {
    ...draft,
    regions: draft.regions.filter((region) => !gone.has(region.id)),
    verdicts: draft.verdicts.map(stripped),
    omissions: draft.omissions.map(stripped),
    links,
    answers: draft.answers.filter((answer) => !asked(answer.target)),
  };
}
