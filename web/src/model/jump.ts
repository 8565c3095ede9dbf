// Places in the workbench that something is missing or wrong at, and that can be jumped to.
import type { Annotation, Problem, Target } from './types';

export type Field =
  | 'value'
  | 'reason'
  | 'evidence'
  | 'error'
  | 'severity'
  | 'correction'
  | 'offset_ms'
  | 'start'
  | 'end'
  | 'speaker'
  | 'rationale'
  | 'text'
  | 'confidence'
  | 'kind'
  | 'polarity'
  | 'certainty'
  | `attribute:${string}`
  | `axis:${string}`;

export type Jump =
  | { readonly to: 'claim'; readonly id: string; readonly aspect: string; readonly field: Field }
  | { readonly to: 'omission'; readonly id: string; readonly field: Field }
  | { readonly to: 'question'; readonly question: string; readonly target: Target }
  | { readonly to: 'region'; readonly id: string; readonly attribute: string | null }
  | { readonly to: 'link'; readonly id: string }
  /** A shape that is not finished, on the medium of this `slot/part`. */
  | { readonly to: 'shape'; readonly pane: string }
  | { readonly to: 'item' };

/** Something that has to be done before an item can be submitted. */
export interface Missing {
  readonly message: string;
  readonly jump: Jump;
}

/** Where in the workbench a refusal of the server points to. */
export function jumpOf(problem: Problem, annotation: Annotation): Jump {
  const [list, which = '', ...rest] = problem.at ?? [];
  const index = Number(which);
  switch (list) {
    case 'verdicts': {
      const verdict = annotation.verdicts?.[index];
      const id = verdict?.claim ?? which;
      return { to: 'claim', id, aspect: verdict?.aspect ?? 'default', field: fieldOf(rest) };
    }
    case 'omissions': {
      const omission = annotation.omissions?.[index];
      return omission ? { to: 'omission', id: omission.id, field: fieldOf(rest) } : { to: 'item' };
    }
    case 'regions': {
      const region = annotation.regions?.[index];
      const attribute = rest[0] === 'attributes' ? (rest[1] ?? null) : null;
      return region ? { to: 'region', id: region.id, attribute } : { to: 'item' };
    }
    case 'claims': {
      const claim = annotation.claims?.[index];
      return claim
        ? { to: 'claim', id: claim.id, aspect: 'default', field: claimField(rest) }
        : { to: 'item' };
    }
    case 'links': {
      const link = annotation.links?.[index];
      return link ? { to: 'link', id: link.id } : { to: 'item' };
    }
    case 'answers': {
      const answer = annotation.answers?.[index];
      return {
        to: 'question',
        question: answer?.question ?? which,
        target: answer?.target ?? { on: 'item' },
      };
    }
    default:
      return { to: 'item' };
  }
}

/** The field of an own claim at the end of a path. */
function claimField([first, second]: readonly string[]): Field {
  return first === 'attributes'
    ? `attribute:${second ?? ''}`
    : (FIELDS.find((field) => field === first) ?? 'text');
}

/** The field of a verdict or an omission at the end of a path. */
function fieldOf(path: readonly string[]): Field {
  const axis = path.indexOf('axes');
  if (axis >= 0) return `axis:${path[axis + 1] ?? ''}`;
  const attribute = path.indexOf('attributes');
  if (attribute >= 0) return `attribute:${path[attribute + 1] ?? ''}`;
  for (const step of [...path].reverse()) {
    if (step === 'errors' || step === 'type') return 'error';
    const known = FIELDS.find((field) => field === step);
    if (known) return known;
  }
  return 'value';
}

const FIELDS: readonly Field[] = [
  'value',
  'reason',
  'evidence',
  'severity',
  'correction',
  'rationale',
  'text',
  'confidence',
  'kind',
  'polarity',
  'certainty',
  'offset_ms',
];
