// What people added beyond verdicts and answers: omissions, claims of their own, notes, and why somebody did not judge.
import { createMemo, For, Show, type Component, type JSX } from 'solid-js';
import type { AnnotationView, Design } from '../../api/types';
import type { Claim } from '../../model/types';
import { Chip } from '../../ui/Chip';
import { messages } from './messages';
import type { Reader } from './readers';
import { severity, title } from './titles';
import { EvidenceButton, places, VerdictCell } from './VerdictCell';

export interface RemarksProps {
  design: Design;
  annotations: readonly AnnotationView[];
  readers: readonly Reader[];
  onLight: (regions: ReadonlySet<string>) => void;
}

export const Remarks: Component<RemarksProps> = (props) => {
  const omissions = createMemo(() =>
    props.readers.flatMap((reader) =>
      (reader.annotation.body.omissions ?? []).map((omission) => ({ reader, omission })),
    ),
  );
  const own = createMemo(() =>
    props.readers.flatMap((reader) =>
      (reader.annotation.body.claims ?? []).map((claim) => ({ reader, claim })),
    ),
  );
  const flags = () => props.annotations.filter((annotation) => annotation.body.flag != null);
  const notes = () => props.annotations.filter((annotation) => annotation.body.note);
  const others = () => props.annotations.filter((one) => one.current && one.body.outcome.type !== 'complete');
  return (
    <>
      <Show when={omissions().length > 0}>
        <section class="remarks">
          <h2>{messages.omissions}</h2>
          <For each={omissions()}>
            {({ reader, omission }) => (
              <Remark reader={reader.name}>
                <bdi>{omission.text}</bdi>{' '}
                <Show when={omission.type}>
                  {(type) => <Chip>{title(props.design.claims?.error_types, type())}</Chip>}
                </Show>{' '}
                <Kind design={props.design} statement={omission} />{' '}
                <Show when={omission.severity != null}>
                  <Chip>{messages.severity(severity(props.design, omission.severity ?? 0))}</Chip>
                </Show>{' '}
                <EvidenceButton
                  places={places(reader.annotation.id, omission.evidence)}
                  onLight={(regions) => props.onLight(regions)}
                />
              </Remark>
            )}
          </For>
        </section>
      </Show>
      <Show when={own().length > 0}>
        <section class="remarks">
          <h2>{messages.ownClaims}</h2>
          <For each={own()}>
            {({ reader, claim }) => (
              <Remark reader={reader.name}>
                <bdi>{claim.text}</bdi> <Kind design={props.design} statement={claim} />{' '}
                <For
                  each={(reader.annotation.body.verdicts ?? []).filter(
                    (verdict) => verdict.claim === claim.id,
                  )}
                >
                  {(verdict) => (
                    <VerdictCell
                      design={props.design}
                      verdict={verdict}
                      annotation={reader.annotation.id}
                      onLight={(regions) => props.onLight(regions)}
                    />
                  )}
                </For>
              </Remark>
            )}
          </For>
        </section>
      </Show>
      <Show when={flags().length > 0}>
        <section class="remarks">
          <h2>{messages.flags}</h2>
          <For each={flags()}>
            {(annotation) => (
              <Remark reader={annotation.annotator.name}>
                {annotation.body.flag || <span class="muted">{messages.flagWithout}</span>}
              </Remark>
            )}
          </For>
        </section>
      </Show>
      <Show when={notes().length > 0}>
        <section class="remarks">
          <h2>{messages.notes}</h2>
          <For each={notes()}>
            {(annotation) => <Remark reader={annotation.annotator.name}>{annotation.body.note}</Remark>}
          </For>
        </section>
      </Show>
      <Show when={others().length > 0}>
        <section class="remarks">
          <h2>{messages.outcomes}</h2>
          <For each={others()}>
            {(annotation) => (
              <Remark reader={annotation.annotator.name}>
                {annotation.body.outcome.type === 'unusable' ? messages.unusable : messages.declined}
                {'reason' in annotation.body.outcome
                  ? `: ${title(props.design.unusable_reasons, annotation.body.outcome.reason)}`
                  : ''}
              </Remark>
            )}
          </For>
        </section>
      </Show>
    </>
  );
};

/** The kind of an own claim or an omission, and what does not go without saying. */
const Kind: Component<{ design: Design; statement: Pick<Claim, 'kind' | 'polarity' | 'certainty'> }> = (
  props,
) => (
  <>
    <Show when={props.statement.kind}>
      {(kind) => <Chip>{title(props.design.claims?.kinds, kind())}</Chip>}
    </Show>{' '}
    <Show when={props.statement.polarity === 'negated'}>
      <Chip>{messages.negated}</Chip>
    </Show>{' '}
    <Show when={props.statement.certainty === 'uncertain'}>
      <Chip>{messages.uncertain}</Chip>
    </Show>
  </>
);

const Remark: Component<{ reader: string; children: JSX.Element }> = (props) => (
  <div class="remark">
    <span class="remark-who muted">
      <bdi>{props.reader}</bdi>
    </span>
    <div class="grow" dir="auto">
      {props.children}
    </div>
  </div>
);
