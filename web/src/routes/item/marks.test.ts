// Regions with their attributes and answers, and links, stand side by side; what differs comes first.
import { expect, test } from 'vitest';
import type { AnnotationView, Design, Item } from '../../api/types';
import { linkRows, markRows } from './marks';
import { readers } from './readers';

const yesNo = [
  { id: 'y', title: 'Yes' },
  { id: 'n', title: 'No' },
];
const design: Design = {
  title: 'x',
  slots: [],
  ontology: {
    labels: [
      {
        id: 'mention',
        title: 'Mention',
        attributes: [{ id: 'seen', title: 'Seen?', type: 'choice', options: yesNo }],
      },
      { id: 'thing', title: 'Thing' },
    ],
  },
  links: [{ id: 'refers', title: 'refers to' }],
  questions: [{ id: 'clear', title: 'Clear?', type: 'choice', options: yesNo }],
};
const item: Item = { external_id: '1', slots: {}, claim_sets: [] };

type Body = AnnotationView['body'];

function annotation(id: string, body: Partial<Body>): AnnotationView {
  return {
    id,
    seq: 1,
    annotator: { id, name: id, kind: 'human' },
    design_version: 1,
    item_revision: 1,
    submitted_at: 0,
    late: false,
    surplus: false,
    current: true,
    body: { id, outcome: { type: 'complete' }, ...body },
  };
}

const mention = (id: string, quote: string, seen: string) => ({
  id,
  slot: 'text',
  part: '0',
  label: 'mention',
  selector: { type: 'text' as const, spans: [{ start: 0, end: quote.length, quote }] },
  attributes: { seen },
});
const box = (id: string, label: string | null) => ({
  id,
  slot: 'image',
  part: '0',
  label,
  selector: { type: 'box' as const, x: 0, y: 0, width: 1, height: 1, rotation: 0 },
});
const refers = (id: string, from: string, to: string) => ({
  id,
  type: 'refers',
  from: { on: 'region' as const, id: from },
  to: { on: 'region' as const, id: to },
});

const ada = annotation('ada', {
  regions: [mention('m', 'a cat', 'y'), box('b', 'thing'), mention('n', 'a dog', 'y'), box('e', null)],
  links: [refers('l', 'm', 'b')],
  answers: [{ question: 'clear', target: { on: 'region', id: 'b' }, value: 'y' }],
});
const ben = annotation('ben', {
  regions: [mention('m', 'a cat', 'y'), box('b', 'thing'), mention('n', 'a dog', 'n')],
  links: [],
});

test('attributes and answers of regions are compared by label and words', () => {
  const rows = markRows(design, readers([ada, ben]));
  const shown = rows.map((row) => [
    row.title,
    row.differs,
    row.marks.map((marks) => marks.map((one) => one.details)),
  ]);
  expect(shown).toEqual([
    ['Mention “a dog”', true, [[['Seen?: Yes']], [['Seen?: No']]]],
    ['Thing', true, [[['Clear?: Yes']], [[]]]],
    ['Mention “a cat”', false, [[['Seen?: Yes']], [['Seen?: Yes']]]],
  ]);
});

test('links say who joined what, and light up their ends', () => {
  expect(linkRows(design, item, readers([ada, ben]))).toMatchObject([
    {
      from: 'Mention “a cat”',
      type: 'refers to',
      to: 'Thing',
      links: [{ places: ['ada/m', 'ada/b'] }, null],
      differs: true,
    },
  ]);
});
