// How far people agree, in sentences, plots and items.
import { useParams } from '@solidjs/router';
import { useQuery } from '../../api/query';
import { createSignal, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, may, projectPath, useProject } from '../../api/projects';
import type { AgreementReport, Design } from '../../api/types';
import { useLive } from '../../api/useLive';
import { LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { count, dateTime } from '../../ui/format';
import { Load } from '../../ui/Load';
import { Annotators } from './Annotators';
import { Confusion, type Pair } from './Confusion';
import { Contents, Part, type PartOf } from './Contents';
import { DisputedItems } from './DisputedItems';
import { Fields } from './Fields';
import { messages } from './messages';
import { Mismatch } from './mismatch/Mismatch';
import { Consensus } from './people/Consensus';
import { Reasons } from './people/Reasons';
import { Reliability } from './people/Reliability';
import { Places } from './places/Places';
import { Statements } from './Statements';
import { Unclear } from './unclear/Unclear';
import './quality.css';

const Quality: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const project = useProject(slug);
  const report = useQuery(() => ({
    queryKey: keys.below(slug(), 'agreement'),
    queryFn: ({ signal }) => api.get<AgreementReport>(projectPath(slug(), 'agreement'), signal),
  }));
  const shown = () => (report.isPending ? undefined : report.data?.seq);
  useLive(slug, shown, () => void report.refetch());
  return (
    <>
      <div class="page-head">
        <div>
          <h1>{messages.title}</h1>
          <p class="page-lead">{messages.lead}</p>
        </div>
        <LinkButton href={`/p/${slug()}/quality/rounds`}>{messages.rounds}</LinkButton>
      </div>
      <Load query={report} skeleton={{ shape: 'block' }}>
        {(data) => (
          <Show
            when={data().fields.some((field) => field.n_ratings > 0)}
            fallback={
              <>
                <Nothing slug={slug()} />
                <Show when={!project.isPending && project.data?.design.claims}>
                  <Mismatch slug={slug()} seq={data().seq} />
                </Show>
              </>
            }
          >
            <Show when={!project.isPending && project.data}>
              {(found) => (
                <Report
                  slug={slug()}
                  report={data()}
                  design={found().design}
                  manages={found().role === 'manager'}
                  leads={may(found().role, 'expert')}
                />
              )}
            </Show>
          </Show>
        )}
      </Load>
    </>
  );
};

const Nothing: Component<{ slug: string }> = (props) => (
  <EmptyState
    icon="person"
    title={messages.empty}
    action={
      <LinkButton look="primary" href={`/p/${props.slug}/people`}>
        {messages.invite}
      </LinkButton>
    }
  >
    {messages.emptyWhat}
  </EmptyState>
);

const Report: Component<{
  slug: string;
  report: AgreementReport;
  design: Design;
  manages: boolean;
  leads: boolean;
}> = (props) => {
  const [pair, setPair] = createSignal<Pair | null>(null);
  const units = () => props.report.fields.reduce((sum, field) => sum + field.n_units, 0);
  const ratings = () => props.report.fields.reduce((sum, field) => sum + field.n_ratings, 0);
  const meta = () =>
    messages.meta(
      messages.units(count(units()), count(ratings()), props.report.n_annotators),
      dateTime(props.report.computed_at),
      props.report.seq,
    );
  const choose = (chosen: Pair) => {
    setPair(chosen);
    document.getElementById('disputed')?.focus();
  };
  const parts = (): PartOf[] =>
    Object.entries(messages.parts)
      .filter(([id]) => id !== 'texts' || props.design.claims)
      .map(([id, title]) => ({ id, title }));
  return (
    <>
      <Statements report={props.report} />
      <Contents parts={parts()} />
      <Part id="agreement" title={messages.parts.agreement}>
        <Fields report={props.report} meta={meta()} />
        <Places slug={props.slug} seq={props.report.seq} />
      </Part>
      <Part id="consensus" title={messages.parts.consensus}>
        <Consensus slug={props.slug} seq={props.report.seq} />
      </Part>
      <Show when={props.design.claims}>
        <Part id="texts" title={messages.parts.texts}>
          <Mismatch slug={props.slug} seq={props.report.seq} />
        </Part>
      </Show>
      <Part id="differences" title={messages.parts.differences}>
        <Confusion report={props.report} meta={meta()} pair={pair()} onPair={choose} />
        <DisputedItems
          slug={props.slug}
          report={props.report}
          design={props.design}
          pair={pair()}
          onClear={() => setPair(null)}
        />
      </Part>
      <Part id="unclear" title={messages.parts.unclear}>
        <Unclear slug={props.slug} seq={props.report.seq} design={props.design} leads={props.leads} />
      </Part>
      <Part id="people" title={messages.parts.people}>
        <Annotators report={props.report} meta={meta()} />
        <Reliability slug={props.slug} seq={props.report.seq} manages={props.manages} />
        <Reasons slug={props.slug} seq={props.report.seq} />
      </Part>
    </>
  );
};

export default Quality;
