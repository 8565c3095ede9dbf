// Agreement on places, times and words: how far, how exactly, and where to look.
import { createMemo, Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import type { PlaceAgreement, PlacesReport } from '../../../api/types';
import { count, dateTime } from '../../../ui/format';
import { Load } from '../../../ui/Load';
import { DotPlot } from '../DotPlot';
import { Plot } from '../Plot';
import { Behind } from './Behind';
import { Measures } from './Measures';
import { messages } from './messages';
import { OffsetPlot } from './OffsetPlot';
import { agreeing, dot, erring, ranked, rows } from './places';
import { Words } from './Words';

/** `seq` is that of the page: a newer one reads the places again. */
export const Places: Component<{ slug: string; seq: number }> = (props) => {
  const report = useQuery(() => ({
    queryKey: keys.below(props.slug, 'places', props.seq),
    queryFn: ({ signal }) => api.get<PlacesReport>(projectPath(props.slug, 'agreement', 'places'), signal),
  }));
  return (
    <Load query={report} skeleton={{ shape: 'block' }}>
      {(data) => (
        <Show when={data().fields.length > 0}>
          <Found slug={props.slug} report={data()} />
        </Show>
      )}
    </Load>
  );
};

const Found: Component<{ slug: string; report: PlacesReport }> = (props) => {
  const shares = createMemo(() => agreeing(props.report.fields));
  const errors = createMemo(() => erring(props.report.fields));
  const offsets = createMemo(() => props.report.fields.find((field) => field.offsets != null));
  const meta = (fields: readonly PlaceAgreement[]) => {
    const sum = (of: (field: PlaceAgreement) => number) => fields.reduce((all, field) => all + of(field), 0);
    const people = Math.max(0, ...fields.map((field) => field.n_annotators));
    const items = Math.max(0, ...fields.map((field) => field.n_items));
    return messages.meta(
      count(sum((field) => field.n_pairs)),
      count(items),
      people,
      dateTime(props.report.computed_at),
      props.report.seq,
    );
  };
  const best = () => {
    const order = ranked(shares());
    const [high, low] = [order[0], order.at(-1)];
    if (!high || !low) return messages.agreementNone;
    return high === low ? messages.agreementOne(high.title) : messages.agreement(high.title, low.title);
  };
  const worst = () => {
    const order = ranked(errors());
    if (!order[0]) return messages.errorsNone;
    return order.length === 1 ? messages.errorsOne(order[0].title) : messages.errors(order[0].title);
  };
  return (
    <>
      <Show when={shares().length > 0}>
        <Plot
          title={best()}
          meta={meta(shares())}
          what={messages.agreementWhat}
          name="agreement-places"
          rows={() => rows(shares(), props.report.seq)}
        >
          <DotPlot axis={messages.agreementAxis} dots={shares().map(dot)} />
          <Measures fields={shares()} />
        </Plot>
      </Show>
      <Show when={errors().length > 0}>
        <Plot
          title={worst()}
          meta={meta(errors())}
          what={messages.errorsWhat}
          name="agreement-words"
          rows={() => rows(errors(), props.report.seq)}
        >
          <DotPlot axis={messages.errorsAxis} dots={errors().map(dot)} />
          <Measures fields={errors()} />
        </Plot>
        <Words slug={props.slug} fields={errors()} />
      </Show>
      <Show when={offsets()} keyed>
        {(field) => <OffsetPlot field={field} seq={props.report.seq} />}
      </Show>
      <Behind slug={props.slug} fields={props.report.fields} />
    </>
  );
};
