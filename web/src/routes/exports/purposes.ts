// Sorts the formats of the catalog by what people want them for.
import type { Catalog } from '../../api/types';

export type Format = Catalog['formats'][number];
export type Purpose = 'keep' | 'table' | 'tools';

export const PURPOSES: readonly Purpose[] = ['keep', 'table', 'tools'];
const TABLES: readonly string[] = ['csv', 'tsv', 'parquet', 'xlsx', 'arrow'];

/** A format that loses nothing is for keeping; tables are for analysis; the rest speaks the words of a tool. */
export function purpose(format: Format): Purpose {
  if (format.extensions.some((extension) => TABLES.includes(extension.replace(/^\./, '')))) return 'table';
  return format.lossy ? 'tools' : 'keep';
}

export function formats(catalog: Catalog, wanted: Purpose): Format[] {
  return catalog.formats.filter((format) => format.export && purpose(format) === wanted);
}
