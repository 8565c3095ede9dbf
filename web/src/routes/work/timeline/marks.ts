// Regions, cues and claims of the draft as marks on the timeline, in the groups that make their rows.
import type { TimelineMark } from '../../../modalities/timeline';
import { labelsOf, titled } from '../../../model/design';
import { extent } from '../../../model/time';
import type { Cue, Keyframe, Region } from '../../../model/types';
import { regionColor, regionNumber, regionTitle, toneOf } from '../looks';
import { work as workWords } from '../messages';
import type { FrameCache } from '../panes/frame_cache';
import type { Pane, Work } from '../work';
import { timelineMessages as words } from './messages';

/** Claims and cues among the ids of marks. */
const CLAIM = 'claim:';
const CUE = 'cue:';

export interface Marks {
  readonly marks: readonly TimelineMark[];
  readonly groups: ReadonlyMap<string, string>;
}

/** What is in a row: a channel and a label; both may be absent. */
export interface RowPlace {
  readonly channel: number | null;
  readonly label: string | null;
}

const groupOf = ({ channel, label }: RowPlace) => `${channel ?? ''}/${label ?? ''}`;

/** The channel and the label of a row that was drawn on. */
export function placeOfGroup(group: string | null): RowPlace {
  const [channel = '', ...label] = group?.split('/') ?? [];
  return { channel: channel === '' ? null : Number(channel), label: label.join('/') || null };
}

/** The regions of a medium that have a time. One object a region as long as it looks the same. */
export function regionMarks(work: Work, pane: Pane, cache: FrameCache<TimelineMark>): Marks {
  const lit = work.lit();
  const [hidden, locked] = [work.hidden(), work.locked()];
  const found: TimelineMark[] = [];
  const used = new Map<string, RowPlace>();
  for (const region of work.draft().regions) {
    if (region.slot !== pane.slot || region.part !== pane.part || hidden.has(region.id)) continue;
    const place = rowOf(region);
    if (!place) continue;
    const color = regionColor(work, region);
    const emphasis = lit.has(region.id) ? 'lit' : lit.size > 0 ? 'dim' : 'none';
    const isLocked = locked.has(region.id);
    used.set(groupOf(place), place);
    const key = `${color} ${emphasis} ${isLocked}`;
    found.push(cache.get(region, key, () => regionMark(work, region, { color, emphasis, locked: isLocked })));
  }
  return { marks: found, groups: groupsOf(work, pane, used) };
}

function rowOf({ selector, label }: Region): RowPlace | null {
  if (extent(selector) === null) return null;
  const channel = selector.type === 'interval' ? (selector.channel ?? null) : null;
  return { channel, label: label ?? null };
}

type Look = Pick<TimelineMark, 'color' | 'emphasis' | 'locked'>;

export function regionMark(work: Work, region: Region, look: Look): TimelineMark {
  const { start_ms: startMs = 0, end_ms: endMs = 0 } = extent(region.selector) ?? {};
  const base = {
    id: region.id,
    startMs,
    endMs,
    title: regionTitle(work, region) || workWords.stage.region(regionNumber(region.id)),
    badge: regionTitle(work, region) ? regionNumber(region.id) : undefined,
    group: groupOf(rowOf(region) ?? { channel: null, label: null }),
    line: 'solid',
    ...look,
  } as const;
  return region.selector.type === 'track' ? { ...base, ...course(region.selector.keyframes) } : base;
}

/** The keyframes of a track, and where it is out of sight or hidden. */
export function course(keyframes: readonly Keyframe[]): Pick<TimelineMark, 'keyframes' | 'gaps' | 'veiled'> {
  const stretches = (flag: 'outside' | 'occluded') =>
    keyframes.flatMap((keyframe, at) => {
      const next = keyframes[at + 1];
      return keyframe[flag] && next ? [{ startMs: keyframe.time_ms, endMs: next.time_ms }] : [];
    });
  return {
    keyframes: keyframes.map((keyframe) => keyframe.time_ms),
    gaps: stretches('outside'),
    veiled: stretches('occluded'),
  };
}

/** Channels in their order, in each the labels in the order of the design. */
function groupsOf(work: Work, pane: Pane, used: ReadonlyMap<string, RowPlace>): ReadonlyMap<string, string> {
  const labels = labelsOf(work.world.design);
  const order = (label: string | null) => labels.findIndex((each) => each.id === label);
  const rank = ({ channel, label }: RowPlace) => (channel ?? -1) * 1e6 + order(label);
  const places = [...used].sort(([, a], [, b]) => rank(a) - rank(b));
  return new Map(places.map(([group, place]) => [group, groupTitle(work, pane, place)]));
}

