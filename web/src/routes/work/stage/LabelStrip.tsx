// The labels of the medium at hand with their digits, and the view.
import { createEffect, createMemo, For, on, Show, type Component } from 'solid-js';
import { labelColor, titled } from '../../../model/design';
import { keysOfLabels } from '../commands';
import { AdjustButton } from '../dialogs/AdjustDialog';
import { hint } from '../hints';
import { work as words } from '../messages';
import { paneKinds } from '../panes';
import { chooseLabel } from '../regions';
import { useWork } from '../work';
import { fitting } from './fitting';
import './strip.css';

/** More labels than this are found by typing. */
const IN_SIGHT = 14;

export const LabelStrip: Component = () => {
  const work = useWork();
  const labels = createMemo(() => work.labels(work.pane()?.slot ?? ''));
  const keys = createMemo(() => keysOfLabels(work, labels()));
  const zooms = () => {
    const pane = work.pane();
    return pane !== undefined && paneKinds[pane.kind].zooms;
  };
  const room = fitting();
  createEffect(on(labels, () => room.measure()));
  const more = () => labels().length - Math.min(labels().length, IN_SIGHT, room.count());
  const handle = () => work.handles.get(work.activePane());
  const isOn = (id: string) => {
    const selected = work.selected();
    if (selected.length === 0) return work.label() === id;
    return selected.every((region) => work.region(region)?.label === id);
  };
  return (
    <div class="strip">
      <div class="strip-labels" role="toolbar" aria-label={words.stage.labels} ref={room.watch}>
        <For each={labels().slice(0, IN_SIGHT)}>
          {(label, index) => (
            <button
              type="button"
              class="strip-label"
              classList={{ 'strip-beyond': index() >= room.count() }}
              aria-pressed={isOn(label.id)}
              style={{ '--label': labelColor(work.world.design, label.id) }}
              onClick={() => chooseLabel(work, label.id)}
            >
              <span class="strip-swatch" />
              <span>{titled(label)}</span>
              <kbd aria-hidden="true">{keys().get(label.id)}</kbd>
            </button>
          )}
        </For>
      </div>
      <Show when={labels().length > 6 || more() > 0}>
        <button type="button" class="strip-label strip-find" onClick={() => work.setOverlay('labels')}>
          {more() > 0 ? words.stage.findMore(more()) : words.stage.find}{' '}
          <kbd aria-hidden="true">{hint('type_ahead')}</kbd>
        </button>
      </Show>
      <Show when={work.allHidden()}>
        <button type="button" class="strip-label strip-hidden" onClick={() => work.setAllHidden(false)}>
          {words.stage.hidden} · {words.stage.show}
        </button>
      </Show>
      <Show when={zooms()}>
        <div class="strip-view">
          <AdjustButton />
          <button
            type="button"
            class="strip-label"
            data-tip={words.commands.fit}
            data-tip-keys={hint('fit')}
            onClick={() => handle()?.fit?.()}
          >
            {words.stage.fit}
          </button>
          <button
            type="button"
            class="strip-label"
            data-tip={words.commands.one_to_one}
            data-tip-keys={hint('one_to_one')}
            onClick={() => handle()?.oneToOne?.()}
          >
            1:1
          </button>
        </div>
      </Show>
    </div>
  );
};
