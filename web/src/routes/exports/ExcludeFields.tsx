// Whose answers are left out of an export, and why; the manifest and the data card repeat it.
import { For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { People } from '../../api/types';
import { Field } from '../../ui/Field';
import { Load } from '../../ui/Load';
import { Check, TextInput } from '../../ui/TextInput';
import { messages } from './messages';

/** Id of an annotator → why. */
export type Reasons = ReadonlyMap<string, string>;

export const ExcludeFields: Component<{
  slug: string;
  reasons: Reasons;
  onReasons: (reasons: Reasons) => void;
}> = (props) => {
  const people = useQuery(() => ({
    queryKey: keys.below(props.slug, 'people'),
    queryFn: ({ signal }) => api.get<People>(projectPath(props.slug, 'people'), signal),
  }));
  const answered = () => (people.data?.members ?? []).filter((one) => one.submitted > 0);
  const change = (id: string, reason: string | null) => {
    const next = new Map(props.reasons);
    if (reason === null) next.delete(id);
    else next.set(id, reason);
    props.onReasons(next);
  };
  return (
    <fieldset class="stack" style={{ '--gap': 'var(--space-3)' }}>
      <legend class="visually-hidden">{messages.exclude}</legend>
      <p class="muted small">{messages.excludeWhat}</p>
      <Load query={people} skeleton={{ shape: 'lines', n: 3 }}>
        {() => (
          <For each={answered()} fallback={<p>{messages.excludeNobody}</p>}>
            {(one) => (
              <div class="export-exclude">
                <Check
                  checked={props.reasons.has(one.user.id)}
                  onChange={(on) => change(one.user.id, on ? '' : null)}
                >
                  <bdi>{one.user.name}</bdi>
                </Check>
                <Show when={props.reasons.has(one.user.id)}>
                  <Field label={messages.excludeWhy}>
                    {(control) => (
                      <TextInput
                        {...control}
                        value={props.reasons.get(one.user.id) ?? ''}
                        onValue={(reason) => change(one.user.id, reason)}
                      />
                    )}
                  </Field>
                </Show>
              </div>
            )}
          </For>
        )}
      </Load>
    </fieldset>
  );
};
