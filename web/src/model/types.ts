// The words of the contract as the editor uses them: the generated types, with places and values made exact.
import type { components } from '../api/schema';
import type { BoxShape, Point, PointsShape, Shape } from './geometry/types';

type S = components['schemas'];

export type Design = S['Design'];
export type Slot = S['Slot'];
export type Role = S['Role'];
export type MediaKind = S['MediaKind'];
export type SelectorKind = S['SelectorKind'];
export type Label = S['Label'];
export type Attribute = S['Attribute'];
export type Choice = S['Choice'];
export type ClaimRules = S['ClaimRules'];
export type VerdictValue = S['VerdictValue'];
export type ErrorType = S['ErrorType'];
export type ErrorAxis = S['ErrorAxis'];
export type Need = S['Need'];
export type Tone = S['Tone'];
export type Question = S['Question'];
export type QuestionKind = S['QuestionKind'];
export type TaxonomyNode = S['TaxonomyNode'];
export type Condition = S['Condition'];
export type LinkType = S['LinkType'];
export type LinkEnd = S['LinkEnd'];
export type Part = S['Part'];
export type Span = Readonly<S['Span']>;
export type Stance = S['Stance'];
export type Target = Readonly<S['Target']>;
export type Outcome = S['Outcome'];
export type Problem = S['Problem'];
export type Progress = S['Progress'];
export type AssignmentView = S['AssignmentView'];
export type ImageUrls = S['ImageUrls'];
export type AudioUrls = S['AudioUrls'];
export type VideoUrls = S['VideoUrls'];
export type SoundUrls = S['SoundUrls'];
export type PartUrls = S['PartUrls'];
export type MediaUrls = Readonly<Record<string, PartUrls>>;
export type Clock = Readonly<S['Clock']>;
export type Cue = Readonly<S['Cue']>;
export type TimeScope = Readonly<S['TimeScope']>;
export type TimeOrder = S['TimeOrder'];
/** A shape of a track, in pixels of the upright video. */
export type TrackShape =
  BoxShape | { readonly type: 'polygon'; readonly points: readonly Point[] } | PointsShape;
export type MyWork = S['MyWork'];
export type Receipt = S['Receipt'];
export type User = S['User'];

/** Whatever an answer or an attribute can hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export type Attributes = Readonly<Record<string, Json>>;

export type Claim = Readonly<Omit<S['Claim'], 'attributes' | 'spans' | 'parents' | 'from'>> & {
  readonly attributes?: Attributes;
  readonly spans?: readonly Span[];
  readonly parents?: readonly string[];
  readonly from?: readonly string[];
};

export type ClaimSet = Omit<S['ClaimSet'], 'claims'> & { readonly claims: readonly Claim[] };

export type Item = Omit<S['Item'], 'claim_sets' | 'metadata'> & {
  readonly claim_sets?: readonly ClaimSet[];
};

/** One or more stretches of a text. */
export interface TextPlace {
  readonly type: 'text';
  readonly spans: readonly Span[];
}

/** A stretch of the master clock; a point event where both ends are equal. */
export type IntervalPlace = { readonly type: 'interval' } & TimeScope & {
    readonly channel?: number | null;
    readonly low_hz?: number | null;
    readonly high_hz?: number | null;
  };

export type Keyframe = Readonly<Omit<S['Keyframe'], 'attributes' | 'shape'>> & {
  readonly shape: TrackShape;
  readonly attributes?: Attributes;
};

/** A shape that moves; there from its first keyframe to its last one, but for stretches marked `outside`. */
export interface TrackPlace {
  readonly type: 'track';
  readonly keyframes: readonly Keyframe[];
}

/** A place in any medium. */
export type Place = Shape | TextPlace | IntervalPlace | TrackPlace;

export interface Region {
  readonly id: string;
  readonly slot: string;
  readonly part: string;
  readonly selector: Place;
  readonly label?: string | null;
  readonly attributes?: Attributes;
}

export interface Link {
  readonly id: string;
  readonly type: string;
  readonly from: Target;
  readonly to: Target;
}

export interface Answer {
  readonly question: string;
  readonly target: Target;
  readonly value: Json;
}

export type Evidence = { readonly region: string; readonly stance?: Stance } | { readonly none: string };

export type Verdict = Omit<S['Verdict'], 'evidence'> & { readonly evidence?: readonly Evidence[] };
export type Omission = Omit<S['Omission'], 'evidence' | 'attributes'> & {
  readonly evidence?: readonly Evidence[];
  readonly attributes?: Attributes;
};

export type Annotation = Omit<
  S['Annotation'],
  'regions' | 'claims' | 'verdicts' | 'omissions' | 'links' | 'answers'
> & {
  readonly regions?: readonly Region[];
  readonly claims?: readonly Claim[];
  readonly verdicts?: readonly Verdict[];
  readonly omissions?: readonly Omission[];
  readonly links?: readonly Link[];
  readonly answers?: readonly Answer[];
};

export type StoredDraft = Omit<S['Draft'], 'body'> & { readonly body: unknown };

export type Task = Omit<S['Task'], 'item' | 'draft' | 'previous' | 'first_impression' | 'media'> & {
  readonly item: Item;
  readonly media: MediaUrls;
  readonly draft?: StoredDraft | null;
  readonly previous?: Annotation | null;
  readonly first_impression: readonly Answer[];
};

export type Submitted = Omit<S['Submitted'], 'next'> & { readonly next?: Task | null };

/** What does not change while one item is worked on. */
export interface World {
  readonly design: Design;
  readonly item: Item;
}
