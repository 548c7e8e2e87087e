import { type BlobStore, largestBlobBytes, openBlobStore, partCount } from '../../blobs/blob-store.ts'
import type { HeldLog } from '../channels/stored-log.ts'
import type { KnownPartner } from '../partner-book.ts'
import { createBelief } from './belief.ts'
import { type NamedDataset, openDatasetIndex } from './dataset-index.ts'
import type { DatasetParts, PartnerDataset } from './dataset-parts.ts'
import { createFetching, type Fetching, type Owed } from './fetch-owed.ts'

/** Bulk data that records of the logs name: fetched, served, and dropped when nothing names them. */
export type Datasets = Pick<Fetching, 'fetchFrom' | 'takeCarried' | 'close'> & {
  /** Datasets of partners that are believed, within each partner's budget, in the order in which they were read. */
  readonly list: () => readonly PartnerDataset[]
  /** A part of one of this node's own blobs with a record that names it, where one of a log does that may be read. */
  readonly readFor: (
    mayRead: (held: HeldLog) => boolean,
    sha256: string,
    part: number,
  ) => Promise<{ readonly bytes: Uint8Array; readonly dataset: NamedDataset } | undefined>
  /** Datasets that a log names and whose blobs are held. */
  readonly heldOf: (origin: string) => Promise<readonly NamedDataset[]>
  /** @param isNamed - Whether something else than a log names a blob of this node's own, as a draft does. */
  readonly forgetUnnamed: (isNamed: (sha256: string) => boolean) => Promise<void>
  /** Told when a dataset has come, or counts no more. */
  readonly onChange: (listener: () => void) => void
  /** Keeps a blob of this node's own that a record is going to name. */
  readonly keepOwn: (bytes: Uint8Array) => Promise<void>
  /** The bytes of a dataset that is held, part by part. */
  readonly read: (dataset: NamedDataset) => Iterable<Uint8Array>
  /** Takes up what a stop has left between the logs and what was read of them. */
  readonly start: () => Promise<void>
}

/** Bytes that one partner's datasets may take here; older ones make room for newer ones. */
const partnerBudgetBytes = 256 * 1024 * 1024
/** A blob that is younger may be named by a record that is only being written. */
const graceMs = 10 * 60_000

/** Joins index, blobs and fetching. */
export function createDatasets(parts: DatasetParts): Datasets {
  const { context, book, partners, identity } = parts
  const owner = identity.card.node
  const index = openDatasetIndex(parts, parts.readable)
  const blobs = openBlobStore(context)
  const isBelieved = createBelief(parts)
  const counts = (one: NamedDataset): boolean => !index.isTakenBack(one) && isBelieved(one)
  const isHeld = ({ node, data }: NamedDataset): boolean => blobs.isHeld({ owner: node, sha256: data.blob })
  const wantedOf = (partner: KnownPartner): readonly NamedDataset[] =>
    withinBudget(index.list().filter((one) => one.node === partner.card.node && counts(one)))
  const owed: Owed = {
    blobs,
    read: index.advance,
    of: (partner) => wantedOf(partner).filter((one) => !isHeld(one)),
    onFetched: () => tell(),
  }
  const fetching = createFetching(parts, owed)
  const list = (): readonly PartnerDataset[] =>
    partners.list().flatMap((partner) =>
      wantedOf(partner).map((one) => ({
        ...{ ...one, party: partner.card.party, isHeld: isHeld(one) },
        ...fetching.stateOf(one),
      })),
    )
  const { tell, onChange } = createTelling(() => list().flatMap((one) => (one.isHeld ? [one.recordId] : [])))
  return {
    ...{ list, onChange, fetchFrom: fetching.fetchFrom, takeCarried: fetching.takeCarried },
    keepOwn: (bytes) => blobs.put(owner, bytes),
    read: (one) => partsOf(blobs, one),
    heldOf: async (origin) => {
      await index.advance()
      return index.list().filter((one) => one.origin === origin && counts(one) && isHeld(one))
    },
    readFor: async (mayRead, sha256, part) => {
      await index.advance()
      const dataset = index.naming(sha256).find((one) => {
        const held = one.node === owner ? book.get(one.origin) : undefined
        return held !== undefined && mayRead(held) && counts(one)
      })
      const name = { owner, sha256 }
      const bytes = dataset && blobs.isHeld(name) ? blobs.readPart(name, part) : undefined
      return bytes && dataset && { bytes, dataset }
    },
    forgetUnnamed: async (isNamed) => {
      await index.advance()
      const own = index.list().filter((one) => one.node === owner && counts(one))
      const wanted = [...own, ...partners.list().flatMap(wantedOf)]
      const named = new Set(wanted.map(({ node, data }) => `${node} ${data.blob}`))
      const beforeMs = context.clock.nowMs() - graceMs
      for (const blob of blobs.list()) {
        const isOwnDraft = blob.owner === owner && isNamed(blob.sha256)
        if (blob.atMs < beforeMs && !isOwnDraft && !named.has(`${blob.owner} ${blob.sha256}`)) await blobs.drop(blob)
      }
      tell()
    },
    start: async () => {
      await index.advance()
      tell()
    },
    close: fetching.close,
  }
}

function* partsOf(blobs: BlobStore, { node, data }: NamedDataset): Generator<Uint8Array, void> {
  for (let part = 0; part < partCount(data.sizeBytes); part += 1) {
    const bytes = blobs.readPart({ owner: node, sha256: data.blob }, part)
    if (bytes !== undefined) yield bytes
  }
}

/** The newest that are together no more than one partner may have here. */
function withinBudget(named: readonly NamedDataset[]): readonly NamedDataset[] {
  let bytes = 0
  const wanted: NamedDataset[] = []
  for (const one of named.toReversed()) {
    if (one.data.sizeBytes > largestBlobBytes) continue
    bytes += one.data.sizeBytes
    if (bytes > partnerBudgetBytes) break
    wanted.push(one)
  }
  return wanted.reverse()
}

/** Tells listeners when there are others than there were. */
function createTelling(now: () => readonly string[]) {
  const listeners: (() => void)[] = []
  let told = ''
  return {
    onChange: (listener: () => void): void => void listeners.push(listener),
    tell: (): void => {
      const state = now().join()
      if (state === told) return
      told = state
      for (const listener of listeners) listener()
    },
  }
}
