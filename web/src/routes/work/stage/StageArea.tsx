// The left side: the media side by side or behind tabs, with tools, labels, and what is still hidden.
import { createMemo, For, Show, type Component } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { titled } from '../../../model/design';
import { arrangement, setArrangement, viewsLinked } from '../bench';
import { linkViews } from '../commands';
import { hint } from '../hints';
import { focusNumber } from '../regions';
import { work as words } from '../messages';
import { paneKinds } from '../panes';
import { useWork, type Pane } from '../work';
import { LabelStrip } from './LabelStrip';
import { RevealSlot } from './RevealSlot';
import { ToolRail } from './ToolRail';
import './stage.css';

interface StageAreaProps {
  onReveal: (() => Promise<void>) | null;
}

export const StageArea: Component<StageAreaProps> = (props) => {
  const work = useWork();
  const panes = work.panes.filter((pane) => pane.where === 'stage');
  const hidden = work.world.design.slots.filter((slot) => work.hiddenSlots.includes(slot.id));
  const tabbed = () => panes.length > 1 && (arrangement() === 'tab' || work.maximised());
  const shown = createMemo(() => (tabbed() ? panes.filter((pane) => pane.key === current().key) : panes));
  const current = (): Pane => panes.find((pane) => pane.key === work.activePane()) ?? panes[0]!;
  return (
    <section
      class="work-stage"
      aria-label={words.zones.stage}
      data-zone="stage"
      onFocusIn={() => work.setZone('stage')}
    >
      <ToolRail />
      <div class="stage-main">
        <Show when={panes.length > 1}>
          <PaneTabs panes={panes} tabbed={tabbed()} />
        </Show>
        <Banner />
        <div
          class="stage-panes"
          classList={{ 'stage-tiled': !tabbed() }}
          style={{ '--panes': columns(shown().length + hidden.length) }}
        >
          <For each={shown()}>{(pane) => <PaneFrame pane={pane} alone={panes.length === 1} />}</For>
          <For each={hidden}>
            {(slot) => (
              <RevealSlot
                title={titled(slot)}
                questions={slot.reveal_after ?? []}
                onReveal={props.onReveal}
              />
            )}
          </For>
          <Show when={panes.length + hidden.length === 0}>
            <p class="stage-empty">{words.stage.nothing}</p>
          </Show>
        </div>
        <LabelStrip />
      </div>
    </section>
  );

  function columns(count: number): number {
    return count <= 1 ? 1 : count <= 4 ? 2 : 3;
  }

  function PaneTabs(tabs: { panes: readonly Pane[]; tabbed: boolean }) {
    return (
      <div class="stage-tabs">
        <div role="group" aria-label={words.zones.stage} class="stage-tab-list">
          <For each={tabs.panes}>
            {(pane) => (
              <button
                type="button"
                class="stage-tab"
                aria-pressed={work.activePane() === pane.key}
                data-tip-keys={hint('next_pane')}
                data-tip={words.commands.next_pane}
                onClick={() => work.setActivePane(pane.key)}
              >
                {pane.title}
              </button>
            )}
          </For>
        </div>
        <span class="topbar-space" />
        <Show when={tabs.panes.filter((pane) => paneKinds[pane.kind].zooms).length > 1}>
          <button
            type="button"
            class="stage-tab"
            aria-pressed={viewsLinked()}
            data-tip={words.commands.link_views}
            data-tip-keys={hint('link_views')}
            onClick={() => linkViews(work)}
          >
            {words.stage.together}
          </button>
        </Show>
        <button
          type="button"
          class="stage-tab"
          data-tip={words.commands.arrange}
          data-tip-keys={hint('arrange')}
          onClick={() => setArrangement(arrangement() === 'tile' ? 'tab' : 'tile')}
        >
          {tabs.tabbed ? words.stage.tile : words.stage.tab}
        </button>
      </div>
    );
  }
};

const PaneFrame: Component<{ pane: Pane; alone: boolean }> = (props) => {
  const work = useWork();
  return (
    <div
      class={`pane pane-of-${props.pane.kind}`}
      classList={{ 'pane-active': !props.alone && work.activePane() === props.pane.key }}
      onFocusIn={() => work.setActivePane(props.pane.key)}
      onPointerDown={() => work.setActivePane(props.pane.key)}
    >
      <Show when={!props.alone}>
        <span class="pane-title">{props.pane.title}</span>
      </Show>
      <Dynamic component={paneKinds[props.pane.kind].Pane} pane={props.pane} />
    </div>
  );
};

/** What the next region will be. */
const Banner: Component = () => {
  const work = useWork();
  const text = () => {
    const focus = work.focus();
    if (focus?.on === 'omission') {
      const at = work.draft().omissions.findIndex((omission) => omission.id === focus.id);
      return words.stage.evidenceForOmission(at + 1);
    }
    const number = focusNumber(work);
    return number === null ? null : words.stage.evidenceFor(number);
  };
  return (
    <Show when={work.zone() === 'stage' && text()}>
      {(found) => (
        <div class="stage-banner">
          <span>{found()}</span>
          <button
            type="button"
            class="stage-banner-clear"
            data-tip={words.stage.clear}
            data-tip-keys={hint('step_out')}
            aria-label={words.stage.clear}
            onClick={() => work.setFocus(null)}
          >
            ×
          </button>
        </div>
      )}
    </Show>
  );
};
