// What is submitted: what verdicts and conditions allow, rules applied; and what is still missing before.
import { describe, expect, test } from 'vitest';
import { apply, type Edit } from '../editor/edits';
import { work as words } from '../routes/work/messages';
import { fromAnnotation, toAnnotation } from './annotation';
import { corrected } from './corrected';
import type { Draft } from './draft';
import { problems } from './problems';
import { emptyDraft, SAMPLE } from './sample';
import type { World } from './types';

const envelope = {
  id: 'A',
  outcome: { type: 'complete' },
  activeMs: 1200.4,
  supersedes: null,
  firstImpression: [],
} as const;
const submitted = (draft: Draft, world = SAMPLE) => toAnnotation(draft, world, envelope);

/** The example with a kind of claims and with the question how sure one is. */
const ASKED: World = {
  ...SAMPLE,
  design: {
    ...SAMPLE.design,
    claims: {
      slot: 'caption',
      ...SAMPLE.design.claims,
      confidence: true,
      kinds: [
        {
          id: 'sound',
          attributes: [{ id: 'side', type: 'choice', required: true, options: [{ id: 'left' }] }],
        },
      ],
    },
  },
};
const verdict = (claim: string, value: string): Edit => ({
  kind: 'set_verdict',
  claim,
  aspect: 'default',
  value,
});
const replay = (...edits: Edit[]) => edits.reduce((draft, edit) => apply(draft, edit), emptyDraft());
const jumps = (draft: Draft) =>
  problems(SAMPLE, draft, words.missing).map(({ jump }) =>
    jump.to === 'claim' ? `${jump.id} ${jump.field}` : jump.to === 'question' ? jump.question : jump.to,
  );

const contradiction: Edit[] = [
  verdict('c2', 'contradicted'),
  {
    kind: 'set_error',
    claim: 'c2',
    aspect: 'default',
    index: 0,
    change: { type: 'attribute', severity: 1, correction: 'on a blue sofa' },
  },
  { kind: 'set_rationale', judged: { on: 'claim', id: 'c2', aspect: 'default' }, rationale: 'it is blue' },
  { kind: 'set_absent', judged: { on: 'claim', id: 'c2', aspect: 'default' }, reason: 'absent' },
];

