// What was signed of the item: who signed it, on what it rests, what they had looked at, and what came before.
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Show, type Accessor, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, may, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { components } from '../../api/schema';
import type { Design, Item, ProjectRole } from '../../api/types';
import { describe } from '../../questions';
import type { Json } from '../../model/types';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { dateTime } from '../../ui/format';
import { TextArea } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { sharedClaims } from './compare';
import type { Reader } from './readers';
import { title } from './titles';
import { truthMessages as messages } from './truth_messages';
import { VerdictCell } from './VerdictCell';
import './truth.css';

type TruthView = components['schemas']['TruthView'];

export interface TruthsProps {
  truths: readonly TruthView[];
  slug: string;
  id: string;
  role: ProjectRole;
  design: Design;
  item: Item;
  onLight: (regions: ReadonlySet<string>) => void;
}

/** Everything that was signed of the item, newest first; nothing until it is known. */
export function useTruths(slug: Accessor<string>, id: Accessor<string>): Accessor<readonly TruthView[]> {
  const found = useQuery(() => ({
    queryKey: keys.below(slug(), 'item', id(), 'truths'),
    queryFn: ({ signal }) => api.get<TruthView[]>(projectPath(slug(), 'items', id(), 'truths'), signal),
  }));
  return () => (found.isPending ? [] : (found.data ?? []));
}

/** What holds now, as one more reader of the media. */
export function truthReader(truths: readonly TruthView[]): Reader[] {
  const current = truths.find((truth) => !truth.ended);
  if (!current) return [];
  const { id, seq, item_revision, design_version, signed_at } = current;
  const annotator = { id, name: messages.title, kind: 'human' };
  const annotation = {
    ...{ id, seq, annotator, item_revision, design_version, submitted_at: signed_at },
    ...{ late: false, surplus: false, current: true, body: current.truth.facts },
  };
  return [{ annotation, name: messages.title, color: '#FFFFFF', line: 'solid' }];
}

export const Truths: Component<TruthsProps> = (props) => {
  const all = () => props.truths;
  const current = () => all().find((truth) => !truth.ended);
  const earlier = () => all().filter((truth) => truth.ended);
  return (
    <Show when={all().length > 0}>
      <section class="truths" aria-label={messages.title}>
        <header class="truths-head">
          <h2>{messages.title}</h2>
          <span class="grow" />
          <Show when={current() && may(props.role, 'expert')}>
            <Reopen {...props} />
          </Show>
        </header>
        <Show when={current()} fallback={<p class="muted">{messages.reopened}</p>}>
          {(truth) => <Signed {...props} truth={truth()} />}
        </Show>
        <Show when={earlier().length > 0}>
          <details class="truths-earlier" open={!current()}>
            <summary>{messages.earlier(earlier().length)}</summary>
            <For each={earlier()}>{(truth) => <Signed {...props} truth={truth} />}</For>
          </details>
        </Show>
      </section>
    </Show>
  );
};

