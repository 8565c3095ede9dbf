// Times of claims, links and corrections: shared out, checked, moved.
import { describe, expect, test } from 'vitest';
import { apply, type Edit } from '../editor/edits';
import { made, merged, reworded, split } from '../editor/claim_edits';
import { work as words } from '../routes/work/messages';
import { fromAnnotation, toAnnotation } from './annotation';
import { correctedCues } from './corrected_times';
import { EMPTY_DRAFT, type Draft } from './draft';
import { problems } from './problems';
import { readingSpeed } from './reading';
import { readOffset } from './time_words';
import { inOrder } from './timed';
import type { Claim, Region, World } from './types';

const TEXT = 'Hello there.\nI am late.\n';

const claim = (id: string, quote: string, start_ms: number, end_ms: number, speaker: string): Claim => {
  const start = TEXT.indexOf(quote);
  const span = { start, end: start + quote.length, quote };
  return { id, text: quote, spans: [span], parents: [], from: [], time: { start_ms, end_ms }, speaker };
};

const WORLD: World = {
  design: {
    title: 'Subtitles',
    slots: [
      { id: 'video', kind: 'video', role: 'context' },
      { id: 'subtitles', kind: 'text', role: 'claim_source', timed: true },
    ],
    claims: {
      slot: 'subtitles',
      aspects: [{ id: 'text' }, { id: 'timing' }],
      verdicts: [
        { id: 'right', tone: 'supported', error: 'forbidden' },
        { id: 'wrong', tone: 'contradicted', error: 'required' },
      ],
      error_types: [{ id: 'word' }, { id: 'out_of_sync', offset: true }, { id: 'missing', omission: true }],
    },
    links: [
      { id: 'before', order: 'before' },
      { id: 'during', order: 'during' },
    ],
  },
  item: {
    external_id: '',
    slots: { video: [], subtitles: [{ id: '0', content: 'text', text: TEXT }] },
    claim_sets: [
      {
        id: 'set',
        slot: 'subtitles',
        part: '0',
        origin: 'rule',
        claims: [
          claim('c1', 'Hello there.', 1000, 2200, 'Ann'),
          claim('c2', 'I am late.', 3000, 4000, 'Bob'),
        ],
      },
    ],
  },
};
const [first, second] = WORLD.item.claim_sets![0]!.claims as readonly [Claim, Claim];

const replay = (...edits: Edit[]): Draft => edits.reduce((draft, edit) => apply(draft, edit), EMPTY_DRAFT);
const interval = (id: string, start_ms: number, end_ms: number): Region => ({
  id,
  slot: 'video',
  part: '0',
  selector: { type: 'interval', start_ms, end_ms },
});
const add = (region: Region): Edit => ({ kind: 'add_region', region, judged: null });
const late = (type: string, offset_ms: number): Edit[] => [
  { kind: 'set_verdict', claim: 'c2', aspect: 'timing', value: 'wrong' },
  { kind: 'set_error', claim: 'c2', aspect: 'timing', index: 0, change: { type, offset_ms } },
];
const submitted = (draft: Draft) =>
  toAnnotation(draft, WORLD, {
    id: 'A',
    outcome: { type: 'complete' },
    activeMs: 0,
    supersedes: null,
    firstImpression: [],
  });

describe('own claims of a timed text', () => {
  test('split: the time goes by the characters, the speaker stays', () => {
    const at = first.spans![0]!.start + 'Hello '.length;
    const { claims } = replay(split(WORLD, EMPTY_DRAFT, first, at)!);
    // Five characters and six share 1,200 ms.
    expect(claims.map((each) => each.time)).toEqual([
      { start_ms: 1000, end_ms: 1545 },
      { start_ms: 1545, end_ms: 2200 },
    ]);
    expect(claims.map((each) => each.speaker)).toEqual(['Ann', 'Ann']);
  });
  test('merged: from the beginning of one to the end of the other; two speakers are none', () => {
    const [both] = replay(merged(WORLD, EMPTY_DRAFT, first, second)).claims;
    expect(both).toMatchObject({ time: { start_ms: 1000, end_ms: 4000 }, speaker: null });
  });
  test('reworded: as it was', () => {
    const [own] = replay(reworded(WORLD, EMPTY_DRAFT, second, 'I am so late.')).claims;
    expect(own).toMatchObject({ time: second.time, speaker: 'Bob' });
  });
  test('made of words: when they are said', () => {
    const start = TEXT.indexOf('late');
    const [own] = replay(made(WORLD, EMPTY_DRAFT, [{ start, end: start + 4, quote: 'late' }])).claims;
    expect(own).toMatchObject({ time: { start_ms: 3500, end_ms: 3900 }, speaker: 'Bob' });
  });
});

