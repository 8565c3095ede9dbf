// All regions in a list that stays quick with thousands: filter, show, hide, lock, select, delete.
import { createVirtualizer } from '@tanstack/solid-virtual';
import { createMemo, createSignal, For, Show, type Component } from 'solid-js';
import { labelOf, placeKey, titled } from '../../../model/design';
import type { Region } from '../../../model/types';
import { Icon } from '../../../ui/Icon';
import { IconButton } from '../../../ui/IconButton';
import { setRegionsOpen } from '../bench';
import { givesFocusBack, removed } from '../focus_back';
import { hint } from '../hints';
import { regionColor, regionNumber } from '../looks';
import { work as words } from '../messages';
import { paneKinds } from '../panes';
import { revealRegions } from '../regions';
import { useWork, type Work } from '../work';
import './region_list.css';

const ROW_PX = 34;

export const RegionList: Component = () => {
  const work = useWork();
  const [query, setQuery] = createSignal('');
  let scroller!: HTMLDivElement;
  let panel!: HTMLElement;
  givesFocusBack(() => panel, '.rail-list');
  const found = createMemo(() => {
    const wanted = query().trim().toLowerCase();
    return work.draft().regions.filter((region) => inWords(work, region).toLowerCase().includes(wanted));
  });
  const virtual = createVirtualizer({
    get count() {
      return found().length;
    },
    getScrollElement: () => scroller,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  return (
    <aside ref={panel} class="region-list" aria-label={words.regions.heading}>
      <header class="panel-head">
        <h2 class="panel-heading">{words.regions.heading}</h2>
        <span class="panel-count">{found().length}</span>
        <IconButton
          icon="close"
          small
          label={words.regions.done}
          keys={hint('region_list')}
          onClick={() => setRegionsOpen(false)}
        />
      </header>
      <Show when={work.draft().regions.length > 0} fallback={<p class="panel-empty">{words.regions.none}</p>}>
        <input
          class="input input-small"
          type="search"
          placeholder={words.regions.filter}
          aria-label={words.regions.filter}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </Show>
      <div ref={scroller} class="region-scroll">
        <ul style={{ height: `${virtual.getTotalSize()}px` }}>
          <For each={virtual.getVirtualItems()}>
            {(item) => (
              <Show when={found()[item.index]}>{(region) => <Row region={region()} top={item.start} />}</Show>
            )}
          </For>
        </ul>
      </div>
    </aside>
  );
};

const Row: Component<{ region: Region; top: number }> = (props) => {
  const work = useWork();
  const id = () => props.region.id;
  const hidden = () => work.hidden().has(id());
  const locked = () => work.locked().has(id());
  return (
    <li
      class="region-row"
      classList={{ 'region-selected': work.selected().includes(id()) }}
      style={{ transform: `translateY(${props.top}px)`, '--region': regionColor(work, props.region) }}
      onPointerEnter={() => work.setHovered(id())}
      onPointerLeave={() => work.setHovered(null)}
    >
      <button
        type="button"
        class="region-name"
        data-tip={inWords(work, props.region)}
        aria-pressed={work.selected().includes(id())}
        onClick={() => {
          work.setSelected([id()]);
          work.setActivePane(`${props.region.slot}/${props.region.part}`);
          revealRegions(work, [id()]);
        }}
      >
        <span class="evidence-swatch" />
        <span class="region-words">{inWords(work, props.region)}</span>
      </button>
      <button
        type="button"
        class="region-toggle"
        aria-pressed={hidden()}
        aria-label={hidden() ? words.regions.show : words.regions.hide}
        data-tip={hidden() ? words.regions.show : words.regions.hide}
        onClick={() => work.setHidden(toggled(work.hidden(), id()))}
      >
        <Icon name={hidden() ? 'eye_off' : 'eye'} />
      </button>
      <button
        type="button"
        class="region-toggle"
        aria-pressed={locked()}
        aria-label={locked() ? words.regions.unlock : words.regions.lock}
        data-tip={locked() ? words.regions.unlock : words.regions.lock}
        onClick={() => work.setLocked(toggled(work.locked(), id()))}
      >
        <Icon name={locked() ? 'lock' : 'unlock'} />
      </button>
      <IconButton
        icon="trash"
        small
        label={words.regions.remove}
        disabled={locked()}
        onClick={(event) => {
          const remove = () => work.edit({ kind: 'delete_regions', ids: [id()] });
          removed(event.currentTarget.closest('li'), remove, '.btn-icon:not(:disabled)', '.rail-list');
        }}
      />
    </li>
  );
};

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** `3 dog, upper left` */
function inWords(work: Work, region: Region): string {
  const label = labelOf(work.world.design, region.label);
  return [regionNumber(region.id), label ? titled(label) : '', placeInWords(work, region)]
    .filter(Boolean)
    .join(' · ');
}

function placeInWords(work: Work, { selector, slot, part }: Region): string {
  const kind = work.world.design.slots.find((each) => each.id === slot)?.kind;
  return kind ? paneKinds[kind].describe(selector, work.media[placeKey(slot, part)]) : '';
}
