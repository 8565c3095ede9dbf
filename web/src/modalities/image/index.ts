// The image modality: what a picture answers to every question that the workbench asks.
import type { Modality } from '../types';
import type { Shape } from '../../model/geometry/types';
import type { ImageSource, Stage, StageEvents, StageRegion, ToolId } from './contract';

/** The bundle of types of pictures. */
export interface ImageTypes {
  source: ImageSource;
  shape: Shape;
  region: StageRegion;
  tool: ToolId;
  events: StageEvents;
  handle: Stage;
}

export declare const image: Modality<ImageTypes>;
