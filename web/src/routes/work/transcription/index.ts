// Transcription: what is said in a recording, segment by segment, written while it plays.
export { Transcripts } from './Transcripts';
