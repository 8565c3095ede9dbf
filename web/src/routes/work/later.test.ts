// Keys that are pressed while a dialog is fetched wait for it.
import { createComponent, type Component } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { foldedDialog, keysWait } from './later';

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

describe('a dialog of another file', () => {
  it('has the keys that were pressed before it stood, whichever fetch ends first', async () => {
    const keys: string[] = [];
    const Box: Component = () => {
      const box = document.createElement('div');
      box.tabIndex = 0;
      box.addEventListener('keydown', (event) => keys.push(event.key));
      queueMicrotask(() => box.focus());
      return box;
    };
    let arrive: (box: Component) => void = () => undefined;
    const slow = new Promise<Component>((resolve) => (arrive = resolve));
    const fetches = [slow, Promise.resolve(Box)];
    const Later = foldedDialog(() => fetches.shift() ?? slow);
    const root = document.body.appendChild(document.createElement('div'));
    const dispose = render(() => createComponent(Later, {}), root);
    press('2');
    await Promise.resolve().then(() => undefined);
    arrive(Box);
    await vi.waitFor(() => expect(keys).toEqual(['2']));
    dispose();
    root.remove();
  });

  it('stands at once when it is opened again', async () => {
    const Box: Component = () => document.createElement('dialog');
    const Later = foldedDialog(() => Promise.resolve(Box));
    const root = document.body.appendChild(document.createElement('div'));
    const open = () => render(() => createComponent(Later, {}), root);
    const close = open();
    await vi.waitFor(() => expect(root.querySelector('dialog')).not.toBeNull());
    close();
    const closeAgain = open();
    expect(root.querySelector('dialog')).not.toBeNull();
    closeAgain();
    root.remove();
  });
});
