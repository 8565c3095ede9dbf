// Checks which claims and answers count as disputed, and in which order they stand.
import { expect, test } from 'vitest';
import type { AnnotationView, Design, Item } from '../../api/types';
import { answerRows, claimRows } from './compare';
import { readers } from './readers';

const design: Design = {
  title: 'x',
  slots: [{ id: 'caption', kind: 'text', role: 'claim_source' }],
  claims: { slot: 'caption' },
  questions: [{ id: 'mood', type: 'scale', min: 1, max: 5 }],
};

const item: Item = {
  external_id: '1',
  slots: {},
  claim_sets: [
    {
      id: 's',
      slot: 'caption',
      part: '0',
      origin: 'rule',
      claims: ['c1', 'c2', 'c3'].map((id) => ({ id, text: id })),
    },
  ],
};

/** One annotation with a verdict a claim, null for none. */
function annotation(
  id: string,
  values: (string | null)[],
  more: Partial<AnnotationView> = {},
): AnnotationView {
  return {
    id,
    seq: 1,
    annotator: { id, name: id, kind: 'human' },
    item_revision: 1,
    design_version: 1,
    submitted_at: 0,
    late: false,
    surplus: false,
    current: true,
    body: {
      id,
      outcome: { type: 'complete' },
      verdicts: values.flatMap((value, index) =>
        value === null ? [] : [{ claim: `c${index + 1}`, aspect: 'default', value }],
      ),
    },
    ...more,
  };
}

function check(annotations: AnnotationView[], expected: [string, boolean][]) {
  const rows = claimRows(design, item, readers(annotations));
  expect(rows.map((row) => [row.claim.id, row.open])).toEqual(expected);
}

test('disputed claims come first', () =>
  check(
    [annotation('a', ['yes', 'yes', 'no']), annotation('b', ['yes', 'no', 'no'])],
    [
      ['c2', true],
      ['c1', false],
      ['c3', false],
    ],
  ));

test('a missing verdict is not agreement', () =>
  check(
    [annotation('a', ['yes', 'yes', null]), annotation('b', ['yes', 'yes', 'no'])],
    [
      ['c3', true],
      ['c1', false],
      ['c2', false],
    ],
  ));

test('what was superseded or declined is left out', () => {
  const old = annotation('a', ['no', 'no', 'no'], { current: false });
  const declined = annotation('b', [], { body: { id: 'b', outcome: { type: 'declined', reason: 'x' } } });
  check(
    [old, declined, annotation('c', ['yes', 'yes', 'yes'])],
    [
      ['c1', false],
      ['c2', false],
      ['c3', false],
    ],
  );
});

test('answers stand side by side, with gaps for those who gave none', () => {
  const first = annotation('a', []);
  first.body.answers = [{ question: 'mood', target: { on: 'item' }, value: {} }];
  const rows = answerRows(design, item, readers([first, annotation('b', [])]));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ values: [{}, null], differs: false });
});
