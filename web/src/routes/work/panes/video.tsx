// Videos on the workbench.
import { Show, type Component } from 'solid-js';
import { useWork } from '../work';
import type { PaneKind, PaneProps } from './types';

const VideoPane: Component<PaneProps> = (props) => {
  const work = useWork();
  const urls = () => {
    const found = work.media[props.pane.key];
    return found?.kind === 'video' ? found : undefined;
  };
  return (
    <Show when={urls()}>
      {(found) => <video src={found().play} controls aria-label={props.pane.title} />}
    </Show>
  );
};

export const videoPane: PaneKind = {
  Pane: VideoPane,
  tools: [],
  begins: true,
  zooms: false,
  tool: () => 'select',
  setTool: () => undefined,
  drawingTool: () => 'select',
  describe: () => '',
};
