// Pictures on the workbench: the image stage with the regions of this draft.
import { createEffect, createMemo, createSignal, onCleanup, Show, untrack, type Component } from 'solid-js';
import { fetchCutting, image } from '../../../modalities/image';
import type { Stage, StageEvents, StageRegion, ToolId, View } from '../../../modalities/image/contract';
import { bounds } from '../../../model/geometry/bounds';
import type { Shape } from '../../../model/geometry/types';
import type { ImageUrls, Place, Region } from '../../../model/types';
import { adjust, brush, imageTool, lastImageTool, setImageTool, setLastImageTool } from '../bench';
import { moveLink, dropLink } from '../linking';
import { nextColor, regionLook } from '../looks';
import { work as words } from '../messages';
import { drawn } from '../regions';
import { useWork, type Work } from '../work';
import { allowedTools } from './allowed';
import { FrameCache } from './frame_cache';
import { sharedViews } from './shared_view';
import { ImageOptions } from './ImageOptions';
import { panBySpace } from './space_pan';
import type { PaneHandle, PaneKind, PaneProps } from './types';

const isTool = (id: string): id is ToolId => image.tools.some((tool) => tool.id === id);
const isShape = (place: Place): place is Shape =>
  place.type !== 'text' && place.type !== 'interval' && place.type !== 'track';

const ImagePane: Component<PaneProps> = (props) => {
  const work = useWork();
  const urls = () => {
    const found = work.media[props.pane.key];
    return found?.kind === 'image' ? found : undefined;
  };
  return <Show when={urls()}>{(found) => <Picture {...props} urls={found()} />}</Show>;
};

