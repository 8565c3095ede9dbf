// Every page of the product and its address. Pages are loaded when they are first opened.
import { Route, Router, type RouteSectionProps } from '@solidjs/router';
import { QueryClientProvider } from '@tanstack/solid-query';
import { ErrorBoundary, lazy, Suspense, type Component } from 'solid-js';
import { client } from './api/session';
import { Crash } from './routes/shell/Crash';
import { RequireUser } from './routes/shell/RequireUser';
import { ToastLayer } from './ui/Toast';
import { TooltipLayer } from './ui/Tooltip';
import './routes/shell/shell.css';

const SignIn = lazy(() => import('./routes/people/SignIn'));
const Setup = lazy(() => import('./routes/people/Setup'));
const Join = lazy(() => import('./routes/people/Join'));
const Shell = lazy(() => import('./routes/shell/Shell'));
const ProjectShell = lazy(() => import('./routes/shell/ProjectShell'));
const Missing = lazy(() => import('./routes/shell/Missing'));
const Projects = lazy(() => import('./routes/projects'));

const Root: Component<RouteSectionProps> = (props) => (
  <ErrorBoundary fallback={(error: unknown) => <Crash error={error} />}>
    <Suspense>{props.children}</Suspense>
    <ToastLayer />
    <TooltipLayer />
  </ErrorBoundary>
);

export const App: Component = () => (
  <QueryClientProvider client={client}>
    <Router root={Root}>
      <Route path="/signin" component={SignIn} />
      <Route path="/setup" component={Setup} />
      <Route path="/join" component={Join} />
      <Route component={RequireUser}>
        <Route component={Shell}>
          <Route path="/" component={Projects} />
          <Route path="/p/:slug" component={ProjectShell} />
          <Route path="*" component={Missing} />
        </Route>
      </Route>
    </Router>
  </QueryClientProvider>
);
