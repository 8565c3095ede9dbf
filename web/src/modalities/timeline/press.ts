// What is under the pointer: the ruler, an edge, a keyframe, a mark, or room to draw in.
import type { TimelineMark } from './contract';
import type { Scale } from './scale';
import { RULER_PX, type Band, type Stack } from './stack';

/** How near the pointer has to come to take hold of something. */
export const NEAR_PX = 6;

export type Press =
  | { readonly on: 'ruler' }
  | { readonly on: 'edge'; readonly mark: TimelineMark; readonly edge: 'start' | 'end' }
  | { readonly on: 'keyframe'; readonly mark: TimelineMark; readonly ms: number }
  | { readonly on: 'mark'; readonly mark: TimelineMark }
  | { readonly on: 'lane'; readonly band: Band; readonly group: string | null }
  | { readonly on: 'nothing' };

export function pressAt(
  scale: Scale,
  stack: Stack,
  selected: ReadonlySet<string>,
  x: number,
  y: number,
  scrollTop: number,
): Press {
  if (y < RULER_PX) return { on: 'ruler' };
  const found = stack.at(y - RULER_PX + scrollTop);
  if (!found) return { on: 'nothing' };
  const { band, row } = found;
  const mark = row?.is.at(scale.ms(x), NEAR_PX * scale.view.msPerPx) ?? null;
  if (!mark) return { on: 'lane', band, group: row?.is.group ?? null };
  if (mark.locked) return { on: 'mark', mark };
  if (mark.keyframes) {
    const near = mark.keyframes.find((ms) => Math.abs(scale.x(ms) - x) <= NEAR_PX);
    return near !== undefined && selected.has(mark.id)
      ? { on: 'keyframe', mark, ms: near }
      : { on: 'mark', mark };
  }
  const [left, right] = [scale.x(mark.startMs), scale.x(mark.endMs)];
  // Between two close edges there is still a middle to take hold of; a point event has no edges.
  const reach = mark.startMs === mark.endMs ? -1 : Math.min(NEAR_PX, Math.max(2, (right - left) / 3));
  if (Math.abs(x - left) <= reach) return { on: 'edge', mark, edge: 'start' };
  if (Math.abs(x - right) <= reach) return { on: 'edge', mark, edge: 'end' };
  return { on: 'mark', mark };
}
