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
const NewProject = lazy(() => import('./routes/new'));
const Preferences = lazy(() => import('./routes/preferences'));
const Overview = lazy(() => import('./routes/overview'));
const Items = lazy(() => import('./routes/items'));
const ItemPage = lazy(() => import('./routes/item'));
const Decide = lazy(() => import('./routes/decide'));
const People = lazy(() => import('./routes/people'));
const Quality = lazy(() => import('./routes/quality'));
const Rounds = lazy(() => import('./routes/quality/rounds'));
const Gold = lazy(() => import('./routes/gold'));
const Exports = lazy(() => import('./routes/exports'));
const DesignPage = lazy(() => import('./routes/design'));
const Settings = lazy(() => import('./routes/settings'));
const Audit = lazy(() => import('./routes/audit'));
const Docs = lazy(() => import('./routes/docs'));
const Work = lazy(() => import('./routes/work'));
const Mine = lazy(() => import('./routes/work/mine'));

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
      <Route path="/api/docs" component={Docs} />
      <Route component={RequireUser}>
        <Route path="/p/:slug/work" component={Work} />
        <Route component={Shell}>
          <Route path="/" component={Projects} />
          <Route path="/new" component={NewProject} />
          <Route path="/settings" component={Preferences} />
          <Route path="/p/:slug" component={ProjectShell}>
            <Route path="/" component={Overview} />
            <Route path="/items" component={Items} />
            <Route path="/items/:id" component={ItemPage} />
            <Route path="/decide" component={Decide} />
            <Route path="/people" component={People} />
            <Route path="/quality" component={Quality} />
            <Route path="/quality/rounds" component={Rounds} />
            <Route path="/gold" component={Gold} />
            <Route path="/exports" component={Exports} />
            <Route path="/design" component={DesignPage} />
            <Route path="/settings" component={Settings} />
            <Route path="/audit" component={Audit} />
            <Route path="/mine" component={Mine} />
          </Route>
          <Route path="*" component={Missing} />
        </Route>
      </Route>
    </Router>
  </QueryClientProvider>
);
