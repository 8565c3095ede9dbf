// Everything about the timeline, in one file to fetch.
export { timelineCommands } from './commands';
export { TimeFields } from './TimeFields';
export { TimelineArea } from './TimelineArea';
