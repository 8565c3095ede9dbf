// The image stage as a Solid component: properties in, the stage out.
import { createEffect, on, onCleanup, onMount, type JSX } from 'solid-js';
import type { ViewerProps } from '../types';
import type { StageEvents } from './contract';
import { ImageStage } from './stage';
import type { ImageTypes } from './index';

export function Viewer(props: ViewerProps<ImageTypes>): JSX.Element {
  let host!: HTMLDivElement;
  onMount(() => {
    const stage = new ImageStage(host, props.source, forwarded(props), { label: props.label });
    createEffect(on(() => props.source, (source) => stage.setSource(source), { defer: true })); // prettier-ignore
    createEffect(() => stage.setRegions(props.regions));
    createEffect(() => stage.setSelected(props.selected));
    createEffect(() => stage.setTool(props.tool));
    createEffect(() => stage.setColor(props.color));
    createEffect(() => stage.setLocked(props.locked ?? false));
    props.ref?.(stage);
    onCleanup(() => stage.destroy());
  });
  return <div ref={host} style={{ width: '100%', height: '100%', 'min-height': '0' }} />;
}

/** Always the events of now, so that a new object of handlers needs no new stage. */
function forwarded(props: { readonly events: StageEvents }): StageEvents {
  return {
    draw: (shape, tool) => props.events.draw(shape, tool),
    change: (id, shape, gesture) => props.events.change(id, shape, gesture),
    select: (ids) => props.events.select(ids),
    hover: (id) => props.events.hover(id),
    view: (view) => props.events.view(view),
    say: (text) => props.events.say(text),
    begun: (tool, points) => props.events.begun?.(tool, points),
    idle: () => props.events.idle?.(),
    toolDone: () => props.events.toolDone?.(),
    get linkDrag() {
      return props.events.linkDrag;
    },
    get linkMove() {
      return props.events.linkMove;
    },
  };
}
