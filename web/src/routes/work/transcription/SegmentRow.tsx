// One segment: when it is said, by whom, and the words, written by keyboard alone while it plays.
import { createMemo, createUniqueId, For, Show, type Component } from 'solid-js';
import { digitOf } from '../../../editor/keys';
import { written as timeWords } from '../../../model/time';
import { stretchWords } from '../../../model/time_words';
import { IconButton } from '../../../ui/IconButton';
import { withEnd } from '../cues/commands';
import type { MasterClock } from '../timing';
import { useWork } from '../work';
import { transcription as words } from './messages';
import { cut, joined, textEdit, written, type Segment } from './segments';
import { remember, type Speaker } from './speakers';

/** What a row needs of its list. */
export interface Transcript {
  clock(): MasterClock;
  segment(id: string): Segment | undefined;
  number(id: string): number;
  /** The one that is written, if any. */
  current(): string | null;
  setCurrent(id: string): void;
  next(id: string, by: 1 | -1): Segment | undefined;
  focus(id: string, caret?: number): void;
  add(after: Segment): void;
  speakers(): readonly Speaker[];
  isFree(): boolean;
}

interface RowProps {
  id: string;
  transcript: Transcript;
}

export const SegmentRow: Component<RowProps> = (props) => {
  const segment = createMemo(() => props.transcript.segment(props.id));
  return <Show when={segment()}>{(found) => <Row segment={found()} transcript={props.transcript} />}</Show>;
};

const Row: Component<{ segment: Segment; transcript: Transcript }> = (props) => {
  const work = useWork();
  const id = () => props.segment.id;
  const time = () => props.segment.selector;
  const clock = () => props.transcript.clock();
  const isSaid = createMemo(() => clock().now() >= time().start_ms && clock().now() < time().end_ms);
  const isLooped = () => {
    const loop = clock().loop();
    return loop?.startMs === time().start_ms && loop.endMs === time().end_ms;
  };
  const current = () => props.transcript.current() === id();
  const setText = (text: string) => work.edit(textEdit(id(), text), `attribute:${id()}:text`);
  const setSpeaker = (value: string, gesture?: string) =>
    work.edit({ kind: 'set_attribute', region: id(), attribute: 'speaker', value: value || null }, gesture);
  const setEnd = (end: 'start' | 'end') => {
    const selector = { ...time(), ...withEnd(time(), end, Math.round(clock().now())) };
    work.edit({ kind: 'move_region', id: id(), selector });
    clock().setLoop({ startMs: selector.start_ms, endMs: selector.end_ms });
  };
  /** From here on the playing keys are about this segment. */
  const enter = () => {
    props.transcript.setCurrent(id());
    work.setHovered(id());
    if (isLooped()) return;
    clock().setLoop({ startMs: time().start_ms, endMs: time().end_ms });
    if (!isSaid()) clock().seek(time().start_ms);
  };
  const play = () => {
    if (clock().playing() && isLooped()) return clock().pause();
    enter();
    clock().seek(time().start_ms);
    clock().play();
  };
  const split = (field: HTMLTextAreaElement) => {
    const { edits, id: second } = cut(work.draft(), props.segment, field.selectionStart, clock().now());
    work.document.edits(edits);
    work.say(words.splitDone);
    props.transcript.focus(second, 0);
  };
  const merge = () => {
    const next = props.transcript.next(id(), 1);
    if (!next) return work.say(words.noNext);
    const caret = written(props.segment, 'text').trimEnd().length;
    work.document.edits(joined(props.segment, next));
    work.say(words.merged);
    props.transcript.focus(id(), caret);
  };
  const go = (by: 1 | -1) => {
    const other = props.transcript.next(id(), by);
    if (other) props.transcript.focus(other.id);
    else if (by > 0) props.transcript.add(props.segment);
  };
  const insertTime = (field: HTMLTextAreaElement) => {
    field.setRangeText(`[${timeWords(clock().now())}] `, field.selectionStart, field.selectionEnd, 'end');
    setText(field.value);
  };
  const remove = () => {
    const other = props.transcript.next(id(), 1) ?? props.transcript.next(id(), -1);
    work.edit({ kind: 'delete_regions', ids: [id()] });
    if (other) props.transcript.focus(other.id);
  };
  const keydown = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    if (event.isComposing) return;
    const run = commandOf(event, { split, merge, go, insertTime, setEnd, speaker });
    if (!run) return;
    run(event.currentTarget);
    event.preventDefault();
    event.stopPropagation();
  };
  const speaker = (digit: number) => {
    const found = props.transcript.speakers()[digit - 1];
    if (found) setSpeaker(found.id);
  };
  return (
    <li
      class="segment"
      classList={{ 'segment-current': current(), 'segment-said': isSaid() }}
      data-segment={id()}
      aria-label={words.segment(props.transcript.number(id()), stretchWords(time()))}
      onFocusIn={enter}
      onFocusOut={() => work.setHovered(null)}
    >
      <div class="segment-head">
        <button
          type="button"
          class="cue-time"
          tabindex={-1}
          aria-pressed={clock().playing() && isLooped()}
          aria-label={`${clock().playing() && isLooped() ? words.stop : words.play}: ${stretchWords(time())}`}
          data-tip={words.play}
          data-tip-keys="F4"
          onClick={play}
        >
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <path d={clock().playing() && isLooped() ? 'M1 0h3v10H1zM6 0h3v10H6z' : 'M1.5 0l8 5-8 5z'} />
          </svg>
          {stretchWords(time())}
        </button>
        <SpeakerField
          value={written(props.segment, 'speaker')}
          transcript={props.transcript}
          onValue={setSpeaker}
          gesture={`attribute:${id()}:speaker`}
        />
        <IconButton icon="close" small label={words.remove} tabindex={-1} onClick={remove} />
      </div>
      <textarea
        class="input claim-text"
        rows={1}
        dir="auto"
        aria-label={words.text}
        value={written(props.segment, 'text')}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={keydown}
      />
    </li>
  );
};

