// Two versions of a text line by line: what stayed, what went, what came.

export interface Change {
  readonly kind: 'same' | 'gone' | 'new';
  readonly line: string;
}

/** The shortest way from one to the other, from first line to last; where lines change, what went comes before what came. */
export function lineChanges(before: string, after: string): Change[] {
  const [old, now] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  // How many lines the rests from here on have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const best =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
      const cells = common[row];
      if (cells) cells[column] = best;
    }
  }
  const changes: Change[] = [];
  for (let [row, column] = [0, 0]; row < old.length || column < now.length;) {
    const [gone, come] = [old[row], now[column]];
    if (gone !== undefined && gone === come) {
      changes.push({ kind: 'same', line: gone });
      [row, column] = [row + 1, column + 1];
    } else if (gone !== undefined && (come === undefined || at(row + 1, column) >= at(row, column + 1))) {
      changes.push({ kind: 'gone', line: gone });
      row += 1;
    } else if (come !== undefined) {
      changes.push({ kind: 'new', line: come });
      column += 1;
    }
  }
  return changes;
}

/** The changes with so many lines around each; `null` stands for lines that are left out. */
export function excerptOf(changes: readonly Change[], around = 1): (Change | null)[] {
  const near = changes.map((_, index) =>
    changes.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same'),
  );
  return changes.flatMap((change, index) => {
    if (near[index]) return [change];
    return near[index - 1] === true || index === 0 ? [null] : [];
  });
}
