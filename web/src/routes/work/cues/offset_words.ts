// Offsets as people say them: 1,500 ms late.
import { locale } from '../../../ui/language';
import { cues as words } from './messages';

const whole = new Intl.NumberFormat(locale);
const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });

export function offsetWords(ms: number): string {
  if (ms === 0) return words.inTime;
  return ms > 0 ? words.late(whole.format(ms)) : words.early(whole.format(-ms));
}

/** `+1,500`, `−40`, `0`. */
export const signedMs = (ms: number) => signed.format(ms).replace('-', '−');
