// Reads anew what of a long list is in view, and nothing else: a list of which twenty pages were loaded costs one request.
import type { ItemPage, ItemRow } from '../../api/types';

export interface Pages {
  pages: ItemPage[];
  /** The key behind which each page begins. */
  pageParams: (string | null)[];
}

/** The first and the last row in view. */
export interface View {
  readonly first: number;
  readonly last: number;
}

/** The first and the last page in view. */
export function pagesIn(pages: readonly ItemPage[], view: View): { from: number; to: number } {
  const ends: number[] = [];
  for (const page of pages) ends.push((ends.at(-1) ?? 0) + page.items.length);
  const holding = (row: number) => {
    const found = ends.findIndex((end) => row < end);
    return Math.max(0, found < 0 ? pages.length - 1 : found);
  };
  return { from: holding(view.first), to: holding(view.last) };
}

/** The newest sequence number of any page. */
export function newest(pages: readonly ItemPage[]): number {
  return Math.max(0, ...pages.map((page) => page.seq));
}

/** Whether a page in view is older than another one. */
export function isStale(pages: readonly ItemPage[], view: View): boolean {
  const { from, to } = pagesIn(pages, view);
  const seq = newest(pages);
  return pages.slice(from, to + 1).some((page) => page.seq < seq);
}

/**
 * The list with the pages in view read anew. Those above stay as they are until they come into view; those below are
 * forgotten, because they follow on pages that may have changed, and are loaded again when they are reached.
 */
export async function reread(
  { pages, pageParams }: Pages,
  view: View,
  read: (after: string | null) => Promise<ItemPage>,
): Promise<Pages> {
  const { from, to } = pagesIn(pages, view);
  const fresh: ItemPage[] = [];
  const params: (string | null)[] = [];
  let after = pageParams[from] ?? null;
  for (let at = from; at <= to; at += 1) {
    const page = await read(after);
    fresh.push(page);
    params.push(after);
    after = page.next ?? null;
    if (after === null) break;
  }
  return {
    pages: [...pages.slice(0, from), ...fresh],
    pageParams: [...pageParams.slice(0, from), ...params],
  };
}

/** The rows of all pages; one that has moved to a page read later stands where it is met first. */
export function rowsOf(pages: readonly ItemPage[]): ItemRow[] {
  const rows = new Map<string, ItemRow>();
  for (const row of pages.flatMap((page) => page.items)) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}
