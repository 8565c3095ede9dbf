// The transcripts of an item: one list of segments for each recording that is written down.
import { createMemo, createSignal, For, Show, type Component } from 'solid-js';
import { locale } from '../../../ui/language';
import { IconButton } from '../../../ui/IconButton';
import { Button } from '../../../ui/Button';
import type { Label } from '../../../model/types';
import type { MasterClock } from '../timing';
import { useWork, type Pane } from '../work';
import { Alignment } from './Alignment';
import { transcription as words } from './messages';
import { SegmentRow, type Transcript } from './SegmentRow';
import { added, nextTime, segmentsOf, transcriptLabels, whole, written, type Segment } from './segments';
import { isFree, speakersOf } from './speakers';
import './transcription.css';

export const Transcripts: Component = () => {
  const work = useWork();
  const found = work.panes.flatMap((pane) => {
    const labels = transcriptLabels(work.labels(pane.slot));
    return labels.length > 0 && work.media[pane.key] ? [{ pane, labels }] : [];
  });
  return (
    <Show when={work.time}>
      {(clock) => (
        <For each={found}>
          {({ pane, labels }) => <TranscriptView pane={pane} labels={labels} clock={clock()} />}
        </For>
      )}
    </Show>
  );
};

interface ViewProps {
  pane: Pane;
  labels: readonly Label[];
  clock: MasterClock;
}

const TranscriptView: Component<ViewProps> = (props) => {
  const work = useWork();
  const segments = createMemo(() => segmentsOf(work.draft(), props.pane, props.labels));
  const byId = createMemo(() => new Map(segments().map((segment) => [segment.id, segment])));
  const ids = createMemo(() => segments().map((segment) => segment.id), [], { equals: sameIds });
  const at = (id: string) => ids().indexOf(id);
  let list!: HTMLOListElement;
  const focus = (id: string, caret?: number) =>
    queueMicrotask(() => {
      const field = list.querySelector<HTMLTextAreaElement>(`[data-segment="${CSS.escape(id)}"] textarea`);
      field?.focus();
      if (caret !== undefined) field?.setSelectionRange(caret, caret);
    });
  const add = (after: Segment | null) => {
    const label = props.labels[0];
    const time = nextTime(after?.selector ?? null, props.clock.now(), props.clock.endMs);
    if (!label) return;
    if (!time) return work.say(words.noRoom);
    const edit = added(work.draft(), props.pane, label, time, after ? written(after, 'speaker') : '');
    work.edit(edit);
    focus(edit.region.id);
  };
  const speakers = createMemo(() => speakersOf(props.labels, segments()));
  const [current, setCurrent] = createSignal<string | null>(null);
  const transcript: Transcript = {
    current,
    setCurrent,
    clock: () => props.clock,
    segment: (id) => byId().get(id),
    number: (id) => at(id) + 1,
    next: (id, by) => byId().get(ids()[at(id) + by] ?? ''),
    focus,
    add,
    speakers,
    isFree: () => isFree(props.labels),
  };
  return (
    <section class="transcript" aria-label={words.heading(props.pane.title)}>
      <header class="panel-head">
        <h2 class="panel-heading">{words.heading(props.pane.title)}</h2>
        <Rate clock={props.clock} />
        <span class="panel-count">{words.count(ids().length)}</span>
      </header>
      <Alignment text={() => whole(segments())} />
      <Show when={ids().length > 0} fallback={<p class="panel-empty">{words.none}</p>}>
        <ol ref={list} class="segments">
          <For each={ids()}>{(id) => <SegmentRow id={id} transcript={transcript} />}</For>
        </ol>
        <p class="segment-keys">{words.keys}</p>
      </Show>
      <div class="panel-add">
        <Button look="quiet" small onClick={() => add(segments().at(-1) ?? null)}>
          + {words.add}
        </Button>
      </div>
    </section>
  );
};

const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const twoDigits = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

const Rate: Component<{ clock: MasterClock }> = (props) => {
  const now = () => props.clock.rate();
  const faster = () => next(RATES, now());
  const slower = () => next(RATES.toReversed(), now());
  return (
    <span class="transcript-rate">
      <IconButton icon="minus" small label={words.slower} onClick={() => setRate(props.clock, slower())} />
      <output>{words.rate(twoDigits.format(props.clock.rate()))}</output>
      <IconButton icon="add" small label={words.faster} onClick={() => setRate(props.clock, faster())} />
    </span>
  );
};

/** The one beside a rate, in the direction of the list. */
function next(rates: readonly number[], now: number): number | undefined {
  const [first = 0, second = 0] = rates;
  return rates.find((rate) => (second > first ? rate > now : rate < now));
}

function setRate(clock: MasterClock, rate: number | undefined): void {
  if (rate !== undefined) clock.setRate(rate);
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
