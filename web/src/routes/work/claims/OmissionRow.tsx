// One omission: what the text should have said, of what kind, how grave, and where it is to be seen.
import { createMemo, Show, type Component } from 'solid-js';
import { omissionErrors, titled } from '../../../model/design';
import type { DraftOmission } from '../../../model/draft';
import { Picker } from '../../../questions/Picker';
import { IconButton } from '../../../ui/IconButton';
import { removed } from '../focus_back';
import { advance, focusKey } from '../focus';
import { OmissionTime } from '../in_time';
import { work as words } from '../messages';
import { useWork } from '../work';
import { Axes, Severity } from './ErrorFields';
import { EvidenceChips, EvidenceLine } from './EvidenceLine';
import { FieldLine } from './FieldLine';
import { OwnFields } from './OwnFields';

export const OmissionRow: Component<{ id: string; number: number }> = (props) => {
  const work = useWork();
  const omission = createMemo(() => work.draft().omissions.find((each) => each.id === props.id));
  const current = () => {
    const focus = work.focus();
    return focus?.on === 'omission' && focus.id === props.id;
  };
  const change = (part: Partial<Omit<DraftOmission, 'id' | 'evidence'>>, gesture?: string) =>
    work.edit({ kind: 'set_omission', id: props.id, change: part }, gesture);
  return (
    <Show when={omission()}>
      {(found) => (
        <li class="claim-item">
          <div
            class="claim"
            classList={{ 'claim-current': current() }}
            role="group"
            tabindex={current() ? 0 : -1}
            data-focus={focusKey({ on: 'omission', id: props.id })}
            data-target={`omission:${props.id}`}
            aria-label={words.omissions.row(props.number, found().text)}
            aria-current={current() || undefined}
            onFocusIn={() => work.setFocus({ on: 'omission', id: props.id })}
            onClick={(event) => event.target === event.currentTarget && event.currentTarget.focus()}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.target !== event.currentTarget || event.ctrlKey) return;
              event.preventDefault();
              advance(event.currentTarget);
            }}
          >
            <div class="claim-line">
              <span class="claim-number omission-mark" aria-hidden="true">
                +
              </span>
              <span class="claim-words" data-field="text">
                <textarea
                  class="input claim-text"
                  rows={1}
                  dir="auto"
                  aria-label={words.omissions.text}
                  placeholder={words.omissions.placeholder}
                  value={found().text}
                  onInput={(event) => change({ text: event.currentTarget.value }, `omission:${props.id}`)}
                  onKeyDown={next}
                />
              </span>
              <span class="claim-state">
                <EvidenceChips judged={{ on: 'omission', id: props.id }} />
                <IconButton
                  icon="close"
                  small
                  label={words.omissions.remove}
                  onClick={(event) => {
                    const remove = () => {
                      work.edit({ kind: 'remove_omission', id: props.id });
                      work.setFocus(null);
                    };
                    removed(event.currentTarget.closest('li'), remove, '.claim', '.panel-add button');
                  }}
                />
              </span>
            </div>
            <Show when={work.time}>
              <OmissionTime id={props.id} text={found().text} />
            </Show>
            <Show when={current()}>
              <Details omission={found()} onChange={change} />
            </Show>
          </div>
        </li>
      )}
    </Show>
  );
};

interface DetailsProps {
  omission: DraftOmission;
  onChange: (part: Partial<Omit<DraftOmission, 'id' | 'evidence'>>, gesture?: string) => void;
}

const Details: Component<DetailsProps> = (props) => {
  const work = useWork();
  const done = () => {
    const active = document.activeElement;
    if (active instanceof HTMLElement) advance(active);
  };
  return (
    <Show when={work.world.design.claims}>
      {(rules) => (
        <div class="claim-details">
          <Show when={omissionErrors(rules()).length > 0}>
            <FieldLine field="error" title={words.omissions.type}>
              <Picker
                options={omissionErrors(rules()).map((type) => ({ ...type, title: titled(type) }))}
                value={props.omission.type}
                label={words.omissions.type}
                onValue={(type) => props.onChange({ type })}
                onDone={done}
              />
            </FieldLine>
          </Show>
          <Severity
            rules={rules()}
            value={props.omission.severity}
            onValue={(severity) => props.onChange({ severity })}
            onDone={done}
          />
          <Axes
            rules={rules()}
            values={props.omission.axes}
            onValue={(axis, option) => props.onChange({ axes: { ...props.omission.axes, [axis]: option } })}
            onDone={done}
          />
          <FieldLine aside field="rationale" title={words.omissions.because}>
            <textarea
              class="input claim-text"
              rows={1}
              dir="auto"
              aria-label={words.omissions.because}
              value={props.omission.rationale}
              onInput={(event) =>
                props.onChange({ rationale: event.currentTarget.value }, `because:${props.omission.id}`)
              }
              onKeyDown={next}
            />
          </FieldLine>
          <OwnFields
            aside
            id={props.omission.id}
            statement={props.omission}
            rules={rules()}
            onChange={props.onChange}
          />
          <EvidenceLine judged={{ on: 'omission', id: props.omission.id }} />
        </div>
      )}
    </Show>
  );
};

function next(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  advance(event.currentTarget);
}
