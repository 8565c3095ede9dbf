// One link in words, with the questions about it and a way to remove it.
import { Show, type Component } from 'solid-js';
import { IconButton } from '../../../ui/IconButton';
import { removed } from '../focus_back';
import { targetTitle } from '../focus';
import { LinkTimes } from '../in_time';
import { work as words } from '../messages';
import { revealRegions } from '../regions';
import { useWork } from '../work';
import { QuestionList } from './QuestionList';

export const LinkEntry: Component<{ id: string; type: string }> = (props) => {
  const work = useWork();
  const link = () => work.draft().links.find((each) => each.id === props.id);
  const show = () => {
    const ends = [link()?.from, link()?.to].flatMap((end) => (end?.on === 'region' ? [end.id] : []));
    work.setSelected(ends);
    revealRegions(work, ends);
  };
  return (
    <Show when={link()}>
      {(found) => (
        <li class="link-entry" data-target={`link:${props.id}`}>
          <div class="link-line">
            <button type="button" class="link-words" onClick={show}>
              <span>{targetTitle(work.world, work.draft(), found().from, words.links)}</span>
              <span class="link-type"> {props.type} → </span>
              <span>{targetTitle(work.world, work.draft(), found().to, words.links)}</span>
            </button>
            <IconButton
              icon="close"
              small
              label={words.links.remove}
              onClick={(event) => {
                const remove = () => work.edit({ kind: 'remove_link', id: props.id });
                removed(event.currentTarget.closest('li'), remove, '.btn-icon', '.work-panel');
              }}
            />
          </div>
          <Show when={work.time}>
            <LinkTimes link={found()} />
          </Show>
          <QuestionList target={{ on: 'link', id: props.id }} />
        </li>
      )}
    </Show>
  );
};
