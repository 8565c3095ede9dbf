// The Markdown table of a side-by-side run, with the peer's figure divided by ours.

const AIMS = { cycle: '100×', list: '100×', import: '20×', export: '100×', start: '< 300 ms', idle: '< 50 MB' };

/** What is compared: title, unit, how to read it, and the aim. */
function rows({ items, annotated, nBoxes }) {
  const thousands = (n) => n.toLocaleString('en');
  return [
    ['next + submit, 1 client, server CPU', 'ms', (found) => found.cycles[1].cpuMs, AIMS.cycle],
    ['next + submit, 1 client, p50', 'ms', (found) => found.cycles[1].p50],
    ['next + submit, 1 client, p99', 'ms', (found) => found.cycles[1].p99],
    ['next + submit, 16 clients, server CPU', 'ms', (found) => found.cycles[16].cpuMs, AIMS.cycle],
    ['next + submit, 16 clients, p50', 'ms', (found) => found.cycles[16].p50],
    ['next + submit, 16 clients, p99', 'ms', (found) => found.cycles[16].p99],
    ['submit that brings the next, 16 clients, server CPU', 'ms', (found) => found.single?.cpuMs],
    ['filtered, sorted list page, server CPU', 'ms', (found) => found.list.cpuMs, AIMS.list],
    ['filtered, sorted list page, p50', 'ms', (found) => found.list.p50, AIMS.list],
    [`import of ${thousands(items)} tasks`, 's', (found) => found.import.seconds, AIMS.import],
    [`import of ${thousands(items)} tasks, server CPU`, 's', (found) => found.import.cpu, AIMS.import],
    [`import of ${thousands(items)} tasks, peak memory`, 'MB', (found) => found.import.peakMb],
    [`export of ${thousands(annotated)} annotated tasks`, 's', (found) => found.export.seconds, AIMS.export],
    [`export of ${thousands(annotated)} annotated tasks, server CPU`, 's', (found) => found.export.cpu, AIMS.export],
    [`export of ${thousands(annotated)} annotated tasks, peak memory`, 'MB', (found) => found.export.peakMb],
    [`export of ${thousands(annotated)} annotated tasks, size`, 'MB', (found) => found.export.result / 1e6],
    ['start to first answer', 'ms', (found) => found.restart.ms, AIMS.start],
    ['memory when idle', 'MB', (found) => found.restart.idleMb, AIMS.idle],
    ['script and style of the labelling page, gzip', 'kB', (found) => found.pages?.plain.gzip / 1000, '< 150 kB'],
    ['script and style of the labelling page, unpacked', 'kB', (found) => found.pages?.plain.raw / 1000],
    ['labelling page until it can be worked with', 'ms', (found) => found.pages?.plain.ms],
    [`a task with ${thousands(nBoxes)} boxes until it can be worked with`, 'ms', (found) => found.pages?.full.ms, '< 1 s'],
  ];
}

function shown(number) {
  if (number === Infinity) return 'not ready';
  if (number === undefined || Number.isNaN(number)) return '–';
  return Number(number.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 3 });
}

/** One or two systems; the second is the peer. */
export function table(settings, results) {
  const names = results.map(({ name }) => name);
  const lines = [`| | unit | ${names.join(' | ')} |${results.length > 1 ? ' ratio |' : ''} aim |`];
  lines.push(`|---|---|${results.map(() => '---:|').join('')}${results.length > 1 ? '---:|' : ''}---|`);
  for (const [title, unit, read, aim] of rows(settings)) {
    const numbers = results.map(read);
    const ratio = results.length > 1 ? ` ${shown(numbers[1] / numbers[0])}${numbers[1] > 0 ? '×' : ''} |` : '';
    lines.push(`| ${title} | ${unit} | ${numbers.map(shown).join(' | ')} |${ratio} ${aim ?? ''} |`);
  }
  return lines.join('\n');
}
