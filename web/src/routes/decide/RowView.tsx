// One thing to decide: what each reader says of it, side by side, and what was chosen.
import { createMemo, For, Match, Show, Switch, type Component, type JSX } from 'solid-js';
import type { components } from '../../api/schema';
import { stretchWords } from '../../model/time_words';
import { describe, QuestionControl } from '../../questions';
import type { Json, QuestionKind, Verdict } from '../../model/types';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import type { Reader } from '../item/readers';
import { title } from '../item/titles';
import { places, VerdictCell } from '../item/VerdictCell';
import { choiceOf, saidBy, type Choice } from './facts';
import type { Desk } from './desk';
import { messages } from './messages';
import { OwnVerdict } from './OwnVerdict';
import { RateReason } from './RateReason';
import type { Row } from './rows';

export interface RowViewProps {
  desk: Desk;
  row: Row;
  readers: readonly Reader[];
  /** Readers that are looked at. */
  shown: ReadonlySet<string>;
  focused: boolean;
  editing: boolean;
  /** Its own verdict is not complete. */
  lacking: boolean;
  /** Where the playback is, where the item has a time. */
  now?: () => number;
  onFocus: () => void;
  onEdit: (on: boolean) => void;
  onLight: (regions: ReadonlySet<string>) => void;
  onComment: () => void;
  ref: (element: HTMLElement) => void;
}

/** The regions that a row is about, as `R1/r1`. */
export function regionsOf(row: Row, readers: readonly Reader[]): ReadonlySet<string> {
  const name = (at: number) => readers[at]?.annotation.id ?? '';
  const found: string[] = [];
  if (row.kind === 'verdict')
    row.cells.forEach((cell, at) =>
      found.push(...places(name(at), cell?.evidence as components['schemas']['Evidence'][] | undefined)),
    );
  if (row.kind === 'omission')
    row.cells.forEach((cell, at) =>
      found.push(...places(name(at), cell?.evidence as components['schemas']['Evidence'][] | undefined)),
    );
  if (row.kind === 'region') row.cells.forEach((cell, at) => cell && found.push(`${name(at)}/${cell.id}`));
  return new Set(found);
}

