// The readers as the media show them: each with a colour and a line style, and what most of them marked as one outline.
import type { components } from '../../api/schema';
import { readers, type Reader } from '../item/readers';
import type { DecisionTask } from './rows';

type AnnotationView = components['schemas']['AnnotationView'];

/** What the outline of the majority is called among the readers. */
export const CONSENSUS = 'consensus';

function view(name: string, shown: string, body: AnnotationView['body']): AnnotationView {
  return {
    id: name,
    seq: 0,
    annotator: { id: name, name: shown, kind: 'human' },
    item_revision: 1,
    design_version: 1,
    submitted_at: 0,
    late: false,
    surplus: false,
    current: true,
    body,
  };
}

/** `R1`, or `R1 · name` once the names are revealed. */
export function shownName(reader: DecisionTask['readers'][number]): string {
  return reader.annotator ? `${reader.name} · ${reader.annotator.name}` : reader.name;
}

export function looks(task: DecisionTask): Reader[] {
  return readers(task.readers.map((reader) => view(reader.name, shownName(reader), reader.body)));
}

/** Regions that several readers marked alike: the most typical of each group stands for it, the others are its spread. */
export function consensus(task: DecisionTask): { outline: Reader | null; spread: ReadonlySet<string> } {
  const groups = task.groups.filter((group) => group.kind === 'region' && group.members.length > 1);
  const spread = new Set<string>();
  const regions = groups.flatMap((group, index) => {
    const typical = group.members[group.typical] ?? group.members[0];
    for (const member of group.members) {
      spread.add(`${task.readers[member.reader]?.name ?? ''}/${member.id}`);
    }
    const found = (task.readers[typical?.reader ?? 0]?.body.regions ?? []).find(
      (one) => one.id === typical?.id,
    );
    return found ? [{ ...found, id: String(index + 1) }] : [];
  });
  const first = task.readers[0];
  if (regions.length === 0 || !first) return { outline: null, spread };
  const body: AnnotationView['body'] = {
    id: CONSENSUS,
    outcome: first.body.outcome,
    regions,
  };
  return {
    outline: {
      annotation: view(CONSENSUS, CONSENSUS, body),
      name: CONSENSUS,
      color: '#FFFFFF',
      onPage: '#8b8b86',
      line: 'solid',
    },
    spread,
  };
}
