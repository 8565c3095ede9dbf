// Where lanes and rows are from top to bottom.
import type { Backdrop, TimelineLane, TimelineMark } from './contract';
import { Row, rowsOf } from './rows';

export const RULER_PX = 24;
export const ROW_PX = 22;
/** Above and below what is in a lane. */
const PAD_PX = 3;
/** Room to draw in a lane that has nothing yet. */
const EMPTY_PX = 26;

export interface Slot<T> {
  readonly top: number;
  readonly height: number;
  readonly is: T;
}

export interface Band {
  readonly lane: TimelineLane;
  readonly top: number;
  readonly height: number;
  readonly backdrops: readonly Slot<Backdrop>[];
  readonly rows: readonly Slot<Row>[];
}

interface Laid {
  readonly marks: readonly TimelineMark[];
  readonly groups: TimelineLane['groups'];
  readonly rows: readonly Row[];
}

/** Keeps the rows of lanes whose marks are the same as before: sorting is what takes time. */
export class Stack {
  bands: readonly Band[] = [];
  height = 0;
  private laid = new Map<string, Laid>();
  private places: Map<string, { band: Band; row: Slot<Row>; mark: TimelineMark }> | null = null;

  set(lanes: readonly TimelineLane[]): void {
    const before = this.laid;
    this.laid = new Map();
    this.places = null;
    let top = 0;
    this.bands = lanes.map((lane) => {
      const known = before.get(lane.key);
      const same = known?.marks === lane.marks && known.groups === lane.groups;
      const rows = same ? known.rows : rowsOf(lane.marks, lane.groups.keys());
      this.laid.set(lane.key, { marks: lane.marks, groups: lane.groups, rows });
      const band = placed(lane, rows, top);
      top += band.height;
      return band;
    });
    this.height = top;
  }

  /** The lane at a height, and the row there. */
  at(y: number): { band: Band; row: Slot<Row> | null } | null {
    const band = this.bands.find((each) => y >= each.top && y < each.top + each.height);
    if (!band) return null;
    return { band, row: band.rows.find((row) => y >= row.top && y < row.top + row.height) ?? null };
  }

  /** Where a mark is. */
  place(id: string) {
    this.places ??= new Map(
      this.bands.flatMap((band) =>
        band.rows.flatMap((row) => row.is.marks.map((mark) => [mark.id, { band, row, mark }] as const)),
      ),
    );
    return this.places.get(id);
  }

  get marks(): readonly TimelineMark[] {
    return this.bands.flatMap((band) => band.lane.marks);
  }
}

function placed(lane: TimelineLane, rows: readonly Row[], top: number): Band {
  let y = top + PAD_PX;
  const put = <T>(is: T, height: number): Slot<T> => {
    const slot = { is, top: y, height };
    y += height;
    return slot;
  };
  const backdrops = lane.backdrops.map((backdrop) => put(backdrop, backdrop.height));
  const inRows = rows.map((row) => put(row, ROW_PX));
  const least = lane.draws && rows.length === 0 ? EMPTY_PX : 0;
  return { lane, top, height: y - top + PAD_PX + least, backdrops, rows: inRows };
}
