// Makes a token and shows its secret once.
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import type { Token } from '../../api/types';
import { Button } from '../../ui/Button';
import { CopyField } from '../../ui/CopyField';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { messages as common } from '../../ui/messages';
import { Select } from '../../ui/Select';
import { TextInput } from '../../ui/TextInput';
import { messages } from './messages';
import { TOKENS } from './Tokens';

/** Each level holds the ones before it. */
const LEVELS = ['read', 'write', 'admin'] as const;
const DAYS = [7, 30, 90, 365, 0] as const;

export const NewToken: Component<{ onClose: () => void }> = (props) => {
  const cache = useQueryClient();
  const [name, setName] = createSignal('');
  const [level, setLevel] = createSignal(0);
  const [days, setDays] = createSignal('90');
  const [secret, setSecret] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const expires = Number(days());
      const token = await api.post<Token>('/api/tokens', {
        name: name().trim(),
        scopes: LEVELS.slice(0, level() + 1),
        expires_days: expires === 0 ? null : expires,
      });
      setSecret(token.secret ?? '');
      await cache.invalidateQueries({ queryKey: TOKENS });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      firm={secret() !== null}
      onClose={() => props.onClose()}
      title={messages.makeTitle}
      footer={
        <Show
          when={secret() === null}
          fallback={
            <Button look="primary" onClick={() => props.onClose()}>
              {messages.done}
            </Button>
          }
        >
          <Button onClick={() => props.onClose()}>{common.common.cancel}</Button>
          <Button look="primary" busy={busy()} disabled={name().trim() === ''} onClick={() => void make()}>
            {messages.create}
          </Button>
        </Show>
      }
    >
      <Show
        when={secret() === null}
        fallback={<CopyField label={messages.secret} help={messages.secretWhat} value={secret() ?? ''} />}
      >
        <Field label={messages.name} help={messages.nameWhat}>
          {(control) => <TextInput {...control} autofocus value={name()} onValue={setName} />}
        </Field>
        <fieldset class="stack" style={{ '--gap': 'var(--space-2)' }}>
          <legend class="field-label">{messages.scopes}</legend>
          <For each={LEVELS}>
            {(scope, index) => (
              <label class="check">
                <input
                  type="radio"
                  name="level"
                  checked={level() === index()}
                  onChange={() => setLevel(index())}
                />
                <span>{messages.scope[scope]}</span>
              </label>
            )}
          </For>
        </fieldset>
        <Field label={messages.expires}>
          {(control) => (
            <Select
              {...control}
              value={days()}
              onValue={setDays}
              options={DAYS.map((n) => ({ value: String(n), title: messages.days(n) }))}
            />
          )}
        </Field>
        <Refusal error={error()} />
      </Show>
    </Dialog>
  );
};
