// The timeline as the page gets it; everything about it is fetched where something has a time.
export type * from './contract';
export { Storyboard } from './storyboard';
export { CanvasTimeline } from './timeline';
export { inWords, timelineWords } from './words';