const Signed: Component<TruthsProps & { truth: TruthView }> = (props) => {
  const facts = () => props.truth.truth.facts;
  const claims = () => {
    const known = [...sharedClaims(props.design, props.item), ...(facts().claims ?? [])];
    return (facts().verdicts ?? []).map((verdict) => ({
      verdict,
      text: known.find((claim) => claim.id === verdict.claim)?.text ?? verdict.claim,
    }));
  };
  const questions = () =>
    (facts().answers ?? []).flatMap((answer) => {
      const question = (props.design.questions ?? []).find((one) => one.id === answer.question);
      return question && answer.target.on === 'item' ? [{ question, value: answer.value as Json }] : [];
    });
  /** The people whose value it is; nobody where the signer wrote it. */
  const from = (field: string, unit: string) => {
    const source = (props.truth.truth.sources ?? []).find(
      (one) => (one.field === field || one.field.startsWith(`${field}/`)) && one.unit === unit,
    );
    const name = (id: string) =>
      props.truth.readers.find((reader) => reader.annotation === id)?.annotator.name ?? id;
    return source?.from?.length ? messages.from(source.from.map(name).join(', ')) : messages.written;
  };
  return (
    <article class="truth" classList={{ 'truth-ended': props.truth.ended != null }}>
      <p class="truth-head">
        <Chip tone={props.truth.ended ? 'plain' : 'ok'}>{messages.kinds[props.truth.kind]}</Chip>
        <span>
          {messages.by} <bdi class="truth-signer">{props.truth.signer.name}</bdi>
        </span>
        <span class="muted">{dateTime(props.truth.signed_at)}</span>
      </p>
      <Show when={props.truth.ended}>
        {(ended) => (
          <p class="truth-end">
            <Show when={ended().reason} fallback={messages.superseded}>
              {(reason) => (
                <>
                  {messages.reopenedBy(ended().by?.name ?? '', ended().at ? dateTime(ended().at ?? 0) : '')}{' '}
                  <bdi>{reason()}</bdi>
                </>
              )}
            </Show>
          </p>
        )}
      </Show>
      <Show when={props.truth.truth.reason}>{(reason) => <p dir="auto">{reason()}</p>}</Show>
      <dl class="truth-facts">
        <For each={claims()}>
          {(claim) => (
            <div class="truth-fact">
              <dt dir="auto">{claim.text}</dt>
              <dd>
                <VerdictCell
                  design={props.design}
                  verdict={claim.verdict}
                  annotation={props.truth.id}
                  onLight={(regions) => props.onLight(regions)}
                />
                <span class="muted small">{from('verdict', `claim:${claim.verdict.claim}`)}</span>
              </dd>
            </div>
          )}
        </For>
        <For each={questions()}>
          {(one) => (
            <div class="truth-fact">
              <dt dir="auto">{one.question.title || one.question.id}</dt>
              <dd>
                <span dir="auto">{describe(one.question, one.value)}</span>{' '}
                <span class="muted small">{from(`question/${one.question.id}`, '')}</span>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <details>
        <summary class="muted">{messages.lookedAt((props.truth.truth.opened ?? []).length)}</summary>
        <ul class="truth-opened">
          <For each={props.truth.truth.opened ?? []}>
            {(one) => (
              <li>
                {place(props, one.what)} <span class="muted small">{dateTime(one.at)}</span>
              </li>
            )}
          </For>
          <li>
            {props.truth.truth.revealed_at
              ? messages.revealed(dateTime(props.truth.truth.revealed_at))
              : messages.blind}
          </li>
        </ul>
      </details>
    </article>
  );
};

/** `slot/part` or `reader/{n}` in words; who it was is known once it is signed. */
function place(props: TruthsProps & { truth: TruthView }, what: string): string {
  const [slot = '', part = ''] = what.split('/');
  if (slot === 'reader') {
    const reader = props.truth.readers[Number(part) - 1];
    return reader ? messages.reader(reader.name, reader.annotator.name) : what;
  }
  const several = (props.item.slots[slot] ?? []).length > 1;
  return `${title(props.design.slots, slot)}${several ? ` ${part}` : ''}`;
}

const Reopen: Component<TruthsProps> = (props) => {
  const cache = useQueryClient();
  const [open, setOpen] = createSignal(false);
  const [reason, setReason] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.post(projectPath(props.slug, 'items', props.id, 'reopen'), { reason: reason() });
      setOpen(false);
      setReason('');
      toast({ text: messages.isOpen, tone: 'ok' });
      await cache.invalidateQueries({ queryKey: keys.project(props.slug) });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        {messages.reopen}
      </Button>
      <Dialog
        open={open()}
        onClose={() => setOpen(false)}
        title={messages.reopenTitle}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{messages.cancel}</Button>
            <Button
              look="primary"
              busy={busy()}
              disabled={reason().trim() === ''}
              onClick={() => void send()}
            >
              {messages.reopen}
            </Button>
          </>
        }
      >
        <div class="stack">
          <p class="muted">{messages.reopenWhat}</p>
          <Field label={messages.reason}>
            {(control) => <TextArea {...control} rows={3} value={reason()} onValue={setReason} />}
          </Field>
          <Refusal error={error()} />
        </div>
      </Dialog>
    </>
  );
};
