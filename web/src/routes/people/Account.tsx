// The fields of a new account, shared by setting up and joining.
import { createSignal, type Accessor, type Component } from 'solid-js';
import { Field } from '../../ui/Field';
import { TextInput } from '../../ui/TextInput';
import { messages } from './messages';

export interface Account {
  name: string;
  email: string;
  password: string;
}

export const SHORTEST_PASSWORD = 10;

export interface AccountForm {
  account: Accessor<Account>;
  change: (part: Partial<Account>) => void;
  short: Accessor<boolean>;
}

export function accountForm(email: string): AccountForm {
  const [account, setAccount] = createSignal<Account>({ name: '', email, password: '' });
  return {
    account,
    change: (part) => setAccount((before) => ({ ...before, ...part })),
    short: () => [...account().password].length < SHORTEST_PASSWORD,
  };
}

export const AccountFields: Component<{ form: AccountForm; tried: boolean; fixedEmail?: boolean }> = (
  props,
) => (
  <>
    <Field label={messages.setup.name}>
      {(control) => (
        <TextInput
          {...control}
          required
          autocomplete="name"
          value={props.form.account().name}
          onValue={(name) => props.form.change({ name })}
        />
      )}
    </Field>
    <Field label={messages.signIn.email}>
      {(control) => (
        <TextInput
          {...control}
          type="email"
          required
          readOnly={props.fixedEmail}
          autocomplete="username"
          value={props.form.account().email}
          onValue={(email) => props.form.change({ email })}
        />
      )}
    </Field>
    <Field
      label={messages.signIn.password}
      help={messages.password}
      error={props.tried && props.form.short() ? messages.short : null}
    >
      {(control) => (
        <TextInput
          {...control}
          type="password"
          required
          autocomplete="new-password"
          value={props.form.account().password}
          onValue={(password) => props.form.change({ password })}
        />
      )}
    </Field>
  </>
);
