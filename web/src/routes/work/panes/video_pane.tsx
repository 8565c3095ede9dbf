// Videos on the workbench: the film on the master clock, with the tracks of this draft as they are at the frame shown.
import {
  createEffect,
  createMemo,
  createSignal,
  onCleanup,
  Show,
  untrack,
  type Component,
  type JSX,
} from 'solid-js';
import type { ToolId } from '../../../modalities/image/contract';
import { video, type VideoHandle } from '../../../modalities/video';
import type { VideoEvents, VideoRegion } from '../../../modalities/video/contract';
import { bounds } from '../../../model/geometry/bounds';
import { hits } from '../../../model/geometry/hit';
import type { Shape } from '../../../model/geometry/types';
import { placeOf, shapeAt, trackShape } from '../../../model/track';
import type { Keyframe, TrackShape, VideoUrls } from '../../../model/types';
import { adjust, imageTool, setImageTool } from '../bench';
import { dropLink, moveLink } from '../linking';
import { nextColor, regionLook } from '../looks';
import { drawn } from '../regions';
import { frameOf } from '../timing/medium';
import { time as words } from '../timing/messages';
import { useWork } from '../work';
import { allowedTools } from './allowed';
import { attach, mediumOf } from './on_clock';
import { sharedViews } from './shared_view';
import { panBySpace } from './space_pan';
import type { PaneHandle, PaneProps } from './types';

/** A frame on the master clock, as keyframes name it. */
export interface FrameTime {
  readonly time_ms: number;
  readonly frame: number;
}

export const VideoPane: Component<PaneProps> = (props) => {
  const work = useWork();
  const urls = () => {
    const found = work.media[props.pane.key];
    return found?.kind === 'video' ? found : undefined;
  };
  return <Show when={urls()}>{(found) => <Film {...props} urls={found()} />}</Show>;
};

