// Puts what several people marked and linked side by side: regions by label (spans also by their words), links by their ends.
import type { components } from '../../api/schema';
import type { Design, Item, Region } from '../../api/types';
import type { Json } from '../../model/types';
import { describe } from '../../questions';
import { messages } from './messages';
import type { Reader } from './readers';
import { title } from './titles';

type Target = components['schemas']['Target'];
type Label = components['schemas']['Label'];

export interface Mark {
  /** `annotation/region`. */
  place: string;
  /** Attributes and answers, in words. */
  details: string[];
}

interface Row {
  /** Where it stands in the text; behind everything else for places on pictures. */
  at: number;
  differs: boolean;
}

export interface MarkRow extends Row {
  title: string;
  /** One cell a reader, in their order. */
  marks: Mark[][];
}

export interface Linked {
  /** The places at both ends. */
  places: string[];
  /** Answers about the link, in words. */
  details: string[];
}

export interface LinkRow extends Row {
  from: string;
  type: string;
  to: string;
  /** One cell a reader; nothing where a reader has no such link. */
  links: (Linked | null)[];
}

/** The words that a span covers; nothing for places on pictures. */
function quote(region: Region): string {
  return region.selector.type === 'text' ? region.selector.spans.map((span) => span.quote).join(' … ') : '';
}

function regionTitle(design: Design, region: Region): string {
  const label = region.label ? title(design.ontology?.labels, region.label) : messages.unlabelled;
  const words = quote(region);
  return words === '' ? label : `${label} “${words}”`;
}

function attributes(label: Label | undefined, region: Region): string[] {
  return (label?.attributes ?? []).flatMap((attribute) => {
    const value = region.attributes?.[attribute.id];
    if (value === undefined || value === null) return [];
    return [`${attribute.title || attribute.id}: ${describe(attribute, value as Json)}`];
  });
}

function answers(design: Design, reader: Reader, on: Target['on'], id: string): string[] {
  return (reader.annotation.body.answers ?? []).flatMap(({ question, target, value }) => {
    if (target.on !== on || !('id' in target) || target.id !== id) return [];
    const asked = design.questions?.find((one) => one.id === question);
    return asked ? [`${asked.title || asked.id}: ${describe(asked, value as Json)}`] : [];
  });
}

function differ(cells: readonly unknown[]): boolean {
  return new Set(cells.map((cell) => JSON.stringify(cell))).size > 1;
}

/** Those that differ first, each half in the order of the text. */
function sorted<T extends Row>(rows: Iterable<T>): T[] {
  return [...rows].sort(
    (a, b) => Number(b.differs) - Number(a.differs) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0),
  );
}

function start(region: Region | undefined): number {
  return region?.selector.type === 'text' ? (region.selector.spans[0]?.start ?? Infinity) : Infinity;
}

/** Every label (or words with a label) that somebody marked; regions that are evidence and nothing else are left out. */
export function markRows(design: Design, readers: readonly Reader[]): MarkRow[] {
  const rows = new Map<string, MarkRow>();
  readers.forEach((reader, column) => {
    for (const region of reader.annotation.body.regions ?? []) {
      const label = design.ontology?.labels?.find((one) => one.id === region.label);
      const details = [...attributes(label, region), ...answers(design, reader, 'region', region.id)];
      if (!region.label && details.length === 0) continue;
      const key = JSON.stringify([region.slot, region.part, region.label, quote(region)]);
      const row = rows.get(key) ?? {
        title: regionTitle(design, region),
        at: start(region),
        marks: readers.map(() => []),
        differs: false,
      };
      row.marks[column]?.push({ place: `${reader.annotation.id}/${region.id}`, details });
      rows.set(key, row);
    }
  });
  for (const row of rows.values())
    row.differs = differ(row.marks.map((marks) => marks.map((mark) => mark.details).sort()));
  return sorted(rows.values());
}

interface End {
  words: string;
  at: number;
  places: string[];
}

/** What an end of a link is called, and where it lies. */
function end(design: Design, item: Item, reader: Reader, target: Target): End {
  const body = reader.annotation.body;
  const nowhere = { at: Infinity, places: [] };
  if (target.on === 'item') return { words: messages.theItem, ...nowhere };
  if (target.on === 'region') {
    const region = body.regions?.find((one) => one.id === target.id);
    const words = region ? regionTitle(design, region) : target.id;
    return { words, at: start(region), places: [`${reader.annotation.id}/${target.id}`] };
  }
  const shared = (item.claim_sets ?? []).flatMap((set) => set.claims);
  const claims = [...shared, ...(body.claims ?? []), ...(body.omissions ?? [])];
  return { words: claims.find((one) => one.id === target.id)?.text ?? target.id, ...nowhere };
}

export function linkRows(design: Design, item: Item, readers: readonly Reader[]): LinkRow[] {
  const rows = new Map<string, LinkRow>();
  readers.forEach((reader, column) => {
    for (const link of reader.annotation.body.links ?? []) {
      const from = end(design, item, reader, link.from);
      const to = end(design, item, reader, link.to);
      const key = JSON.stringify([from.words, link.type, to.words]);
      const row = rows.get(key) ?? {
        from: from.words,
        type: title(design.links, link.type),
        to: to.words,
        at: from.at,
        links: readers.map(() => null),
        differs: false,
      };
      const before = row.links[column] ?? { places: [], details: [] };
      row.links[column] = {
        places: [...before.places, ...from.places, ...to.places],
        details: [...before.details, ...answers(design, reader, 'link', link.id)],
      };
      rows.set(key, row);
    }
  });
  for (const row of rows.values()) row.differs = differ(row.links.map((link) => link?.details ?? null));
  return sorted(rows.values());
}
