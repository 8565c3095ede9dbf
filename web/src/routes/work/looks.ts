// How regions and claims look: colours, numbers, what is lit and what steps back.
import { labelColor, labelOf, titled, verdictValue } from '../../model/design';
import { verdictOf } from '../../model/draft';
import type { Region, Tone } from '../../model/types';
import type { Work } from './work';

/** Canvas colours of the verdicts, readable on any picture. */
const TONES: Readonly<Record<Tone, string>> = {
  supported: '#1fa971',
  contradicted: '#e5533a',
  partial: '#e0a021',
  unverifiable: '#8a6cf0',
  subjective: '#22a3bd',
  not_applicable: '#9a9a94',
  neutral: '#5b8def',
};

/** A region that belongs to nothing and carries no label. */
const PLAIN = '#5b8def';
const OMITTED = '#cc79a7';

export interface Look {
  readonly color: string;
  readonly title: string;
  readonly badge: string;
  readonly emphasis: 'none' | 'lit' | 'dim';
}

/** The number of a region, out of its id. */
export function regionNumber(id: string): string {
  return /\d+$/.exec(id)?.[0] ?? id;
}

export function toneOf(work: Work, claim: string, aspect: string): Tone | undefined {
  const value = verdictOf(work.draft(), claim, aspect)?.value ?? null;
  return verdictValue(work.world.design.claims, value)?.tone ?? (value === null ? undefined : 'neutral');
}

export function regionColor(work: Work, region: Region): string {
  if (region.label) return labelColor(work.world.design, region.label);
  const judged = work.evidence().get(region.id)?.[0];
  if (!judged) return PLAIN;
  if (judged.on === 'omission') return OMITTED;
  return TONES[toneOf(work, judged.id, judged.aspect) ?? 'neutral'];
}

export function regionTitle(work: Work, region: Region): string {
  const label = labelOf(work.world.design, region.label);
  return label ? titled(label) : '';
}

export function regionLook(work: Work, region: Region): Look {
  const hovered = work.hovered() === region.id;
  const lit = work.lit();
  const emphasis = hovered || lit.has(region.id) ? 'lit' : lit.size > 0 ? 'dim' : 'none';
  return {
    color: regionColor(work, region),
    title: regionTitle(work, region),
    badge: regionNumber(region.id),
    emphasis,
  };
}

/** The colour of what is drawn next in a slot. */
export function nextColor(work: Work, slot: string): string {
  const label = work.label();
  if (label && work.labels(slot).some((each) => each.id === label))
    return labelColor(work.world.design, label);
  const judged = work.judged();
  if (!judged) return PLAIN;
  if (judged.on === 'omission') return OMITTED;
  return TONES[toneOf(work, judged.id, judged.aspect) ?? 'neutral'];
}
