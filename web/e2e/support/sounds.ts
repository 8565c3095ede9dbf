// Sounds of a test's own: short tones between silences, as a WAV file.

const RATE = 8000;

/** A tone of 440 Hz during each stretch of seconds, and silence elsewhere. */
export function tones(seconds: number, stretches: readonly (readonly [number, number])[]): Buffer {
  const n = Math.round(seconds * RATE);
  const file = Buffer.alloc(44 + 2 * n);
  file.write('RIFF', 0, 'ascii');
  file.writeUInt32LE(36 + 2 * n, 4);
  file.write('WAVEfmt ', 8, 'ascii');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(2 * RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'ascii');
  file.writeUInt32LE(2 * n, 40);
  for (let at = 0; at < n; at += 1) {
    const time = at / RATE;
    const sounds = stretches.some(([from, to]) => time >= from && time < to);
    const sample = sounds ? 12_000 * Math.sin(2 * Math.PI * 440 * time) : 0;
    file.writeInt16LE(Math.round(sample), 44 + 2 * at);
  }
  return file;
}
