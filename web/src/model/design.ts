// Questions that the editor asks of a design: titles, labels of a slot, colours, verdict values.
import type {
  Choice,
  ClaimRules,
  Design,
  ErrorType,
  Item,
  Label,
  MediaKind,
  Part,
  SelectorKind,
  Slot,
  VerdictValue,
} from './types';

/** Colours that colour-blind people tell apart (Okabe and Ito), the most distinct first. */
const PALETTE = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#d55e00',
  '#56b4e9',
  '#b8a800',
  '#7a52c7',
  '#8c564b',
  '#6b6b6b',
];

/** The aspect of designs that judge claims for one thing only. */
export const DEFAULT_ASPECT: Choice = { id: 'default', title: '' };

/** Titles fall back to ids. */
export function titled(thing: { id: string; title?: string }): string {
  return thing.title ? thing.title : thing.id;
}

export function aspectsOf(rules: ClaimRules): readonly Choice[] {
  return rules.aspects?.length ? rules.aspects : [DEFAULT_ASPECT];
}

export function verdictValue(
  rules: ClaimRules | null | undefined,
  id: string | null,
): VerdictValue | undefined {
  return rules?.verdicts?.find((value) => value.id === id);
}

export function labelsOf(design: Design): readonly Label[] {
  return design.ontology?.labels ?? [];
}

export function labelOf(design: Design, id: string | null | undefined): Label | undefined {
  return id == null ? undefined : labelsOf(design).find((label) => label.id === id);
}

/** The labels that a region in this slot can carry, optionally only those that fit a way to draw. */
export function labelsFor(design: Design, slot: string, selector?: SelectorKind): Label[] {
  return labelsOf(design).filter((label) => {
    const here = !label.slots?.length || label.slots.includes(slot);
    const drawn = !selector || !label.selectors?.length || label.selectors.includes(selector);
    return here && drawn;
  });
}

/** Label → the key that chooses it: its own if that is free, else the next digit that no other has, else one with Shift. */
export function labelKeys(
  labels: readonly Label[],
  isFree: (key: string) => boolean,
): ReadonlyMap<string, string> {
  const ownKey = (label: Label) => (label.hotkey && isFree(label.hotkey) ? label.hotkey : undefined);
  const own = new Set(labels.flatMap((label) => ownKey(label) ?? []));
  const plain = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(String);
  const free = [...plain, ...plain.map((digit) => `⇧${digit}`)].filter((key) => !own.has(key));
  return new Map(labels.map((label) => [label.id, ownKey(label) ?? free.shift() ?? '']));
}

export function labelColor(design: Design, id: string): string {
  const labels = labelsOf(design);
  const at = labels.findIndex((label) => label.id === id);
  return labels[at]?.color ?? PALETTE[Math.max(0, at) % PALETTE.length] ?? '#0072b2';
}

/** The selectors that fit a kind of medium. */
const SELECTORS: Record<MediaKind, readonly SelectorKind[]> = {
  text: ['text', 'whole'],
  image: ['box', 'polygon', 'polyline', 'points', 'ellipse', 'mask', 'whole'],
  audio: ['interval', 'whole'],
  video: ['interval', 'track', 'whole'],
};

/** Which selectors may be drawn in a slot: what its labels allow, and everything where evidence may lie. */
export function selectorsFor(design: Design, slot: Slot): ReadonlySet<SelectorKind> {
  const all = SELECTORS[slot.kind];
  if (isEvidenceSlot(design, slot.id)) return new Set(all);
  const labels = labelsFor(design, slot.id);
  if (labels.length === 0) return new Set(design.claims ? all : []);
  if (labels.some((label) => !label.selectors?.length)) return new Set(all);
  return new Set(all.filter((kind) => labels.some((label) => label.selectors?.includes(kind))));
}

/** Whether evidence for claims may lie in this slot. */
export function isEvidenceSlot(design: Design, slot: string): boolean {
  const rules = design.claims;
  if (!rules) return false;
  return rules.evidence_slots?.length ? rules.evidence_slots.includes(slot) : slot !== rules.slot;
}

export function claimErrors(rules: ClaimRules): ErrorType[] {
  return (rules.error_types ?? []).filter((error) => !error.omission);
}

/** The error types of omissions; every type where the design marks none. */
export function omissionErrors(rules: ClaimRules): ErrorType[] {
  return (rules.error_types ?? []).filter((error) => error.omission);
}

/** What an error says of the time of its claim, where its type says anything of it. */
export function offsetOf(
  rules: ClaimRules,
  error: { readonly type: string | null; readonly offset_ms?: number | null },
): number | null {
  const declared = rules.error_types?.find((type) => type.id === error.type)?.offset;
  return declared ? (error.offset_ms ?? null) : null;
}

export function partOf(item: Item, slot: string, part: string): Part | undefined {
  return item.slots[slot]?.find((candidate) => candidate.id === part);
}

/** The text of a part; nothing for other media. */
export function textOf(item: Item, slot: string, part: string): string | undefined {
  const found = partOf(item, slot, part);
  return found?.content === 'text' ? found.text : undefined;
}

/** `slot/part`: how media and candidates are named. */
export const placeKey = (slot: string, part: string) => `${slot}/${part}`;
