// How items are dealt to train, validation and test.
import { For, Show, type Component } from 'solid-js';
import { Field } from '../../ui/Field';
import { TextInput } from '../../ui/TextInput';
import { messages } from './messages';
import { fits, SIDES, type Shares } from './splits';

export interface SplitFieldsProps {
  shares: Shares;
  onShares: (shares: Shares) => void;
}

export const SplitFields: Component<SplitFieldsProps> = (props) => {
  const change = (key: keyof Shares, text: string) => {
    const value = Number(text);
    if (text !== '' && Number.isFinite(value)) props.onShares({ ...props.shares, [key]: value });
  };
  return (
    <fieldset class="stack" style={{ '--gap': 'var(--space-2)' }}>
      <legend class="visually-hidden">{messages.splits}</legend>
      <div class="row export-splits">
        <For each={[...SIDES, 'seed'] as const}>
          {(key) => (
            <Field label={messages.side[key]}>
              {(control) => (
                <TextInput
                  {...control}
                  type="number"
                  min={0}
                  value={String(props.shares[key])}
                  onValue={(text) => change(key, text)}
                />
              )}
            </Field>
          )}
        </For>
      </div>
      <p class="muted small">
        <Show when={fits(props.shares)} fallback={<strong>{messages.sharesUnfit}</strong>}>
          {messages.splitsWhat}
        </Show>
      </p>
    </fieldset>
  );
};
