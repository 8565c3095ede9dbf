// Reads the first row of a table that was dropped, to show it before anything is sent.

export type Row = Record<string, unknown>;

/** As much of a file as a first row may take. */
const HEAD_BYTES = 256 * 1024;

/** The first two records of a CSV text: fields may be quoted and then hold commas and line ends. */
function records(text: string, separator: string): string[][] {
  const found: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length && found.length < 2; at += 1) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === separator) {
      row.push(field);
      field = '';
    } else if (char === '\n') {
      row.push(field.replace(/\r$/, ''));
      found.push(row);
      row = [];
      field = '';
    } else field += char;
  }
  if (found.length < 2 && (field !== '' || row.length > 0)) found.push([...row, field]);
  return found;
}

function separator(line: string): string {
  const count = (mark: string) => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

export function firstCsvRow(text: string): Row | null {
  const content = text.replace(/^\ufeff/, '');
  const [head, first] = records(content, separator(content.split('\n', 1)[0] ?? ''));
  if (!head || !first) return null;
  return Object.fromEntries(head.map((name, index) => [name.trim(), first[index] ?? '']));
}

/** A row of JSON lines; what stands in `slots` counts as columns. */
export function firstJsonRow(text: string): Row | null {
  const line = text.split('\n').find((one) => one.trim() !== '');
  if (line === undefined) return null;
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null) return null;
    const slots: unknown = Reflect.get(row, 'slots');
    return { ...row, ...(typeof slots === 'object' ? slots : {}) };
  } catch {
    return null;
  }
}

/** The first row of a table, or nothing when the file is no table. */
export async function firstRow(file: File): Promise<Row | null> {
  const text = () => file.slice(0, HEAD_BYTES).text();
  if (/\.(csv|tsv)$/i.test(file.name)) return firstCsvRow(await text());
  if (/\.(jsonl|ndjson)$/i.test(file.name)) return firstJsonRow(await text());
  return null;
}