const Picture: Component<PaneProps & { urls: ImageUrls }> = (props) => {
  const work = useWork();
  let host!: HTMLDivElement;
  const [stage, setStage] = createSignal<Stage>();
  const [scale, setScale] = createSignal(1);
  const cache = new FrameCache<StageRegion>();
  const regions = createMemo(() => {
    const here = work.draft().regions.filter((region) => isHere(region, props));
    return here.flatMap((region) => stageRegion(work, region, cache));
  });
  const tool = (): ToolId => {
    const chosen = imageTool();
    const allowed = allowedTools(work, props.pane, image.tools);
    return isTool(chosen) && allowed.some((each) => each.id === chosen) ? chosen : 'select';
  };
  const source = createMemo(() => ({
    ...props.urls,
    tile: props.urls.tile ?? null,
    tileSize: props.urls.tile_size,
  }));

  const views = sharedViews({
    work,
    stage,
    pane: () => props.pane.key,
    picture: () => props.urls,
    host: () => host,
  });

  const events: StageEvents = {
    draw: (shape) => void drawn(work, props.pane, shape),
    change: (id, selector, gesture) => work.edit({ kind: 'move_region', id, selector }, gesture),
    select: (ids) => work.setSelected(ids),
    hover: (id) => work.setHovered(id),
    view: (view: View) => {
      setScale(view.scale);
      moveLink(null);
      views.moved(view);
    },
    say: (text) => work.say(text),
    begun: (tool, points) => {
      const { key } = props.pane;
      if (points.length > 0) {
        return work.unfinished?.keep({ pane: key, tool, points: points.map(([x, y]) => [x, y]) });
      }
      // Another picture may have a shape of its own that is not finished.
      if (work.unfinished?.begun?.pane === key) work.unfinished.keep(null);
    },
    idle: () => work.unclosed() === props.pane.key && work.setUnclosed(null),
    ...(work.world.design.links?.length
      ? {
          linkDrag: (from: string, to: string | null, x: number, y: number) => dropLink(work, from, to, x, y),
          linkMove: (from: string, _to: string | null, x: number, y: number) => moveLink({ from, x, y }),
        }
      : {}),
  };
  /** What was being drawn when the item was left. */
  const goOn = (made: Stage) => {
    const begun = work.unfinished?.begun;
    if (!begun || begun.pane !== props.pane.key || !isTool(begun.tool) || begun.tool === 'select') return;
    setImageTool(begun.tool);
    made.resume(
      begun.tool,
      begun.points.map(([x, y]) => [x, y]),
    );
    work.say(words.say.goOn);
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !stage()?.handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onScreen = (region: string): DOMRect | null => {
    const found = work.region(region);
    const now = stage();
    if (!found || !now || !isShape(found.selector)) return null;
    const { width, height } = props.urls;
    const box = bounds(found.selector, { width, height });
    const { x, y, scale: zoom } = now.view;
    const outer = host.getBoundingClientRect();
    const left = outer.left + (box.minX - x) * zoom;
    const top = outer.top + (box.minY - y) * zoom;
    return new DOMRect(left, top, (box.maxX - box.minX) * zoom, (box.maxY - box.minY) * zoom);
  };
  const at = (x: number, y: number): string | null => {
    const now = stage();
    const outer = host.getBoundingClientRect();
    const inside = x >= outer.left && x <= outer.right && y >= outer.top && y <= outer.bottom;
    if (!now || !inside || work.allHidden()) return null;
    const { view } = now;
    const [px, py] = [view.x + (x - outer.left) / view.scale, view.y + (y - outer.top) / view.scale];
    return regions().findLast((each) => image.hitTest(each.selector, px, py, 6 / view.scale))?.id ?? null;
  };
  const handle: PaneHandle = {
    focus: () => stage()?.focus(),
    reveal: (place) => isShape(place) && stage()?.reveal(place),
    anchor: onScreen,
    at,
    fit: () => stage()?.fit(),
    oneToOne: () => stage()?.oneToOne(),
    zoomBy: (factor) => stage()?.zoomBy(factor),
    cancel: () => stage()?.cancel(),
    cutHole: () => {
      stage()?.cutHole();
      stage()?.focus();
    },
    complete: () => stage()?.complete() ?? true,
    share: () => views.share(),
  };
  untrack(() => work.handles.set(props.pane.key, handle));
  onCleanup(() => work.handles.delete(props.pane.key));
  createEffect(() => stage()?.setAdjust(adjust()));
  createEffect(() => stage()?.setHidden(work.allHidden()));
  createEffect(() => stage()?.setBrushSize(brush().diameter));
  createEffect(() => stage()?.setErasing(brush().erasing));
  panBySpace({ host: () => host, stage });

  return (
    <div ref={host} class="pane-image" onKeyDown={keydown} data-scale={Math.round(scale() * 100)}>
      <image.Viewer
        source={source()}
        regions={regions()}
        tool={tool()}
        selected={work.selected()}
        color={nextColor(work, props.pane.slot)}
        events={events}
        label={props.pane.title}
        ref={(made) => {
          setStage(made);
          goOn(made);
        }}
      />
      <span class="pane-zoom" aria-hidden="true">
        {Math.round(scale() * 100)} %
      </span>
    </div>
  );
};

function isHere(region: Region, { pane }: PaneProps): boolean {
  return region.slot === pane.slot && region.part === pane.part;
}

/** One object a region as long as it looks the same, so that the stage sees what changed. */
function stageRegion(work: Work, region: Region, cache: FrameCache<StageRegion>): StageRegion[] {
  const { selector } = region;
  if (!isShape(selector)) return [];
  const look = regionLook(work, region);
  const locked = work.locked().has(region.id);
  const hidden = work.hidden().has(region.id);
  const key = `${look.color} ${look.title} ${look.emphasis} ${locked} ${hidden}`;
  const { id } = region;
  return [cache.get(region, key, () => ({ id, selector, line: 'solid', locked, hidden, ...look }))];
}

export const imagePane: PaneKind = {
  Pane: ImagePane,
  tools: image.tools,
  Options: ImageOptions,
  begins: true,
  zooms: true,
  fetchLater: fetchCutting,
  tool: () => imageTool(),
  setTool: (_work, tool) => {
    setImageTool(tool);
    if (tool !== 'select') setLastImageTool(tool);
  },
  drawingTool: () => lastImageTool(),
  describe: (place, urls) =>
    urls?.kind === 'image' && isShape(place)
      ? image.describe(place, { ...urls, tile: urls.tile ?? null, tileSize: urls.tile_size })
      : '',
};
