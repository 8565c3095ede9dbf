// The bench of one decision: the media with all readers over them, and beside it what they say, differences first.
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  onCleanup,
  onMount,
  Show,
  untrack,
  type Component,
} from 'solid-js';
import { api, path } from '../../api/client';
import { strokeOf, takesText } from '../../editor/keys';
import { digitAnswer } from '../../questions';
import type { QuestionKind } from '../../model/types';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { dateTime, decimal } from '../../ui/format';
import { Kbd } from '../../ui/Kbd';
import { singleKeys } from '../../ui/shortcuts';
import { TextArea } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { Media } from '../item/Media';
import { createDesk } from './desk';
import { assembled, splitOf } from './facts';
import { consensus, looks } from './looks';
import { messages } from './messages';
import { Opened, whyNot } from './Opened';
import { ReaderBar } from './ReaderBar';
import { regionsOf, RowView } from './RowView';
import { ownVerdict } from './own';
import { rows as rowsOfTask, type DecisionTask, type Row } from './rows';
import { SendBack } from './SendBack';
import { WriteComment } from './WriteComment';

export interface BenchProps {
  slug: string;
  task: DecisionTask;
  /** It was signed, given back or sent back. */
  onDone: (what: 'signed' | 'released' | 'sentBack') => void;
}

