// What an item shows now and what it showed before, each with the answers that were given to it.
import type { ItemDetail } from '../../api/types';
import { messages } from './messages';

export interface ItemContent {
  key: string;
  title: string;
  outdated: boolean;
  item: ItemDetail['item'];
  media: ItemDetail['media'];
  annotations: ItemDetail['annotations'];
}

/** The newest first. Answers never stand over content that they are not about. */
export function contents(detail: ItemDetail): [ItemContent, ...ItemContent[]] {
  const older = detail.older.map((one) => ({
    ...one,
    key: String(one.revision),
    title: messages.olderContent(one.revision, one.annotations.length),
    outdated: true,
  }));
  const { item, media, annotations } = detail;
  return [{ key: '', title: messages.newestContent, outdated: false, item, media, annotations }, ...older];
}
