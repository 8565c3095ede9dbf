// An address that leads nowhere.
import type { Component } from 'solid-js';
import { LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { messages } from './messages';

const Missing: Component = () => (
  <EmptyState
    icon="search"
    title={messages.missing}
    action={<LinkButton href="/">{messages.allProjects}</LinkButton>}
  >
    {messages.missingWhat}
  </EmptyState>
);

/** A project that does not exist, or that is none of theirs: the server tells nobody which. */
export const NoProject: Component = () => (
  <EmptyState
    icon="search"
    title={messages.noProject}
    action={<LinkButton href="/">{messages.allProjects}</LinkButton>}
  >
    {messages.noProjectWhat}
  </EmptyState>
);

export default Missing;
