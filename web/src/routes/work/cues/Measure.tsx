// Measures an offset: the cue, or one medium against the others, is moved by keys while the place plays again and again.
import { createEffect, createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import { moved } from '../../../model/corrected_times';
import type { Claim, TimeScope } from '../../../model/types';
import { Button } from '../../../ui/Button';
import { Kbd } from '../../../ui/Kbd';
import { useWork } from '../work';
import { around } from './commands';
import { cues as words } from './messages';
import { offsetWords, signedMs } from './offset_words';

interface MeasureProps {
  claim: Claim;
  time: TimeScope;
  /** What is known so far. */
  value: number;
  /** Null where nothing is taken over. */
  onDone: (offset: number | null) => void;
}

/** What is moved: the cue, else a medium by its pane. */
const CUE = '';
/** What is seen on either side of where the cue is and was. */
const MARGIN_MS = 1200;

export const Measure: Component<MeasureProps> = (props) => {
  const work = useWork();
  const clock = work.time;
  // It begins with what is known, and is thrown away when it closes.
  // eslint-disable-next-line solid/reactivity
  const [offset, setOffset] = createSignal(props.value);
  const [what, setWhat] = createSignal(CUE);
  const panes = () =>
    clock?.media().flatMap(({ pane }) => work.panes.find(({ key }) => key === pane) ?? []) ?? [];
  const place = () => (what() === CUE ? moved(props.time, -offset()) : props.time);
  const view = () => {
    const start = Math.min(props.time.start_ms, place().start_ms) - MARGIN_MS;
    const end = Math.max(props.time.end_ms, place().end_ms) + MARGIN_MS;
    return { start, length: end - start };
  };
  const percent = (ms: number) => `${((ms - view().start) / view().length) * 100}%`;
  const width = (ms: number) => `${(ms / view().length) * 100}%`;
  const now = () => clock?.now() ?? 0;
  const isSaid = () => now() >= place().start_ms && now() < place().end_ms;
  let stage!: HTMLDivElement;

  const before = clock?.loop() ?? null;
  onMount(() => {
    stage.focus();
    clock?.seek(around(place()).startMs);
    clock?.play();
  });
  createEffect(() => clock?.setLoop(around(place())));
  createEffect(() => {
    const pane = what();
    if (pane === CUE) return;
    clock?.shift(pane, -offset());
    onCleanup(() => clock?.shift(pane, 0));
  });
  onCleanup(() => {
    clock?.pause();
    clock?.setLoop(before);
  });

  const keydown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (step !== undefined) setOffset((ms) => ms + step * (event.altKey ? 1 : event.shiftKey ? 100 : 10));
    else if (event.key === ' ') clock?.toggle();
    else if (event.key === 'Enter') props.onDone(offset());
    else if (event.key === 'Escape') props.onDone(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="measure">
      <Show when={panes().length > 0}>
        <div class="measure-what" role="group" aria-label={words.moves}>
          <span>{words.moves}</span>
          <For each={[{ key: CUE, title: words.theCue }, ...panes()]}>
            {(each) => (
              <button
                type="button"
                class="claim-action"
                aria-pressed={what() === each.key}
                onClick={() => {
                  setWhat(each.key);
                  stage.focus();
                }}
              >
                {each.title}
              </button>
            )}
          </For>
        </div>
      </Show>
      <div
        ref={stage}
        class="measure-stage"
        classList={{ 'measure-said': isSaid() }}
        role="slider"
        tabindex={0}
        aria-label={words.measuring}
        aria-valuenow={offset()}
        aria-valuetext={offsetWords(offset())}
        onKeyDown={keydown}
      >
        <span
          class="measure-old"
          style={{
            'inset-inline-start': percent(props.time.start_ms),
            'inline-size': width(props.time.end_ms - props.time.start_ms),
          }}
        />
        <span
          class="measure-cue"
          dir="auto"
          style={{
            'inset-inline-start': percent(place().start_ms),
            'inline-size': width(place().end_ms - place().start_ms),
          }}
        >
          {props.claim.text}
        </span>
        <span class="measure-head" style={{ 'inset-inline-start': percent(now()) }} />
      </div>
      <p class="measure-words" dir="auto" classList={{ 'measure-said': isSaid() }} aria-hidden="true">
        {props.claim.text}
      </p>
      <div class="measure-foot">
        <output class="measure-value">
          <strong>{offsetWords(offset())}</strong> · {words.shifted(signedMs(-offset()))}
        </output>
        <Button small look="primary" onClick={() => props.onDone(offset())}>
          {words.take} <Kbd keys="⏎" />
        </Button>
        <Button small look="quiet" onClick={() => props.onDone(null)}>
          {words.leave} <Kbd keys="Esc" />
        </Button>
      </div>
      <p class="measure-keys">{words.measureKeys}</p>
    </div>
  );
};
