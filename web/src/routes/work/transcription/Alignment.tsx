// What was written against a reference text, word by word: other words, words left out, words added, and their rate.
import { createDeferred, createMemo, createSignal, For, Match, Show, Switch, type Component } from 'solid-js';
import { textOf, titled } from '../../../model/design';
import { align, editsOf, errorRate, wordsOf, type Step } from '../../../model/word_alignment';
import { locale } from '../../../ui/language';
import { useWork } from '../work';
import { transcription as words } from './messages';

const [open, setOpen] = createSignal(false);
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });

export const Alignment: Component<{ text: () => string }> = (props) => {
  const work = useWork();
  const slots = work.world.design.slots.filter((slot) => slot.role === 'reference');
  const references = slots.flatMap((slot) =>
    (work.world.item.slots[slot.id] ?? []).flatMap((part) => {
      const text = textOf(work.world.item, slot.id, part.id);
      return text === undefined ? [] : [{ title: titled(slot), words: wordsOf(text) }];
    }),
  );
  // Letters that are typed do not wait for the comparison.
  // eslint-disable-next-line solid/reactivity
  const text = createDeferred(props.text);
  const heard = createMemo(() => wordsOf(text()));
  return (
    <For each={references}>
      {(reference) => {
        const steps = createMemo(() => align(reference.words, heard()));
        const edits = createMemo(() => editsOf(steps() ?? []));
        return (
          <details class="alignment" open={open()} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>
              <span>{words.compared(reference.title)}</span>
              <Show when={steps() && heard().length > 0}>
                <strong class="alignment-rate">
                  {words.rate100(oneDigit.format(errorRate(edits()) * 100))}
                </strong>
                <span class="alignment-counts">
                  {words.counts(edits().substituted, edits().deleted, edits().inserted)}
                </span>
              </Show>
            </summary>
            <Show when={open()}>
              <Switch fallback={<Words steps={steps() ?? []} />}>
                <Match when={steps() === null}>
                  <p class="panel-empty">{words.tooLong}</p>
                </Match>
                <Match when={heard().length === 0}>
                  <p class="panel-empty">{words.nothingYet}</p>
                </Match>
              </Switch>
              <p class="segment-keys">{words.rule}</p>
            </Show>
          </details>
        );
      }}
    </For>
  );
};

/** Each kind of error has a sign and a line of its own, apart from its colour. */
const Words: Component<{ steps: readonly Step[] }> = (props) => (
  <p class="alignment-words" dir="auto">
    <For each={props.steps}>
      {(step) => {
        if (step.kind === 'same') return <span>{step.other.written} </span>;
        if (step.kind === 'deleted') {
          return (
            <span class="word-deleted">
              <span class="visually-hidden">{words.leftOut(step.reference.written)} </span>
              <span aria-hidden="true">−{step.reference.written} </span>
            </span>
          );
        }
        if (step.kind === 'inserted') {
          return (
            <span class="word-inserted">
              <span class="visually-hidden">{words.added(step.other.written)} </span>
              <span aria-hidden="true">+{step.other.written} </span>
            </span>
          );
        }
        return (
          <span class="word-other">
            <span class="visually-hidden">{words.other(step.other.written, step.reference.written)} </span>
            <span aria-hidden="true">
              {step.other.written}
              <small>≠{step.reference.written}</small>{' '}
            </span>
          </span>
        );
      }}
    </For>
  </p>
);
