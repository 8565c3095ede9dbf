// Short names of what the API sends and takes, all from the generated schema.
import type { components } from './schema';

type Schemas = components['schemas'];

/** A role in a project; not the role of a slot. */
export type ProjectRole = 'annotator' | 'reviewer' | 'expert' | 'manager';

export type AgreementReport = Schemas['AgreementReport'];
export type AnnotationView = Schemas['AnnotationView'];
export type AuditPage = Schemas['Page_AuditEntry'];
export type Catalog = Schemas['Catalog'];
export type CellPage = Schemas['CellPage'];
export type Design = Schemas['Design'];
export type DesignCheck = Schemas['DesignCheck'];
export type DesignDetail = Schemas['DesignDetail'];
export type DesignVersion = Schemas['DesignVersion'];
export type Disputed = Schemas['Disputed'];
export type Export = Schemas['Export'];
export type FieldAgreement = Schemas['FieldAgreement'];
export type ImageUrls = Schemas['ImageUrls'];
export type PartUrls = Schemas['PartUrls'];
export type Invitation = Omit<Schemas['Invitation'], 'role'> & { role: ProjectRole };
export type InvitationLink = Schemas['InvitationLink'];
export type InvitationView = Omit<Schemas['InvitationView'], 'role'> & { role: ProjectRole };
export type Item = Schemas['Item'];
export type ItemAction = Schemas['ItemAction'];
export type ItemDetail = Schemas['ItemDetail'];
export type ItemFilter = Schemas['ItemFilter'];
export type ItemPage = Schemas['ItemPage'];
export type ItemRow = Schemas['ItemRow'];
export type ItemSort = Schemas['ItemSort'];
export type ItemState = Schemas['ItemState'];
export type Job = Schemas['Job'];
export type Label = Schemas['Label'];
export type Me = Schemas['Me'];
export type Member = Omit<Schemas['Member'], 'role'> & { role: ProjectRole };
export type MediaKind = Schemas['MediaKind'];
export type MetricValue = Schemas['MetricValue'];
export type Overlap = Schemas['Overlap'];
export type People = { members: Member[]; invitations: Invitation[] };
export type PlaceAgreement = Schemas['PlaceAgreement'];
export type PlaceMetric = Schemas['PlaceMetric'];
export type PlacesReport = Schemas['PlacesReport'];
export type Policy = Schemas['Policy'];
export type Problem = Schemas['Problem'];
export type ProblemPage = Schemas['Page_Problem'];
export type Project = Omit<Schemas['Project'], 'role'> & { role: ProjectRole };
export type ProjectDetail = Omit<Schemas['ProjectDetail'], 'role'> & { role: ProjectRole };
export type PublishedDesign = Schemas['PublishedDesign'];
export type Question = Schemas['Question'];
export type QuestionKind = Schemas['QuestionKind'];
export type Region = Schemas['Region'];
export type SelectionReply = Schemas['SelectionReply'];
export type SelectorKind = Schemas['SelectorKind'];
export type Template = Schemas['Template'];
export type Token = Schemas['Token'];
export type Verdict = Schemas['Verdict'];
