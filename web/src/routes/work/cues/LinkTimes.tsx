// The times of the two ends of a link, and whether they are as its type says.
import { Show, type Component } from 'solid-js';
import { fitsInTime, extentOf } from '../../../model/timed';
import { stretchWords } from '../../../model/time_words';
import type { Link } from '../../../model/types';
import { useWork } from '../work';
import { cues as words } from './messages';

export const LinkTimes: Component<{ link: Link }> = (props) => {
  const work = useWork();
  const type = () => work.world.design.links?.find((each) => each.id === props.link.type);
  const from = () => extentOf(work.draft(), props.link.from);
  const to = () => extentOf(work.draft(), props.link.to);
  const wrong = () => {
    const declared = type();
    return declared !== undefined && !fitsInTime(declared, work.draft(), props.link.from, props.link.to);
  };
  const order = () => {
    const declared = type()?.order;
    return declared ? words.order[declared] : '→';
  };
  return (
    <Show when={from() || to()}>
      <span class="link-times" classList={{ 'link-times-wrong': wrong() }}>
        <Show when={from()} fallback="–">
          {(time) => <span>{stretchWords(time())}</span>}
        </Show>
        <span class="link-order">{order()}</span>
        <Show when={to()} fallback="–">
          {(time) => <span>{stretchWords(time())}</span>}
        </Show>
        <Show when={wrong()}>
          <span class="link-wrong">▲ {words.wrongOrder}</span>
        </Show>
      </span>
    </Show>
  );
};
