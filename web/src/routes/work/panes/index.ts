// The kinds of media that can stand on the workbench.
import type { MediaKind } from '../../../model/types';
import { audioPane } from './audio';
import { imagePane } from './image';
import { textPane } from './text';
import type { PaneKind } from './types';
import { videoPane } from './video';

export type { PaneHandle } from './types';

export const paneKinds: Readonly<Record<MediaKind, PaneKind>> = {
  text: textPane,
  image: imagePane,
  audio: audioPane,
  video: videoPane,
};
