// What is saved of unfinished work: the draft, the id that its submission will carry, and the active time.
import { EMPTY_DRAFT, type Draft, type Unfinished } from '../model/draft';
import { ulid } from './ulid';

export interface DraftBody {
  readonly v: 1;
  readonly draft: Draft;
  /** The submission keeps its id through crashes, so that it can arrive only once. */
  readonly annotation: string;
  readonly active_ms: number;
  /** Begun with the pen, not finished. */
  readonly unfinished?: Unfinished | null;
}

export function newBody(draft: Draft = EMPTY_DRAFT): DraftBody {
  return { v: 1, draft, annotation: ulid(), active_ms: 0, unfinished: null };
}

/** A saved body; nothing when it is of no known form. */
export function readBody(body: unknown): DraftBody | null {
  if (!isRecord(body) || body.v !== 1 || !isRecord(body.draft)) return null;
  if (typeof body.annotation !== 'string' || typeof body.active_ms !== 'number') return null;
  const draft: Record<string, unknown> = { ...EMPTY_DRAFT, ...body.draft };
  if (!isDraft(draft)) return null;
  const unfinished = readUnfinished(body.unfinished);
  return { v: 1, draft, annotation: body.annotation, active_ms: body.active_ms, unfinished };
}

function readUnfinished(value: unknown): Unfinished | null {
  if (!isRecord(value) || !Array.isArray(value.points)) return null;
  const { pane, tool } = value;
  const points = value.points.filter(isPoint);
  if (typeof pane !== 'string' || typeof tool !== 'string' || points.length === 0) return null;
  return { pane, tool, points };
}

function isPoint(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((each) => Number.isFinite(each));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Bodies are written by this editor alone; this catches other versions, not forgeries. */
function isDraft(value: object): value is Draft {
  return Object.entries(EMPTY_DRAFT).every(([key, empty]) => {
    const given: unknown = Reflect.get(value, key);
    return Array.isArray(empty) ? Array.isArray(given) : typeof given === typeof empty;
  });
}