export const Bench: Component<BenchProps> = (props) => {
  // One bench a task: another task makes another one.
  // eslint-disable-next-line solid/reactivity
  const desk = createDesk(props.task, () => toast({ text: messages.stale }));
  const all = createMemo(() => looks(desk.task()));
  const split = createMemo(() => splitOf(desk.decision()));
  /** The same rows whatever is decided, so that what has the focus stays. */
  const rows = createMemo(() => rowsOfTask(props.task, split()));
  const made = createMemo(() => assembled(desk.task(), desk.decision()));
  /** What was undecided when the page was opened stays on top, so that rows do not jump away while one decides. */
  const disputed = () => rows().filter((row) => row.differs);
  const agreed = () => rows().filter((row) => !row.differs && !isEmpty(row));
  const [focus, setFocus] = createSignal(untrack(rows)[0]?.key ?? '');
  const [editing, setEditing] = createSignal('');
  const [alone, setAlone] = createSignal<string | null>(null);
  const [lit, setLit] = createSignal<ReadonlySet<string>>(new Set());
  const [folded, setFolded] = createSignal(disputed().length > 0);
  const [sending, setSending] = createSignal(false);
  const [commenting, setCommenting] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const [clock, setClock] = createSignal<{ now: () => number }>();
  const elements = new Map<string, HTMLElement>();

  const walked = () => [...disputed(), ...(folded() ? [] : agreed())];
  const row = () => walked().find((one) => one.key === focus());
  /** When what is decided about is said. */
  const spot = createMemo(() => {
    const found = row();
    return found?.kind === 'verdict' ? (found.claim.time?.start_ms ?? null) : null;
  });
  const common = createMemo(() => consensus(desk.task()));
  const shownReaders = createMemo(() => {
    const name = alone();
    if (name !== null) return all().filter((reader) => reader.annotation.id === name);
    const outline = common().outline;
    return outline ? [...all(), outline] : all();
  });
  const shown = createMemo(() => new Set(shownReaders().map((reader) => reader.annotation.id)));
  const go = (key: string) => {
    setFocus(key);
    setEditing('');
    const found = walked().find((one) => one.key === key);
    setLit(found ? regionsOf(found, all()) : new Set<string>());
    const element = elements.get(key);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  };
  /** To the first control of the editor, or the one that is pressed. */
  const edit = (key: string) => {
    setEditing(key);
    queueMicrotask(() => {
      const editor = elements.get(key)?.querySelector<HTMLElement>('.own');
      const pressed = editor?.querySelector<HTMLElement>('[aria-pressed="true"], :checked');
      (pressed ?? editor?.querySelector<HTMLElement>('button, input, textarea, select'))?.focus();
    });
  };
  const leaveEditor = () => {
    const element = elements.get(editing());
    setEditing('');
    element?.focus({ preventScroll: true });
  };
  const move = (by: number) => {
    const list = walked();
    const at = list.findIndex((one) => one.key === focus());
    const to = list[Math.max(0, Math.min(list.length - 1, at + by))];
    if (to) go(to.key);
    else if (by > 0) setFolded(false);
  };
  const step = () => {
    const names = all().map((reader) => reader.annotation.id);
    const at = alone() === null ? 0 : names.indexOf(alone() ?? '') + 1;
    look(names[at] ?? null);
  };
  const look = (name: string | null) => {
    setAlone(name);
    const at = all().findIndex((reader) => reader.annotation.id === name);
    if (at >= 0) desk.open(`reader/${at + 1}`);
  };
  const reveal = async () => {
    if (desk.task().names_shown_at != null) return;
    try {
      await desk.reveal();
    } catch (failure) {
      setError(failure);
    }
  };
  const missing = createMemo(() => whyNot(desk, made()));
  const sign = async () => {
    if (busy() || missing().length > 0) return;
    setBusy(true);
    setError(null);
    try {
      await desk.sign();
      props.onDone('signed');
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const release = async () => {
    try {
      await desk.release();
      props.onDone('released');
    } catch (failure) {
      setError(failure);
    }
  };
  const own = (digit: number) => {
    const found = row();
    if (found?.kind === 'verdict') {
      const value = desk.task().design.claims?.verdicts?.[digit - 1];
      if (!value) return;
      const before = desk.decision().choices[found.key];
      desk.choose(found.key, {
        own: ownVerdict(found, value, before && 'own' in before ? before.own : undefined),
      });
      setEditing(found.key);
    }
    if (found?.kind === 'answer') {
      const value = digitAnswer(found.question, undefined, digit);
      if (value !== undefined && value !== null) desk.choose(found.key, { value });
    }
  };
  const leave = () => {
    const found = row();
    const may =
      found?.kind === 'region' ||
      found?.kind === 'omission' ||
      (found?.kind === 'answer' && !found.question.required);
    if (found && may) desk.choose(found.key, { leave: true });
  };
  const commands: Readonly<Record<string, () => void>> = {
    j: () => move(1),
    k: () => move(-1),
    r: step,
    x: leave,
    c: () => setCommenting(true),
    e: () => edit(focus()),
    'Shift+R': () => void reveal(),
    'Ctrl+Enter': () => void sign(),
  };
  const pressed = (event: KeyboardEvent) => {
    const stroke = strokeOf(event);
    if (stroke === null || document.querySelector('dialog[open]')) return;
    if (stroke === 'Escape' && editing() !== '') leaveEditor();
    // What is marked by keys of its own takes all of them.
    if (event.target instanceof Element && event.target.closest('[data-own-keys]')) return;
    if (stroke !== 'Ctrl+Enter' && (takesText(event.target) || !singleKeys())) return;
    const digit = /^(Shift\+)?([1-9])$/.exec(stroke);
    const command = digit
      ? // eslint-disable-next-line solid/reactivity -- called at once, for the press
        () => (digit[1] ? takeReader(Number(digit[2])) : own(Number(digit[2])))
      : commands[stroke];
    if (!command) return;
    event.preventDefault();
    command();
  };
  const takeReader = (n: number) => {
    const found = row();
    if (found && n <= all().length) desk.choose(found.key, { take: n - 1 });
  };
  let focusing = 0;
  const begin = (key: string) => {
    if (elements.get(key)?.isConnected) go(key);
    else focusing = requestAnimationFrame(() => begin(key));
  };
  onMount(() => {
    document.addEventListener('keydown', pressed);
    onCleanup(() => document.removeEventListener('keydown', pressed));
    const first = rows()[0];
    // The page is put into the document a moment after it is made.
    if (first) focusing = requestAnimationFrame(() => begin(first.key));
    onCleanup(() => cancelAnimationFrame(focusing));
  });
  createEffect(() => {
    const id = desk.task().assignment.id;
    const timer = setInterval(
      () => void api.post(path('/api/assignments', id, 'extend')).catch(() => undefined),
      600_000,
    );
    onCleanup(() => clearInterval(timer));
  });
  const isLacking = (one: Row) => made().lacking.some(({ key }) => key === one.key);
  const rowView = (one: Row) => (
    <RowView
      desk={desk}
      row={one}
      readers={all()}
      shown={shown()}
      focused={focus() === one.key}
      editing={editing() === one.key}
      onFocus={() => {
        if (focus() !== one.key) {
          setFocus(one.key);
          setEditing('');
          setLit(regionsOf(one, all()));
        }
      }}
      lacking={isLacking(one)}
      now={clock()?.now}
      onEdit={(on) => (on ? edit(one.key) : leaveEditor())}
      onLight={setLit}
      onComment={() => setCommenting(true)}
      ref={(element) => elements.set(one.key, element)}
    />
  );
  return (
    <div class="decide-bench">
      <div class="decide-media">
        <ReaderBar
          desk={desk}
          readers={all()}
          alone={alone()}
          outlined={common().outline !== null}
          onLook={look}
        />
        <Media
          design={desk.task().design}
          item={desk.task().item}
          media={desk.task().media}
          readers={shownReaders()}
          lit={lit()}
          faint={alone() === null ? common().spread : undefined}
          spot={spot()}
          onClock={setClock}
          onSee={(place) => desk.open(place)}
        />
      </div>
      <div class="decide-side">
        <Show when={desk.task().unusable.length > 0}>
          <p class="notice">
            {messages.unusable}: {desk.task().unusable.join(', ')}
          </p>
        </Show>
        <header class="decide-side-head">
          <h2>
            {made().undecided.length > 0 ? messages.undecided(made().undecided.length) : messages.allDecided}
          </h2>
          <span class="grow" />
          <Show
            when={desk.task().names_shown_at}
            fallback={
              <Button
                small
                data-tip={messages.revealWhat}
                data-tip-keys="Shift+R"
                onClick={() => void reveal()}
              >
                {messages.reveal}
              </Button>
            }
          >
            {(at) => <span class="muted small">{messages.revealed(dateTime(at()))}</span>}
          </Show>
        </header>
        <For each={disputed()}>{rowView}</For>
        <Show when={agreed().length > 0}>
          <details
            class="decide-agreed"
            open={!folded()}
            onToggle={(event) => setFolded(!event.currentTarget.open)}
          >
            <summary>{messages.agreed(agreed().length)}</summary>
            <For each={agreed()}>{rowView}</For>
          </details>
        </Show>
        <Show when={desk.task().places.length > 0}>
          <details class="decide-agreed">
            <summary>{messages.places}</summary>
            <ul class="decide-places">
              <For each={desk.task().places}>
                {(place) => (
                  <li>
                    {place.title}{' '}
                    <span class="muted">{messages.measure(place.metric, decimal(place.value))}</span>
                  </li>
                )}
              </For>
            </ul>
          </details>
        </Show>
        <Field label={messages.why} help={messages.whyWhat}>
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              value={desk.decision().reason}
              onValue={(reason) => desk.setReason(reason)}
            />
          )}
        </Field>
        <Opened desk={desk} />
      </div>
      <footer class="decide-foot">
        <span class="decide-keys muted small">
          <Kbd keys="J K" /> {messages.keys.move} · <Kbd keys="Shift+1" /> {messages.keys.take} ·{' '}
          <Kbd keys="1" /> {messages.keys.own} · <Kbd keys="R" /> {messages.keys.reader} · <Kbd keys="C" />{' '}
          {messages.keys.comment}
        </span>
        <span class="muted small" role="status">
          {messages[desk.saved()]}
        </span>
        <span class="grow" />
        <Refusal error={error()} />
        <Show when={missing().length > 0}>
          <span class="muted small decide-missing" id="decide-missing">
            {messages.signing.first}
            {missing().slice(0, 2).join(', ')}
            {missing().length > 2 ? ', …' : ''}
          </span>
        </Show>
        <Button onClick={() => void release()}>{messages.release}</Button>
        <Show when={desk.task().assignment.kind === 'review'}>
          <Button onClick={() => setSending(true)}>{messages.sendBack}</Button>
        </Show>
        <Button
          look="primary"
          busy={busy()}
          disabled={missing().length > 0}
          aria-describedby={missing().length > 0 ? 'decide-missing' : undefined}
          data-tip={messages.keys.sign}
          data-tip-keys="Ctrl+Enter"
          onClick={() => void sign()}
        >
          {messages.sign}
        </Button>
      </footer>
      <WriteComment
        slug={props.slug}
        open={commenting()}
        task={desk.task()}
        readers={all()}
        row={row()}
        onClose={() => setCommenting(false)}
      />
      <SendBack
        open={sending()}
        task={desk.task()}
        readers={all()}
        row={row()}
        onClose={() => setSending(false)}
        onSent={() => {
          setSending(false);
          props.onDone('sentBack');
        }}
      />
    </div>
  );
};

/** A question that nobody answered and nobody has to: shown once it must be answered. */
function isEmpty(row: Row): boolean {
  return row.kind === 'answer' && row.cells.every((cell) => cell === null);
}
