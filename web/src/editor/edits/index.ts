// Every edit of a draft. An edit is data, `apply` is pure, and what did not change is shared with the draft before.
import type { Draft } from '../../model/draft';
import { addLink, type AddLink } from './add_link';
import { addRegion, type AddRegion } from './add_region';
import { attachEvidence, type AttachEvidence } from './attach_evidence';
import { changeClaim, type ChangeClaim } from './change_claim';
import { deleteRegions, type DeleteRegions } from './delete_regions';
import { detachEvidence, type DetachEvidence } from './detach_evidence';
import { moveRegion, type MoveRegion } from './move_region';
import { removeError, type RemoveError } from './remove_error';
import { removeLink, type RemoveLink } from './remove_link';
import { removeOmission, type RemoveOmission } from './remove_omission';
import { replaceClaims, type ReplaceClaims } from './replace_claims';
import { restoreClaim, type RestoreClaim } from './restore_claim';
import { setAbsent, type SetAbsent } from './set_absent';
import { setAnswer, type SetAnswer } from './set_answer';
import { setAttribute, type SetAttribute } from './set_attribute';
import { setConfidence, type SetConfidence } from './set_confidence';
import { setError, type SetError } from './set_error';
import { setFlag, type SetFlag } from './set_flag';
import { setLabel, type SetLabel } from './set_label';
import { setNote, type SetNote } from './set_note';
import { setOmission, type SetOmission } from './set_omission';
import { setRationale, type SetRationale } from './set_rationale';
import { setReason, type SetReason } from './set_reason';
import { setStance, type SetStance } from './set_stance';
import { setVerdict, type SetVerdict } from './set_verdict';
import type { TrackEdit } from './tracks';

type FirstEdit =
  | AddRegion
  | MoveRegion
  | DeleteRegions
  | SetLabel
  | SetAttribute
  | SetVerdict
  | SetReason
  | SetRationale
  | SetConfidence
  | SetError
  | RemoveError
  | AttachEvidence
  | DetachEvidence
  | SetStance
  | SetAbsent
  | SetOmission
  | RemoveOmission
  | ReplaceClaims
  | RestoreClaim
  | ChangeClaim
  | AddLink
  | RemoveLink
  | SetAnswer
  | SetNote
  | SetFlag;

/** Those that come later are known once the part of the workbench is there that makes them. */
export type Edit = FirstEdit | TrackEdit;

type Kind = Edit['kind'];

/** One function an edit. */
export type Table<E extends { readonly kind: string }> = {
  readonly [K in E['kind']]: (draft: Draft, edit: Extract<E, { kind: K }>) => Draft;
};

const EDITS: Partial<Table<Edit>> = {
  add_region: addRegion,
  move_region: moveRegion,
  delete_regions: deleteRegions,
  set_label: setLabel,
  set_attribute: setAttribute,
  set_verdict: setVerdict,
  set_reason: setReason,
  set_rationale: setRationale,
  set_confidence: setConfidence,
  set_error: setError,
  remove_error: removeError,
  attach_evidence: attachEvidence,
  detach_evidence: detachEvidence,
  set_stance: setStance,
  set_absent: setAbsent,
  set_omission: setOmission,
  remove_omission: removeOmission,
  replace_claims: replaceClaims,
  restore_claim: restoreClaim,
  change_claim: changeClaim,
  add_link: addLink,
  remove_link: removeLink,
  set_answer: setAnswer,
  set_note: setNote,
  set_flag: setFlag,
} satisfies Table<FirstEdit>;

export function addEdits(later: Table<TrackEdit>): void {
  Object.assign(EDITS, later);
}

/** The draft after an edit; the same value where nothing changes. */
export function apply<K extends Kind>(draft: Draft, edit: Extract<Edit, { kind: K }> & { kind: K }): Draft {
  return EDITS[edit.kind]?.(draft, edit) ?? draft;
}
