// An interval that was begun at the playhead and ends with the next press. It is kept with the draft until then.
import type { Pane, Work } from '../work';

const TOOL = 'interval';

export interface BegunInterval {
  readonly pane: string;
  readonly ms: number;
}

/** What was begun in an item that is opened again. */
export function keptInterval(work: Work): BegunInterval | null {
  const kept = work.unfinished?.begun;
  const [first] = kept?.tool === TOOL ? kept.points : [];
  return kept && first ? { pane: kept.pane, ms: first[0] } : null;
}

export function keepInterval(work: Work, begun: BegunInterval | null): void {
  if (begun) return work.unfinished?.keep({ pane: begun.pane, tool: TOOL, points: [[begun.ms, 0]] });
  if (work.unfinished?.begun?.tool === TOOL) work.unfinished.keep(null);
}

export function paneOf(work: Work, key: string): Pane | undefined {
  return work.panes.find((pane) => pane.key === key);
}