describe('offsets', () => {
  test('are sent with errors whose type declares them', () => {
    const [verdict] = submitted(replay(...late('out_of_sync', 1500))).verdicts!;
    expect(verdict?.errors).toMatchObject([{ type: 'out_of_sync', offset_ms: 1500 }]);
  });
  test('and not with others', () => {
    const [verdict] = submitted(replay(...late('word', 1500))).verdicts!;
    expect(verdict?.errors?.[0]).not.toHaveProperty('offset_ms');
  });
  test('come back when a submission is reopened', () => {
    const draft = fromAnnotation(submitted(replay(...late('out_of_sync', -40))), WORLD);
    expect(draft.verdicts[0]?.errors[0]?.offset_ms).toBe(-40);
  });
  test('move the cue to where it belongs, and what was missing stands among the others', () => {
    const draft = replay(
      ...late('out_of_sync', 1500),
      add(interval('r1', 5000, 6000)),
      { kind: 'set_omission', id: 'o1', change: { text: 'Bye.' } },
      { kind: 'attach_evidence', judged: { on: 'omission', id: 'o1' }, region: 'r1' },
    );
    expect(correctedCues(WORLD, draft)).toEqual([
      { number: 2, text: 'I am late.', before: second.time, after: { start_ms: 1500, end_ms: 2500 } },
      { number: null, text: 'Bye.', before: null, after: { start_ms: 5000, end_ms: 6000 } },
    ]);
  });
});

describe('links about the order in time', () => {
  const linked = (type: string, from: string, to: string): Edit => ({
    kind: 'add_link',
    link: { id: 'l1', type, from: { on: 'region', id: from }, to: { on: 'region', id: to } },
  });
  const found = (...edits: Edit[]) =>
    problems(
      WORLD,
      replay(add(interval('r1', 3000, 4000)), add(interval('r2', 1000, 5000)), ...edits),
      words.missing,
    )
      .filter(({ jump }) => jump.to === 'link')
      .map(({ message }) => message);
  test('hold, or say what does not', () => {
    expect(found(linked('before', 'r2', 'r1'))).toEqual([]);
    expect(found(linked('during', 'r1', 'r2'))).toEqual([]);
    expect(found(linked('before', 'r1', 'r2'))).toEqual([
      '“before” says that region r1 (3000–4000 ms) begins before region r2 (1000–5000 ms), which it does not; turn the link around',
    ]);
  });
  test('the rules are those of the server', () => {
    const [a, b] = [
      { start_ms: 0, end_ms: 10 },
      { start_ms: 0, end_ms: 5 },
    ];
    expect(inOrder('before', a, b)).toBe(false);
    expect(inOrder('after', a, b)).toBe(false);
    expect(inOrder('during', b, a)).toBe(true);
    expect(inOrder('during', a, b)).toBe(false);
  });
});

describe('words and numbers', () => {
  test('offsets', () => {
    expect(['1500', '+1,500', '-40', '−40 ms', '1.5 s', '-0', '', '1.5'].map(readOffset)).toEqual([
      1500,
      1500,
      -40,
      -40,
      1500,
      0,
      null,
      null,
    ]);
  });
  test('reading speed counts what is read', () => {
    expect(readingSpeed('ab\ncd\n', { start_ms: 0, end_ms: 500 })).toMatchObject({ characters: 5, cps: 10 });
    expect(readingSpeed('eighteen letters..', { start_ms: 0, end_ms: 1000 })?.tooFast).toBe(true);
    expect(readingSpeed('now', { start_ms: 5, end_ms: 5 })).toBeNull();
  });
});
