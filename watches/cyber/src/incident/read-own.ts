import type { CaseContent } from '@yagura/record'
import { isMembers, type Members } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { instantIn, type ReadObject, textIn, textNamed, titled } from './read-values.ts'

type Rating = Extract<CaseContent, { readonly kind: 'rating' }>['rating']
type Weight = Extract<CaseContent, { readonly kind: 'weighing' }>['relevance']
type LinkEnd = Extract<CaseContent, { readonly kind: 'link' }>['to']

const ratings: readonly Rating[] = ['CC', 'C', 'N', 'I', 'II', 'NA']
const weights: readonly Weight[] = ['high', 'medium', 'low']
const withheld: ReadObject = { parts: [], left: ['what it is about is not in the bundle'] }
const incomplete: ReadObject = { parts: [], left: ['it does not say all that it must'] }

/** What might be so. */
export function readHypothesis(object: StixObject): ReadObject {
  const name = textIn(object, 'name')
  if (name === undefined) return incomplete
  const what: CaseContent = {
    kind: 'hypothesis',
    title: titled(name),
    ...textNamed('text', textIn(object, 'description')),
  }
  return { parts: [{ object, what }], left: [] }
}

/** How evidence fits a hypothesis. */
export function readRating(object: StixObject, isPart: (id: string) => boolean): ReadObject {
  const [evidence, hypothesis] = [textIn(object, 'evidence_ref'), textIn(object, 'hypothesis_ref')]
  const rating = ratings.find((word) => word === object['rating'])
  if (rating === undefined) return incomplete
  if (evidence === undefined || hypothesis === undefined || !isPart(evidence) || !isPart(hypothesis)) return withheld
  const why = textNamed('why', textIn(object, 'explanation'))
  return { parts: [{ object, what: { kind: 'rating', evidence, hypothesis, rating, ...why } }], left: [] }
}

/** How far evidence is believed. */
export function readWeighing(object: StixObject, isPart: (id: string) => boolean): ReadObject {
  const evidence = textIn(object, 'evidence_ref')
  const [credibility, relevance] = [object['credibility'], object['relevance']].map((said) =>
    weights.find((word) => word === said),
  )
  if (credibility === undefined || relevance === undefined) return incomplete
  if (evidence === undefined || !isPart(evidence)) return withheld
  const why = textNamed('why', textIn(object, 'explanation'))
  return { parts: [{ object, what: { kind: 'weighing', evidence, credibility, relevance, ...why } }], left: [] }
}

/** Who handed evidence to whom. */
export function readCustody(object: StixObject, isPart: (id: string) => boolean): ReadObject {
  const [evidence, from, to] = ['evidence_ref', 'from_holder', 'to_holder'].map((name) => textIn(object, name))
  const [atUtc, sha256] = [instantIn(object, 'transferred'), textIn(object, 'measured_sha256')]
  if (from === undefined || to === undefined || atUtc === undefined) return incomplete
  if (evidence === undefined || !isPart(evidence)) return withheld
  const what: CaseContent = {
    ...{ kind: 'custody', evidence, from, to, atUtc },
    ...(sha256 === undefined ? {} : { sha256 }),
    ...textNamed('why', textIn(object, 'explanation')),
  }
  return { parts: [{ object, what }], left: [] }
}

/**
 * A link of ours.
 *
 * @param said - Where it says what it links: the object itself, or what stands under the extension in a relationship.
 */
export function readLink(object: StixObject, said: Members): ReadObject {
  const [to, from] = [linkEnd(said['target']), linkEnd(said['source'])]
  const rel = textIn(said, 'relation')
  if (to === undefined || rel === undefined) return incomplete
  const source = from === undefined ? {} : { from }
  const text = textNamed('text', textIn(object, 'description'))
  return { parts: [{ object, what: { kind: 'link', rel, to, ...source, ...text } }], left: [] }
}

function linkEnd(value: unknown): LinkEnd | undefined {
  if (!isMembers(value)) return undefined
  const [type, id, title, path] = ['type', 'id', 'title', 'path'].map((name) => textIn(value, name))
  if (type === undefined || id === undefined) return undefined
  return { type, id, ...(title === undefined ? {} : { title }), ...(path === undefined ? {} : { path }) }
}
