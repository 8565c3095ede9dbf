// Shares of a split as people write them, in percent, and as the API takes them.
import type { components } from '../../api/schema';

export interface Shares {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly seed: number;
}

export const SIDES = ['train', 'validation', 'test'] as const;
export const USUAL: Shares = { train: 80, validation: 10, test: 10, seed: 1 };

/** Whether every item has one side to go to. */
export function fits(shares: Shares): boolean {
  const each = SIDES.map((side) => shares[side]);
  const sum = each.reduce((total, share) => total + share, 0);
  return each.every((share) => share >= 0) && Math.abs(sum - 100) < 1e-9;
}

/** As shares of one. The last side takes what rounding leaves. */
export function dealt({ train, validation, seed }: Shares): components['schemas']['Splits'] {
  const [first, second] = [train / 100, validation / 100];
  return { train: first, validation: second, test: 1 - first - second, seed };
}
