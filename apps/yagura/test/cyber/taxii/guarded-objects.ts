import { createHash } from 'node:crypto'
import { observableId, type StixObject } from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import { type SeededRandom, seededRandom } from '@yagura/testkit'
import { joined, type TrueMarking, type TrueVersion, tlpWords } from './sharing-law.ts'

/** Objects of one source, as an import gets them. */
type GuardedFile = {
  readonly source: string
  readonly originator: string
  readonly marking: Marking
  readonly objects: readonly StixObject[]
}

/** Files, and what is true of each version in them. */
export type GuardedObjects = { readonly files: readonly GuardedFile[]; readonly versions: readonly TrueVersion[] }

type Source = { readonly name: string; readonly originator: string; readonly base: TrueMarking }
type Made = { readonly object: StixObject; readonly truth: TrueVersion; readonly source: Source }
type Guard = { readonly refs: readonly string[]; readonly granular: readonly string[]; readonly marking: TrueMarking }

const none = { pol: 'TLP', lvl: 0, orcon: false, comp: [], tlp: -1 } as const
const all = { AUS: 2, FRA: 2, GBR: 2, JPN: 2, KOR: 2, USA: 2 } as const
const sources: readonly Source[] = [
  { name: 'wide', originator: '', base: { ...none, aud: all } },
  { name: 'own', originator: '', base: none },
  { name: 'usa', originator: 'USA', base: { ...none, aud: { AUS: 2, GBR: 2, JPN: 2, USA: 2 } } },
  { name: 'orcon', originator: 'AUS', base: { ...none, aud: all, orcon: true } },
  { name: 'display', originator: '', base: { ...none, aud: { ...all, KOR: 1, USA: 1 } } },
  { name: 'secret', originator: '', base: { ...none, pol: 'JP', lvl: 2, aud: all } },
  { name: 'closed', originator: '', base: { ...none, pol: 'JP', lvl: 1, aud: all, comp: ['HOSHI'] } },
]
/** Ids that everybody knows. Source: STIX 2.1 §7.2.1.4; TLP 2.0 extension definition of OASIS. */
const tlpIds: readonly (readonly [string, (typeof tlpWords)[number]])[] = [
  ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', 'CLEAR'],
  ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da', 'GREEN'],
  ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82', 'AMBER'],
  ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'RED'],
  ['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487', 'CLEAR'],
  ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'GREEN'],
  ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'AMBER'],
  ['marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003', 'AMBER+STRICT'],
  ['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1', 'RED'],
]
const created = '2025-12-01T00:00:00.000Z'
const versionAt = (no: number): string => `2026-02-01T00:00:${String(no).padStart(2, '0')}.000Z`

/** Definitions of Yagura's own by which one source marks single objects. */
type Definitions = readonly { readonly id: string; readonly marking: TrueMarking }[]

/**
 * Objects of every kind and marking that refer to each other without regard to who may see what. Each version carries a word of its own
 * that stands nowhere else.
 *
 * @param count - Of versions, about.
 */
export function guardedObjects(count: number, seed: number, known: readonly TrueVersion[] = []): GuardedObjects {
  const random = seededRandom(seed)
  const made: Made[] = []
  const definitions = new Map<Source, Definitions>()
  for (const source of sources) definitions.set(source, makeDefinitions(source, random, made))
  const ids = [...new Set(known.map(({ id }) => id))].filter((id) => !id.startsWith('marking-definition'))
  const missing = Array.from({ length: 30 }, () => `malware--${uuid(random)}`)
  const pick = <Item>(items: readonly Item[]): Item => items[random.integer(0, items.length - 1)] as Item
  const target: Target = (fits) => {
    const near = ids.slice(-400).filter((id) => fits(id.slice(0, id.indexOf('--'))))
    return random.uniform() < 0.05 || near.length === 0 ? pick(missing) : pick(near)
  }
  while (made.length < count) {
    const source = pick(sources)
    const object = shaped(random, pick(kinds), target)
    ids.push(object.id)
    for (let no = 0; no < (object['modified'] === undefined || random.uniform() < 0.7 ? 1 : 3); no += 1) {
      made.push(guarded(object, source, definitions.get(source) ?? [], no, random))
    }
    const last = made.at(-1)
    if (last !== undefined && object['modified'] !== undefined && random.uniform() < 0.03) {
      const other = { ...last.object, labels: [wordOf(random)] }
      made.push({ ...last, object: other, truth: { ...last.truth, words: wordsIn(other), isContrary: true } })
    }
  }
  return { files: sources.map((source) => fileOf(source, made)), versions: made.map(({ truth }) => truth) }
}

