// From choices to what is signed.
import { expect, test } from 'vitest';
import { assembled, choiceOf, rowsOf, saidBy, type Decision } from './facts';
import type { DecisionTask } from './rows';

const body = (value: string, region: number, impression: string) => ({
  id: '',
  outcome: { type: 'complete' },
  regions: [
    { id: 'r1', slot: 'film', part: '0', selector: { type: 'box', x: region, y: 0, width: 9, height: 9 } },
  ],
  verdicts: [
    { claim: 'c1', value, evidence: [{ region: 'r1', stance: 'contradicts' }] },
    { claim: 'c2', value: 'supported' },
  ],
  answers: [{ question: 'impression', target: { on: 'item' }, value: impression }],
});

const task = {
  assignment: { id: 'a', kind: 'adjudicate', item: 'i', deadline: 0, design_version: 1 },
  item: {
    external_id: '',
    slots: {},
    claim_sets: [
      {
        id: 's',
        slot: 'report',
        part: '0',
        origin: 'imported',
        claims: [
          { id: 'c1', text: 'Haze on the left.' },
          { id: 'c2', text: 'The heart is normal.' },
        ],
      },
    ],
  },
  design: {
    title: 'x',
    slots: [],
    claims: { slot: 'report' },
    questions: [
      { id: 'impression', title: 'Impression', type: 'choice', options: [], required: true },
      {
        id: 'site',
        title: 'Where?',
        type: 'text',
        required: true,
        visible_when: { answered: { question: 'impression', is: ['abnormal'] } },
      },
    ],
  },
  readers: [
    { name: 'R1', body: body('contradicted', 0, 'normal') },
    { name: 'R2', body: body('supported', 1, 'abnormal') },
    { name: 'R3', body: body('supported', 2, 'normal') },
  ],
  groups: [{ kind: 'region', members: [0, 1, 2].map((reader) => ({ reader, id: 'r1' })), typical: 1 }],
  differences: [],
  places: [],
  media: {},
  required: [],
  unusable: [],
  seen: 'x',
} as unknown as DecisionTask;

const empty: Decision = { v: 1, truth: 'T', choices: {}, opened: [], reason: '' };

test('what differs comes first and is not decided; what all say is', () => {
  const rows = rowsOf(task, empty);
  expect(rows.map((row) => row.key)).toEqual([
    'verdict/default/c1',
    'question/impression/item',
    'verdict/default/c2',
    'question/site/item',
  ]);
  expect(assembled(task, empty).undecided.map((row) => row.key)).toEqual([
    'verdict/default/c1',
    'question/impression/item',
  ]);
  const agreed = rows[2];
  expect(agreed && choiceOf(agreed, empty)).toEqual({ take: 0 });
  expect(agreed && saidBy(agreed, { take: 0 })).toEqual([0, 1, 2]);
});

test('a taken verdict brings its evidence, and says from whom', () => {
  const choices = { 'verdict/default/c1': { take: 0 }, 'question/impression/item': { take: 0 } };
  const { facts, sources, undecided, unanswered } = assembled(task, { ...empty, choices });
  expect([undecided, unanswered]).toEqual([[], []]);
  expect(facts.verdicts?.[0]?.evidence).toEqual([{ region: 'R1-r1', stance: 'contradicts' }]);
  expect(facts.regions?.map((region) => region.id)).toEqual(['R1-r1']);
  expect(sources).toContainEqual({ field: 'verdict', unit: 'claim:c1', from: ['R1'] });
  expect(sources).toContainEqual({ field: 'question/impression', unit: '', from: ['R1', 'R3'] });
});

test('an own verdict has no source and may point at a region of any reader', () => {
  const own = {
    claim: 'c1',
    value: 'partially_supported',
    evidence: [{ region: 'R3/r1', stance: 'context' as const }],
  };
  const choices = { 'verdict/default/c1': { own }, 'question/impression/item': { value: 'abnormal' } };
  const { facts, sources, unanswered } = assembled(task, { ...empty, choices });
  expect(facts.verdicts?.[0]?.evidence).toEqual([{ region: 'R3-r1', stance: 'context' }]);
  expect(sources).toContainEqual({ field: 'verdict', unit: 'claim:c1', from: [] });
  expect(unanswered).toEqual(['Where?']);
});
