// The icons of playing, in a box of 24 × 24; they come with the clock, not with every page.
import type { Component } from 'solid-js';

const ICONS = {
  play: 'M7.5 5v14l11-7z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  frame_back: 'M16 6.5 8.5 12l7.5 5.5zM5.5 6.5v11',
  frame_on: 'M8 6.5l7.5 5.5L8 17.5zM18.5 6.5v11',
  loop: 'M6.5 7.5H15a4.5 4.5 0 0 1 0 9h-1M17.5 16.5H9a4.5 4.5 0 0 1-3.2-7.6M9 4.5l-3 3 3 3',
  metronome: 'M9 4h6l3.5 16h-13zM12 15.5l5-9.5M7 15.5h10',
  sound: 'M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  sound_off: 'M4 9.5h3.5L12 5.5v13l-4.5-4H4zM16 9.5l5 5M21 9.5l-5 5',
} as const;

export type TimeIconName = keyof typeof ICONS;

/** Those that are filled say more at a glance. */
const FILLED: readonly TimeIconName[] = ['play', 'frame_back', 'frame_on'];

export const TimeIcon: Component<{ name: TimeIconName; size?: number }> = (props) => (
  <svg
    width={props.size ?? 16}
    height={props.size ?? 16}
    viewBox="0 0 24 24"
    fill={FILLED.includes(props.name) ? 'currentColor' : 'none'}
    stroke="currentColor"
    stroke-width={props.name === 'pause' ? 3.25 : 1.75}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={ICONS[props.name]} />
  </svg>
);

interface TimeButtonProps {
  readonly icon: TimeIconName;
  readonly label: string;
  readonly keys?: string;
  readonly class?: string;
  readonly pressed?: boolean;
  readonly size?: number;
  readonly onPress: () => void;
}

/** A button with one of them: its name is read aloud, and shown with its key in the tooltip. */
export const TimeButton: Component<TimeButtonProps> = (props) => (
  <button
    type="button"
    class={`time-button ${props.class ?? ''}`}
    aria-label={props.label}
    aria-keyshortcuts={props.keys}
    aria-pressed={props.pressed}
    data-tip={props.label}
    data-tip-keys={props.keys}
    onClick={() => props.onPress()}
  >
    <TimeIcon name={props.icon} size={props.size} />
  </button>
);
