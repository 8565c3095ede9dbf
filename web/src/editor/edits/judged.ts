// Shared by the edits of verdicts and omissions: changes one of them and leaves the others as they are.
import {
  emptyOmission,
  emptyVerdict,
  type Draft,
  type DraftEvidence,
  type DraftOmission,
  type DraftVerdict,
  type Judged,
} from '../../model/draft';

/** Changes a verdict, which begins empty where there was none. */
export function withVerdict(
  draft: Draft,
  claim: string,
  aspect: string,
  change: (verdict: DraftVerdict) => DraftVerdict,
): Draft {
  const at = draft.verdicts.findIndex((verdict) => verdict.claim === claim && verdict.aspect === aspect);
  const before = draft.verdicts[at];
  if (!before) {
    return { ...draft, verdicts: [...draft.verdicts, change(emptyVerdict(claim, aspect))] };
  }
  return { ...draft, verdicts: draft.verdicts.with(at, change(before)) };
}

export function withOmission(
  draft: Draft,
  id: string,
  change: (omission: DraftOmission) => DraftOmission,
): Draft {
  const at = draft.omissions.findIndex((omission) => omission.id === id);
  const before = draft.omissions[at] ?? emptyOmission(id);
  const omissions = at < 0 ? [...draft.omissions, change(before)] : draft.omissions.with(at, change(before));
  return { ...draft, omissions };
}

export function withEvidence(
  draft: Draft,
  judged: Judged,
  change: (evidence: readonly DraftEvidence[]) => readonly DraftEvidence[],
): Draft {
  return judged.on === 'omission'
    ? withOmission(draft, judged.id, (omission) => ({ ...omission, evidence: change(omission.evidence) }))
    : withVerdict(draft, judged.id, judged.aspect, (verdict) => ({
        ...verdict,
        evidence: change(verdict.evidence),
      }));
}

/** The evidence with a region; an explicit absence gives way to it. */
export function joined(evidence: readonly DraftEvidence[], region: string): readonly DraftEvidence[] {
  if (evidence.some((entry) => 'region' in entry && entry.region === region)) return evidence;
  return [...evidence.filter((entry) => 'region' in entry), { region }];
}