export const RowView: Component<RowViewProps> = (props) => {
  const task = () => props.desk.task();
  const choice = createMemo(() => choiceOf(props.row, props.desk.decision()));
  const taken = createMemo(() => {
    const made = choice();
    return new Set(made ? saidBy(props.row, made) : []);
  });
  const choose = (made: Choice | undefined) => props.desk.choose(props.row.key, made);
  const heading = createMemo<JSX.Element>(() => headingOf(props));
  const leavable = () =>
    props.row.kind === 'region' ||
    props.row.kind === 'omission' ||
    (props.row.kind === 'answer' && !props.row.question.required);
  const own = () => {
    const made = choice();
    return made && 'own' in made ? made.own : undefined;
  };
  const typed = () => {
    const made = choice();
    return made && 'value' in made ? made.value : undefined;
  };
  /** What editing starts from: the own verdict, what was taken, or nothing but the first value. */
  const start = (): Verdict => {
    const made = choice();
    if (made && 'own' in made) return made.own;
    const row = props.row;
    if (row.kind !== 'verdict') return { claim: '', value: '' };
    const cell = made && 'take' in made ? row.cells[made.take] : null;
    const name = made && 'take' in made ? (props.readers[made.take]?.annotation.id ?? '') : '';
    const evidence = (cell?.evidence ?? []).map((piece) =>
      'region' in piece ? { ...piece, region: `${name}/${piece.region}` } : piece,
    );
    const first = task().design.claims?.verdicts?.[0]?.id ?? '';
    const own = { claim: row.claim.id, aspect: row.aspect, value: cell?.value ?? first, evidence };
    // How sure a reader was is no part of it.
    return { ...cell, ...own, confidence: null };
  };
  return (
    <section
      ref={(element) => props.ref(element)}
      class="decide-row"
      classList={{
        'decide-row-focus': props.focused,
        'decide-row-open': (props.row.differs && !choice()) || props.lacking,
      }}
      tabindex={props.focused ? 0 : -1}
      aria-label={messages.row[props.row.kind]}
      onFocusIn={() => props.onFocus()}
      onClick={() => props.onFocus()}
    >
      <header class="decide-row-head">
        <span class="decide-row-title" dir="auto">
          {heading()}
        </span>
        <Show when={own() ?? typed()}>
          <Chip tone="accent">{messages.fromSigner}</Chip>
        </Show>
        <Show when={choice() && 'leave' in (choice() ?? {})}>
          <Chip>{messages.left}</Chip>
        </Show>
      </header>
      <div class="decide-cells" style={{ '--readers': String(Math.max(props.readers.length, 1)) }}>
        <For each={props.readers}>
          {(reader, at) => (
            <div
              class="decide-cell"
              classList={{
                'decide-cell-on': taken().has(at()),
                'decide-cell-dim': !props.shown.has(reader.annotation.id),
              }}
            >
              <button
                type="button"
                class="decide-take"
                aria-pressed={taken().has(at())}
                aria-label={messages.take(reader.name)}
                data-tip={messages.take(reader.name)}
                data-tip-keys={`Shift+${at() + 1}`}
                onClick={() => choose({ take: at() })}
              >
                <span class={`reader-swatch reader-${reader.line}`} style={{ color: reader.color }} />
                <bdi>{reader.name}</bdi>
              </button>
              <Cell {...props} at={at()} reader={reader} />
            </div>
          )}
        </For>
      </div>
      <Show when={own() && !props.editing}>
        <div class="decide-own">
          <VerdictCell
            design={task().design}
            verdict={own() as components['schemas']['Verdict']}
            annotation=""
            onLight={() => undefined}
          />
        </div>
      </Show>
      <Show when={props.editing && props.row.kind === 'verdict' && props.row}>
        {(judged) => (
          <OwnVerdict
            task={task()}
            claim={judged().claim}
            verdict={start()}
            now={props.now}
            onChange={(verdict) => choose({ own: verdict })}
            onDone={() => props.onEdit(false)}
            onLight={(regions) => props.onLight(regions)}
          />
        )}
      </Show>
      <Show when={props.editing && props.row.kind === 'answer' && props.row}>
        {(asked) => (
          <div class="own">
            <QuestionControl
              spec={asked().question}
              value={typed()}
              onValue={(value) => choose(value === null ? undefined : { value })}
              onDone={() => props.onEdit(false)}
              labelledBy={`decide-${asked().key}`}
            />
          </div>
        )}
      </Show>
      <Show when={props.focused}>
        <footer class="decide-row-foot">
          <Show when={(props.row.kind === 'verdict' || props.row.kind === 'answer') && !props.editing}>
            <Button
              small
              look="quiet"
              data-tip-keys="E"
              data-tip={messages.own}
              onClick={() => props.onEdit(true)}
            >
              {own() ? messages.edit : messages.own}
            </Button>
          </Show>
          <Show when={leavable()}>
            <Button
              small
              look="quiet"
              data-tip={messages.leave}
              data-tip-keys="X"
              onClick={() => choose({ leave: true })}
            >
              {messages.leave}
            </Button>
          </Show>
          <Show when={props.row.kind === 'verdict' || props.row.kind === 'region'}>
            <Button
              small
              look="quiet"
              data-tip={messages.commentTitle}
              data-tip-keys="C"
              onClick={() => props.onComment()}
            >
              {messages.commentOn}
            </Button>
          </Show>
          <Show when={props.row.kind === 'split'}>
            <Button small look="quiet" onClick={() => choose(undefined)}>
              {messages.shared}
            </Button>
          </Show>
        </footer>
      </Show>
    </section>
  );
};

function headingOf(view: RowViewProps): JSX.Element {
  const row = view.row;
  const design = view.desk.task().design;
  switch (row.kind) {
    case 'verdict': {
      const aspects = design.claims?.aspects ?? [];
      return (
        <>
          {row.claim.text}
          <Show when={aspects.length > 1}>
            <span class="muted small"> {title(aspects, row.aspect)}</span>
          </Show>
          <Show when={row.claim.time}>
            {(time) => <span class="muted small decide-time"> {stretchWords(time())}</span>}
          </Show>
        </>
      );
    }
    case 'answer': {
      const target = row.target;
      const about = 'id' in target ? target.id : '';
      const claim = (view.desk.task().item.claim_sets ?? [])
        .flatMap((set) => set.claims)
        .find((one) => one.id === about);
      return (
        <span id={`decide-${row.key}`}>
          {row.question.title || row.question.id}
          <Show when={about}>
            <span class="muted small"> {claim?.text ?? about}</span>
          </Show>
        </span>
      );
    }
    case 'region': {
      const first = row.cells.find((cell) => cell !== null);
      const slot = design.slots.find((one) => one.id === first?.slot);
      const label = first?.label ? title(design.ontology?.labels, first.label) : messages.unlabelled;
      return (
        <>
          <span class="muted small">{messages.row.region}</span> {label}{' '}
          <span class="muted small">{slot?.title || slot?.id}</span>
        </>
      );
    }
    case 'omission':
      return (
        <>
          <span class="muted small">{messages.row.omission}</span>{' '}
          {row.cells.find((cell) => cell !== null)?.text}
        </>
      );
    case 'links':
    case 'split':
      return messages.row[row.kind];
  }
}

