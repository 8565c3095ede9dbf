// The changes that the form makes to a design file.
import { isSeq, type Document } from 'yaml';
import type { DesignForm } from './reading';

/** Told apart by colour-blind people too (Okabe and Ito), then lighter and darker ones of the same. */
export const PALETTE = [
  '#E69F00',
  '#56B4E9',
  '#009E73',
  '#F0E442',
  '#0072B2',
  '#D55E00',
  '#CC79A7',
  '#8C8C8C',
  '#F6C66B',
  '#A9DAF5',
  '#6FCDB1',
  '#E9B8D3',
] as const;

/** Letters are commands of the workbench; further labels get digits with Shift there. */
const KEYS = '1234567890';

/** An id out of a title: lower case words joined by underscores, not yet taken. */
export function freshId(title: string, taken: readonly string[], otherwise: string): string {
  const base =
    title
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || otherwise;
  let id = base;
  for (let n = 2; taken.includes(id); n += 1) id = `${base}_${n}`;
  return id;
}

function append(document: Document, path: string[], value: unknown): void {
  const list = document.getIn(path);
  if (isSeq(list)) list.add(document.createNode(value));
  else document.setIn(path, document.createNode([value]));
}

/** Adds labels with free colours and keys. */
export function addLabels(document: Document, form: DesignForm, titles: readonly string[]): void {
  const ids = form.labels.map((label) => label.id);
  const keys = form.labels.map((label) => label.hotkey.toUpperCase());
  const colors = form.labels.map((label) => label.color.toUpperCase());
  for (const title of titles) {
    const id = freshId(title, ids, 'label');
    const color =
      PALETTE.find((one) => !colors.includes(one)) ?? PALETTE[ids.length % PALETTE.length] ?? PALETTE[0];
    const hotkey = [...KEYS].find((key) => !keys.includes(key));
    append(document, ['ontology', 'labels'], { id, title, color, ...(hotkey ? { hotkey } : {}) });
    ids.push(id);
    colors.push(color);
    if (hotkey) keys.push(hotkey);
  }
}

/** What a new question of a kind begins with. */
const BEGINNINGS: Readonly<Record<string, object>> = {
  choice: {
    options: [
      { id: 'yes', title: 'Yes' },
      { id: 'no', title: 'No' },
    ],
  },
  multi_choice: {
    options: [
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B' },
    ],
  },
  taxonomy: { nodes: [{ id: 'all', title: 'All' }] },
  scale: { min: 1, max: 5 },
  number: {},
  text: {},
};

export function addQuestion(document: Document, form: DesignForm, title: string): void {
  const id = freshId(
    title,
    form.questions.map((question) => question.id),
    'question',
  );
  append(document, ['questions'], { id, title, type: 'choice', ...BEGINNINGS.choice });
}

/** Another kind of answer: what belonged to the old kind goes. */
export function setKind(document: Document, index: number, type: string): void {
  for (const name of [
    'options',
    'nodes',
    'leaves_only',
    'min',
    'max',
    'step',
    'anchors',
    'unit',
    'integer',
  ]) {
    document.deleteIn(['questions', index, name]);
  }
  document.setIn(['questions', index, 'type'], type);
  for (const [name, value] of Object.entries(BEGINNINGS[type] ?? {})) {
    document.setIn(['questions', index, name], document.createNode(value));
  }
}

/** Options by their titles; an option that keeps its title or its place keeps its id. */
export function setOptions(
  document: Document,
  form: DesignForm,
  index: number,
  titles: readonly string[],
): void {
  const before = form.questions[index]?.options ?? [];
  const sameLength = before.length === titles.length;
  const taken: string[] = [];
  const options = titles.map((title, place) => {
    const kept = before.find((option) => option.title === title) ?? (sameLength ? before[place] : undefined);
    const id =
      kept && !taken.includes(kept.id)
        ? kept.id
        : freshId(title, [...taken, ...before.map((one) => one.id)], 'option');
    taken.push(id);
    return { id, title };
  });
  document.setIn(['questions', index, 'options'], document.createNode(options));
}
