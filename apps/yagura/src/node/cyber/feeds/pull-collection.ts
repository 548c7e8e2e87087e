import {
  createJsonSplitter,
  instantOf,
  microsecondsOf,
  type PartContents,
  readStixPart,
  type StixDraft,
  withoutSimulatedMarking,
} from '@yagura/cyber'
import { shippedPolicies } from '@yagura/record'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { countOutcomes, type ImportCounts, type Tally } from '../store/import-intelligence.ts'
import { createObjectMarkings, type ObjectMarkings } from '../store/object-markings.ts'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import type { Contributor } from '../taxii/take-envelope.ts'
import { NotTaxiiError } from './feed-errors.ts'
import type { FoundCollection } from './find-collections.ts'
import type { TaxiiExchange } from './taxii-exchange.ts'

/** How a collection is pulled. */
export type PullOptions = Contributor & {
  /** Only what was added later; in the place of where the last pull ended. */
  readonly since?: string | undefined
  /** Whose the place is where the last pull ended; accounts of one collection may see different objects. */
  readonly place?: string
  readonly onProblem: (id: string, message: string) => void
  readonly onProgress: (counts: ImportCounts) => void
  readonly signal: AbortSignal
}

const pageObjects = 1000
const Cursor = Type.Object({ addedAfter: Type.String() })
const Frame = Type.Object({ more: Type.Optional(Type.Boolean()), next: Type.Optional(Type.String()) })

/**
 * Pulls what a collection gained since the last pull, page by page. A page is on stable storage before its end is noted, so that after a
 * kill the next pull begins with the page that was cut off, and what it brings again is known.
 *
 * @returns What became of what came.
 * @throws what asking the server throws.
 */
export async function pullCollection(
  store: OpenStixStore,
  exchange: TaxiiExchange,
  collection: FoundCollection,
  options: PullOptions,
): Promise<ImportCounts> {
  const name = ['pull', ...(options.place === undefined ? [] : [options.place]), collection.url.href].join(' ')
  const markings = createObjectMarkings(store, options.marking, shippedPolicies())
  const counts: Tally = { read: 0, added: 0, unchanged: 0, quarantined: 0, invalid: 0 }
  const kept: unknown = JSON.parse((await store.call('cursorOf', name)) ?? 'null')
  let addedAfter = options.since ?? (Check(Cursor, kept) ? kept.addedAfter : undefined)
  let next: string | undefined
  for (let isMore = true; isMore; ) {
    options.signal.throwIfAborted()
    const page = await readPage(exchange, pageUrl(collection.url, addedAfter, next))
    const { frame, dateAddedLast } = page
    await takePage(store, page.parts, markings, options, counts)
    isMore = frame.more === true && (frame.next !== undefined || dateAddedLast !== undefined)
    next = frame.next
    if (dateAddedLast !== undefined) {
      const last = isMore ? before(dateAddedLast) : dateAddedLast
      // Pages go on by the name that the server gave; without one by time.
      if (next === undefined) addedAfter = dateAddedLast
      await store.call('putCursor', name, JSON.stringify({ addedAfter: last }))
    }
    options.onProgress({ ...counts })
  }
  return counts
}

/** A page may end between objects of one instant: whoever goes on by time alone begins with that instant again. */
function before(instant: string): string {
  const us = microsecondsOf(instant)
  return us === undefined ? instant : instantOf(us - 1)
}

function pageUrl(collection: URL, addedAfter: string | undefined, next: string | undefined): URL {
  const url = new URL('objects/', collection)
  url.searchParams.set('limit', String(pageObjects))
  url.searchParams.set('match[version]', 'all')
  if (addedAfter !== undefined) url.searchParams.set('added_after', addedAfter)
  if (next !== undefined) url.searchParams.set('next', next)
  return url
}

/** Objects are taken out as they come: what an event of many attributes refers to is one object of megabytes. */
async function readPage(exchange: TaxiiExchange, url: URL) {
  const splitter = createJsonSplitter((path) => path.length === 1 && path[0] === 'objects')
  const parts: PartContents[] = []
  const dateAddedLast = await exchange.getPieces(url, (piece) => {
    for (const { bytes } of splitter.push(piece)) parts.push(readStixPart(bytes))
  })
  const rest = splitter.end()
  const frame: unknown = rest === undefined ? undefined : JSON.parse(new TextDecoder().decode(rest))
  if (!Check(Frame, frame)) throw new NotTaxiiError(url.hostname, 'a page of objects cannot be read')
  return { parts, frame, dateAddedLast }
}

async function takePage(
  store: OpenStixStore,
  parts: readonly PartContents[],
  markings: ObjectMarkings,
  { source, originator, onProblem }: PullOptions,
  counts: Tally,
): Promise<void> {
  const objects = parts.flatMap((part) => part.objects)
  for (const object of objects) markings.meet(object)
  const awaited = objects.flatMap((object) => {
    const outcome = markings.markingOf(object, false)
    return outcome.is === 'awaited' ? outcome.definitionIds : []
  })
  await markings.lookUp(awaited)
  const drafts: StixDraft[] = []
  for (const { objects: own, problems } of parts) {
    counts.read += 1
    for (const { message } of problems) onProblem('', message)
    if (own.length === 0) counts.invalid += 1
    for (const object of own) {
      const outcome = markings.markingOf(object, true)
      if (outcome.is === 'known') {
        drafts.push({ object: withoutSimulatedMarking(object), source, originator, marking: outcome.marking })
      } else {
        counts.invalid += 1
        onProblem(object.id, outcome.is === 'refused' ? outcome.reason : 'its markings are not known')
      }
    }
  }
  if (drafts.length > 0) countOutcomes(drafts, await store.add(drafts), counts, onProblem)
}
