import type { CaseContent } from '@yagura/record'
import { objectTitle } from '../graph/object-title.ts'
import { isMembers, type Members } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import {
  additionIn,
  type BundleView,
  instantIn,
  leftOf,
  type ReadObject,
  textIn,
  textNamed,
  textsIn,
  titled,
} from './read-values.ts'

type Evidence = Extract<CaseContent, { readonly kind: 'evidence' }>
type LinkEnd = Extract<CaseContent, { readonly kind: 'link' }>['to']

const none: ReadObject = { parts: [], left: ['it is about something that is not in the bundle'] }

/** Evidence in observed data: its file, where one has the hash, size and kind that evidence is registered by. */
export function readObserved(object: StixObject, { byId }: BundleView): ReadObject {
  const more = additionIn(object)
  const observed = textsIn(object, 'object_refs').flatMap((id) => byId.get(id) ?? [])
  const [file] = observed.flatMap((one) => fileIn(one) ?? [])
  const titles = observed.map(objectTitle)
  const seen = titles.length > 1 || (file === undefined && titles.length > 0) ? titles.join('\n') : undefined
  const isOurs = more['part'] === 'evidence'
  const collected = instantIn(more, 'collected') ?? (isOurs ? undefined : instantIn(object, 'first_observed'))
  const what: Evidence = {
    ...evidenceIn(more, textIn(more, 'title') ?? titles[0] ?? object.id),
    ...textNamed('text', isOurs ? textIn(more, 'description') : seen),
    ...(collected === undefined ? {} : { collectedUtc: collected }),
    ...(file === undefined ? {} : { file }),
  }
  const unhashed = observed.filter((one) => isFile(one) && fileIn(one) === undefined).map(({ id }) => id)
  return {
    parts: [{ object, names: observed, what }],
    left: [
      ...leftOf(object, isOurs ? [] : ['last_observed', 'number_observed', 'objects']),
      ...unhashed.map((id) => `${id} without its SHA-256, size and media type`),
    ],
  }
}

function isFile({ type }: StixObject): boolean {
  return type === 'file' || type === 'artifact'
}

function fileIn(object: StixObject): Evidence['file'] {
  const { hashes, size: sizeBytes } = object
  const sha256 = isMembers(hashes) ? textIn(hashes, 'SHA-256')?.toLowerCase() : undefined
  const mediaType = textIn(object, 'mime_type')?.toLowerCase()
  if (!isFile(object) || sha256 === undefined || typeof sizeBytes !== 'number' || mediaType === undefined)
    return undefined
  if (!/^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}$/.test(mediaType)) return undefined
  const name = textIn(object, 'name')?.slice(0, 200)
  return { sha256, sizeBytes, mediaType, ...(name === undefined ? {} : { name }) }
}

function evidenceIn(more: Members, title: string): Evidence {
  const [name, commitment] = [textIn(more, 'source_name'), textIn(more, 'source_commitment')]
  const source = { ...(name === undefined ? {} : { name }), ...(commitment === undefined ? {} : { commitment }) }
  const holder = textIn(more, 'holder')
  return {
    ...{ kind: 'evidence', title: titled(title) },
    ...(Object.keys(source).length === 0 ? {} : { source }),
    ...(holder === undefined ? {} : { holder }),
  }
}

/** A note; evidence without a file is one too. */
export function readNote(object: StixObject, view: BundleView, isPart: (id: string) => boolean): ReadObject {
  const more = additionIn(object)
  const content = textIn(object, 'content') ?? ''
  const abstract = textIn(object, 'abstract')
  if (more['part'] === 'evidence') {
    const collected = instantIn(more, 'collected')
    const title = textIn(more, 'title') ?? abstract ?? content
    const text = textIn(more, 'description') ?? (content === title ? undefined : content)
    const dated = collected === undefined ? {} : { collectedUtc: collected }
    return { parts: [{ object, what: { ...evidenceIn(more, title), ...textNamed('text', text), ...dated } }], left: [] }
  }
  const whole = abstract === undefined ? content : `${abstract}\n${content}`
  return aboutParts(object, whole, view, isPart)
}

/** An opinion: a judgement where it is ours, else a note that says so. */
export function readOpinion(object: StixObject, view: BundleView, isPart: (id: string) => boolean): ReadObject {
  const more = additionIn(object)
  const [about] = textsIn(object, 'object_refs').filter(isPart)
  const [likelihood, confidence] = [more['likelihood'], more['confidence_level']]
  if (isLikelihood(likelihood) && isConfidence(confidence)) {
    if (about === undefined) return none
    const why = textNamed('why', textIn(object, 'explanation'))
    return {
      parts: [{ object, what: { kind: 'judgement', hypothesis: about, likelihood, confidence, ...why } }],
      left: [],
    }
  }
  const said = [textIn(object, 'opinion'), textIn(object, 'explanation')].flatMap((text) => text ?? [])
  return aboutParts(object, said.join(': '), view, isPart)
}

type Judged = Extract<CaseContent, { readonly kind: 'judgement' }>
const likelihoods: readonly Judged['likelihood'][] = [
  'almost-no-chance',
  'very-unlikely',
  'unlikely',
  'roughly-even-chance',
  'likely',
  'very-likely',
  'almost-certain',
]

function isLikelihood(value: unknown): value is Judged['likelihood'] {
  return likelihoods.some((word) => word === value)
}

function isConfidence(value: unknown): value is Judged['confidence'] {
  return value === 'low' || value === 'moderate' || value === 'high'
}

/** A note about what it names: of the case as a whole where it names the incident or several. */
function aboutParts(object: StixObject, text: string, view: BundleView, isPart: (id: string) => boolean): ReadObject {
  const refs = textsIn(object, 'object_refs')
  const parts = refs.filter(isPart)
  const about = parts.length === 1 && refs.length === 1 ? parts[0] : undefined
  const isOfCase = refs.length === 1 && view.byId.get(refs[0] ?? '')?.type === 'incident'
  return {
    parts: [
      {
        object,
        what: { kind: 'note', text: textNamed('text', text).text ?? '', ...(about === undefined ? {} : { about }) },
      },
    ],
    left: about !== undefined || isOfCase ? [] : [`what it is about: ${refs.join(', ')}`],
  }
}

/** A relationship between things that a case does not hold itself: a link. */
export function readRelationship(object: StixObject, { byId }: BundleView): ReadObject {
  const [source, target] = [textIn(object, 'source_ref') ?? '', textIn(object, 'target_ref') ?? '']
  const kind = textIn(object, 'relationship_type') ?? 'related-to'
  const rel = /^[a-z][a-z-]{0,39}$/.test(kind) ? kind : 'related-to'
  const from = byId.get(source)?.type === 'incident' ? {} : { from: endOf(source, byId) }
  const to = endOf(target, byId)
  const what: CaseContent = { kind: 'link', rel, to, ...from, ...textNamed('text', textIn(object, 'description')) }
  const names = [source, target].flatMap((id) => byId.get(id) ?? [])
  return {
    parts: [{ object, names, what }],
    left: [...(rel === kind ? [] : [`relationship_type ${kind}`]), ...leftOf(object, ['start_time', 'stop_time'])],
  }
}

/** An end by its id, and by its title where the bundle has it. */
function endOf(id: string, byId: BundleView['byId']): LinkEnd {
  const object = byId.get(id)
  return { type: 'stix', id, ...(object === undefined ? {} : { title: titled(objectTitle(object)) }) }
}
