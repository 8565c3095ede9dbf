// The image stage: shows a picture of any size with its regions, and draws and edits them.
import type { ImageSource, Stage, StageEvents, StageOptions } from './contract';

export type * from './contract';

export declare const ImageStage: new (
  host: HTMLElement,
  source: ImageSource,
  events: StageEvents,
  options?: StageOptions,
) => Stage;
export type ImageStage = Stage;
