// Builds the first item out of files that were dropped, so that the preview shows the user's own data.
import type { components } from '../../api/schema';
import type { Design, PartUrls, Item } from '../../api/types';
import type { Upload } from '../../api/upload';
import { claimSets } from './preview_claims';
import { firstRow, type Row } from './table';

type Part = components['schemas']['Part'];
type Slot = components['schemas']['Slot'];

export interface FirstItem {
  item: Item;
  media: Record<string, PartUrls>;
  /** Where it was read from. */
  from: string;
  /** Slots that nothing was found for. */
  missing: string[];
}

function name(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function stem(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

function isPicture(upload: Upload): boolean {
  return upload.file.type.startsWith('image/');
}

/** An archive is unpacked on the server, so nothing of it can be shown before. */
export function isArchive(upload: Upload): boolean {
  return /\.(zip|tar|tgz|gz|7z|rar)$/i.test(upload.path);
}

/** The values that a row has for a slot. */
function values(slot: Slot, row: Row): string[] {
  const value = row[slot.id];
  if (Array.isArray(value)) return value.map(String);
  if (value === undefined || value === null || value === '') return [];
  return slot.many ? String(value).split('|') : [String(value)];
}

type Pictured = Extract<PartUrls, { kind: 'image' }>;

async function picture(upload: Upload): Promise<Pictured | null> {
  try {
    const bitmap = await createImageBitmap(upload.file);
    const url = URL.createObjectURL(upload.file);
    const { width, height } = bitmap;
    bitmap.close();
    return {
      kind: 'image',
      original: url,
      thumbnail: url,
      display: url,
      tile: null,
      tile_size: 512,
      levels: 1,
      width,
      height,
    };
  } catch {
    return null;
  }
}

interface Source {
  from: string;
  row: Row;
}

/** The row of the first table; without a table, the first picture and the text of the same name. */
async function source(design: Design, uploads: readonly Upload[]): Promise<Source | null> {
  for (const upload of uploads) {
    const row = await firstRow(upload.file);
    if (row) return { from: upload.path, row };
  }
  const pictures = uploads.filter(isPicture);
  const first = pictures[0] ?? uploads.find((upload) => /\.txt$/i.test(upload.path));
  if (!first) return null;
  const row: Row = {};
  const text = uploads.find(
    (upload) => /\.txt$/i.test(upload.path) && stem(upload.path) === stem(first.path),
  );
  let next = 0;
  for (const slot of design.slots) {
    if (slot.kind === 'text') row[slot.id] = text ? await text.file.text() : '';
    else row[slot.id] = pictures[next++]?.path ?? '';
  }
  return { from: first.path, row };
}

/** The first item as the import would make it; null when the files hold none. */
export async function firstItem(design: Design, uploads: readonly Upload[]): Promise<FirstItem | null> {
  const found = await source(design, uploads);
  if (!found) return null;
  const slots: Record<string, Part[]> = {};
  const media: Record<string, PartUrls> = {};
  const missing: string[] = [];
  for (const slot of design.slots) {
    const parts: Part[] = [];
    for (const value of values(slot, found.row)) {
      const id = String(parts.length);
      if (slot.kind === 'text') {
        parts.push({ id, content: 'text', text: value });
        continue;
      }
      const upload =
        uploads.find((one) => one.path === value) ?? uploads.find((one) => name(one.path) === name(value));
      const urls = upload ? await picture(upload) : null;
      if (!upload || !urls) continue;
      media[`${slot.id}/${id}`] = urls;
      const info = {
        kind: slot.kind,
        mime: upload.file.type,
        size: upload.file.size,
        width: urls.width,
        height: urls.height,
      };
      parts.push({ id, content: 'asset', asset: { sha256: '0'.repeat(64), name: upload.path, info } });
    }
    if (parts.length > 0) slots[slot.id] = parts;
    else if (slot.required !== false) missing.push(slot.id);
  }
  return {
    from: found.from,
    missing,
    media,
    item: { external_id: 'preview', slots, claim_sets: claimSets(design, slots, found.row) },
  };
}