function groupTitle(work: Work, pane: Pane, { channel, label }: RowPlace): string {
  const found = labelsOf(work.world.design).find((each) => each.id === label);
  const title = found ? titled(found) : words.plain;
  return channel === null ? title : `${title}, ${words.channel(channel, channelsOf(work, pane))}`;
}

/** How many channels the sound of a medium has; none where it is silent. */
export function channelsOf(work: Work, { slot, part }: Pick<Pane, 'slot' | 'part'>): number {
  const urls = work.media[`${slot}/${part}`];
  return (urls && 'sound' in urls ? urls.sound?.channels : undefined) ?? 0;
}

const CUE_COLORS = ['#5b8def', '#cc79a7', '#009e73', '#e69f00', '#7a52c7', '#56b4e9'];

/** The cues of a text by speaker, or its claims with their verdicts where those have times. */
export function textMarks(
  work: Work,
  pane: Pane,
  cues: readonly Cue[],
  color: (name: string) => string,
): Marks {
  const claims = claimMarks(work, pane, color);
  if (claims.marks.length > 0) return claims;
  const speakers = [...new Set(cues.map((cue) => cue.speaker ?? ''))];
  const text = textOfPane(work, pane);
  const marks = cues.map((cue, index): TimelineMark => {
    const speaker = cue.speaker ?? '';
    return {
      id: `${CUE}${pane.key}:${index}`,
      startMs: cue.start_ms,
      endMs: cue.end_ms,
      title: text.slice(cue.start, cue.end).join('').replaceAll('\n', ' '),
      color: CUE_COLORS[speakers.indexOf(speaker) % CUE_COLORS.length] ?? '#5b8def',
      line: 'solid',
      emphasis: 'none',
      group: speaker,
      locked: true,
    };
  });
  return { marks, groups: new Map(speakers.map((speaker) => [speaker, speaker])) };
}

function claimMarks(work: Work, pane: Pane, color: (name: string) => string): Marks {
  if (pane.slot !== work.world.design.claims?.slot) return { marks: [], groups: new Map() };
  const focus = work.focus();
  const speakers = new Set<string>();
  const marks = work.rows().flatMap((row): TimelineMark[] => {
    const { time, speaker, id, text } = row.claim;
    if (!time) return [];
    speakers.add(speaker ?? '');
    const tone = toneOf(work, id, focus?.on === 'claim' && focus.id === id ? focus.aspect : 'default');
    return [
      {
        id: CLAIM + id,
        startMs: time.start_ms,
        endMs: time.end_ms,
        title: text,
        badge: String(row.number),
        color: color(tone ? `--verdict-${tone.replace('_', '-')}` : '--line-strong'),
        line: tone ? 'solid' : 'dotted',
        emphasis: focus?.on === 'claim' && focus.id === id ? 'lit' : 'none',
        group: speaker ?? '',
        locked: true,
      },
    ];
  });
  return { marks, groups: new Map([...speakers].map((speaker) => [speaker, speaker])) };
}

function textOfPane(work: Work, { slot, part }: Pane): string[] {
  const found = work.world.item.slots[slot]?.find((each) => each.id === part);
  return found?.content === 'text' ? [...found.text] : [];
}

/** The claim that a mark stands for; of a cue the one that begins in it. */
export function claimOfMark(work: Work, id: string): string | null {
  if (id.startsWith(CLAIM)) return id.slice(CLAIM.length);
  if (!id.startsWith(CUE)) return null;
  const [key, index] = [id.slice(CUE.length, id.lastIndexOf(':')), Number(id.slice(id.lastIndexOf(':') + 1))];
  const pane = work.panes.find((each) => each.key === key);
  if (!pane || pane.slot !== work.world.design.claims?.slot) return null;
  const part = work.world.item.slots[pane.slot]?.find((each) => each.id === pane.part);
  const cue = part?.content === 'text' ? part.cues?.[index] : undefined;
  const begins = (start: number) => cue !== undefined && start >= cue.start && start < cue.end;
  return work.rows().find((row) => begins(row.claim.spans?.[0]?.start ?? -1))?.claim.id ?? null;
}

export const isRegion = (id: string) => !id.startsWith(CLAIM) && !id.startsWith(CUE);