function fileOf(source: Source, made: readonly Made[]): GuardedFile {
  const { pol, lvl, aud, orcon, comp } = source.base
  const marking: Marking = {
    ...{ pol, lvl, mode: 'REAL' },
    ...(aud === undefined ? {} : { aud }),
    ...(orcon ? { ctl: ['ORCON'] } : {}),
    ...(comp.length > 0 ? { comp: [...comp] } : {}),
  }
  const objects = made.filter((one) => one.source === source).map(({ object }) => object)
  return { source: source.name, originator: source.originator, marking, objects }
}

/** Each definition is an object like others: it has the marking of its source. */
function makeDefinitions(source: Source, random: SeededRandom, made: Made[]): Definitions {
  const { pol, lvl } = source.base
  const some: readonly TrueMarking[] = [
    { ...none, pol, lvl, aud: { JPN: 2, USA: 2 } },
    { ...none, pol, lvl, aud: { AUS: 2, JPN: 2, KOR: 1 } },
    { ...none, pol, lvl, orcon: true },
    { ...none, pol, lvl, aud: {} },
  ]
  return some.map((marking) => {
    const id = `marking-definition--${uuid(random)}`
    const { orcon, aud } = marking
    const held = { pol, lvl, mode: 'REAL', ...(aud === undefined ? {} : { aud }), ...(orcon ? { ctl: ['ORCON'] } : {}) }
    const extension = { extension_type: 'property-extension', marking: held }
    const extensions = { [`extension-definition--${uuid(random)}`]: extension }
    const object = { type: 'marking-definition', spec_version: '2.1', id, created, name: wordOf(random), extensions }
    const { originator, base } = source
    const facts = { id, version: created, words: wordsIn(object), references: [], isContrary: false }
    const truth = { ...facts, marking: base, originator }
    made.push({ object, truth, source })
    return { id, marking }
  })
}

type Target = (fits: (type: string) => boolean) => string
type Shape = (word: string, target: Target) => Readonly<Record<string, unknown>> & { readonly type: string }

const observables = new Set(['domain-name', 'url', 'user-account', 'file'])
const relations = new Set(['relationship', 'sighting'])
const anything = (): boolean => true
const end = (type: string): boolean => !relations.has(type)
const domainObject = (type: string): boolean => end(type) && !observables.has(type)
const identity = (type: string): boolean => type === 'identity'

/** An object of each kind; a word stands in it where it is called something. */
const kinds: readonly Shape[] = [
  (word) => ({ type: 'malware', name: word, is_family: false }),
  (word) => ({ type: 'indicator', name: word, pattern: `[url:value = '${word}']`, ...indicated }),
  (word) => ({ type: 'identity', name: word, identity_class: 'organization' }),
  (word, target) => ({ type: 'campaign', name: word, ...createdBy(target(identity)) }),
  (_, target) => ({ type: 'relationship', relationship_type: 'related-to', ...ends(target) }),
  (_, target) => ({ type: 'sighting', count: 3, sighting_of_ref: target(domainObject) }),
  (word, target) => ({ type: 'note', content: word, object_refs: [target(anything), target(anything)] }),
  (word, target) => ({ type: 'report', name: word, published: created, object_refs: [target(anything), target(end)] }),
  (word) => ({ type: 'domain-name', value: `${word}.example` }),
  (word) => ({ type: 'url', value: `https://example.test/${word}` }),
  (word) => ({ type: 'user-account', user_id: word }),
  (word) => ({ type: 'file', name: word }),
]
const indicated = { pattern_type: 'stix', valid_from: created }

