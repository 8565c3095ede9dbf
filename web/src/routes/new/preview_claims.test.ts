// The preview splits as an import does, and prefers the claims of the row.
import { expect, test } from 'vitest';
import type { Design } from '../../api/types';
import { claimSets, ruleClaims } from './preview_claims';
import type { Row } from './table';

const TEXT = '🐕 Two dogs sleep.  The sofa is red.';

function check(split: 'none' | 'whole' | 'sentences', row: Row, expected: string[]) {
  const design: Design = { title: 'T', slots: [], claims: { slot: 'caption', split } };
  const slots = { caption: [{ id: '0', content: 'text' as const, text: TEXT }] };
  const shown = claimSets(design, slots, row).flatMap((set) =>
    set.claims.map((claim) => {
      const place = claim.spans?.map((one) => `${one.start}-${one.end}`).join('+');
      return `${claim.id} ${set.origin} ${place} ${claim.text}`;
    }),
  );
  expect(shown).toEqual(expected);
}

test('sentences, counted in code points', () =>
  check('sentences', {}, ['c1 rule 0-17 🐕 Two dogs sleep.', 'c2 rule 19-35 The sofa is red.']));
test('the whole text as one claim', () => check('whole', {}, [`c1 rule 0-35 ${TEXT}`]));
test('no claims until annotators make them', () => check('none', {}, []));
test('claims of the row are taken as they are', () =>
  check('sentences', { claims: ['Two dogs', { id: 'x', start: 23, end: 27, kind: 'object' }] }, [
    'c1 imported 2-10 Two dogs',
    'x imported 23-27 sofa',
  ]));
test('claims of a CSV cell are lines or a JSON list', () => {
  check('none', { claims: 'dogs\nred' }, ['c1 imported 6-10 dogs', 'c2 imported 31-34 red']);
  check('none', { claims: '["dogs"]' }, ['c1 imported 6-10 dogs']);
});
test('words that stand nowhere or twice have no span', () =>
  check('whole', { claims: ['cats', 's'] }, ['c1 imported  cats', 'c2 imported  s']));
test('white space alone is no claim', () => expect(ruleClaims('whole', ' \n')).toEqual([]));
