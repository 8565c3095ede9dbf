// Every share of the report as a table of buttons that lead to items, and the error types as dots.
import { For, Show, type Component } from 'solid-js';
import { count } from '../../../ui/format';
import { Select } from '../../../ui/Select';
import { Table } from '../../../ui/Table';
import { DotPlot, type Dot } from '../DotPlot';
import { Plot } from '../Plot';
import {
  groupTitle,
  holding,
  ORDER,
  rows,
  shareWords,
  type Group,
  type Grouping,
  type Report,
  type Share,
  type Wanted,
} from './mismatch';
import { messages } from './messages';

interface SharesProps {
  report: Report;
  grouping: Grouping;
  onWanted: (wanted: Wanted) => void;
}

const Cell: Component<
  { share: Share | null | undefined; n: number; wanted: Wanted } & Pick<SharesProps, 'onWanted'>
> = (props) => (
  <td class="number">
    <Show when={props.n > 0} fallback={<span class="muted">{shareWords(props.share)}</span>}>
      <button
        type="button"
        class="mismatch-cell"
        aria-label={`${props.wanted.words}: ${shareWords(props.share)}`}
        onClick={() => props.onWanted(props.wanted)}
      >
        {shareWords(props.share)}
      </button>
    </Show>
  </td>
);

export const Shares: Component<SharesProps> = (props) => {
  const wanted = (group: Group, part: Omit<Wanted, 'by' | 'value' | 'words'>, what: string): Wanted => ({
    by: props.grouping.by,
    value: group.value,
    words: messages.behind(groupTitle(props.grouping.by, group), what),
    ...part,
  });
  return (
    <details class="plot-more" open>
      <summary>{messages.numbers}</summary>
      <p class="muted">{messages.numbersWhat}</p>
      <Table
        label={messages.numbers}
        head={
          <>
            <th scope="col">{messages.group}</th>
            <th scope="col" class="number">
              {messages.claims}
            </th>
            <For each={ORDER}>
              {(holds) => (
                <th scope="col" class="number">
                  {messages.holds[holds]}
                </th>
              )}
            </For>
            <Show when={props.report.omissions}>
              <th scope="col" class="number">
                {messages.omittedItems}
              </th>
            </Show>
          </>
        }
      >
        <For each={props.grouping.groups}>
          {(group) => (
            <tr>
              <th scope="row">{groupTitle(props.grouping.by, group)}</th>
              <td class="number">{count(group.n_claims)}</td>
              <For each={ORDER}>
                {(holds) => (
                  <Cell
                    {...holding(group, holds)}
                    wanted={wanted(group, { what: 'holds', id: holds }, messages.holds[holds])}
                    onWanted={props.onWanted}
                  />
                )}
              </For>
              <Show when={props.report.omissions}>
                <Cell
                  share={group.omitted}
                  n={group.n_omitting}
                  wanted={wanted(group, { what: 'omitted' }, messages.omitted)}
                  onWanted={props.onWanted}
                />
              </Show>
            </tr>
          )}
        </For>
      </Table>
    </details>
  );
};

type TypeShare = Group['errors'][number];

export const Errors: Component<
  SharesProps & { group: Group; meta: string; onGroup: (value: string) => void }
> = (props) => {
  const title = () =>
    props.grouping.by === 'all' ? messages.inAll : groupTitle(props.grouping.by, props.group);
  const name = (one: TypeShare) => one.title || messages.unknownType;
  const dot = (one: TypeShare): Dot => ({
    id: one.id,
    title: name(one),
    value: one.share?.value ?? null,
    low: one.share?.interval.low ?? null,
    high: one.share?.interval.high ?? null,
    why: messages.nothing,
  });
  const all = () => [...props.group.errors, ...props.group.omissions];
  const most = () => props.group.errors[0];
  const wanted = (one: TypeShare, what: 'error' | 'omitted'): Wanted => ({
    by: props.grouping.by,
    value: props.group.value,
    what,
    id: one.id,
    words: messages.behind(title(), name(one)),
  });
  return (
    <Show when={all().length > 0} fallback={<p class="muted">{messages.errorsNone}</p>}>
      <Plot
        title={messages.errors(name(most() ?? all()[0]!), title())}
        meta={props.meta}
        what={messages.errorsWhat}
        name="mismatch-errors"
        rows={() => rows(props.report, [{ ...props.grouping, groups: [props.group] }])}
        controls={
          <Show when={props.grouping.groups.length > 1}>
            <Select
              small
              class="plot-select"
              aria-label={messages.group}
              value={props.group.value}
              onValue={props.onGroup}
              options={props.grouping.groups.map((one) => ({
                value: one.value,
                title: groupTitle(props.grouping.by, one),
              }))}
            />
          </Show>
        }
      >
        <DotPlot axis={messages.errorsAxis} dots={all().map(dot)} />
        <details class="plot-more">
          <summary>{messages.numbers}</summary>
          <Table
            label={messages.errors(title(), '')}
            head={
              <>
                <th scope="col">{messages.errorType}</th>
                <th scope="col" class="number">
                  {title()}
                </th>
              </>
            }
          >
            <For each={props.group.errors}>
              {(one) => (
                <tr>
                  <th scope="row">{name(one)}</th>
                  <Cell share={one.share} n={one.n} wanted={wanted(one, 'error')} onWanted={props.onWanted} />
                </tr>
              )}
            </For>
            <For each={props.group.omissions}>
              {(one) => (
                <tr>
                  <th scope="row">{name(one)}</th>
                  <Cell
                    share={one.share}
                    n={one.n}
                    wanted={wanted(one, 'omitted')}
                    onWanted={props.onWanted}
                  />
                </tr>
              )}
            </For>
          </Table>
        </details>
      </Plot>
    </Show>
  );
};
