// Claims in time: cues with their times, offsets, and what follows the playback.
export { CorrectedTimes } from './CorrectedTimes';
export { CueLine, OmissionTime } from './CueLine';
export { CueTools, Cues } from './Cues';
export { LinkTimes } from './LinkTimes';
export { OffsetField } from './OffsetField';
export * from './commands';
