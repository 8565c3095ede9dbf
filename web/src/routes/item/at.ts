// Where on an item a link points: a time of its master clock, a region, a claim.

/** What stands behind `?` in the address of an item. */
export interface At extends Record<string, string | undefined> {
  /** Milliseconds of the item's master clock. */
  t?: string;
  /** `annotation/region`. */
  region?: string;
  /** The id of a claim. */
  claim?: string;
}

/** The time, where the link names one that makes sense. */
export function timeOf(at: At): number | null {
  return at.t !== undefined && /^\d+$/.test(at.t) ? Number(at.t) : null;
}

/** The regions to light up. */
export function regionsOf(at: At): ReadonlySet<string> {
  return new Set(at.region ? [at.region] : []);
}

/** The address of a place on an item. */
export function addressOf(
  slug: string,
  item: string,
  spot: { t_ms?: number | null; region?: string | null; claim?: string | null },
): string {
  const query = new URLSearchParams();
  if (spot.t_ms != null) query.set('t', String(Math.max(0, spot.t_ms)));
  if (spot.region) query.set('region', spot.region);
  if (spot.claim) query.set('claim', spot.claim);
  const words = query.toString();
  return `/p/${slug}/items/${item}${words === '' ? '' : `?${words}`}`;
}

/** A time as a player shows it, to the millisecond: `1:02.345`. */
export function clock(ms: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${two(seconds % 60)}.${String(Math.floor(ms) % 1000).padStart(3, '0')}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
