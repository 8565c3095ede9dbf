// Four plain sentences on top: what there is, how far people agree, where least, and what is mixed up.
import { createMemo, For, type Component } from 'solid-js';
import type { AgreementReport } from '../../api/types';
import { count, percent } from '../../ui/format';
import { messages } from './messages';
import { inWords, label, meaning, mostConfused, ranked, recommended } from './numbers';

/** The sentences for one report. */
export function statements(report: AgreementReport): string[] {
  const main = report.fields[0];
  const metric = main && recommended(main);
  const weakest = ranked(report).at(-1);
  const confused = main && mostConfused(main);
  return [
    messages.coverage(count(report.n_annotators), count(report.n_annotations), count(report.n_items)),
    main
      ? messages.agrees(
          main.title,
          inWords(metric),
          metric?.value == null ? (metric?.undefined ?? '') : meaning(metric.value),
        )
      : messages.emptyWhat,
    weakest && weakest !== main
      ? messages.weakest(weakest.title, inWords(recommended(weakest)))
      : messages.onlyOne,
    main && confused
      ? messages.confused(label(main, confused.a), label(main, confused.b), percent(confused.share))
      : report.disputed.length > 0
        ? messages.disputedOne(report.disputed.length)
        : messages.nothingConfused,
    ...(report.n_informed > 0 ? [messages.informed(count(report.n_informed))] : []),
  ];
}

export const Statements: Component<{ report: AgreementReport }> = (props) => {
  const lines = createMemo(() => statements(props.report));
  return (
    <ol class="statements" aria-label={messages.statements}>
      <For each={lines()}>{(line) => <li dir="auto">{line}</li>}</For>
    </ol>
  );
};
