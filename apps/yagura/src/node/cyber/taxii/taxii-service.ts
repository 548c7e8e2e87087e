import type { Clock } from '@yagura/core'
import {
  instantOf,
  stixMediaType,
  type TaxiiApiRoot,
  type TaxiiCollection,
  type TaxiiDiscovery,
  type TaxiiQuery,
  type TaxiiStatus,
  taxiiMediaType,
} from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import type { TaxiiAccount } from '../../../api/contract/taxii.ts'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import type { StixView, ViewEntry, ViewPage, WantedVersion } from '../store/stix-view.ts'
import { takeEnvelope } from './take-envelope.ts'
import { cursorOf, placeOf } from './taxii-cursor.ts'
import { TaxiiRefusal } from './taxii-refusal.ts'
import { broughtView, releasableView, type SharingRules } from './taxii-views.ts'

/** One page of a collection as an account sees it. */
export type TaxiiPage = {
  readonly entries: readonly ViewEntry[]
  readonly isMore: boolean
  /** For the next page; undefined after the last. */
  readonly next: string | undefined
}

/** What the resources of a TAXII server answer, to one account. */
export type TaxiiService = {
  readonly discovery: (base: string) => TaxiiDiscovery
  /** @throws TaxiiRefusal (404) for another root. */
  readonly apiRoot: (root: string) => TaxiiApiRoot
  readonly collections: (account: TaxiiAccount) => readonly TaxiiCollection[]
  readonly collection: (account: TaxiiAccount, idOrAlias: string) => TaxiiCollection
  /** @throws TaxiiRefusal (404) where one object is asked for and none of it is there. */
  readonly read: (asked: TaxiiRead) => Promise<TaxiiPage>
  readonly add: (account: TaxiiAccount, collection: string, body: Uint8Array) => Promise<TaxiiStatus>
  readonly takeBack: (asked: TaxiiRead & { readonly objectId: string }) => Promise<void>
  /** @returns JSON. */
  readonly status: (account: TaxiiAccount, id: string) => Promise<string>
}

/** A question for a page. */
type TaxiiRead = {
  readonly account: TaxiiAccount
  readonly collection: string
  readonly objectId?: string
  readonly query: TaxiiQuery
  /** Which versions, where the question does not say. */
  readonly versions: readonly WantedVersion[]
  readonly withBody: boolean
}

/** The one API root. */
const apiRootName = 'api'
/** Bytes of a request. */
export const longestEnvelopeBytes = 10 << 20
const largestPage = 5000
const usualPage = 1000

/** The two collections of a node: what may leave to whoever asks, and what they brought themselves. */
export type CollectionIds = { readonly shared: string; readonly contributions: string }

/** What else a TAXII server is made of. */
export type ServiceParts = {
  readonly ids: CollectionIds
  readonly clock: Clock
  /** All that there are: what a nation brought by any of them is its own. */
  readonly accounts: () => readonly Pick<TaxiiAccount, 'name' | 'nation'>[]
}

/** A TAXII server over a store: what leaves is decided by `mayLeave` alone. */
export function createTaxiiService(
  store: OpenStixStore,
  rules: SharingRules,
  { ids, clock, accounts }: ServiceParts,
): TaxiiService {
  const nowUs = (): number => clock.nowMs() * 1000
  const collections = (account: TaxiiAccount): readonly TaxiiCollection[] => collectionsFor(account, ids)
  const find = (account: TaxiiAccount, named: string): TaxiiCollection => {
    const found = collections(account).find(({ id, alias }) => named === id || named === alias)
    if (found === undefined) throw new TaxiiRefusal(404, 'there is no such collection')
    return found
  }
  const readable = async (account: TaxiiAccount, named: string): Promise<StixView> => {
    const { id, can_read: mayRead } = find(account, named)
    if (!mayRead) throw new TaxiiRefusal(403, 'this account may not read the collection')
    if (id !== ids.shared) return broughtView(sourceOf(account))
    const isPartner = account.nation !== null && account.nation !== rules.ownNation()
    const own = isPartner ? accounts().filter(({ nation }) => nation === account.nation) : []
    return releasableView(store, account, rules, own.map(sourceOf))
  }
  return {
    discovery: (base) => ({
      title: 'Yagura',
      description: 'Intelligence that this node shares with its partners.',
      default: `${base}${apiRootName}/`,
      api_roots: [`${base}${apiRootName}/`],
    }),
    apiRoot: (root) => {
      if (root !== apiRootName) throw new TaxiiRefusal(404, 'there is no such API root')
      return { title: 'Yagura', versions: [taxiiMediaType], max_content_length: longestEnvelopeBytes }
    },
    collections,
    collection: find,
    read: async ({ account, collection, objectId, query, versions, withBody }) => {
      const view = await readable(account, collection)
      if (objectId !== undefined && !(await store.call('hasInView', view, objectId, nowUs()))) {
        throw new TaxiiRefusal(404, 'there is no such object in the collection')
      }
      const asked = objectId === undefined ? query : { ...query, ids: [objectId] }
      return readPage(store, view, { query: asked, versions, withBody }, nowUs())
    },
    add: async (account, collection, body) => {
      if (!find(account, collection).can_write)
        throw new TaxiiRefusal(403, 'this account may not write to the collection')
      const status = await takeEnvelope(store, body, contributorOf(account, rules), nowUs())
      await store.call('putStatus', {
        id: status.id,
        account: account.name,
        atUs: nowUs(),
        body: JSON.stringify(status),
      })
      return status
    },
    takeBack: async ({ account, collection, objectId, query, versions }) => {
      const { can_read: mayRead, can_write: mayWrite } = find(account, collection)
      // Source: TAXII 2.1 §5.7, and rows 3.5.2.3 and 3.5.2.4 of its interoperability test document.
      if (!mayRead && !mayWrite) throw new TaxiiRefusal(404, 'there is no such object in the collection')
      if (!mayRead || !mayWrite)
        throw new TaxiiRefusal(403, 'this account may not take objects back from the collection')
      const view = await readable(account, collection)
      if (!(await store.call('hasInView', view, objectId, nowUs()))) {
        throw new TaxiiRefusal(404, 'there is no such object in the collection')
      }
      if (query.specVersions !== undefined && !query.specVersions.includes('2.1')) return
      await store.call('takeBack', sourceOf(account), objectId, query.versions ?? versions)
    },
    status: async (account, id) => {
      const status = await store.call('statusOf', id, account.name, nowUs())
      if (status === undefined) throw new TaxiiRefusal(404, 'there is no such status')
      return status
    },
  }
}

