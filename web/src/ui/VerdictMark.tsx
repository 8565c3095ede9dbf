// A verdict as colour, shape and word together, so that none of the three is needed alone.
import { Show, type Component } from 'solid-js';
import type { components } from '../api/schema';
import { messages } from './messages';
import './verdict-mark.css';

export type Tone = components['schemas']['Tone'];

/** Shapes in a box of 16 × 16, drawn as lines. */
export const VERDICT_SHAPES: Readonly<Record<Tone, string>> = {
  supported: 'M3 8.5l3.5 3.5L13 4.5',
  contradicted: 'M4 4l8 8M12 4l-8 8',
  partial: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  unverifiable: 'M5.2 6a2.8 2.8 0 1 1 4 2.6c-.8.5-1.2 1-1.2 1.9M8 13.2h.01',
  subjective: 'M2.5 9.5c1.8-3.5 3.7-3.5 5.5-1.5s3.7 2 5.5-1.5',
  not_applicable: 'M3.5 8h9',
  neutral: 'M8 8h.01',
};

/** The CSS colour of a verdict, for drawing outside of CSS classes. */
export function verdictColor(tone: Tone): string {
  return `var(--verdict-${tone.replace('_', '-')})`;
}

export interface VerdictMarkProps {
  tone: Tone;
  /** The design's own word; the usual word of the tone where absent. */
  title?: string;
  /** Only the shape is shown; the word is still read aloud. */
  compact?: boolean;
}

export const VerdictMark: Component<VerdictMarkProps> = (props) => {
  const word = () => props.title || messages.verdict[props.tone];
  return (
    <span
      class="verdict"
      classList={{ 'verdict-compact': props.compact }}
      style={{
        '--verdict': verdictColor(props.tone),
        '--verdict-bg': `var(--verdict-${props.tone.replace('_', '-')}-bg)`,
      }}
      data-tip={props.compact ? word() : undefined}
    >
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" class="verdict-shape">
        <path
          d={VERDICT_SHAPES[props.tone]}
          fill={props.tone === 'partial' ? 'currentColor' : 'none'}
          fill-opacity={props.tone === 'partial' ? 0.35 : undefined}
        />
      </svg>
      <Show when={!props.compact} fallback={<span class="visually-hidden">{word()}</span>}>
        <span>{word()}</span>
      </Show>
    </span>
  );
};
