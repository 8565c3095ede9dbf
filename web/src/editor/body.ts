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
  const known = Object.entries(EMPTY_DRAFT).every(([key, empty]) => {
    const given: unknown = Reflect.get(value, key);
    return Array.isArray(empty) ? Array.isArray(given) : typeof given === typeof empty;
  });
  const regions: unknown = Reflect.get(value, 'regions');
  return (
    known && Array.isArray(regions) && regions.every((region) => isRecord(region) && isPlace(region.selector))
  );
}

/** What lies in time is drawn in every frame, so its times are numbers and in their order. */
function isPlace(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { keyframes } = value;
  switch (value.type) {
    case 'interval':
      return isTime(value.start_ms) && isTime(value.end_ms) && value.start_ms <= value.end_ms;
    case 'track':
      return Array.isArray(keyframes) && keyframes.length > 0 && keyframes.every(isKeyframe);
    default:
      return typeof value.type === 'string';
  }
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value);

function isKeyframe(value: unknown, at: number, all: readonly unknown[]): boolean {
  if (!isRecord(value) || !isRecord(value.shape) || !isTime(value.time_ms) || !isTime(value.frame))
    return false;
  const { type, points } = value.shape;
  const shaped = type === 'box' ? isBox(value.shape) : Array.isArray(points) && points.every(isPoint);
  const before = all[at - 1];
  return shaped && (!isRecord(before) || (isTime(before.time_ms) && before.time_ms < value.time_ms));
}

const isBox = (shape: Record<string, unknown>) =>
  [shape.x, shape.y, shape.width, shape.height, shape.rotation].every((each) => Number.isFinite(each));
