// The signer's own verdict with another value: what the value needs is there to be filled in, what it forbids is gone.
import type { components } from '../../api/schema';
import type { Verdict, VerdictValue } from '../../model/types';

type ClaimError = components['schemas']['ClaimError'];

/** What it is about: a claim under an aspect. */
interface About {
  readonly claim: string | { readonly id: string };
  readonly aspect?: string;
}

export function ownVerdict(about: About, value: VerdictValue, before: Verdict | undefined): Verdict {
  const claim = typeof about.claim === 'string' ? about.claim : about.claim.id;
  const blank: ClaimError = { type: '' };
  const had = before?.errors ?? [];
  const errors =
    value.error === 'forbidden' ? [] : value.error === 'required' && had.length === 0 ? [blank] : had;
  return {
    ...before,
    claim,
    aspect: about.aspect,
    value: value.id,
    reason: null,
    errors,
    evidence: value.evidence === 'forbidden' ? [] : (before?.evidence ?? []),
  };
}
