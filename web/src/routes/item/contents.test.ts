// Checks that answers about what an item showed before are never offered with what it shows now.
import { expect, test } from 'vitest';
import type { AnnotationView, Item, ItemDetail } from '../../api/types';
import { contents } from './contents';

const item = (text: string): Item => ({
  external_id: '1',
  slots: { caption: [{ id: '0', content: 'text', text }] },
});

const annotation = (id: string, item_revision: number): AnnotationView => ({
  id,
  seq: 1,
  annotator: { id, name: id, kind: 'human' },
  item_revision,
  design_version: 1,
  submitted_at: 0,
  late: false,
  surplus: false,
  current: true,
  body: { id, outcome: { type: 'complete' } },
});

const detail: ItemDetail = {
  row: {
    id: 'i',
    external_id: '1',
    excerpt: '',
    state: 'open',
    wanted: 2,
    votes: 1,
    taken: 0,
    priority: 0,
    changed_at: 0,
  },
  item: item('new'),
  media: {},
  annotations: [annotation('c', 2)],
  older: [
    { revision: 1, item: item('old'), media: {}, annotations: [annotation('a', 1), annotation('b', 1)] },
  ],
  withheld: false,
};

test('each answer stands with the text that it is about', () => {
  const found = contents(detail).map((one) => ({
    text: one.item.slots.caption?.[0],
    ids: one.annotations.map((each) => each.id),
    outdated: one.outdated,
  }));
  expect(found).toEqual([
    { text: { id: '0', content: 'text', text: 'new' }, ids: ['c'], outdated: false },
    { text: { id: '0', content: 'text', text: 'old' }, ids: ['a', 'b'], outdated: true },
  ]);
});
