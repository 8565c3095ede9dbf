// The cutting of polygons: fetched while nothing else happens, or at the latest when a hole is begun.
export type Cutting = typeof import('../../../model/geometry/cut');

let cutting: Cutting | null = null;

/** What has been fetched already. */
export const fetchedCutting = (): Cutting | null => cutting;

export async function fetchCutting(): Promise<Cutting> {
  cutting ??= await import('../../../model/geometry/cut');
  return cutting;
}
