// The items behind a share, page by page, with the claims that are counted.
import { A } from '@solidjs/router';
import { For, Show, type Component } from 'solid-js';
import { keys, projectPath } from '../../../api/projects';
import { Chip } from '../../../ui/Chip';
import { Thumb } from '../../../ui/Thumb';
import { VerdictMark } from '../../../ui/VerdictMark';
import { ItemsBehind } from '../ItemsBehind';
import { query, TONE, type Page, type Wanted } from './mismatch';
import { messages } from './messages';

type Item = Page['items'][number];

export const Behind: Component<{ slug: string; seq: number; wanted: Wanted; onClose: () => void }> = (
  props,
) => (
  <ItemsBehind
    id="mismatch-behind"
    class="mismatch-behind"
    title={props.wanted.words}
    level="h3"
    nWords={messages.behindN}
    queryKey={keys.below(props.slug, 'mismatch-items', query(props.wanted, null), props.seq)}
    address={(after) =>
      `${projectPath(props.slug, 'quality', 'mismatch', 'items')}?${query(props.wanted, after)}`
    }
    rows={(page: Page) => page.items}
    onClose={() => props.onClose()}
  >
    {(item) => <Card slug={props.slug} item={item} />}
  </ItemsBehind>
);

const Card: Component<{ slug: string; item: Item }> = (props) => (
  <li class="disputed-card">
    <Thumb src={props.item.thumbnail ?? null} alt="" />
    <div class="grow stack" style={{ '--gap': '6px' }}>
      <A class="link disputed-title" href={`/p/${props.slug}/items/${props.item.item}`} dir="auto">
        {props.item.external_id}
      </A>
      <Show when={props.item.claims.length === 0}>
        <span class="muted small">
          {messages.leavesOut(props.item.omissions.join(', '))} · {messages.basisOf[props.item.basis]}
        </span>
      </Show>
      <ul class="mismatch-claims">
        <For each={props.item.claims}>
          {(claim) => (
            <li>
              <bdi dir="auto">{claim.text}</bdi>
              <span class="mismatch-said">
                <Show when={claim.holds} keyed>
                  {(holds) => <VerdictMark tone={TONE[holds]} title={messages.holds[holds]} />}
                </Show>
                <For each={claim.errors}>{(error) => <Chip>{error}</Chip>}</For>
                <span class="muted small">{messages.basisOf[claim.basis]}</span>
              </span>
            </li>
          )}
        </For>
      </ul>
    </div>
  </li>
);