/** The verdict, where it has a reason. */
function reasoned(verdict: Verdict | null | undefined): Verdict | null {
  return verdict?.rationale ? verdict : null;
}

/** What one reader says. */
const Cell: Component<RowViewProps & { at: number; reader: Reader }> = (props) => {
  const nothing = (words: string) => <span class="muted small">{words}</span>;
  const design = () => props.desk.task().design;
  return (
    <Switch>
      <Match when={props.row.kind === 'verdict' && props.row}>
        {(row) => (
          <>
            <VerdictCell
              design={design()}
              verdict={(row().cells[props.at] ?? null) as components['schemas']['Verdict'] | null}
              annotation={props.reader.annotation.id}
              onLight={(regions) => props.onLight(regions)}
            />
            <Show when={reasoned(row().cells[props.at])}>
              {(verdict) => (
                <RateReason
                  assignment={props.desk.task().assignment.id}
                  reader={props.reader.annotation.id}
                  unit={`claim:${verdict().claim}/${verdict().aspect ?? 'default'}`}
                />
              )}
            </Show>
          </>
        )}
      </Match>
      <Match when={props.row.kind === 'answer' && props.row}>
        {(row) => {
          const value = () => row().cells[props.at] as Json | null;
          return (
            <Show when={value() !== null} fallback={nothing(messages.noAnswer)}>
              <span dir="auto">{described(row(), value())}</span>
            </Show>
          );
        }}
      </Match>
      <Match when={props.row.kind === 'region' && props.row}>
        {(row) => (
          <Show when={row().cells[props.at]} fallback={nothing(messages.notMarked)}>
            <button
              type="button"
              class="evidence"
              onClick={() => props.onLight(regionsOf(row(), props.readers))}
            >
              {regionTitle(row(), props.at, design())}
            </button>
          </Show>
        )}
      </Match>
      <Match when={props.row.kind === 'omission' && props.row}>
        {(row) => (
          <Show when={row().cells[props.at]} fallback={nothing(messages.notMissed)}>
            <span class="small" dir="auto">
              {omissionText(row(), props.at)}
            </span>
            <Show when={row().cells[props.at]?.rationale}>
              <RateReason
                assignment={props.desk.task().assignment.id}
                reader={props.reader.annotation.id}
                unit={`omission:${row().cells[props.at]?.id ?? ''}`}
              />
            </Show>
          </Show>
        )}
      </Match>
      <Match when={props.row.kind === 'links' && props.row}>
        {(row) => <span class="small">{messages.nLinks(Number(row().cells[props.at] ?? 0))}</span>}
      </Match>
      <Match when={props.row.kind === 'split' && props.row}>
        {(row) => (
          <Show when={splitTexts(row(), props.at)} fallback={nothing(messages.sharedClaims)}>
            {(texts) => (
              <ul class="decide-claims" dir="auto">
                <For each={texts()}>{(text) => <li>{text}</li>}</For>
              </ul>
            )}
          </Show>
        )}
      </Match>
    </Switch>
  );
};

function described(row: Row, value: Json | null): string {
  return row.kind === 'answer' && value !== null ? describe(row.question, value) : '';
}

function regionTitle(row: Row, at: number, design: components['schemas']['Design']): string {
  const region = row.kind === 'region' ? row.cells[at] : null;
  return region?.label ? title(design.ontology?.labels, region.label) : messages.unlabelled;
}

function omissionText(row: Row, at: number): string {
  const omission = row.kind === 'omission' ? row.cells[at] : null;
  return [omission?.text, omission?.rationale].filter(Boolean).join(' – ');
}

function splitTexts(row: Row, at: number): string[] | null {
  const claims = row.kind === 'split' ? row.cells[at] : null;
  return claims ? claims.map((claim) => claim.text) : null;
}
