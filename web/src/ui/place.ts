// Where a floating thing goes: below its anchor, above when there is no room, always inside the window.
export interface Placement {
  left: number;
  top: number;
}

const GAP = 4;
const MARGIN = 8;

/** The top left corner of `panel`, beside `anchor`, starting (or ending) at the same edge. */
export function placement(anchor: DOMRect, panel: DOMRect, align: 'start' | 'end' | 'center'): Placement {
  const rtl = document.documentElement.dir === 'rtl';
  const atLeft = align === 'center' ? null : (align === 'start') !== rtl;
  const wanted =
    atLeft === null
      ? anchor.left + anchor.width / 2 - panel.width / 2
      : atLeft
        ? anchor.left
        : anchor.right - panel.width;
  const below = anchor.bottom + GAP;
  const above = anchor.top - GAP - panel.height;
  const fits = below + panel.height <= innerHeight - MARGIN || above < MARGIN;
  return {
    left: Math.max(MARGIN, Math.min(wanted, innerWidth - panel.width - MARGIN)),
    top: Math.max(MARGIN, fits ? Math.min(below, innerHeight - panel.height - MARGIN) : above),
  };
}
