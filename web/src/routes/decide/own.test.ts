// The signer's own verdict: its words, how late its claim is, what the design asks for, and what is signed.
import { expect, test } from 'vitest';
import type { Claim, Verdict } from '../../model/types';
import { inStretch, inText, ownMissing, ownSigned, ownVerdict, pickedStart, stretchOf } from './own';
import type { DecisionTask } from './rows';

const TEXT = '🫁 Both lungs are clear. The heart is large. No effusion.';

const task = {
  item: {
    external_id: '',
    slots: { report: [{ id: '0', content: 'text', text: TEXT }] },
    claim_sets: [{ id: 's', slot: 'report', part: '0', origin: 'imported', claims: [] }],
  },
  design: {
    title: 'x',
    slots: [],
    claims: {
      slot: 'report',
      verdicts: [
        { id: 'right', title: 'Right', error: 'forbidden', evidence: 'optional' },
        { id: 'wrong', title: 'Wrong', error: 'required', evidence: 'required', rationale: 'required' },
      ],
      error_types: [{ id: 'word' }, { id: 'late', offset: true }],
      error_axes: [{ id: 'weight', required: true, options: [{ id: 'heavy' }] }],
    },
  },
  readers: [
    {
      name: 'R1',
      body: {
        regions: [
          { id: 'a', selector: { type: 'interval', start_ms: 500, end_ms: 900 } },
          { id: 'b', selector: { type: 'box', x: 0, y: 0, width: 1, height: 1 } },
        ],
      },
    },
  ],
} as unknown as DecisionTask;

const claim = {
  id: 'c2',
  text: 'The heart is large.',
  spans: [{ start: 24, end: 43, quote: 'The heart is large.' }],
} as unknown as Claim;

const own = (part: Partial<Verdict>): Verdict => ({
  claim: 'c2',
  aspect: 'default',
  value: 'wrong',
  ...part,
});

test('words are marked in the stretch of the claim, and stand as places in the whole text', () => {
  const stretch = stretchOf(task, claim);
  expect(stretch).toEqual({ text: 'The heart is large.', from: 24 });
  if (!stretch) return;
  const marked = { start: 13, end: 18, quote: 'large' };
  const whole = inText(stretch, marked);
  expect([...TEXT].slice(whole.start, whole.end).join('')).toBe('large');
  expect(inStretch(stretch, whole)).toEqual(marked);
});

test('a claim in two pieces has the words between them too; one without a place has none', () => {
  const pieces = { ...claim, spans: [{ start: 2, end: 6 }, claim.spans?.[0]] } as Claim;
  expect(stretchOf(task, pieces)?.text).toBe('Both lungs are clear. The heart is large.');
  expect(stretchOf(task, { ...claim, spans: [] })).toBeNull();
});

test('it needs what the design asks of its value, and nothing else', () => {
  const [right, wrong] = task.design.claims?.verdicts ?? [];
  if (!right || !wrong) throw new Error('the design has two');
  expect(ownMissing(task, claim, ownVerdict({ claim }, right, undefined))).toEqual([]);
  expect(ownMissing(task, claim, ownVerdict({ claim }, wrong, undefined))).toEqual([
    'error',
    'rationale',
    'evidence',
  ]);
  const typed = own({ errors: [{ type: 'word' }], rationale: 'so', evidence: [{ none: 'x' }] });
  expect(ownMissing(task, claim, typed)).toEqual(['axis:weight']);
});

test('where a claim stands in several places, a correction says which words it replaces', () => {
  const pieces = { ...claim, spans: [{ start: 2, end: 6 }, claim.spans?.[0]] } as Claim;
  const error = { type: 'word', correction: 'small', axes: { weight: 'heavy' } };
  const verdict = own({ errors: [error], rationale: 'so', evidence: [{ none: 'x' }] });
  expect(ownMissing(task, pieces, verdict)).toEqual(['correction']);
  const span = { start: 37, end: 42, quote: 'large' };
  expect(ownMissing(task, pieces, own({ ...verdict, errors: [{ ...error, span }] }))).toEqual([]);
});

test('words, correction and offset are signed; an offset of another type and an error without a type are not', () => {
  const span = { start: 37, end: 42, quote: 'large' };
  const errors = [
    { type: 'word', span, correction: ' small ', offset_ms: 40 },
    { type: 'late', offset_ms: -120 },
    { type: '', correction: 'nothing' },
  ];
  const signed = ownSigned(task, own({ errors }));
  expect(signed.errors).toEqual([
    { type: 'word', severity: null, span, correction: 'small', axes: {} },
    { type: 'late', severity: null, span: null, correction: null, offset_ms: -120, axes: {} },
  ]);
  expect(ownSigned(task, own({ value: 'right', errors })).errors).toEqual([]);
});

test('the picked evidence says when a claim should begin', () => {
  const evidence = [
    { region: 'R1/a', stance: 'context' as const },
    { region: 'R1/b', stance: 'context' as const },
  ];
  expect(pickedStart(task, own({ evidence }))).toBe(500);
  expect(pickedStart(task, own({}))).toBeNull();
});
