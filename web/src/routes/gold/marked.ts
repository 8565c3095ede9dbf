// What is known of a gold item as a reader of its own, so that its places are marked as everybody's are.
import type { AnnotationView, GoldDetail, Region } from '../../api/types';
import { readers, type Reader } from '../item/readers';
import { messages } from './messages';

const ANNOTATION = 'known';

/** The key under which the place of the error is lit. */
export const REGION = `${ANNOTATION}/error`;

export function marked(detail: GoldDetail): Reader[] {
  const error = detail.row.known;
  const place: Region[] = error?.span
    ? [
        {
          id: 'error',
          slot: error.slot,
          part: error.part,
          selector: { type: 'text', spans: [error.span] },
          attributes: {},
        },
      ]
    : [];
  const view: AnnotationView = {
    id: ANNOTATION,
    seq: 0,
    annotator: { id: '', name: messages.marked, kind: 'human' },
    item_revision: 1,
    design_version: 1,
    submitted_at: 0,
    late: false,
    surplus: false,
    current: true,
    imported_from: null,
    body: { ...detail.facts, id: ANNOTATION, regions: [...(detail.facts.regions ?? []), ...place] },
  };
  return readers([view]);
}