function ends(target: Target): object {
  return { source_ref: target(end), target_ref: target(end) }
}

/** A creator is an identity, or nobody is named. */
function createdBy(id: string): object {
  return id.startsWith('identity--') ? { created_by_ref: id } : {}
}

function shaped(random: SeededRandom, shape: Shape, target: Target): StixObject {
  const word = wordOf(random)
  const members = shape(word, target)
  if (observables.has(members.type)) {
    const id = observableId(members)
    if (id === undefined) throw new Error(`${members.type} has no id of its own`)
    return { spec_version: '2.1', id, ...members }
  }
  const times = { created, modified: versionAt(0) }
  return { spec_version: '2.1', id: `${members.type}--${uuid(random)}`, ...times, ...members }
}

/** A version of an object under a marking of its own, with a word of its own. */
function guarded(shape: StixObject, source: Source, definitions: Definitions, no: number, random: SeededRandom): Made {
  const { refs, granular, marking } = guardOf(source, definitions, random)
  const canary = wordOf(random)
  const isVersioned = shape['modified'] !== undefined
  const object: StixObject = {
    ...shape,
    ...(isVersioned
      ? {
          modified: versionAt(no),
          labels: [canary],
          external_references: [{ source_name: 'origin', external_id: canary, url: `https://example.test/${canary}` }],
          ...(no === 2 ? { revoked: true } : {}),
        }
      : { defanged: true }),
    ...(refs.length > 0 ? { object_marking_refs: refs } : {}),
    ...(granular.length > 0
      ? { granular_markings: granular.map((ref) => ({ marking_ref: ref, selectors: ['type'] })) }
      : {}),
  }
  const version = isVersioned ? versionAt(no) : ''
  const facts = { id: object.id, version, words: wordsIn(object), references: [...new Set(referencesIn(object))] }
  return { object, source, truth: { ...facts, marking, originator: source.originator, isContrary: false } }
}

function guardOf({ base }: Source, definitions: Definitions, random: SeededRandom): Guard {
  const chosen: string[] = []
  let marking = base
  const add = (id: string, more: TrueMarking): void => {
    chosen.push(id)
    marking = joined(marking, more)
  }
  const tlp = tlpIds[random.integer(0, tlpIds.length * 2)]
  if (tlp !== undefined) {
    const rank = tlpWords.indexOf(tlp[1])
    // Levels of the policy TLP are its labels; other policies keep theirs.
    add(tlp[0], { ...none, pol: base.pol, lvl: base.pol === 'TLP' ? rank : base.lvl, tlp: rank })
  }
  const own = definitions[random.integer(0, definitions.length * 3)]
  if (own !== undefined) add(own.id, own.marking)
  const isGranular = random.uniform() < 0.3
  return { refs: isGranular ? [] : chosen, granular: isGranular ? chosen : [], marking }
}

/** Source: STIX 2.1 §2.2: members whose names end in _ref or _refs. */
function referencesIn(object: object): readonly string[] {
  return Object.entries(object).flatMap(([name, value]: [string, unknown]): readonly string[] => {
    if (name.endsWith('_ref') && typeof value === 'string') return [value]
    if (name.endsWith('_refs') && Array.isArray(value)) return value.map(String)
    if (!Array.isArray(value)) return []
    return value.flatMap((inner: unknown) => (typeof inner === 'object' && inner !== null ? referencesIn(inner) : []))
  })
}

/** The words of this module that a text holds. */
export function wordsIn(value: unknown): readonly string[] {
  return (typeof value === 'string' ? value : JSON.stringify(value)).match(/kanaria[0-9a-f]{12}/g) ?? []
}

function wordOf(random: SeededRandom): string {
  return `kanaria${hashed(random).slice(0, 12)}`
}

function uuid(random: SeededRandom): string {
  const hex = hashed(random)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function hashed(random: SeededRandom): string {
  return createHash('sha256').update(`${random.uniform()} ${random.uniform()}`).digest('hex')
}
