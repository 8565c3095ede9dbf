// What is selected is what the rows show, whichever way one got there.
import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { createSelection, type Selection } from './selection';

const FILTER = { q: 'sofa' };

function check(name: string, run: (selection: Selection) => void) {
  test(name, () => createRoot((dispose) => (run(createSelection()), dispose())));
}

check('rows that are ticked are the ones selected', (selection) => {
  selection.toggle('a');
  selection.toggle('b');
  selection.toggle('a');
  expect([selection.has('a'), selection.has('b'), selection.picked()]).toEqual([false, true, 1]);
  expect(selection.within(FILTER)).toEqual({ q: 'sofa', ids: ['b'] });
});

check('a row that is unticked after everything is spared, and all others stay selected', (selection) => {
  selection.selectAll();
  selection.toggle('spared');
  expect([selection.all(), selection.has('spared'), selection.has('other')]).toEqual([true, false, true]);
  expect(selection.spared()).toBe(1);
  expect(selection.within(FILTER)).toEqual({ q: 'sofa', except: ['spared'] });
  selection.toggle('spared');
  expect([selection.has('spared'), selection.spared()]).toEqual([true, 0]);
});

check('selecting everything forgets what was ticked before, and clearing forgets all', (selection) => {
  selection.toggle('a');
  selection.selectAll();
  expect(selection.has('a')).toBe(true);
  selection.toggle('a');
  selection.clear();
  expect([selection.any(), selection.has('a'), selection.all()]).toEqual([false, false, false]);
});
