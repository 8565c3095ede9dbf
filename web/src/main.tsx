// Entry of the browser side.
import { render } from 'solid-js/web';
import { App } from './App';
import './ui/base.css';
import './ui/theme';

const root = document.getElementById('root');
if (root) render(() => <App />, root);
