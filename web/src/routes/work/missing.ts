// Going through what is missing, one thing after the other and around.
import type { Jump, Missing } from '../../model/jump';

/** Where one was brought last. */
export interface Jumped {
  readonly key: string;
  readonly index: number;
}

export const jumpKey = (jump: Jump): string => JSON.stringify(jump);

/** The place of the next missing thing: after the last one, or where that stood if it is not missing any more. */
export function nextIndex(
  missing: readonly Missing[],
  last: Jumped | null,
  isHere: (jump: Jump) => boolean,
): number {
  const before = missing.findIndex(({ jump }) => (last ? jumpKey(jump) === last.key : isHere(jump)));
  const next = before < 0 && last ? last.index : before + 1;
  return missing.length > 0 ? next % missing.length : -1;
}
