// The people whose answers are compared, each with a look of their own: a colour and a line style.
import type { AnnotationView } from '../../api/types';

export type LineStyle = 'solid' | 'dashed' | 'dotted';

export interface Reader {
  annotation: AnnotationView;
  name: string;
  color: string;
  /** In place of a colour that is for pictures alone: seen on a light page and on a dark one. */
  onPage?: string;
  line: LineStyle;
}

/** Told apart by colour-blind people too (Okabe and Ito), and bright enough for any picture. */
const COLORS = ['#56B4E9', '#E69F00', '#00B37E', '#F0E442', '#CC79A7', '#D55E00', '#4C9BE8'] as const;
const LINES: readonly LineStyle[] = ['solid', 'dashed', 'dotted'];

/** The current, completed annotations in the order in which they came. */
export function readers(annotations: readonly AnnotationView[]): Reader[] {
  return annotations
    .filter((annotation) => annotation.current && annotation.body.outcome.type === 'complete')
    .map((annotation, index) => ({
      annotation,
      name: annotation.annotator.name,
      color: COLORS[index % COLORS.length] ?? COLORS[0],
      line: LINES[index % LINES.length] ?? 'solid',
    }));
}
