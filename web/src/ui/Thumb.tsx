// A small picture on the neutral surround; where there is none, the kind of medium as an icon.
import { createSignal, Show, type Component } from 'solid-js';
import { Icon, type IconName } from './Icon';
import './thumb.css';

export interface ThumbProps {
  src: string | null | undefined;
  /** Empty where the words beside it say the same. */
  alt: string;
  /** What stands in place of the picture. */
  icon?: IconName;
  size?: 'row' | 'card';
}

export const Thumb: Component<ThumbProps> = (props) => {
  const [broken, setBroken] = createSignal<string | null>(null);
  const source = () => (props.src && props.src !== broken() ? props.src : null);
  return (
    <span class={`thumb thumb-${props.size ?? 'row'}`}>
      <Show
        when={source()}
        keyed
        fallback={<Icon name={props.icon ?? 'text'} size={props.size === 'card' ? 32 : 16} />}
      >
        {(src) => (
          <img src={src} alt={props.alt} loading="lazy" decoding="async" onError={() => setBroken(src)} />
        )}
      </Show>
    </span>
  );
};
