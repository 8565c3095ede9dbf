// The kinds of media that can stand on the workbench.
import type { MediaKind } from '../../../model/types';
import { imagePane } from './image';
import { textPane } from './text';
import type { PaneKind } from './types';

export type { PaneHandle } from './types';

export const paneKinds: Readonly<Record<MediaKind, PaneKind>> = { image: imagePane, text: textPane };
