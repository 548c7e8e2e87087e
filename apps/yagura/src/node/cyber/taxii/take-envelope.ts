import { randomUUID } from 'node:crypto'
import {
  createJsonSplitter,
  instantOf,
  type PartContents,
  readStixPart,
  type StixDraft,
  type StixStore,
  type TaxiiStatus,
  type TaxiiStatusDetail,
  withoutSimulatedMarking,
} from '@yagura/cyber'
import { type Marking, shippedPolicies } from '@yagura/record'
import { createObjectMarkings } from '../store/object-markings.ts'
import { TaxiiRefusal } from './taxii-refusal.ts'

/** Whose objects an envelope holds. */
export type Contributor = {
  readonly source: string
  readonly originator: string
  /** Of objects that say nothing of who may see them. */
  readonly marking: Marking
}

/** Objects that are read before others have their turn. */
const readAtOnce = 20

/**
 * Takes the objects of an envelope in. One that is not valid is left out and told; the others are on stable storage when this resolves.
 * What contradicts an object here is kept aside and answered like any other: the answer says nothing of what the client may not see.
 *
 * @param body - The envelope.
 * @param nowUs - Unix time, µs.
 * @throws TaxiiRefusal where it is no envelope.
 */
export async function takeEnvelope(
  store: StixStore,
  body: Uint8Array,
  contributor: Contributor,
  nowUs: number,
): Promise<TaxiiStatus> {
  const parts = await readParts(objectsOf(body))
  const markings = createObjectMarkings(store, contributor.marking, shippedPolicies())
  const inEnvelope = createObjectMarkings(store, contributor.marking, shippedPolicies())
  for (const { objects } of parts) {
    for (const object of objects) {
      markings.meet(object)
      inEnvelope.meet(object)
    }
  }
  await lookUpDefinitions(parts, markings)
  const drafts: StixDraft[] = []
  const failures: TaxiiStatusDetail[] = []
  for (const { objects, problems, name } of parts) {
    const [problem] = problems
    if (objects.length === 0 && problem !== undefined) failures.push({ ...name, message: problem.message })
    for (const object of objects) {
      const { source, originator } = contributor
      if (inEnvelope.markingOf(object, true).is !== 'known') {
        failures.push({ ...name, message: 'its markings cannot be kept here' })
        continue
      }
      // A definition that the client may not see is no reason to refuse: the refusal would tell that it is here. Nobody is named.
      const outcome = markings.markingOf(object, true)
      const marking = outcome.is === 'known' ? outcome.marking : { ...contributor.marking, aud: {} }
      drafts.push({ object: withoutSimulatedMarking(object), source, originator, marking })
    }
  }
  if (drafts.length > 0) await store.add(drafts)
  const successes = drafts.map(({ object }) => nameOf(object, nowUs))
  return {
    id: randomUUID(),
    status: 'complete',
    request_timestamp: instantOf(nowUs),
    total_count: successes.length + failures.length,
    success_count: successes.length,
    ...(successes.length > 0 ? { successes } : {}),
    failure_count: failures.length,
    ...(failures.length > 0 ? { failures } : {}),
    pending_count: 0,
  }

  async function readParts(elements: readonly Uint8Array[]): Promise<readonly NamedPart[]> {
    const read: NamedPart[] = []
    for (const [index, bytes] of elements.entries()) {
      read.push({ ...readStixPart(bytes), name: nameOf(parsed(bytes), nowUs) })
      if (index % readAtOnce === readAtOnce - 1) await new Promise((resolve) => setImmediate(resolve))
    }
    return read
  }
}

type NamedPart = PartContents & { readonly name: TaxiiStatusDetail }

async function lookUpDefinitions(
  parts: readonly NamedPart[],
  markings: ReturnType<typeof createObjectMarkings>,
): Promise<void> {
  const outcomes = parts.flatMap(({ objects }) => objects.map((object) => markings.markingOf(object, false)))
  await markings.lookUp(outcomes.flatMap((outcome) => (outcome.is === 'awaited' ? outcome.definitionIds : [])))
}

/** The objects of an envelope as their bytes. Source: TAXII 2.1 §3.7. */
function objectsOf(body: Uint8Array): readonly Uint8Array[] {
  const splitter = createJsonSplitter((path) => path.length === 1 && path[0] === 'objects')
  const elements = splitter.push(body)
  if (splitter.isTooDeep()) throw new TaxiiRefusal(422, 'the body is nested too deep')
  const frame = splitter.end()
  const envelope = frame === undefined ? undefined : parsed(frame)
  if (envelope === undefined) throw new TaxiiRefusal(400, 'the body is no JSON')
  const isEnvelope = typeof envelope === 'object' && envelope !== null && 'objects' in envelope
  if (!isEnvelope || !Array.isArray(envelope.objects)) {
    throw new TaxiiRefusal(422, 'the body is no envelope: an object with a list "objects"')
  }
  if (elements.length === 0) throw new TaxiiRefusal(422, 'the envelope holds no objects')
  return elements.map(({ bytes }) => bytes)
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** How a status names an object; of what is no object, by what there is. */
function nameOf(object: unknown, nowUs: number): TaxiiStatusDetail {
  const member = (name: string): string | undefined => {
    const value: unknown = typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined
    return typeof value === 'string' ? value : undefined
  }
  return { id: member('id') ?? 'unknown', version: member('modified') ?? member('created') ?? instantOf(nowUs) }
}
