// Replays of edits: what a draft becomes, what is shared, and what is undone.
import { describe, expect, test } from 'vitest';
import { emptyDraft, SAMPLE } from '../../model/sample';
import { claimRows } from '../../model/claims';
import { evidenceOf, type Draft } from '../../model/draft';
import type { Region } from '../../model/types';
import { made, merged, reworded, split } from '../claim_edits';
import { Document } from '../document';
import { apply, type Edit } from '.';

const region = (id: string): Region => ({
  id,
  slot: 'image',
  part: '0',
  selector: { type: 'box', x: 0, y: 0, width: 10, height: 10, rotation: 0 },
  label: null,
  attributes: {},
});

const claim = { on: 'claim', id: 'c2', aspect: 'default' } as const;

function replay(...edits: Edit[]): Draft {
  return edits.reduce((draft, edit) => apply(draft, edit), emptyDraft());
}

describe('evidence', () => {
  test('what is drawn for a claim is its evidence', () => {
    const draft = replay({ kind: 'add_region', region: region('r1'), judged: claim });
    expect(evidenceOf(draft, claim)).toEqual([{ region: 'r1' }]);
  });
  test('saying why there is none replaces regions, and a region replaces that', () => {
    const drawn: Edit = { kind: 'add_region', region: region('r1'), judged: claim };
    const none: Edit = { kind: 'set_absent', judged: claim, reason: 'absent' };
    expect(evidenceOf(replay(drawn, none), claim)).toEqual([{ none: 'absent' }]);
    const back: Edit = { kind: 'attach_evidence', judged: claim, region: 'r1' };
    expect(evidenceOf(replay(drawn, none, back), claim)).toEqual([{ region: 'r1' }]);
  });
  test('a deleted region leaves evidence, links and answers', () => {
    const draft = replay(
      { kind: 'add_region', region: region('r1'), judged: claim },
      { kind: 'add_region', region: region('r2'), judged: null },
      {
        kind: 'add_link',
        link: { id: 'l1', type: 't', from: { on: 'region', id: 'r1' }, to: { on: 'region', id: 'r2' } },
      },
      { kind: 'set_answer', question: 'q', target: { on: 'link', id: 'l1' }, value: 1 },
      { kind: 'set_answer', question: 'q', target: { on: 'region', id: 'r1' }, value: 1 },
      { kind: 'delete_regions', ids: ['r1'] },
    );
    expect(draft.regions.map((each) => each.id)).toEqual(['r2']);
    expect(evidenceOf(draft, claim)).toEqual([]);
    expect(draft.links).toEqual([]);
    expect(draft.answers).toEqual([]);
  });
});

describe('claims', () => {
  const ids = (draft: Draft) => claimRows(SAMPLE, draft).map((row) => row.claim.id);
  const shared = (id: string) => SAMPLE.item.claim_sets![0]!.claims.find((each) => each.id === id)!;

  test('splitting makes two in its place, each with its words', () => {
    const at = shared('c2').spans![0]!.start + 'on a red'.length;
    const draft = replay(split(SAMPLE, emptyDraft(), shared('c2'), at)!);
    expect(ids(draft)).toEqual(['c1', 'own-1', 'own-2', 'c3']);
    expect(draft.claims.map((each) => each.text)).toEqual(['on a red', 'sofa']);
    expect(draft.claims.every((each) => each.from?.includes('c2'))).toBe(true);
    expect(draft.dropped).toEqual(['c2']);
  });
  test('a cut outside of the claim is none', () => {
    expect(split(SAMPLE, emptyDraft(), shared('c2'), 0)).toBeNull();
  });
  test('merging keeps the verdict of the first, and names both', () => {
    const judged = replay({ kind: 'set_verdict', claim: 'c1', aspect: 'default', value: 'supported' });
    const draft = apply(judged, merged(SAMPLE, judged, shared('c1'), shared('c2')));
    expect(ids(draft)).toEqual(['own-1', 'c3']);
    expect(draft.claims[0]?.from).toEqual(['c1', 'c2']);
    expect(draft.claims[0]?.parents).toEqual([]);
    expect(draft.verdicts).toMatchObject([{ claim: 'own-1', value: 'supported' }]);
  });
  test('rewording an own claim again still names the shared one', () => {
    const once = apply(emptyDraft(), reworded(SAMPLE, emptyDraft(), shared('c3'), 'a cat looks on'));
    const twice = apply(once, reworded(SAMPLE, once, once.claims[0]!, 'a cat is awake'));
    expect(twice.claims).toHaveLength(1);
    expect(twice.claims[0]).toMatchObject({ text: 'a cat is awake', from: ['c3'] });
    expect(twice.dropped).toEqual(['c3']);
  });
  test('a claim made from words stands where the words stand', () => {
    const spans = [{ start: 9, end: 14, quote: 'sleep' }];
    expect(ids(replay(made(SAMPLE, emptyDraft(), spans)))).toEqual(['c1', 'own-1', 'c2', 'c3']);
  });
});

describe('undo', () => {
  test('goes back without limit, and forward again', () => {
    const document = new Document(emptyDraft());
    for (let index = 1; index <= 500; index += 1) {
      document.edit({ kind: 'add_region', region: region(`r${index}`), judged: null });
    }
    for (let index = 0; index < 500; index += 1) document.undo();
    expect(document.draft.regions).toHaveLength(0);
    expect(document.canUndo).toBe(false);
    for (let index = 0; index < 500; index += 1) document.redo();
    expect(document.draft.regions).toHaveLength(500);
  });
  test('a drag is one step', () => {
    const document = new Document(replay({ kind: 'add_region', region: region('r1'), judged: null }));
    const before = document.draft;
    for (let x = 1; x <= 20; x += 1) {
      const selector = { type: 'box', x, y: 0, width: 10, height: 10, rotation: 0 } as const;
      document.edit({ kind: 'move_region', id: 'r1', selector }, 'drag 1');
    }
    document.undo();
    expect(document.draft).toBe(before);
  });
  test('what did not change is shared', () => {
    const before = replay({ kind: 'add_region', region: region('r1'), judged: claim });
    const after = apply(before, { kind: 'set_note', note: 'x' });
    expect(after.regions).toBe(before.regions);
    expect(after.verdicts).toBe(before.verdicts);
  });
});
