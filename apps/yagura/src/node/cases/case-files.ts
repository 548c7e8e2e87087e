import { createHash } from 'node:crypto'
import { openBlobStore } from '../blobs/blob-store.ts'
import type { NodeContext } from '../context.ts'
import { CaseFileError } from './errors.ts'

/** A file as it was measured on arrival. */
type MeasuredFile = { readonly sha256: string; readonly sizeBytes: number }

/** Bytes of evidence: kept once for all cases, never forgotten while a part names them. */
export type CaseFiles = {
  /** Reads a file to its end and keeps it; one after the other, so that many large ones do not fill the memory. */
  readonly take: (bytes: AsyncIterable<Uint8Array>) => Promise<MeasuredFile>
  readonly isHeld: (sha256: string) => boolean
  /**
   * The bytes, measured again.
   *
   * @throws CaseFileError where they are not here, or have another hash than when they came.
   */
  readonly read: (sha256: string) => Promise<Uint8Array>
  /** The SHA-256 of the bytes as they are now; throws CaseFileError where they are not here. */
  readonly measure: (sha256: string) => Promise<string>
  /** Drops what no part names and that came before an instant, Unix time, ms. */
  readonly forgetUnnamed: (isNamed: (sha256: string) => boolean, beforeMs: number) => Promise<void>
}

/** All files have one owner: whoever runs the node. */
const owner = 'evidence'

/** Opens the files of a node's store. */
export function openCaseFiles(context: NodeContext): CaseFiles {
  const blobs = openBlobStore(context, 'case-files')
  let last: Promise<unknown> = Promise.resolve()
  const takeNow = async (bytes: AsyncIterable<Uint8Array>): Promise<MeasuredFile> => {
    const pieces: Uint8Array[] = []
    const hash = createHash('sha256')
    for await (const piece of bytes) {
      hash.update(piece)
      pieces.push(piece)
    }
    const whole = Buffer.concat(pieces)
    const measured = { sha256: hash.digest('hex'), sizeBytes: whole.length }
    if (!blobs.isHeld({ owner, sha256: measured.sha256 })) await blobs.put(owner, whole)
    return measured
  }
  const bytesOf = (sha256: string): Uint8Array => {
    const name = { owner, sha256 }
    if (!blobs.isHeld(name)) throw new CaseFileError(sha256, 'its bytes are not at this node')
    const pieces = Array.from({ length: blobs.partsHeld(name) }, (_, part) => blobs.readPart(name, part))
    return Buffer.concat(pieces.flatMap((piece) => piece ?? []))
  }
  return {
    take: (bytes) => {
      const taken = last.then(() => takeNow(bytes))
      last = taken.catch(() => undefined)
      return taken
    },
    isHeld: (sha256) => blobs.isHeld({ owner, sha256 }),
    measure: async (sha256) => hashOf(bytesOf(sha256)),
    read: async (sha256) => {
      const bytes = bytesOf(sha256)
      if (hashOf(bytes) === sha256) return bytes
      throw new CaseFileError(sha256, 'the bytes in the store have another hash than when they came')
    },
    forgetUnnamed: async (isNamed, beforeMs) => {
      for (const blob of blobs.list()) if (blob.atMs < beforeMs && !isNamed(blob.sha256)) await blobs.drop(blob)
    },
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
