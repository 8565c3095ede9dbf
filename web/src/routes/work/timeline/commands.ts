// The commands of the timeline by their names, as one object that is fetched together with it.
import {
  giveUpInterval,
  interval,
  playSelection,
  pointEvent,
  stepMarks,
  tagFrame,
  tagScene,
} from './intervals';
import { mergeTracks, splitTrack, toggleFlag, toggleKeyframe } from './tracks';

export const timelineCommands = {
  interval,
  giveUpInterval,
  pointEvent,
  tagFrame,
  tagScene,
  playSelection,
  stepMarks,
  toggleKeyframe,
  toggleFlag,
  splitTrack,
  mergeTracks,
} as const;

export type TimelineCommands = typeof timelineCommands;
