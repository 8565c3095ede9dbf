// One item with the answers of everybody who judged it, side by side.
import { A, useParams, useSearchParams } from '@solidjs/router';
import { useQuery } from '../../api/query';
import { createMemo, createSignal, onMount, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, may, projectPath, useProject } from '../../api/projects';
import type { Design, ItemDetail, ProjectRole } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { EmptyState } from '../../ui/EmptyState';
import { Icon } from '../../ui/Icon';
import { Load } from '../../ui/Load';
import { Select } from '../../ui/Select';
import { messages as items } from '../items/messages';
import { STATE_TONE } from '../items/states';
import { ITEM, placeOf, type CommentAnchor } from './anchors';
import { Answers } from './Answers';
import { clock, regionsOf, timeOf, type At } from './at';
import { Claims } from './Claims';
import { Comments } from './Comments';
import { sharedClaims } from './compare';
import { contents } from './contents';
import { Legend } from './Legend';
import { Links, Regions } from './Marks';
import { Media } from './Media';
import { messages } from './messages';
import { Provenance } from './Provenance';
import { readers } from './readers';
import { Remarks } from './Remarks';
import { truthReader, Truths, useTruths } from './Truths';
import '../../ui/table.css';
import './item.css';

const ItemPage: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const project = useProject(slug);
  const detail = useQuery(() => ({
    queryKey: keys.below(slug(), 'item', params.id),
    queryFn: ({ signal }) => api.get<ItemDetail>(projectPath(slug(), 'items', params.id ?? ''), signal),
  }));
  return (
    <Load query={detail} skeleton={{ shape: 'block' }}>
      {(data) => (
        <Show when={!project.isPending && project.data}>
          {(found) => <View slug={slug()} detail={data()} design={found().design} role={found().role} />}
        </Show>
      )}
    </Load>
  );
};

interface ViewProps {
  slug: string;
  detail: ItemDetail;
  design: Design;
  role: ProjectRole;
}

const View: Component<ViewProps> = (props) => {
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
  const [at] = useSearchParams<At>();
  const [lit, setLit] = createSignal(regionsOf(at));
  const [looking, setLooking] = createSignal('');
  const offered = createMemo(() => contents(props.detail));
  const content = () => offered().find((one) => one.key === looking()) ?? offered()[0];
  const all = createMemo(() => readers(content().annotations));
  const shown = createMemo(() => all().filter((reader) => !hidden().has(reader.annotation.id)));
  /** What there is to decide about it, for those who may. */
  const decidable = (): 'adjudicate' | 'review' | undefined => {
    if (props.detail.row.state === 'disputed' && may(props.role, 'expert')) return 'adjudicate';
    return props.detail.row.state === 'review' ? 'review' : undefined;
  };
  const truths = useTruths(
    () => props.slug,
    () => props.detail.row.id,
  );
  const [about, setAbout] = createSignal<CommentAnchor>(ITEM);
  const comment = (anchor: CommentAnchor) => {
    setAbout(anchor);
    const area = document.querySelector<HTMLElement>('#new-comment textarea');
    area?.focus({ preventScroll: true });
    area?.scrollIntoView({ block: 'center' });
  };
  const [spot, setSpot] = createSignal(timeOf(at));
  const go = (anchor: CommentAnchor) => {
    const { claim, region } = placeOf(anchor);
    if (claim !== undefined) {
      const found = sharedClaims(props.design, content().item).find((one) => one.id === claim);
      if (found?.time) setSpot(found.time.start_ms);
      focusOn(`[data-claim="${CSS.escape(claim)}"]`);
    }
    if (region !== undefined) {
      setLit(new Set([region]));
      focusOn(`.compare-marks [data-region="${CSS.escape(region)}"]`);
    }
  };
  onMount(() => at.claim !== undefined && go({ on: 'claim', id: at.claim }));
  const toggle = (id: string) =>
    setHidden((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <div class="item-page">
      <header class="item-page-head">
        <A href={`/p/${props.slug}/items`} class="link item-page-back">
          <Icon name="back" />
          {messages.back}
        </A>
        <h1 dir="auto">{props.detail.row.external_id}</h1>
        <Chip tone={STATE_TONE[props.detail.row.state]}>{items.state[props.detail.row.state]}</Chip>
        <span class="muted">{messages.by(all().length)}</span>
        <Show when={decidable()}>
          {(kind) => (
            <LinkButton small href={`/p/${props.slug}/decide?kind=${kind()}&item=${props.detail.row.id}`}>
              {messages.decide[kind()]}
            </LinkButton>
          )}
        </Show>
        <Show when={timeOf(at) !== null}>
          <Chip>{messages.at(clock(timeOf(at) ?? 0))}</Chip>
        </Show>
        <Show when={offered().length > 1}>
          <Select
            small
            aria-label={messages.contents}
            value={content().key}
            onValue={setLooking}
            options={offered().map((one) => ({ value: one.key, title: one.title }))}
          />
        </Show>
      </header>
      <Show when={content().outdated}>
        <p class="item-page-outdated" role="note">
          {messages.outdatedWhat}
        </p>
      </Show>
      <div class="item-page-body">
        <div class="item-page-media">
          <Media
            design={props.design}
            item={content().item}
            media={content().media}
            readers={[...shown(), ...(content().outdated ? [] : truthReader(truths()))]}
            lit={lit()}
            spot={spot()}
          />
          <Show when={all().length > 0}>
            <Legend readers={all()} hidden={hidden()} onToggle={toggle} />
          </Show>
        </div>
        <div class="item-page-answers">
          <Truths
            truths={truths()}
            slug={props.slug}
            id={props.detail.row.id}
            role={props.role}
            design={props.design}
            item={content().item}
            onLight={setLit}
          />
          <Show
            when={all().length > 0}
            fallback={
              <Show
                when={props.detail.withheld}
                fallback={
                  <EmptyState title={messages.noAnnotations}>{messages.noAnnotationsWhat}</EmptyState>
                }
              >
                <EmptyState title={messages.withheld}>{messages.withheldWhat}</EmptyState>
              </Show>
            }
          >
            <Claims
              design={props.design}
              item={content().item}
              readers={all()}
              lit={lit()}
              onLight={setLit}
              onComment={comment}
            />
            <Answers design={props.design} item={content().item} readers={all()} />
            <Regions
              design={props.design}
              item={content().item}
              readers={all()}
              onLight={setLit}
              onComment={comment}
            />
            <Links design={props.design} item={content().item} readers={all()} onLight={setLit} />
            <Remarks
              design={props.design}
              annotations={content().annotations}
              readers={all()}
              onLight={setLit}
            />
          </Show>
          <Comments
            slug={props.slug}
            id={props.detail.row.id}
            design={props.design}
            item={content().item}
            readers={all()}
            about={about()}
            onAbout={setAbout}
            onGo={go}
          />
          <Provenance item={content().item} annotations={content().annotations} />
        </div>
      </div>
    </div>
  );
};

/** To an element of the page, also within what is folded. */
function focusOn(selector: string): void {
  const element = document.querySelector<HTMLElement>(selector);
  const folded = element?.closest('details');
  if (folded) folded.open = true;
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'center' });
}

export default ItemPage;
