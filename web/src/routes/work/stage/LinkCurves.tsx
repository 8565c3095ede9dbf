// Links of the thing in focus as thin curves over the whole workbench, and the one that is being pulled.
import { createEffect, createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import type { Link, Target } from '../../../model/types';
import { keyOf, pull } from '../linking';
import { TIMELINE } from '../regions';
import { useWork, type Work } from '../work';

interface Curve {
  readonly id: string;
  readonly path: string;
}

export const LinkCurves: Component = () => {
  const work = useWork();
  const [curves, setCurves] = createSignal<readonly Curve[]>([]);
  let frame = 0;
  const shown = () => work.draft().links.filter((link) => isInFocus(work, link));
  const draw = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const next = shown().flatMap((link) => curveOf(work, link));
      setCurves((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
      // Panning and scrolling move the ends without telling; while links are in sight they are followed.
      if (shown().length > 0) draw();
    });
  };
  onMount(() => createEffect(() => (shown(), draw())));
  onCleanup(() => cancelAnimationFrame(frame));
  return (
    <svg class="link-curves" aria-hidden="true">
      <For each={curves()}>{(curve) => <path d={curve.path} class="link-curve" />}</For>
      <Show when={pull()}>
        {(now) => {
          const from = () => anchorOf(work, { on: 'region', id: now().from });
          return (
            <Show when={from()}>
              {(box) => <path d={between(middle(box()), [now().x, now().y])} class="link-curve link-pull" />}
            </Show>
          );
        }}
      </Show>
    </svg>
  );
};

function isInFocus(work: Work, link: Link): boolean {
  const focus = work.focus();
  const ids = new Set([
    ...work.selected().map((id) => `region:${id}`),
    ...[...work.lit()].map((id) => `region:${id}`),
  ]);
  const hovered = work.hovered();
  if (hovered !== null) ids.add(hovered.includes(':') ? hovered : `region:${hovered}`);
  if (focus?.on === 'claim' || focus?.on === 'omission') ids.add(`${focus.on}:${focus.id}`);
  return ids.has(keyOf(link.from)) || ids.has(keyOf(link.to));
}

function anchorOf(work: Work, target: Target): DOMRect | null {
  if (target.on === 'region') {
    const region = work.region(target.id);
    const shows = (key: string) => work.handles.get(key)?.anchor(target.id) ?? null;
    return region ? (shows(`${region.slot}/${region.part}`) ?? shows(TIMELINE)) : null;
  }
  const row = document.querySelector<HTMLElement>(`[data-target="${CSS.escape(keyOf(target))}"]`);
  return row?.querySelector('.claim-line')?.getBoundingClientRect() ?? null;
}

type Spot = readonly [x: number, y: number];

const middle = (box: DOMRect): Spot => [box.left + box.width / 2, box.top + box.height / 2];

function curveOf(work: Work, link: Link): Curve[] {
  const from = anchorOf(work, link.from);
  const to = anchorOf(work, link.to);
  return from && to ? [{ id: link.id, path: between(middle(from), middle(to)) }] : [];
}

function between([x1, y1]: Spot, [x2, y2]: Spot): string {
  const bend = Math.max(24, Math.abs(x2 - x1) / 2);
  const sign = x2 >= x1 ? 1 : -1;
  return `M${x1} ${y1}C${x1 + sign * bend} ${y1} ${x2 - sign * bend} ${y2} ${x2} ${y2}`;
}
