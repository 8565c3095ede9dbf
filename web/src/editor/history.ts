// Undo and redo without limit: former values, which share with each other everything that did not change.
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last step belongs to: steps of one gesture are undone together. */
  readonly gesture: string | null;
}

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [], gesture: null };
}

/** The history with one more step; none where nothing changed. */
export function step<T>(history: History<T>, present: T, gesture: string | null = null): History<T> {
  if (present === history.present) return history;
  const merges = gesture !== null && gesture === history.gesture && history.past.length > 0;
  const past = merges ? history.past : [...history.past, history.present];
  return { past, present, future: [], gesture };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: before, future, gesture: null };
}

export function redone<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, gesture: null };
}