interface Commands {
  split(field: HTMLTextAreaElement): void;
  merge(): void;
  go(by: 1 | -1): void;
  insertTime(field: HTMLTextAreaElement): void;
  setEnd(end: 'start' | 'end'): void;
  speaker(digit: number): void;
}

/** What a key means in the text of a segment. */
function commandOf(event: KeyboardEvent, does: Commands): ((field: HTMLTextAreaElement) => void) | null {
  const { key, altKey: alt, shiftKey: shift } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  const digit = digitOf(event);
  if (alt && !ctrl && digit !== null && digit > 0) return () => does.speaker(digit);
  if (ctrl && !alt && !shift && key.toLowerCase() === 'j') return does.insertTime;
  if (ctrl || shift) return null;
  switch (`${alt ? 'Alt+' : ''}${key}`) {
    case 'Enter':
      return () => does.go(1);
    case 'Alt+Enter':
      return does.split;
    case 'Alt+Delete':
      return () => does.merge();
    case 'Alt+ArrowDown':
      return () => does.go(1);
    case 'Alt+ArrowUp':
      return () => does.go(-1);
    case 'F8':
      return () => does.setEnd('start');
    case 'F9':
      return () => does.setEnd('end');
    default:
      return null;
  }
}

interface SpeakerProps {
  value: string;
  transcript: Transcript;
  gesture: string;
  onValue: (value: string, gesture?: string) => void;
}

/** A name to be written or chosen; a digit takes the name that carries it. */
const SpeakerField: Component<SpeakerProps> = (props) => {
  const list = createUniqueId();
  const speakers = () => props.transcript.speakers();
  const keydown = (event: KeyboardEvent) => {
    const digit = digitOf(event);
    const found = digit === null ? undefined : speakers()[digit - 1];
    if (!found || event.ctrlKey || event.metaKey || event.shiftKey) return;
    props.onValue(found.id);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Show
      when={props.transcript.isFree()}
      fallback={
        <select
          class="input input-small segment-speaker"
          aria-label={words.speaker}
          value={props.value}
          onChange={(event) => props.onValue(event.currentTarget.value)}
          onKeyDown={keydown}
        >
          <option value="">{words.nobody}</option>
          <For each={speakers()}>
            {(each, index) => (
              <option value={each.id}>
                {index() < 9 ? `${index() + 1} ` : ''}
                {each.title}
              </option>
            )}
          </For>
        </select>
      }
    >
      <input
        class="input input-small segment-speaker"
        dir="auto"
        list={list}
        aria-label={words.speaker}
        placeholder={words.nobody}
        data-tip={words.speakerKeys('Alt 1…9')}
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value, props.gesture)}
        onBlur={(event) => remember(event.currentTarget.value)}
        onKeyDown={keydown}
      />
      <datalist id={list}>
        <For each={speakers()}>{(each) => <option value={each.id} />}</For>
      </datalist>
    </Show>
  );
};
