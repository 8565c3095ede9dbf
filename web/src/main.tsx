// Entry of the browser side.
import { render } from 'solid-js/web';

render(() => <p>Crosscheck</p>, document.getElementById('root')!);
