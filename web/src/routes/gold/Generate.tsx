// Ordering gold: which kinds of errors, how many items with one, how many without.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { projectPath } from '../../api/projects';
import type { CorruptionKind, GoldProposed } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { messages as common } from '../../ui/messages';
import { Check, TextInput } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { messages } from './messages';

const KINDS = Object.keys(messages.kinds) as CorruptionKind[];
const MOST = 500;

export interface GenerateProps {
  slug: string;
  open: boolean;
  onClose: () => void;
  onMade: () => void;
}

function upTo(typed: string): number {
  const value = Math.round(Number(typed));
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), MOST) : 0;
}

export const Generate: Component<GenerateProps> = (props) => {
  const [kinds, setKinds] = createSignal<readonly CorruptionKind[]>(KINDS);
  const [n, setN] = createSignal(20);
  const [clean, setClean] = createSignal(10);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const toggle = (kind: CorruptionKind, on: boolean) =>
    setKinds((before) => (on ? [...before, kind] : before.filter((one) => one !== kind)));
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const order = { n: n(), clean: clean(), kinds: kinds(), seed: Date.now() };
      const made = await api.post<GoldProposed>(projectPath(props.slug, 'gold', 'proposals'), order);
      const total = Object.values(made.kinds).reduce((sum, one) => sum + one, 0);
      const some = total + made.clean > 0;
      toast({
        text: some ? messages.made(total, made.clean) : messages.madeNone(made.verified),
        tone: some ? 'ok' : 'danger',
      });
      props.onMade();
      props.onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={messages.generateTitle}
      wide
      footer={
        <>
          <Button onClick={() => props.onClose()}>{common.common.cancel}</Button>
          <Button
            look="primary"
            busy={busy()}
            disabled={kinds().length === 0 && n() > 0}
            onClick={() => void make()}
          >
            {messages.make}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p>{messages.generateWhat}</p>
        <fieldset class="stack" style={{ '--gap': 'var(--space-2)' }}>
          <legend class="field-label">{messages.kindsLabel}</legend>
          <div class="gold-kinds">
            <For each={KINDS}>
              {(kind) => (
                <Check checked={kinds().includes(kind)} onChange={(on) => toggle(kind, on)}>
                  {messages.kinds[kind][0]}
                  <span class="gold-kind-what">{messages.kinds[kind][1]}</span>
                </Check>
              )}
            </For>
          </div>
          <Show when={kinds().length === 0}>
            <p class="muted" role="status">
              {messages.chooseKind}
            </p>
          </Show>
        </fieldset>
        <div class="gold-numbers">
          <Field label={messages.n}>
            {(control) => (
              <TextInput
                {...control}
                type="number"
                min="0"
                max={MOST}
                value={n()}
                onChange={(event) => setN(upTo(event.currentTarget.value))}
              />
            )}
          </Field>
          <Field label={messages.clean} help={messages.cleanWhat}>
            {(control) => (
              <TextInput
                {...control}
                type="number"
                min="0"
                max={MOST}
                value={clean()}
                onChange={(event) => setClean(upTo(event.currentTarget.value))}
              />
            )}
          </Field>
        </div>
        <Refusal error={error()} />
      </div>
    </Dialog>
  );
};
