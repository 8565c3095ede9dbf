// Keys that are pressed while a dialog is fetched wait for it.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keysWait } from './later';

const seen: string[] = [];
const listener = (event: KeyboardEvent) => seen.push(event.shiftKey ? `Shift+${event.key}` : event.key);
const press = (key: string, shiftKey = false) =>
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }),
  );

describe('keys that wait', () => {
  afterEach(() => {
    window.removeEventListener('keydown', listener);
    seen.length = 0;
  });

  it('mean nothing behind the dialog, and come in their order once it stands', () => {
    window.addEventListener('keydown', listener);
    const release = keysWait(vi.fn());
    press('2');
    press('Enter', true);
    expect(seen).toEqual([]);
    release();
    expect(seen).toEqual(['2', 'Shift+Enter']);
    press('j');
    release();
    expect(seen).toEqual(['2', 'Shift+Enter', 'j']);
  });

  it('are forgotten when Escape gives up', () => {
    window.addEventListener('keydown', listener);
    const giveUp = vi.fn();
    const release = keysWait(giveUp);
    press('2');
    press('Escape');
    release();
    expect(giveUp).toHaveBeenCalledOnce();
    expect(seen).toEqual([]);
  });
});
