// Videos on the workbench: what is known before the first one is shown.
import { tools } from '../../../modalities/video/toolbox';
import { describe } from '../../../modalities/video/words';
import { imageTool, lastImageTool, setImageTool, setLastImageTool } from '../bench';
import { folded } from '../later';
import type { PaneKind } from './types';

const knows = (id: string) => tools.some((tool) => tool.id === id);

export const videoPane: PaneKind = {
  Pane: folded(() => import('./video_pane').then((file) => file.VideoPane)),
  tools,
  begins: true,
  zooms: true,
  tool: () => (knows(imageTool()) ? imageTool() : 'select'),
  setTool: (_work, tool) => {
    setImageTool(tool);
    if (tool !== 'select') setLastImageTool(tool);
  },
  drawingTool: () => (knows(lastImageTool()) ? lastImageTool() : 'box'),
  describe: (place) => (place.type === 'track' ? describe(place.keyframes) : ''),
};
