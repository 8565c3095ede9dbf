// Keeps what was made for a thing as long as the thing and its looks stay the same.
export class FrameCache<V> {
  private readonly made = new WeakMap<object, { key: string; value: V }>();

  get(thing: object, key: string, make: () => V): V {
    const before = this.made.get(thing);
    if (before?.key === key) return before.value;
    const value = make();
    this.made.set(thing, { key, value });
    return value;
  }
}
