// The items with least agreement on places, each leading to the place itself.
import { A } from '@solidjs/router';
import { createMemo, createSignal, For, Show, type Component } from 'solid-js';
import type { PlaceAgreement } from '../../../api/types';
import { Select } from '../../../ui/Select';
import { Thumb } from '../../../ui/Thumb';
import { addressOf, clock } from '../../item/at';
import { messages } from './messages';
import { first, inUnit } from './places';

export const Behind: Component<{ slug: string; fields: readonly PlaceAgreement[] }> = (props) => {
  const [chosen, setChosen] = createSignal('');
  const fields = createMemo(() => props.fields.filter((field) => field.n_pairs > 0));
  /** The chosen one; else the first that has anything to show. */
  const field = () =>
    fields().find((one) => one.field === chosen()) ??
    fields().find((one) => one.places.length > 0) ??
    fields()[0];
  return (
    <Show when={field()}>
      {(now) => (
        <section class="stack" style={{ '--gap': 'var(--space-3)' }} aria-labelledby="places-behind">
          <div class="page-head">
            <div>
              <h2 id="places-behind">{messages.behind}</h2>
              <p class="muted">{messages.behindWhat}</p>
            </div>
            <Select
              small
              class="plot-select"
              aria-label={messages.choose}
              value={now().field}
              onValue={setChosen}
              options={fields().map((one) => ({ value: one.field, title: one.title }))}
            />
          </div>
          <Show when={now().places.length > 0} fallback={<p class="muted">{messages.none}</p>}>
            <ul class="disputed" aria-label={messages.behind}>
              <For each={now().places}>
                {(place) => (
                  <li class="disputed-card">
                    <Thumb src={place.thumbnail} alt="" />
                    <div class="grow stack" style={{ '--gap': '6px' }}>
                      <A
                        class="link disputed-title"
                        href={addressOf(props.slug, place.item, place)}
                        dir="auto"
                      >
                        {place.excerpt || place.external_id}
                      </A>
                      <span class="muted small">
                        <bdi>{place.external_id}</bdi>
                        <Show when={place.t_ms != null}> · {messages.at(clock(place.t_ms ?? 0))}</Show>
                        <Show when={first(now())}>
                          {(metric) => (
                            <> · {messages.value1(metric().title, inUnit(metric(), place.value))}</>
                          )}
                        </Show>
                      </span>
                      <span class="small">{place.annotators.join(', ')}</span>
                    </div>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </section>
      )}
    </Show>
  );
};
