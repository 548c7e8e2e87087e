import type { CaseContent } from '@yagura/record'
import { observableId } from '../stix/observable-id.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { caseExtension } from './case-extension.ts'
import { asNewType } from './suite-ids.ts'
import { addition, type PartToWrite, present } from './written-part.ts'

type Said<Kind extends CaseContent['kind']> = PartToWrite<Extract<CaseContent, { readonly kind: Kind }>>

const extensions = asNewType(caseExtension)

/** Evidence: observed data with its file and hash, or a note where there is no file. */
export function writeEvidence({ part, what, common, id, incidentId }: Said<'evidence'>): readonly StixObject[] {
  const { title, text, source, collectedUtc, holder, file } = what
  const more = addition('evidence', {
    ...{ title, source_name: source?.name, source_commitment: source?.commitment },
    ...{ collected: collectedUtc, holder, author: part.author },
    // A note says it itself, but where it is the same as the title.
    description: file !== undefined || text === title ? text : undefined,
  })
  if (file === undefined) {
    const content = { abstract: title, content: text ?? title, object_refs: [incidentId] }
    return [{ type: 'note', id, ...common, ...content, extensions: more }]
  }
  const seen = collectedUtc ?? part.atUtc
  const facts = { type: 'file', hashes: { 'SHA-256': file.sha256 }, ...present({ name: file.name }) }
  const fileId = observableId(facts) ?? ''
  const object: StixObject = {
    ...facts,
    id: fileId,
    ...{ spec_version: '2.1', size: file.sizeBytes, mime_type: file.mediaType },
    ...present({ object_marking_refs: common['object_marking_refs'] }),
  }
  const observed: StixObject = {
    type: 'observed-data',
    id,
    ...common,
    ...{ first_observed: seen, last_observed: seen, number_observed: 1, object_refs: [fileId] },
    extensions: more,
  }
  return [object, observed]
}

/** Who handed evidence to whom. */
export function writeCustody({ part, what, common, id, idOf }: Said<'custody'>): readonly StixObject[] {
  const { evidence, from, to, atUtc, sha256, why } = what
  const said = { evidence_ref: idOf(evidence), measured_sha256: sha256, explanation: why, author: part.author }
  const held = { from_holder: from, to_holder: to, transferred: atUtc }
  return [{ type: 'custody-transfer', id, ...common, ...held, ...present(said), extensions }]
}

/** What might be so. */
export function writeHypothesis({ part, what, common, id }: Said<'hypothesis'>): readonly StixObject[] {
  const said = present({ description: what.text, author: part.author })
  return [{ type: 'hypothesis', id, ...common, name: what.title, ...said, extensions }]
}

/** How evidence fits a hypothesis. */
export function writeRating({ part, what, common, id, idOf }: Said<'rating'>): readonly StixObject[] {
  const { evidence, hypothesis, rating, why } = what
  const said = { evidence_ref: idOf(evidence), hypothesis_ref: idOf(hypothesis), explanation: why, author: part.author }
  return [{ type: 'ach-rating', id, ...common, rating, ...present(said), extensions }]
}

/** How far evidence is believed. */
export function writeWeighing({ part, what, common, id, idOf }: Said<'weighing'>): readonly StixObject[] {
  const { evidence, credibility, relevance, why } = what
  const said = present({ evidence_ref: idOf(evidence), explanation: why, author: part.author })
  return [{ type: 'evidence-weighing', id, ...common, credibility, relevance, ...said, extensions }]
}

/** Five words of STIX for the seven of likelihood. */
const opinions = {
  'almost-no-chance': 'strongly-disagree',
  'very-unlikely': 'strongly-disagree',
  unlikely: 'disagree',
  'roughly-even-chance': 'neutral',
  likely: 'agree',
  'very-likely': 'strongly-agree',
  'almost-certain': 'strongly-agree',
} as const
/** Source: STIX 2.1 appendix A, None/Low/Med/High. */
const confidences = { low: 15, moderate: 50, high: 85 } as const

/** How likely a hypothesis is: an opinion of it. One of a hypothesis that the readers do not have is of nothing, and is not written. */
export function writeJudgement({ part, what, common, id, idOf }: Said<'judgement'>): readonly StixObject[] {
  const { hypothesis, likelihood, confidence, why } = what
  const about = idOf(hypothesis)
  if (about === undefined) return []
  const exactly = { likelihood, confidence_level: confidence, author: part.author }
  const opinion: StixObject = {
    type: 'opinion',
    id,
    ...common,
    ...{ opinion: opinions[likelihood], confidence: confidences[confidence], object_refs: [about] },
    ...present({ explanation: why, authors: part.author === undefined ? undefined : [part.author] }),
    extensions: addition('judgement', exactly),
  }
  return [opinion]
}

/** A note, of a part or of the case. */
export function writeNote({ part, what, common, id, idOf, incidentId }: Said<'note'>): readonly StixObject[] {
  const about = what.about === undefined ? incidentId : idOf(what.about)
  const refs = { content: what.text, object_refs: [about ?? incidentId] }
  const said = present({ authors: part.author === undefined ? undefined : [part.author] })
  return [{ type: 'note', id, ...common, ...refs, ...said, extensions: addition('note', { author: part.author }) }]
}

/** A link: a relationship where both ends go along, else an object that says where they are. */
export function writeLink({ part, what, common, id, besides, incidentId, known }: Said<'link'>): readonly StixObject[] {
  const { rel, to, from, text } = what
  const said = { relation: rel, target: to, ...present({ source: from, author: part.author }) }
  if (!known.has(to.id) || (from !== undefined && !known.has(from.id))) {
    return [{ type: 'case-link', id, ...common, ...said, ...present({ description: text }), extensions }]
  }
  const relationship: StixObject = {
    type: 'relationship',
    id: besides('relationship'),
    ...common,
    relationship_type: rel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    ...{ source_ref: from?.id ?? incidentId, target_ref: to.id },
    ...present({ description: text }),
    extensions: addition('link', said),
  }
  return [relationship]
}
