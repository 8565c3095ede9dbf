// When a claim is said, by whom, and how fast that has to be read; the times of an own one can be changed.
import { Show, type Component } from 'solid-js';
import type { ClaimRow as Row } from '../../../model/claims';
import { lateness, moved, omissionTime } from '../../../model/corrected_times';
import { FASTEST_READING, readingSpeed } from '../../../model/reading';
import { written } from '../../../model/time';
import { stretchWords } from '../../../model/time_words';
import type { TimeScope } from '../../../model/types';
import { locale } from '../../../ui/language';
import { hint } from '../hints';
import { useWork } from '../work';
import { isLooped, playStretch } from './commands';
import { cues as words } from './messages';
import { offsetWords } from './offset_words';
import { TimeFields } from './TimeFields';
import './offset.css';

export const CueLine: Component<{ row: Row; current: boolean }> = (props) => {
  const work = useWork();
  const claim = () => props.row.claim;
  const late = () => lateness(work.world, work.draft(), claim());
  return (
    <>
      <Show when={claim().time}>
        {(time) => (
          <div class="cue">
            <Stretch time={time()} />
            <Show when={claim().speaker}>
              {(speaker) => (
                <span class="cue-speaker" dir="auto">
                  {speaker()}
                </span>
              )}
            </Show>
            <Speed text={claim().text} time={time()} />
            <Show when={late()}>
              {(offset) => (
                <span class="cue-late">
                  {offsetWords(offset())} → {written(moved(time(), -offset()).start_ms)}
                </span>
              )}
            </Show>
          </div>
        )}
      </Show>
      <Show when={props.current && props.row.own}>
        <TimeFields claim={claim()} />
      </Show>
    </>
  );
};

/** The times that its evidence gives to what was left out. */
export const OmissionTime: Component<{ id: string; text: string }> = (props) => {
  const work = useWork();
  return (
    <Show when={omissionTime(work.draft(), props.id)}>
      {(time) => (
        <div class="cue">
          <Stretch time={time()} />
          <Show when={props.text.trim()}>
            <Speed text={props.text} time={time()} />
          </Show>
        </div>
      )}
    </Show>
  );
};

const Stretch: Component<{ time: TimeScope }> = (props) => {
  const work = useWork();
  const plays = () => isLooped(work, props.time) && (work.time?.playing() ?? false);
  return (
    <Show when={work.time} fallback={<span class="cue-time">{stretchWords(props.time)}</span>}>
      <button
        type="button"
        class="cue-time"
        tabindex={-1}
        aria-pressed={plays()}
        aria-label={`${plays() ? words.stop : words.play}: ${stretchWords(props.time)}`}
        data-tip={plays() ? words.stop : words.play}
        data-tip-keys={hint('play_cue')}
        onClick={() => playStretch(work, props.time)}
      >
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d={plays() ? 'M1 0h3v10H1zM6 0h3v10H6z' : 'M1.5 0l8 5-8 5z'} />
        </svg>
        {stretchWords(props.time)}
      </button>
    </Show>
  );
};

const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });

const Speed: Component<{ text: string; time: TimeScope }> = (props) => {
  const speed = () => readingSpeed(props.text, props.time);
  return (
    <Show when={speed()}>
      {(found) => {
        const seconds = () => oneDigit.format(found().seconds);
        const why = () =>
          found().tooFast
            ? words.tooFast(found().characters, seconds(), FASTEST_READING)
            : words.speedOf(found().characters, seconds());
        return (
          <span class="cue-speed" classList={{ 'cue-fast': found().tooFast }} data-tip={why()}>
            <Show when={found().tooFast}>
              <span aria-hidden="true">▲ </span>
            </Show>
            {words.speed(oneDigit.format(found().cps))}
            <span class="visually-hidden">{found().tooFast ? ` (${why()})` : ''}</span>
          </span>
        );
      }}
    </Show>
  );
};
