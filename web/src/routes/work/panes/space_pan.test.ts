// Where Space presses something, and where it is free to play and to move the picture.
import { afterEach, expect, it, vi } from 'vitest';
import { isMeant } from './space_pan';

afterEach(() => vi.restoreAllMocks());

/** As if someone came to the element by keys. */
function reached(tag: string, looks: Record<string, string> = {}): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(looks)) element.setAttribute(name, value);
  const { matches } = Element.prototype;
  vi.spyOn(element, 'matches').mockImplementation(
    (selector) => selector === ':focus-visible' || matches.call(element, selector),
  );
  return element;
}

it.each([
  ['button', {}, true],
  ['div', { role: 'slider' }, true],
  ['textarea', {}, true],
  ['div', {}, false],
  ['div', { role: 'slider', class: 'timeline-board' }, false],
])('%s %o', (tag, looks, meant) => {
  expect(isMeant(reached(tag, looks))).toBe(meant);
});
