// Sounds on the workbench: what is known before the first one is shown.
import { describe } from '../../../modalities/audio/words';
import { folded } from '../later';
import type { PaneKind } from './types';

export const audioPane: PaneKind = {
  Pane: folded(() => import('./audio_pane').then((file) => file.AudioPane)),
  tools: [],
  begins: true,
  zooms: false,
  tool: () => 'select',
  setTool: () => undefined,
  drawingTool: () => 'select',
  describe: (place) => (place.type === 'interval' ? describe(place) : ''),
};
