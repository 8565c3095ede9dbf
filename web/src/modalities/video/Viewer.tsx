// A video as a Solid component: the film below, and the image stage above it with the shapes of the frame that is shown.
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show, type JSX } from 'solid-js';
import { FrameTable } from '../../model/frames';
import { placeOf, shapeAt } from '../../model/track';
import type { ImageSource, Stage, StageRegion, ToolId } from '../image/contract';
import { ImageStage } from '../image/stage';
import { Player, whyNot } from '../player';
import type { ViewerProps } from '../types';
import type { VideoEvents, VideoRegion, VideoSource } from './contract';
import type { VideoTypes } from './index';
import '../player.css';
import './video.css';
import { words } from './words';

/** What the pane around it works with. */
export interface VideoHandle {
  readonly stage: Stage;
  readonly player: Player;
  readonly element: HTMLVideoElement;
  /** The frame on the screen, as a signal; null until one is known. */
  shown(): number | null;
  /** Something was loaded, failed or changed, as a signal. */
  changes(): number;
}

export interface VideoViewerProps extends ViewerProps<VideoTypes> {
  /** Master time of the frame on the screen: what tracks are drawn at. */
  readonly shownMs: number;
}

export function Viewer(props: VideoViewerProps): JSX.Element {
  let host!: HTMLDivElement;
  const [problem, setProblem] = createSignal<string | null>(null);
  const [changes, setChanges] = createSignal(0);
  const [shown, setShown] = createSignal<number | null>(null);
  const drawn = createMemo(() => shapes(props.regions, props.shownMs));
  onMount(() => {
    const element = document.createElement('video');
    element.className = 'video-film';
    element.preload = 'auto';
    element.playsInline = true;
    element.disablePictureInPicture = true;
    element.tabIndex = -1;
    element.setAttribute('aria-hidden', 'true');
    const player = new Player(element, props.source.sounds, {
      changed: () => {
        setChanges((count) => count + 1);
        if (player.broken && problem() === null) void explain(props.source);
      },
      shown: setShown,
    });
    const stage = new ImageStage(host, picture(props.source), forwarded(props), {
      label: props.label,
      backdrop: element,
    });
    const open = (source: VideoSource) => {
      element.style.width = `${source.width}px`;
      element.style.height = `${source.height}px`;
      element.src = source.play;
      setProblem(null);
      void readFrames(source, player);
    };
    open(props.source);
    createEffect(
      on(
        () => props.source,
        (source) => {
          stage.setSource(picture(source));
          open(source);
        },
        { defer: true },
      ),
    );
    createEffect(() => stage.setRegions(drawn()));
    createEffect(() => stage.setSelected(props.selected));
    createEffect(() => stage.setTool(props.tool));
    createEffect(() => stage.setColor(props.color));
    createEffect(() => stage.setLocked(props.locked ?? false));
    props.ref?.({ stage, player, element, shown, changes });
    onCleanup(() => {
      stage.destroy();
      player.destroy();
    });
  });

  async function explain(source: VideoSource): Promise<void> {
    setProblem(words.cannotPlay);
    const said = await whyNot(source.play);
    if (said !== null) setProblem(words.notThere(said));
  }

  async function readFrames(source: VideoSource, player: Player): Promise<void> {
    try {
      const answer = await fetch(source.frames, { credentials: 'same-origin' });
      if (!answer.ok) throw new Error(`${answer.status}`);
      player.setFrames(FrameTable.read(await answer.arrayBuffer()));
    } catch {
      setProblem(words.noFrames);
    }
  }

  return (
    <div class="video-view">
      <div ref={host} class="video-stage" />
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

/** A picture without pixels of its own: the film shows through. */
function picture({ width, height }: VideoSource): ImageSource {
  return { width, height, display: '', tile: null, tileSize: 512, levels: 1, thumbnail: '' };
}

/** The shapes of one moment. A shape that does not move stays the same object, so that nothing is painted anew. */
function shapes(regions: readonly VideoRegion[], ms: number): StageRegion[] {
  return regions.flatMap((region) => {
    const shape = shapeAt(region.keyframes, ms);
    return shape ? [{ ...region, selector: placeOf(shape) }] : [];
  });
}

/** Always the events of now. */
function forwarded(props: { readonly events: VideoEvents }) {
  return {
    draw: (shape, tool: ToolId) => props.events.draw(shape, tool),
    change: (id, shape, gesture) => props.events.change(id, shape, gesture),
    select: (ids) => props.events.select(ids),
    hover: (id) => props.events.hover(id),
    view: (view) => props.events.view(view),
    say: (text) => props.events.say(text),
    begun: (tool, points) => props.events.begun(tool, points),
    idle: () => props.events.idle(),
    get linkDrag() {
      return props.events.linkDrag;
    },
    get linkMove() {
      return props.events.linkMove;
    },
  } satisfies VideoEvents;
}
