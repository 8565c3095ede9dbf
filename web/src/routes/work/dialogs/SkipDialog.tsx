// Skipping: I decline, or the item cannot be worked on; both with their reason.
import { createSignal, For, Show, type Component } from 'solid-js';
import { digitOf, takesText } from '../../../editor/keys';
import { titled } from '../../../model/design';
import type { Outcome } from '../../../model/types';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Kbd } from '../../../ui/Kbd';
import { asides } from './messages';
import { useWork } from '../work';

export const SkipDialog: Component<{ onSkip: (outcome: Outcome) => void }> = (props) => {
  const work = useWork();
  const [choice, setChoice] = createSignal<string>('');
  const [why, setWhy] = createSignal('');
  const reasons = () => work.world.design.unusable_reasons ?? [];
  const close = () => work.setOverlay(null);
  const all = () => ['decline', ...reasons().map((reason) => `unusable:${reason.id}`)];
  const keydown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const isEnter = event.key === 'Enter' && !event.isComposing;
    if (isEnter && (event.ctrlKey || event.metaKey || !takesText(event.target))) {
      event.preventDefault();
      return go();
    }
    const digit = digitOf(event);
    if (digit === null || takesText(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = all()[digit - 1];
    if (chosen === undefined) return;
    event.preventDefault();
    setChoice(chosen);
    event.currentTarget.querySelectorAll<HTMLElement>('input[type="radio"]')[digit - 1]?.focus();
  };
  const go = () => {
    if (choice() === '') return;
    close();
    props.onSkip(
      choice() === 'decline'
        ? { type: 'declined', reason: why().trim() || 'declined' }
        : { type: 'unusable', reason: choice().slice('unusable:'.length) },
    );
  };
  return (
    <Dialog
      open
      title={asides.skip.title}
      onClose={close}
      footer={
        <Button look="primary" disabled={choice() === ''} onClick={go}>
          {asides.skip.go}
        </Button>
      }
    >
      <form
        class="skip"
        onKeyDown={keydown}
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <label class="skip-choice">
          <input
            type="radio"
            name="skip"
            autofocus
            checked={choice() === 'decline'}
            onChange={() => setChoice('decline')}
          />
          <span>
            <strong>{asides.skip.decline}</strong> <Kbd keys="1" />
            <span class="skip-what">{asides.skip.declineWhat}</span>
          </span>
        </label>
        <Show when={choice() === 'decline'}>
          <textarea
            class="input"
            rows={2}
            aria-label={asides.skip.declineWhy}
            placeholder={asides.skip.declineWhy}
            value={why()}
            onInput={(event) => setWhy(event.currentTarget.value)}
          />
        </Show>
        <fieldset class="skip-unusable">
          <legend>
            <strong>{asides.skip.unusable}</strong>
            <span class="skip-what">{asides.skip.unusableWhat}</span>
          </legend>
          <For each={reasons()}>
            {(reason, index) => (
              <label class="skip-choice">
                <input
                  type="radio"
                  name="skip"
                  checked={choice() === `unusable:${reason.id}`}
                  onChange={() => setChoice(`unusable:${reason.id}`)}
                />
                <span>
                  {titled(reason)}{' '}
                  <Show when={index() < 8}>
                    <Kbd keys={String(index() + 2)} />
                  </Show>
                </span>
              </label>
            )}
          </For>
        </fieldset>
      </form>
    </Dialog>
  );
};
