// A sound as a Solid component: its wave and spectrogram, where one is in it, and what is under the pointer.
import { createEffect, createSignal, For, onCleanup, onMount, Show, type JSX } from 'solid-js';
import { written } from '../../model/time';
import { Player, whyNot } from '../player';
import type { ViewerProps } from '../types';
import '../player.css';
import './audio.css';
import type { AudioLook } from './contract';
import type { AudioTypes } from './index';
import { AudioView } from './view';
import { words } from './words';

/** What the pane around it works with. */
export interface AudioHandle {
  readonly player: Player;
  /** Something was loaded, failed or changed, as a signal. */
  changes(): number;
  focus(): void;
  fit(): void;
  zoomBy(factor: number): void;
  reveal(startMs: number, endMs: number): void;
  /** Where a time is, in CSS pixels from the left. */
  x(ms: number): number;
  bandAt(x: number): string | null;
}

export interface AudioViewerProps extends ViewerProps<AudioTypes> {
  readonly nowMs: number;
  readonly playing: boolean;
}

const LOOKS: readonly AudioLook[] = ['wave', 'both', 'spectrogram'];
/** Chosen once, it holds for the sounds that follow. */
const [look, setLook] = createSignal<AudioLook>('both');
const WHEEL_STEP = 0.0016;

export function Viewer(props: AudioViewerProps): JSX.Element {
  let host!: HTMLDivElement;
  const [changes, setChanges] = createSignal(0);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [hover, setHover] = createSignal<number | null>(null);
  /** The view moved: what lies on it is placed anew. */
  const [moved, setMoved] = createSignal(0);
  let view: AudioView | undefined;
  let dragging: 'scrub' | 'overview' | null = null;

  onMount(() => {
    // One viewer is made for one sound.
    // eslint-disable-next-line solid/reactivity
    const { source } = props;
    const made = new AudioView(source, {
      failed: () => setProblem(words.failed),
      drawn: () => setMoved((count) => count + 1),
    });
    view = made;
    host.prepend(made.canvas);
    const element = document.createElement('audio');
    element.preload = 'auto';
    const player = new Player(element, true, {
      changed: () => {
        setChanges((count) => count + 1);
        if (player.broken && problem() === null) void explain(source.play);
      },
    });
    element.src = source.play;
    host.append(element);
    const observer = new ResizeObserver(() => made.resize(host.clientWidth, host.clientHeight));
    observer.observe(host);
    createEffect(() => {
      made.bands = props.regions;
      made.look = look();
      made.redraw();
    });
    // While it plays, the view turns the page when the end of it is reached.
    createEffect(() => {
      const { scale } = made;
      if (!props.playing || (props.nowMs >= scale.view.startMs && props.nowMs <= scale.endMs)) return;
      scale.panBy(scale.x(props.nowMs) - scale.width * 0.05);
      made.redraw();
    });
    props.ref?.({
      player,
      changes,
      focus: () => host.focus({ preventScroll: true }),
      fit: () => (made.scale.fit(), made.redraw()),
      zoomBy: (factor) => {
        const at = made.scale.x(props.nowMs);
        made.scale.zoomBy(factor, at >= 0 && at <= made.scale.width ? at : made.scale.width / 2);
        made.redraw();
      },
      reveal: (startMs, endMs) => (made.scale.reveal({ startMs, endMs }), made.redraw()),
      x: (ms) => (moved(), made.scale.x(ms)),
      bandAt: (x) => made.bandAt(x)?.id ?? null,
    });
    onCleanup(() => {
      observer.disconnect();
      made.destroy();
      player.destroy();
    });
  });

  async function explain(url: string): Promise<void> {
    setProblem(words.cannotPlay);
    const said = await whyNot(url);
    if (said !== null) setProblem(words.notThere(said));
  }

  const place = (event: MouseEvent): [number, number] => {
    const { left, top } = host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const goTo = (x: number) => {
    if (!view) return;
    if (dragging === 'scrub') return props.events.seek(Math.round(view.scale.ms(x)));
    const { scale } = view;
    const { startMs, endMs } = whole();
    const middle = startMs + (x / Math.max(1, scale.width)) * (endMs - startMs);
    scale.panBy(scale.x(middle) - scale.width / 2);
    view.redraw();
  };
  const whole = () => {
    const { clock, durationMs } = props.source;
    const startMs = clock.offset_ms ?? 0;
    return { startMs, endMs: startMs + durationMs };
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !view) return;
    const [x, y] = place(event);
    dragging = y < view.overviewHeight ? 'overview' : 'scrub';
    host.setPointerCapture(event.pointerId);
    const band = dragging === 'scrub' ? view.bandAt(x) : undefined;
    if (band) props.events.select([band.id]);
    goTo(x);
  };
  const move = (event: PointerEvent) => {
    const [x] = place(event);
    setHover(x);
    if (dragging) goTo(x);
  };
  const wheel = (event: WheelEvent) => {
    if (!view) return;
    event.preventDefault();
    const along = event.deltaX !== 0 ? event.deltaX : event.shiftKey ? event.deltaY : 0;
    if (along !== 0) view.scale.panBy(along);
    else view.scale.zoomBy(Math.exp(-event.deltaY * WHEEL_STEP * (event.ctrlKey ? 4 : 1)), place(event)[0]);
    view.redraw();
  };
  const placed = (ms: number) => (moved(), view?.scale.x(ms) ?? 0);
  const isSeen = (x: number) => x >= 0 && x <= (view?.scale.width ?? 0);

  return (
    <div class="audio-view">
      <div
        ref={host}
        class="audio-stage"
        role="application"
        aria-label={props.label}
        aria-description={words.help}
        tabindex="0"
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={() => (dragging = null)}
        onPointerCancel={() => (dragging = null)}
        onPointerLeave={() => setHover(null)}
        on:wheel={wheel}
      >
        <Show when={isSeen(placed(props.nowMs))}>
          <span class="audio-head" style={{ transform: `translateX(${placed(props.nowMs)}px)` }} />
        </Show>
        <Show when={hover() !== null && (moved(), view)}>
          {(shown) => (
            <span class="audio-hover" style={{ transform: `translateX(${hover() ?? 0}px)` }}>
              <span
                class="audio-time"
                classList={{ 'audio-time-left': (hover() ?? 0) > shown().scale.width - 90 }}
              >
                {written(shown().scale.ms(hover() ?? 0))}
              </span>
            </span>
          )}
        </Show>
      </div>
      <div class="audio-looks" role="group" aria-label={words.look}>
        <For each={LOOKS}>
          {(each) => (
            <button type="button" aria-pressed={look() === each} onClick={() => setLook(each)}>
              {words[each]}
            </button>
          )}
        </For>
      </div>
      <Show when={problem()}>
        {(text) => (
          <p class="player-problem" role="alert">
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}
