// What the list of gold says.
import { expect, it } from 'vitest';
import { known, share } from './words';

const error = {
  error_type: 'count',
  claim: 'c1',
  slot: 'caption',
  part: '0',
  before: 'Two',
  after: 'Three',
} as const;

it('says what became of what', () => {
  const row = { made_from: 'a', known: { ...error, kind: 'change_number' as const } };
  expect(known(row)).toBe('Change a number: “Two” became “Three”');
});

it('says how far a cue is off', () => {
  const late = { made_from: 'a', known: { ...error, kind: 'shift_cue' as const, offset_ms: 900 } };
  expect(known(late)).toBe('Shift a cue: comes 900 ms too late');
  expect(known({ ...late, known: { ...late.known, offset_ms: -900 } })).toContain('900 ms too early');
});

it('says where a sound begins now', () => {
  const moved = { before: 'sound from 120 ms', after: 'sound from 1020 ms', offset_ms: -900 };
  const row = { made_from: 'a', known: { ...error, ...moved, kind: 'shift_audio' as const } };
  expect(known(row)).toBe('Shift the sound: “sound from 120 ms” became “sound from 1020 ms”');
});

it('tells an untouched copy from what a person signed', () => {
  expect(known({ made_from: 'a', known: null })).toBe('no error');
  expect(known({ made_from: null, known: null })).toBe('told by a person');
});

it('gives shares with their interval', () => {
  expect(share({ share: 0.9, low: 0.6, high: 0.98, decisions: 10 })).toBe('90% [60% to 98%]');
  expect(share(null)).toBe('–');
});