function Film(props: PaneProps & { urls: VideoUrls }): JSX.Element {
  const work = useWork();
  let host!: HTMLDivElement;
  const [handle, setHandle] = createSignal<VideoHandle>();
  const [scale, setScale] = createSignal(1);
  const stage = () => handle()?.stage;
  const medium = createMemo(() => {
    const made = handle();
    if (!made) return undefined;
    const { duration_ms: durationMs, sound } = props.urls;
    const played = { pane: props.pane, durationMs, sounds: sound != null };
    return mediumOf(work, made.player, made.changes, played);
  });
  // `attach` reads it within an effect of its own.
  // eslint-disable-next-line solid/reactivity
  attach(work, () => medium());

  /** The frame on the screen: while playing the one that the browser has just shown, else the one that was asked for. */
  const frame = createMemo((): FrameTime | null => {
    const [made, clocked, { time }] = [handle(), medium(), work];
    if (!made || !clocked || !time) return null;
    made.changes();
    const table = clocked.frames();
    if (!table) return null;
    const shown = time.playing() ? made.shown() : null;
    const found = shown === null ? time.frameAt(clocked.pane, time.now()) : frameOf(clocked, table, shown);
    return found && { time_ms: found.ms, frame: found.index };
  }, null);
  const shownMs = createMemo(() => frame()?.time_ms ?? Math.round(work.time?.now() ?? 0));

  const regions = createMemo(() =>
    work.draft().regions.flatMap((region): VideoRegion[] => {
      const { id, selector, slot, part } = region;
      if (slot !== props.pane.slot || part !== props.pane.part || selector.type !== 'track') return [];
      const look = regionLook(work, region);
      const locked = work.locked().has(id);
      const hidden = work.hidden().has(id);
      return [{ id, keyframes: selector.keyframes, line: 'solid', locked, hidden, ...look }];
    }),
  );
  /** What is selected is seen outside of its time too, where it began or ended, so that it can be drawn on from there. */
  const offered = createMemo(() =>
    regions().map((region): VideoRegion => {
      if (!work.selected().includes(region.id)) return region;
      const rest = restOf(region.keyframes, shownMs());
      return rest ? { ...region, keyframes: rest, line: 'dotted' } : region;
    }),
  );
  const tool = (): ToolId => {
    const chosen = imageTool();
    const allowed = allowedTools(work, props.pane, video.tools);
    return allowed.find((each) => each.id === chosen)?.id ?? 'select';
  };
  const source = createMemo(() => ({
    ...props.urls,
    thumbnail: props.urls.thumbnail ?? null,
    sounds: props.urls.sound != null,
  }));
  const views = sharedViews({
    work,
    stage,
    pane: () => props.pane.key,
    picture: () => props.urls,
    host: () => host,
  });

  /** A new track, or a keyframe of the one that is selected and not there yet. */
  const drawnAt = (shape: TrackShape, at: FrameTime) => {
    const [id, ...others] = work.selected();
    const selected = others.length === 0 ? regions().find((region) => region.id === id) : undefined;
    const goesOn =
      selected &&
      !selected.locked &&
      selected.keyframes[0]?.shape.type === shape.type &&
      shapeAt(selected.keyframes, at.time_ms) === null;
    if (goesOn) work.edit({ kind: 'set_keyframe', region: selected.id, ...at, shape });
    else drawn(work, props.pane, { type: 'track', keyframes: [{ ...at, shape }] });
    if (goesOn) work.say(words.keyframeSet(at.frame));
  };

  const events: VideoEvents = {
    draw: (shape) => {
      const [moving, at] = [trackShape(shape), frame()];
      if (moving && at) drawnAt(moving, at);
    },
    change: (id, shape, gesture) => {
      const [moving, at] = [trackShape(shape), frame()];
      if (moving && at) work.edit({ kind: 'set_keyframe', region: id, ...at, shape: moving }, gesture);
    },
    select: (ids) => work.setSelected(ids),
    hover: (id) => work.setHovered(id),
    view: (view) => {
      setScale(view.scale);
      moveLink(null);
      views.moved(view);
    },
    say: (text) => work.say(text),
    begun: (tool, points) => {
      const { key } = props.pane;
      if (points.length > 0)
        return work.unfinished?.keep({ pane: key, tool, points: points.map(([x, y]) => [x, y]) });
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

  const keydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !stage()?.handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shapeNow = (id: string): Shape | null => {
    const found = regions().find((region) => region.id === id);
    const shape = found && shapeAt(found.keyframes, shownMs());
    return shape ? placeOf(shape) : null;
  };
  const pane: PaneHandle = {
    focus: () => stage()?.focus(),
    reveal: (place) => {
      if (place.type !== 'track') return;
      const [first, last] = [place.keyframes[0], place.keyframes.at(-1)];
      if (!first || !last) return;
      const ms = Math.min(last.time_ms, Math.max(first.time_ms, shownMs()));
      if (ms !== shownMs()) work.time?.seek(ms);
      stage()?.reveal(placeOf(shapeAt(place.keyframes, ms) ?? first.shape));
    },
    anchor: (id) => {
      const [shape, now] = [shapeNow(id), stage()];
      if (!shape || !now) return null;
      const { x, y, scale: zoom } = now.view;
      const box = bounds(shape, props.urls);
      const outer = host.getBoundingClientRect();
      const left = outer.left + (box.minX - x) * zoom;
      const top = outer.top + (box.minY - y) * zoom;
      return new DOMRect(left, top, (box.maxX - box.minX) * zoom, (box.maxY - box.minY) * zoom);
    },
    at: (x, y) => {
      const now = stage();
      const outer = host.getBoundingClientRect();
      const inside = x >= outer.left && x <= outer.right && y >= outer.top && y <= outer.bottom;
      if (!now || !inside || work.allHidden()) return null;
      const { view } = now;
      const point = [view.x + (x - outer.left) / view.scale, view.y + (y - outer.top) / view.scale] as const;
      for (const { id } of regions().toReversed()) {
        const shape = shapeNow(id);
        if (shape && hits(shape, point, 6 / view.scale)) return id;
      }
      return null;
    },
    fit: () => stage()?.fit(),
    oneToOne: () => stage()?.oneToOne(),
    zoomBy: (factor) => stage()?.zoomBy(factor),
    cancel: () => stage()?.cancel(),
    complete: () => stage()?.complete() ?? true,
    share: () => views.share(),
  };
  untrack(() => work.handles.set(props.pane.key, pane));
  onCleanup(() => work.handles.delete(props.pane.key));
  createEffect(() => stage()?.setHidden(work.allHidden()));
  createEffect(() => {
    const element = handle()?.element;
    const { brightness, contrast } = adjust();
    const plain = brightness === 1 && contrast === 1;
    if (element) element.style.filter = plain ? '' : `brightness(${brightness}) contrast(${contrast})`;
  });
  panBySpace({ host: () => host, stage });
  /** What was being drawn when the item was left. */
  const goOn = ({ stage: made }: VideoHandle) => {
    const begun = work.unfinished?.begun;
    const known = video.tools.find(({ id }) => id === begun?.tool && id !== 'select');
    if (!begun || begun.pane !== props.pane.key || !known) return;
    setImageTool(known.id);
    made.resume(
      known.id,
      begun.points.map(([x, y]) => [x, y]),
    );
  };

  return (
    <div
      ref={host}
      class="pane-image pane-video"
      onKeyDown={keydown}
      onPointerDown={() => tool() !== 'select' && work.time?.pause()}
      data-scale={Math.round(scale() * 100)}
      data-frame={frame()?.frame}
    >
      <video.Viewer
        source={source()}
        regions={offered()}
        shownMs={shownMs()}
        tool={tool()}
        selected={work.selected()}
        color={nextColor(work, props.pane.slot)}
        locked={frame() === null}
        events={events}
        label={props.pane.title}
        ref={(made) => {
          setHandle(() => made);
          goOn(made);
        }}
      />
      <span class="pane-zoom" aria-hidden="true">
        <Show when={frame()}>{(at) => <>{words.frame(at().frame)} · </>}</Show>
        {Math.round(scale() * 100)} %
      </span>
    </div>
  );
}

/** The keyframes of a track that has not begun or has ended, as if it stood where it begins or ended. */
function restOf(keyframes: readonly Keyframe[], ms: number): readonly Keyframe[] | null {
  const [first, last] = [keyframes[0], keyframes.at(-1)];
  if (!first || !last || last.outside) return null;
  const end = ms < first.time_ms ? first : ms > last.time_ms ? last : null;
  return end && [{ ...end, time_ms: ms }];
}