function sourceOf({ name }: Pick<TaxiiAccount, 'name'>): string {
  return `taxii/${name}`
}

function contributorOf(account: TaxiiAccount, { mode, ownNation }: SharingRules) {
  const own = ownNation()
  const nations = [account.nation ?? '', own].filter((nation) => nation !== '').sort()
  const between: Marking = {
    ...{ pol: 'TLP', lvl: 0, mode },
    ...(account.nation === null ? {} : { aud: Object.fromEntries(nations.map((nation) => [nation, 2 as const])) }),
  }
  return { source: sourceOf(account), originator: account.nation ?? '', marking: account.marking ?? between }
}

/** In the order of their ids. Source: TAXII 2.1 interoperability test document, §2.1.7. */
function collectionsFor(account: TaxiiAccount, ids: CollectionIds): readonly TaxiiCollection[] {
  const media = { media_types: [stixMediaType] }
  const both: readonly TaxiiCollection[] = [
    {
      ...{ id: ids.shared, title: 'Shared', alias: 'shared', can_read: account.mayRead, can_write: false, ...media },
      description: 'What this node shares with whoever asks; without what a partner added itself.',
    },
    {
      ...{ id: ids.contributions, title: 'Contributions', alias: 'contributions' },
      description: 'What whoever asks has added.',
      can_read: account.contributes === 'read-and-write',
      can_write: account.contributes !== 'no',
      ...media,
    },
  ]
  return both.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

async function readPage(
  store: OpenStixStore,
  view: StixView,
  { query, versions, withBody }: Pick<TaxiiRead, 'query' | 'versions' | 'withBody'>,
  nowUs: number,
): Promise<TaxiiPage> {
  const { next, addedAfterUs, limit = usualPage, ids, types, specVersions } = query
  const place = next === undefined ? undefined : placeOf(view.key, query, next)
  if (next !== undefined && place === undefined) throw new TaxiiRefusal(400, 'next: it is none of this question')
  // All that is kept is of one version of the standard.
  if (specVersions !== undefined && !specVersions.includes('2.1'))
    return { entries: [], isMore: false, next: undefined }
  const after = Math.max(place ?? 0, addedAfterUs ?? 0)
  const page: ViewPage = await store.call(
    'readView',
    view,
    {
      ...(after > 0 ? { afterUs: after } : {}),
      ...(ids === undefined ? {} : { ids }),
      ...(types === undefined ? {} : { types }),
      versions: query.versions ?? versions,
      limit: Math.min(limit, largestPage),
    },
    nowUs,
    withBody,
  )
  const last = page.entries.at(-1)
  const isCut = page.isMore && last !== undefined
  return { ...page, next: isCut ? cursorOf(view.key, query, last.shownUs) : undefined }
}

/** A record of the manifest. Source: TAXII 2.1 §5.3.1. */
export function manifestRecord({ id, version, shownUs }: ViewEntry) {
  return { id, date_added: instantOf(shownUs), version, media_type: stixMediaType }
}
