import type { Fault } from '@yagura/record'
import { type BlobStore, partBytes, partCount } from '../../blobs/blob-store.ts'
import type { FileSource } from '../pull/remote-log.ts'
import type { NamedDataset } from './dataset-index.ts'

/** Where a part of a blob is served, below a partner's address and in a carried folder. */
export function blobPath(sha256: string, part: number): string {
  return `/b/${sha256}/${part}`
}

const okStatus = 200
/** Answers that ask for patience: too much at once, or not started as a whole yet. */
const busyStatuses: ReadonlySet<number> = new Set([429, 503])

/**
 * What came of asking for a blob; `isBusy` where the partner only asked for patience, `isAnswered` where another question is worth it
 * now.
 */
export type FetchOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: Fault; readonly isBusy: boolean; readonly isAnswered: boolean }

/**
 * Fetches what is missing of a blob part by part, and keeps it once it has the hash that its record names. What was fetched before an
 * interruption is not asked for again.
 *
 * @throws what the source throws where it cannot be asked.
 */
export async function fetchBlob(
  blobs: BlobStore,
  source: FileSource,
  { node, data: { blob, sizeBytes } }: NamedDataset,
): Promise<FetchOutcome> {
  const name = { owner: node, sha256: blob }
  for (let part = blobs.partsHeld(name); part < partCount(sizeBytes); part += 1) {
    const expected = Math.min(partBytes, sizeBytes - part * partBytes)
    const { status, body } = await source.get(blobPath(blob, part), expected)
    if (busyStatuses.has(status)) return failed('record/blob-busy', 'the partner asked for patience', true)
    if (status !== okStatus)
      return failed('record/blob-withheld', `part ${part} was asked for and not given (status ${status})`)
    if (body.length !== expected) {
      return failed('record/blob-size', `part ${part} has ${body.length} of ${expected} bytes`)
    }
    await blobs.keepPart(name, part, body)
  }
  if (await blobs.finish(name, sizeBytes)) return { ok: true }
  return failed('record/blob-hash', 'what was given has another hash than its record names')
}

function failed(code: Fault['code'], reason: string, isBusy = false): FetchOutcome {
  return { ok: false, fault: { code, reason }, isBusy, isAnswered: !isBusy }
}
