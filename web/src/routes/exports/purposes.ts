// What people export for, and the formats that serve it, as the catalog says.
import type { Catalog } from '../../api/types';

export type Format = Catalog['formats'][number];

/** The formats of a purpose. */
export function formats(catalog: Catalog, purpose: string): Format[] {
  return catalog.formats.filter((format) => format.export && format.purposes.includes(purpose));
}

/** Every purpose that some format serves, the most general first, as the formats name them. */
export function purposes(catalog: Catalog): string[] {
  return [...new Set(catalog.formats.filter((format) => format.export).flatMap((format) => format.purposes))];
}
