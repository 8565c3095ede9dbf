// What a page costs in memory: its JavaScript heap, and the process that renders it.
import { memory } from './server.mjs';

/** {heapMb, processMb, peakMb} of the page, after its garbage was collected. One page in the browser at a time. */
export async function rendererMemory(browser, page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
  const { now, peak } = await rendererProcess(browser);
  return { heapMb: heap / 1e6, processMb: now, peakMb: peak };
}

/** Resident megabytes of the largest renderer: {now, peak}. It answers also while the page does not. */
export async function rendererProcess(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => memory(id));
  return renderers.sort((a, b) => b.now - a.now)[0];
}
