// Signing in; in the demonstration one press is enough.
import { useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, For, Match, Show, Switch, type Component } from 'solid-js';
import { ApiError } from '../../api/client';
import { signIn, useMe } from '../../api/session';
import type { Me } from '../../api/types';
import { Button } from '../../ui/Button';
import { ErrorNote, words } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Skeleton } from '../../ui/Skeleton';
import { TextInput } from '../../ui/TextInput';
import { Mark } from '../shell/Mark';
import { messages } from './messages';
import './people.css';

const M = messages.signIn;

/** Only an address of this place is followed. */
function safe(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
}

function refused(error: unknown): string {
  if (error instanceof ApiError && error.status === 401) return M.wrong;
  if (error instanceof ApiError && error.status === 429) return M.slow;
  return words(error);
}

const SignIn: Component = () => {
  const me = useMe();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next?: string }>();
  const [email, setEmail] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [busy, setBusy] = createSignal('');
  const [error, setError] = createSignal<string | null>(null);

  const enter = async (address: string, secret: string) => {
    setBusy(address);
    setError(null);
    try {
      await signIn(address, secret);
      navigate(safe(search.next), { replace: true });
    } catch (failure) {
      setError(refused(failure));
    } finally {
      setBusy('');
    }
  };

  return (
    <main class="narrow">
      <div class="narrow-head">
        <Mark size={36} />
        <h1>{M.title}</h1>
      </div>
      <Switch
        fallback={
          <>
            <form
              class="stack"
              onSubmit={(event) => {
                event.preventDefault();
                void enter(email(), password());
              }}
            >
              <Field label={M.email}>
                {(control) => (
                  <TextInput
                    {...control}
                    type="email"
                    required
                    autocomplete="username"
                    value={email()}
                    onValue={setEmail}
                  />
                )}
              </Field>
              <Field label={M.password} error={error()}>
                {(control) => (
                  <TextInput
                    {...control}
                    type="password"
                    required
                    autocomplete="current-password"
                    value={password()}
                    onValue={setPassword}
                  />
                )}
              </Field>
              <Button look="primary" type="submit" busy={busy() !== '' && busy() === email()}>
                {M.submit}
              </Button>
            </form>
            <Show when={me.data?.demo} fallback={<p class="muted small">{M.noAccount}</p>}>
              {(people) => (
                <Demo
                  people={people()}
                  busy={busy()}
                  onEnter={(one) => void enter(one.email, one.password)}
                />
              )}
            </Show>
          </>
        }
      >
        <Match when={me.isPending}>
          <Skeleton />
        </Match>
        <Match when={me.isLoadingError}>
          <ErrorNote error={me.error} onRetry={() => void me.refetch()} />
        </Match>
        <Match when={me.data?.setup_needed}>
          <section class="stack">
            <h2>{M.setup}</h2>
            <p class="muted">{M.setupWhat}</p>
            <Button onClick={() => void me.refetch()}>{M.setupAgain}</Button>
          </section>
        </Match>
      </Switch>
    </main>
  );
};

type Person = NonNullable<Me['demo']>[number];

const Demo: Component<{ people: Person[]; busy: string; onEnter: (person: Person) => void }> = (props) => (
  <section class="demo" aria-labelledby="demo-title">
    <h2 id="demo-title">{M.demo}</h2>
    <p class="muted small">{M.demoWhat}</p>
    <For each={props.people}>
      {(person) => (
        <Button class="demo-person" busy={props.busy === person.email} onClick={() => props.onEnter(person)}>
          <span>{M.as(person.name)}</span>
          <span class="muted">{person.role}</span>
        </Button>
      )}
    </For>
  </section>
);

export default SignIn;
