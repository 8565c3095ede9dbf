// Links to a place on an item.
import { describe, expect, it } from 'vitest';
import { addressOf, clock, regionsOf, timeOf } from './at';

describe('a place on an item', () => {
  it('goes into the address and comes back', () => {
    const address = addressOf('films', '01A', { t_ms: 12345, region: '01B/r 1' });
    expect(address).toBe('/p/films/items/01A?t=12345&region=01B%2Fr+1');
    const query = Object.fromEntries(new URLSearchParams(address.split('?')[1]));
    expect(timeOf(query)).toBe(12345);
    expect([...regionsOf(query)]).toEqual(['01B/r 1']);
  });

  it('is left out where there is none', () => {
    expect(addressOf('films', '01A', { t_ms: null, region: null })).toBe('/p/films/items/01A');
    expect(addressOf('films', '01A', { t_ms: 0 })).toBe('/p/films/items/01A?t=0');
    expect(timeOf({})).toBeNull();
    expect(timeOf({ t: 'soon' })).toBeNull();
    expect(regionsOf({}).size).toBe(0);
  });

  it('has a time as players show it', () => {
    expect([0, 62345, 3723004].map(clock)).toEqual(['0:00.000', '1:02.345', '1:02:03.004']);
  });
});