describe('submission', () => {
  test('a contradiction carries error, correction, reason and evidence', () => {
    const { verdicts } = submitted(replay(...contradiction));
    expect(verdicts).toEqual([
      {
        claim: 'c2',
        aspect: 'default',
        value: 'contradicted',
        reason: null,
        evidence: [{ none: 'absent' }],
        errors: [{ type: 'attribute', severity: 1, span: null, correction: 'on a blue sofa', axes: {} }],
        rationale: 'it is blue',
        confidence: null,
      },
    ]);
  });
  test('confidence goes out only where the design asks for it', () => {
    const sure: Edit = { kind: 'set_confidence', claim: 'c1', aspect: 'default', confidence: 0.75 };
    const draft = replay(verdict('c1', 'supported'), sure);
    expect(submitted(draft).verdicts?.[0]?.confidence).toBeNull();
    expect(submitted(draft, ASKED).verdicts?.[0]?.confidence).toBe(0.75);
    expect(fromAnnotation(submitted(draft, ASKED), ASKED).verdicts[0]?.confidence).toBe(0.75);
  });
  test('a flag is a field of its own, with or without a reason', () => {
    expect(submitted(emptyDraft()).flag).toBeNull();
    expect(submitted(replay({ kind: 'set_flag', flagged: true })).flag).toBe('');
    const why = replay(
      { kind: 'set_flag', flagged: true, flag: ' blurred ' },
      { kind: 'set_note', note: 'x' },
    );
    expect(submitted(why)).toMatchObject({ flag: 'blurred', note: 'x' });
    expect(submitted(apply(why, { kind: 'set_flag', flagged: false })).flag).toBeNull();
  });
  test('an own claim carries the attributes of its kind alone, and lacks those that are required', () => {
    const attributes = { side: 'left', size: 3 };
    const claim = { id: 'own-1', text: 'A dog barks', kind: 'sound', attributes, parents: [], from: [] };
    const add: Edit = { kind: 'replace_claims', drop: [], remove: [], add: [claim], heirs: {} };
    expect(submitted(replay(add), ASKED).claims?.[0]?.attributes).toEqual({ side: 'left' });
    const { attributes: _, ...bare } = claim;
    const missing = problems(ASKED, replay({ ...add, add: [bare] }), words.missing);
    const jump = { to: 'claim', id: 'own-1', aspect: 'default', field: 'attribute:side' };
    expect(missing.map((each) => each.jump)).toContainEqual(jump);
  });
  test('a change of mind sends nothing that the new verdict forbids, and loses nothing', () => {
    const changed = replay(...contradiction, verdict('c2', 'supported'));
    expect(submitted(changed).verdicts?.[0]).toMatchObject({ value: 'supported', errors: [] });
    const back = apply(changed, verdict('c2', 'contradicted'));
    expect(submitted(back).verdicts?.[0]?.errors).toHaveLength(1);
  });
  test('children of a failed claim are not applicable by rule', () => {
    const draft = replay(verdict('c1', 'contradicted'), verdict('c2', 'supported'));
    expect(submitted(draft).verdicts?.[1]).toMatchObject({ claim: 'c2', value: 'not_applicable' });
    const righted = apply(draft, verdict('c1', 'supported'));
    expect(submitted(righted).verdicts?.[1]).toMatchObject({ claim: 'c2', value: 'supported' });
  });
  test('answers to questions that are not asked stay here', () => {
    const why: Edit = { kind: 'set_answer', question: 'why', target: { on: 'item' }, value: 'x' };
    expect(submitted(replay(why)).answers).toEqual([]);
    const rated: Edit = { kind: 'set_answer', question: 'accuracy', target: { on: 'item' }, value: 3 };
    expect(submitted(replay(why, rated)).answers).toHaveLength(2);
  });
  test('is the draft again when it is reopened', () => {
    const draft = replay(
      ...contradiction,
      { kind: 'set_note', note: 'look' },
      { kind: 'set_flag', flagged: true, flag: 'odd' },
      {
        kind: 'set_omission',
        id: 'o1',
        change: { text: 'a lamp', polarity: 'negated', certainty: 'uncertain' },
      },
    );
    const again = fromAnnotation(submitted(draft), SAMPLE);
    expect(again).toEqual(draft);
    expect(submitted(draft).active_ms).toBe(1200);
  });
});

describe('what is missing', () => {
  test('every claim, then the required question', () => {
    expect(jumps(emptyDraft())).toEqual(['c1 value', 'c2 value', 'c3 value', 'accuracy']);
  });
  test('a contradiction needs its fields in their order', () => {
    expect(jumps(replay(verdict('c2', 'contradicted')))).toEqual([
      'c1 value',
      'c2 error',
      'c2 rationale',
      'c2 evidence',
      'c3 value',
      'accuracy',
    ]);
  });
  test('a value with reasons needs one', () => {
    expect(jumps(replay(verdict('c1', 'unclear')))).toContain('c1 reason');
  });
  test('children by rule need nothing', () => {
    expect(jumps(replay(verdict('c1', 'contradicted')))).not.toContain('c2 value');
  });
  test('an omission needs what its kind asks for', () => {
    const missing = (draft: Draft) => problems(ASKED, draft, words.missing).map((each) => each.message);
    const asked = words.missing.omissionAttribute('side');
    const change = { text: 'a bell rings', kind: 'sound' };
    const bell: Edit = { kind: 'set_omission', id: 'o1', change };
    expect(missing(replay(bell))).toContain(asked);
    const given: Edit = { kind: 'set_omission', id: 'o1', change: { attributes: { side: 'left' } } };
    expect(missing(replay(bell, given))).not.toContain(asked);
    expect(submitted(replay(bell, given), ASKED).omissions?.[0]).toMatchObject({
      kind: 'sound',
      attributes: { side: 'left' },
    });
    expect(submitted(replay(bell, given)).omissions?.[0]?.attributes).toEqual({});
  });
  test('an omission needs words', () => {
    expect(jumps(replay({ kind: 'set_omission', id: 'o1', change: {} }))).toContain('omission');
  });
});

test('corrections make the corrected text', () => {
  expect(corrected(SAMPLE, replay(...contradiction))).toEqual([
    { kind: 'same', text: 'Two dogs sleep ' },
    { kind: 'gone', text: 'on a red sofa' },
    { kind: 'new', text: 'on a blue sofa' },
    { kind: 'same', text: ' while a cat watches.' },
  ]);
});
