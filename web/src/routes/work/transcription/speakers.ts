// Who speaks: the names that a design gives, or those that were written so far, each with a digit.
import { createSignal } from 'solid-js';
import { titled } from '../../../model/design';
import type { Label } from '../../../model/types';
import { written, type Segment } from './segments';

export interface Speaker {
  /** As it is stored. */
  readonly id: string;
  readonly title: string;
}

/** Names that were written for earlier items, until the tab is closed. */
const [remembered, setRemembered] = createSignal<readonly string[]>([]);

export function remember(name: string): void {
  if (name.trim() === '' || remembered().includes(name)) return;
  setRemembered([...remembered(), name]);
}

/** The choices of the design; where the name is free, first the names of this recording, then the remembered ones. */
export function speakersOf(labels: readonly Label[], segments: readonly Segment[]): Speaker[] {
  const attributes = labels.flatMap((label) => label.attributes?.find(({ id }) => id === 'speaker') ?? []);
  const options = attributes.flatMap((attribute) =>
    'options' in attribute ? (attribute.options ?? []) : [],
  );
  if (options.length > 0) return options.map((option) => ({ id: option.id, title: titled(option) }));
  const names = [...segments.map((segment) => written(segment, 'speaker')), ...remembered()];
  return [...new Set(names.filter(Boolean))].map((name) => ({ id: name, title: name }));
}

/** Whether any name may be written. */
export function isFree(labels: readonly Label[]): boolean {
  return labels.every((label) => label.attributes?.find(({ id }) => id === 'speaker')?.type === 'text');
}
