import { createHash } from 'node:crypto'
import type { ArchiveRow, StoredDocument } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { NodeContext } from '../context.ts'

/**
 * Collections of the documents that say of which blobs something is here; the parts lie in the archive. What partners exchange is
 * forgotten when no record names it; files of cases are not.
 */
type BlobRoom = 'blobs' | 'case-files'
/** Bytes of each part of a blob but the last: what the store writes in one turn, and what a partner is given at once. */
export const partBytes = 256 * 1024
/** Largest blob that is made or taken, bytes. */
export const largestBlobBytes = 64 * 1024 * 1024

const partDigits = 6

const KeptBlob = Type.Object({
  owner: Type.String(),
  sha256: Type.String(),
  isWhole: Type.Boolean(),
  atMs: Type.Number(),
})

/** Whose a blob is, and the SHA-256 of its bytes, 64 hex digits. What one node gave counts for that node alone. */
type BlobName = {
  /** Name of the node that made it. */
  readonly owner: string
  readonly sha256: string
}

/** A blob of which something is here. */
type StoredBlob = BlobName & {
  readonly isWhole: boolean
  /** When its first part was kept, or all of it, Unix time, ms. */
  readonly atMs: number
}

/** Bulk data by owner and the SHA-256 of their bytes, in parts, so that what is fetched or served is never in memory as a whole. */
export type BlobStore = {
  /** Whether all of it is here. */
  readonly isHeld: (name: BlobName) => boolean
  readonly list: () => readonly StoredBlob[]
  /** Keeps all bytes at once; resolves once they are on stable storage. */
  readonly put: (owner: string, bytes: Uint8Array) => Promise<void>
  /** One part; undefined where it is not there. Parts of a blob that is still fetched are there one after another. */
  readonly readPart: (name: BlobName, part: number) => Uint8Array | undefined
  /** How many parts are there from the first on. */
  readonly partsHeld: (name: BlobName) => number
  /** Keeps one part of a blob that is fetched. */
  readonly keepPart: (name: BlobName, part: number, bytes: Uint8Array) => Promise<void>
  /** Takes fetched parts for the blob where they are its bytes; else they are dropped. @returns Whether they are. */
  readonly finish: (name: BlobName, sizeBytes: number) => Promise<boolean>
  /** Drops a blob, or the parts of one that is fetched. */
  readonly drop: (name: BlobName) => Promise<void>
}

/** @returns How many parts a blob has; one that is empty has none. */
export function partCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / partBytes)
}

/**
 * Opens the blobs of a node's store.
 *
 * @param collection - Those that partners exchange where absent.
 */
export function openBlobStore(
  { store, clock }: Pick<NodeContext, 'store' | 'clock'>,
  collection: BlobRoom = 'blobs',
): BlobStore {
  const partsOf = (name: BlobName): string => `${collection === 'blobs' ? 'blob' : collection} ${idOf(name)}`
  const rowOf = (name: BlobName, part: number, atMs: number, body: Uint8Array): ArchiveRow => {
    return { collection: partsOf(name), key: keyOf(part), atMs, body }
  }
  const documentOf = (name: BlobName, isWhole: boolean): StoredDocument => {
    const body: Static<typeof KeptBlob> = { ...name, isWhole, atMs: clock.nowMs() }
    return { collection, id: idOf(name), body }
  }
  const isHeld: BlobStore['isHeld'] = (name) => {
    const body = store.get(collection, idOf(name))
    return Check(KeptBlob, body) && body.isWhole
  }
  const readPart: BlobStore['readPart'] = (name, part) =>
    store.readArchive(partsOf(name), keyOf(part)).next().value?.body
  const drop: BlobStore['drop'] = async (name) => {
    await store.commit({ remove: [{ collection, id: idOf(name) }], forget: [{ collection: partsOf(name) }] })
  }
  return {
    ...{ isHeld, readPart, drop },
    list: () => store.list(collection).flatMap(({ body }) => (Check(KeptBlob, body) ? [body] : [])),
    put: async (owner, bytes) => {
      const name = { owner, sha256: createHash('sha256').update(bytes).digest('hex') }
      const archive = Array.from({ length: partCount(bytes.length) }, (_, part) =>
        rowOf(name, part, clock.nowMs(), bytes.subarray(part * partBytes, (part + 1) * partBytes)),
      )
      await store.commit({ archive, put: [documentOf(name, true)] })
    },
    partsHeld: (name) => {
      let held = 0
      while (readPart(name, held) !== undefined) held += 1
      return held
    },
    keepPart: async (name, part, body) => {
      const put = part === 0 ? [documentOf(name, false)] : []
      await store.commit({ archive: [rowOf(name, part, clock.nowMs(), body)], put })
    },
    finish: async (name, sizeBytes) => {
      const hash = createHash('sha256')
      for (let part = 0; part < partCount(sizeBytes); part += 1) {
        hash.update(readPart(name, part) ?? new Uint8Array(0))
        // Hashing goes on for long: whatever else the node does goes on between.
        await new Promise((resolve) => setImmediate(resolve))
      }
      const isRight = hash.digest('hex') === name.sha256
      if (isRight) await store.commit({ put: [documentOf(name, true)] })
      else await drop(name)
      return isRight
    },
  }
}

const idOf = ({ owner, sha256 }: BlobName): string => `${owner} ${sha256}`
const keyOf = (part: number): string => String(part).padStart(partDigits, '0')
