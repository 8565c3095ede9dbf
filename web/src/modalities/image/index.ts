// The image modality: what a picture answers to every question that the workbench asks.
import { hits } from '../../model/geometry/hit';
import type { Shape } from '../../model/geometry/types';
import type { Modality } from '../types';
import type { ImageSource, Stage, StageEvents, StageRegion, ToolId } from './contract';
import { tools } from './toolbox';
import { Viewer } from './Viewer';
import { describe } from './words';

export { fetchCutting } from './tools/cutting';

/** The bundle of types of pictures. */
export interface ImageTypes {
  source: ImageSource;
  shape: Shape;
  region: StageRegion;
  tool: ToolId;
  events: StageEvents;
  handle: Stage;
}

export const image: Modality<ImageTypes> = {
  kind: 'image',
  title: 'Picture',
  Viewer,
  tools,
  hitTest: (shape, x, y, tolerance) => hits(shape, [x, y], tolerance),
  describe: (shape, source) => describe(shape, source),
};
