// Ids that the browser makes itself, so that sending a fact twice is harmless: 48 bits of time, 80 of chance.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function ulid(now: number = Date.now()): string {
  return time(now) + chance();
}

function time(now: number): string {
  let rest = now;
  let text = '';
  for (let position = 0; position < 10; position += 1) {
    text = (ALPHABET[rest % 32] ?? '0') + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function chance(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => ALPHABET[byte % 32] ?? '0').join('');
}
