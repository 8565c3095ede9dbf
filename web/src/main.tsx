// Entry of the browser side.
import { render } from 'solid-js/web';
import './ui/base.css';
import { speak } from './ui/language';
import './ui/theme';

/** The words come first: pages take them when they are loaded. */
async function start(root: HTMLElement): Promise<void> {
  await speak();
  const { App } = await import('./App');
  render(() => <App />, root);
}

const root = document.getElementById('root');
if (root) void start(root);
