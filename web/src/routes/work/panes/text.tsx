// Texts on the workbench: the words with the spans of this draft and, in the claim source, with the claims.
import { createMemo, onCleanup, Show, untrack, type Component } from 'solid-js';
import { text, type TextHandle, type TextRegion, type TextToolId } from '../../../modalities/text';
import { textOf } from '../../../model/design';
import type { Region, TextPlace } from '../../../model/types';
import { claimSource } from '../../../model/corrected';
import { go } from '../claim_commands';
import { pullLink } from '../linking';
import { nextColor, regionLook, toneOf } from '../looks';
import { work as words } from '../messages';
import { drawn } from '../regions';
import { useWork, type Work } from '../work';
import { allowedTools } from './allowed';
import { FrameCache } from './frame_cache';
import type { PaneHandle, PaneKind, PaneProps } from './types';

const CLAIM = 'claim:';

const isTool = (id: string): id is TextToolId => id === 'select' || id === 'text';

const TextPane: Component<PaneProps> = (props) => {
  const work = useWork();
  let host!: HTMLDivElement;
  let viewer: TextHandle | undefined;
  const cache = new FrameCache<TextRegion>();
  const content = () => textOf(work.world.item, props.pane.slot, props.pane.part);
  const isSource = () => {
    const source = claimSource(work.world);
    return source?.slot === props.pane.slot && source.part === props.pane.part;
  };
  const marks = createMemo(() => [
    ...(isSource() ? claimMarks(work) : []),
    ...(work.allHidden() ? [] : work.draft().regions.flatMap((each) => regionMark(work, each, props, cache))),
  ]);
  const canMark = () => allowedTools(work, props.pane, text.tools).length > 1;
  const tool = (): TextToolId => {
    if (work.marking() && isSource()) return 'text';
    const chosen = work.textTool();
    return canMark() && isTool(chosen) ? chosen : 'select';
  };
  const draw = (place: TextPlace) => {
    const marking = work.marking();
    if (marking && isSource()) {
      work.setMarking(null);
      const { claim, aspect, index } = marking;
      work.edit({ kind: 'set_error', claim, aspect, index, change: { span: place.spans[0] ?? null } });
      return go(work, { on: 'claim', id: claim, aspect });
    }
    if (!canMark() || (work.textTool() !== 'text' && isSource())) return work.setSelection(place);
    drawn(work, props.pane, place);
  };
  /** What a click chose: it can be pulled to another thing, while what was just made is drawn over. */
  let clicked: string | undefined;
  const select = (ids: string[]) => {
    const claim = ids.find((id) => id.startsWith(CLAIM));
    const regions = ids.filter((id) => !id.startsWith(CLAIM));
    clicked = regions[0];
    if (regions.length > 0) return void work.setSelected(regions.slice(0, 1));
    work.setSelected([]);
    if (claim === undefined) return;
    const aspect = work.world.design.claims?.aspects?.[0]?.id ?? 'default';
    work.setFocus({ on: 'claim', id: claim.slice(CLAIM.length), aspect });
  };
  const handle: PaneHandle = {
    focus: () => viewer?.focus(),
    reveal: (place) => place.type === 'text' && viewer?.reveal(place),
    anchor: (region) => pieceOf(host, region)?.getBoundingClientRect() ?? null,
    at: (x, y) => {
      const piece = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-marks]');
      if (!piece || !host.contains(piece)) return null;
      return piece.dataset.marks?.split(' ').find((id) => !id.startsWith(CLAIM)) ?? null;
    },
    taken: () => viewer?.taken() ?? null,
    clearSelection: () => viewer?.clearSelection(),
  };
  untrack(() => work.handles.set(props.pane.key, handle));
  onCleanup(() => work.handles.delete(props.pane.key));

  /** A chosen span is pulled to another thing to link them; one that a mouse selects in is pulled once it leaves. */
  const startLink = (event: PointerEvent) => {
    if (!work.world.design.links?.length || event.button !== 0 || !(event.target instanceof Element)) return;
    const marks = event.target.closest<HTMLElement>('[data-marks]')?.dataset.marks?.split(' ');
    const from = marks?.find((id) => work.selected().includes(id));
    if (from === undefined) return;
    pullLink(work, from, event, tool() === 'select' || clicked === from ? null : host);
  };

  return (
    <div ref={host} class="pane-text" onPointerDown={startLink}>
      <Show when={content() !== undefined}>
        <text.Viewer
          source={{ text: content() ?? '' }}
          regions={marks()}
          tool={tool()}
          selected={work.selected()}
          color={nextColor(work, props.pane.slot)}
          label={props.pane.title}
          ref={(ready) => (viewer = ready)}
          events={{
            draw,
            selection: (place) => isSource() && work.setSelection(place),
            select,
            hover: (id) => work.setHovered(id),
            say: (said) => work.say(said),
          }}
        />
      </Show>
      <Show when={work.marking() && isSource()}>
        <p class="pane-hint">{words.claims.markingWords}</p>
      </Show>
    </div>
  );
};

/** Where the claims stand in their text, in the colours of their verdicts. */
function claimMarks(work: Work): TextRegion[] {
  const focus = work.focus();
  return work.rows().flatMap((row): TextRegion[] => {
    const spans = row.claim.spans ?? [];
    if (spans.length === 0) return [];
    const id = CLAIM + row.claim.id;
    const aspect = focus?.on === 'claim' && focus.id === row.claim.id ? focus.aspect : 'default';
    const tone = toneOf(work, row.claim.id, aspect);
    const lit =
      work.said().has(row.claim.id) ||
      work.hovered() === id ||
      (focus?.on === 'claim' && focus.id === row.claim.id);
    return [
      {
        id,
        selector: { type: 'text', spans },
        color: tone ? `var(--verdict-${tone.replace('_', '-')})` : 'var(--line-strong)',
        title: row.claim.text,
        line: tone ? 'solid' : 'dotted',
        emphasis: lit ? 'lit' : 'none',
      },
    ];
  });
}

function regionMark(
  work: Work,
  region: Region,
  { pane }: PaneProps,
  cache: FrameCache<TextRegion>,
): TextRegion[] {
  const { selector, id } = region;
  if (region.slot !== pane.slot || region.part !== pane.part || selector.type !== 'text') return [];
  if (work.hidden().has(id)) return [];
  const look = regionLook(work, region);
  const emphasis = work.selected().includes(id) ? 'lit' : look.emphasis;
  const key = `${look.color} ${look.title} ${emphasis}`;
  return [cache.get(region, key, () => ({ ...look, id, selector, emphasis, line: 'solid' }))];
}

function pieceOf(host: HTMLElement, region: string): HTMLElement | null {
  return host.querySelector<HTMLElement>(`[data-marks~="${CSS.escape(region)}"]`);
}

export const textPane: PaneKind = {
  Pane: TextPane,
  tools: text.tools,
  begins: false,
  zooms: false,
  tool: (work) => work.textTool(),
  setTool: (work, tool) => work.setTextTool(tool),
  drawingTool: () => 'text',
  describe: (place) => (place.type === 'text' ? text.describe(place, { text: '' }) : ''),
};
