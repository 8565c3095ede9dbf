// Between positions in the text and positions in the page. Every piece carries its first position in `data-start`.

/** The text position of a place in the page; nothing outside of the text. */
export function positionOf(host: HTMLElement, node: Node, offset: number): number | null {
  if (!host.contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE) {
    const start = startOf(node.parentElement?.closest('[data-start]') ?? null);
    return start === null ? null : start + offset;
  }
  const child = node.childNodes[offset];
  const piece =
    child instanceof Element ? (child.closest('[data-start]') ?? child.querySelector('[data-start]')) : null;
  const before = startOf(piece);
  if (before !== null) return before;
  const all = host.querySelectorAll<HTMLElement>('[data-start]');
  const last = [...all].findLast(
    (each) => node.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_CONTAINED_BY,
  );
  const start = startOf(last ?? null);
  return start === null ? null : start + (last?.textContent?.length ?? 0);
}

function startOf(piece: Element | null): number | null {
  const start = piece?.getAttribute('data-start');
  return start == null ? null : Number(start);
}

/** The place in the page of a text position. */
export function placeOf(host: HTMLElement, position: number): { node: Node; offset: number } | null {
  const all = host.querySelectorAll<HTMLElement>('[data-start]');
  let low = 0;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((startOf(all[middle] ?? null) ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  const node = all[low]?.firstChild;
  const start = startOf(all[low] ?? null) ?? 0;
  if (!node) return null;
  return { node, offset: Math.min(position - start, node.textContent?.length ?? 0) };
}

/** A range in the page for a range of the text. */
export function pageRange(host: HTMLElement, start: number, end: number): Range | null {
  const from = placeOf(host, start);
  const to = placeOf(host, end);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

/** The text position at a point of the screen. */
export function positionAt(host: HTMLElement, x: number, y: number): number | null {
  if ('caretPositionFromPoint' in document) {
    const found = document.caretPositionFromPoint(x, y);
    return found ? positionOf(host, found.offsetNode, found.offset) : null;
  }
  return null;
}
