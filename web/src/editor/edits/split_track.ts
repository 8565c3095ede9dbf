// Makes two tracks of one: the first ends with the frame before, the second begins at the frame.
import type { Draft, DraftEvidence } from '../../model/draft';
import { keyframeBefore, shapeAt } from '../../model/track';
import type { Attributes, Keyframe } from '../../model/types';
import { inserted, keyframesOf, tidied } from './track_of';

interface At {
  readonly time_ms: number;
  readonly frame: number;
}

export interface SplitTrack {
  readonly kind: 'split_track';
  readonly region: string;
  /** The id of the second track. */
  readonly second: string;
  readonly at: At;
  /** The frame before, with which the first one ends. */
  readonly before: At;
}

export function splitTrack(draft: Draft, { region: id, second, at, before }: SplitTrack): Draft {
  const index = draft.regions.findIndex((region) => region.id === id);
  const region = draft.regions[index];
  const keyframes = keyframesOf(region);
  if (!region || !keyframes) return draft;
  const head = ended(keyframes, before);
  const tail = begun(keyframes, at);
  if (head.length === 0 || tail.length === 0) return draft;
  const halves = [head, tail].map((part) => ({ type: 'track', keyframes: part }) as const);
  const [one, other] = [
    { ...region, selector: halves[0]! },
    { ...region, id: second, selector: halves[1]! },
  ];
  const both = <T extends { readonly evidence: readonly DraftEvidence[] }>(judged: T): T => {
    const same = judged.evidence.find((entry) => 'region' in entry && entry.region === id);
    return same ? { ...judged, evidence: [...judged.evidence, { ...same, region: second }] } : judged;
  };
  const said = draft.answers.filter(({ target }) => target.on === 'region' && target.id === id);
  return {
    ...draft,
    regions: draft.regions.toSpliced(index, 1, one, other),
    verdicts: draft.verdicts.map(both),
    omissions: draft.omissions.map(both),
    answers: [
      ...draft.answers,
      ...said.map((answer) => ({ ...answer, target: { on: 'region' as const, id: second } })),
    ],
  };
}

/** The keyframes up to a frame, with one at the frame where the thing is in sight there. */
function ended(keyframes: readonly Keyframe[], at: At): readonly Keyframe[] {
  const kept = keyframes.filter((each) => each.time_ms <= at.time_ms);
  const shape = shapeAt(keyframes, at.time_ms);
  const last = kept.at(-1);
  if (!shape || !last || last.time_ms === at.time_ms) return kept;
  return inserted(kept, tidied({ ...last, ...at, shape, attributes: {} }));
}

/** The keyframes from a frame on, with one at the frame where the thing is in sight there; what held goes on to hold. */
function begun(keyframes: readonly Keyframe[], at: At): readonly Keyframe[] {
  const kept = keyframes.filter((each) => each.time_ms >= at.time_ms);
  const index = keyframeBefore(keyframes, at.time_ms);
  const before = keyframes[index];
  const held: Attributes = Object.assign({}, ...keyframes.slice(0, index + 1).map((each) => each.attributes));
  const shape = shapeAt(keyframes, at.time_ms);
  const first = kept[0];
  if (shape && before && first?.time_ms !== at.time_ms) {
    return inserted(kept, tidied({ ...before, ...at, shape, attributes: held }));
  }
  return first ? kept.with(0, tidied({ ...first, attributes: { ...held, ...first.attributes } })) : kept;
}
