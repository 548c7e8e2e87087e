import { type KindSchemas, readRecord, utf8Bytes } from '@yagura/record'
import type { Handlers } from '../context.ts'
import { ReleaseRefusedError } from './errors.ts'
import type { SharedLogs } from './release-dependencies.ts'

/** What one person may say to partners at once; all else leaves by a release, which takes two. */
const onePersonKinds: ReadonlySet<string> = new Set([
  'evidence.complaint',
  'recall.ack',
  'recall.ask',
  'release.approve',
])

/** Takes a record that was signed elsewhere, where one person’s signature is enough for its kind. */
export function createAppend(logs: SharedLogs, kinds: KindSchemas): Handlers<'appendRecord'>['appendRecord'] {
  return async ({ body: { line } }) => {
    const bytes = utf8Bytes(line)
    const read = readRecord(bytes, kinds)
    if (!read.ok) throw new ReleaseRefusedError(read.fault)
    const { kind } = read.record.body
    if (!onePersonKinds.has(kind)) {
      const reason = `a record of kind ${kind} leaves by a release, which two persons sign`
      throw new ReleaseRefusedError({ code: 'release/two-persons', reason })
    }
    return { ...(await logs.append(bytes)), id: read.bodySha256 }
  }
}
