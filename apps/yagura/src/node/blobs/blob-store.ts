import { createHash } from 'node:crypto'
import type { ArchiveRow, StoredDocument } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { NodeContext } from '../context.ts'

/** Documents that say which blobs are held as a whole; their parts lie in the archive. */
const collection = 'blobs'
/** Bytes of each part of a blob but the last: what the store writes in one turn, and what a partner is given at once. */
export const partBytes = 256 * 1024
/** Largest blob that is made or taken, bytes. */
export const largestBlobBytes = 64 * 1024 * 1024

/** Documents that say which blobs are being fetched. */
const fetchedCollection = 'blobs-fetched'
const partDigits = 6

const KeptBlob = Type.Object({ sizeBytes: Type.Integer(), atMs: Type.Number() })

/** A blob that is held as a whole. */
export type HeldBlob = Static<typeof KeptBlob> & {
  /** 64 hex digits. */
  readonly sha256: string
}

/** Bulk data by the SHA-256 of their bytes, in parts, so that none is ever in memory as a whole. */
export type BlobStore = {
  /** @returns Undefined where it is not held as a whole. */
  readonly get: (sha256: string) => HeldBlob | undefined
  readonly list: () => readonly HeldBlob[]
  /** Keeps bytes of this node's own; resolves with their SHA-256 once they are on stable storage. */
  readonly put: (bytes: Uint8Array) => Promise<string>
  /** One part; undefined where it is not there. Parts of a blob that is still fetched are there one after another. */
  readonly readPart: (sha256: string, part: number) => Uint8Array | undefined
  /** How many parts are there from the first on. */
  readonly partsHeld: (sha256: string) => number
  /** Blobs of which parts are held that are no whole yet. */
  readonly listPartial: () => readonly string[]
  /** Keeps one part of a blob that is fetched. */
  readonly keepPart: (sha256: string, part: number, bytes: Uint8Array) => Promise<void>
  /** Takes fetched parts for the blob where they are its bytes; else they are dropped. @returns Whether they are. */
  readonly finish: (sha256: string, sizeBytes: number) => Promise<boolean>
  /** Drops a blob, or the parts of one that is fetched. */
  readonly drop: (sha256: string) => Promise<void>
}

/** @returns How many parts a blob has; one that is empty has none. */
export function partCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / partBytes)
}

/** Opens the blobs of a node's store. */
export function openBlobStore({ store, clock }: Pick<NodeContext, 'store' | 'clock'>): BlobStore {
  const readPart: BlobStore['readPart'] = (sha256, part) =>
    store.readArchive(partsOf(sha256), keyOf(part)).next().value?.body
  const get: BlobStore['get'] = (sha256) => {
    const body = store.get(collection, sha256)
    return Check(KeptBlob, body) ? { sha256, ...body } : undefined
  }
  const document = (sha256: string, sizeBytes: number): StoredDocument => ({
    collection,
    id: sha256,
    body: { sizeBytes, atMs: clock.nowMs() },
  })
  const drop: BlobStore['drop'] = async (sha256) => {
    const remove = [collection, fetchedCollection].map((each) => ({ collection: each, id: sha256 }))
    await store.commit({ remove, forget: [{ collection: partsOf(sha256) }] })
  }
  return {
    get,
    list: () =>
      store.list(collection).flatMap(({ id, body }) => (Check(KeptBlob, body) ? [{ sha256: id, ...body }] : [])),
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const archive = get(sha256) === undefined ? rowsOf(sha256, bytes, clock.nowMs()) : []
      await store.commit({ archive, put: [document(sha256, bytes.length)] })
      return sha256
    },
    readPart,
    partsHeld: (sha256) => {
      let held = 0
      while (readPart(sha256, held) !== undefined) held += 1
      return held
    },
    listPartial: () => store.list(fetchedCollection).map(({ id }) => id),
    keepPart: async (sha256, part, body) => {
      const put = part === 0 ? [{ collection: fetchedCollection, id: sha256, body: {} }] : []
      await store.commit({ archive: [rowOf(sha256, part, clock.nowMs(), body)], put })
    },
    finish: async (sha256, sizeBytes) => {
      const hash = createHash('sha256')
      for (let part = 0; part < partCount(sizeBytes); part += 1) {
        hash.update(readPart(sha256, part) ?? new Uint8Array(0))
        // Hashing goes on for long: whatever else the node does goes on between.
        await new Promise((resolve) => setImmediate(resolve))
      }
      if (hash.digest('hex') !== sha256) {
        await drop(sha256)
        return false
      }
      const remove = [{ collection: fetchedCollection, id: sha256 }]
      await store.commit({ put: [document(sha256, sizeBytes)], remove })
      return true
    },
    drop,
  }
}

function rowsOf(sha256: string, bytes: Uint8Array, atMs: number): readonly ArchiveRow[] {
  return Array.from({ length: partCount(bytes.length) }, (_, part) =>
    rowOf(sha256, part, atMs, bytes.subarray(part * partBytes, (part + 1) * partBytes)),
  )
}

function rowOf(sha256: string, part: number, atMs: number, body: Uint8Array): ArchiveRow {
  return { collection: partsOf(sha256), key: keyOf(part), atMs, body }
}

const partsOf = (sha256: string): string => `blob-${sha256}`
const keyOf = (part: number): string => String(part).padStart(partDigits, '0')
