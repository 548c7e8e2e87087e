import { logOf, originOf, signRecord } from '@yagura/record'
import type { NodeContext } from '../../context.ts'
import type { OwnLogs } from '../channels/own-logs.ts'
import { NotReconciledError, RecordRefusedError } from '../errors.ts'
import type { TakeParts } from '../pull/take-parts.ts'
import { listOwed, type Owed, saidDocument, statementCollections } from './owed.ts'

/** Says what the node owes its partners. */
export type Speaker = {
  /** Says the next few things; never rejects: what cannot be said yet is said another time. */
  readonly say: () => Promise<void>
}

/** What speaking needs. */
export type SpeakerParts = Pick<TakeParts, 'identity' | 'kinds'> & {
  readonly context: NodeContext
  readonly ownLogs: Pick<OwnLogs, 'append'>
  /** Resolves when it is known that this log can go on from where it is. */
  readonly whenReconciled: (origin: string) => Promise<void>
}

/** So that a partner that asks for very much is answered in its turn. */
const mostAtOnce = 32

/** Makes the speaker of a node: one statement for each thing that calls for one, whatever stops between. */
export function createSpeaker(parts: SpeakerParts): Speaker {
  let last: Promise<void> = Promise.resolve()
  const sayNext = async (): Promise<void> => {
    const next = listOwed(parts.context.store).slice(0, mostAtOnce)
    const refusals = await Promise.all(next.map((owed) => sayOne(parts, owed)))
    const refused = refusals.filter((refusal) => refusal !== undefined)
    const [first] = refused
    if (first === undefined) return
    const { clock, store } = parts.context
    const text = `${refused.length} answers or complaints to partners could not be put into a log; the first: ${first}`
    const line = { atMs: clock.nowMs(), kind: 'partner/unsaid', subject: '', by: 'node', text }
    await store.commit({ append: [{ ...line, body: { count: refused.length } }] })
  }
  return {
    say: () => {
      last = last.then(sayNext).catch((error: unknown) => {
        parts.context.logger.error({ err: error }, 'what is owed to partners could not be said')
      })
      return last
    },
  }
}

/** @returns Why it was refused, where it was; then it is owed no more. */
async function sayOne(parts: SpeakerParts, { key, body }: Owed): Promise<string | undefined> {
  const { store } = parts.context
  const { card, author } = parts.identity
  const log = logOf(body.mark)
  const signed = log.ok ? await signRecord(body, [author], parts.kinds) : log
  const remove = [{ collection: statementCollections.owed, id: key }]
  if (!log.ok || !signed.ok) {
    await store.commit({ remove })
    return log.ok && !signed.ok ? signed.fault.reason : 'its marking names no log'
  }
  try {
    // A restored backup may have said it before: the log as partners saw it comes first.
    await parts.whenReconciled(originOf(card.node, log.log))
    if (store.get(statementCollections.said, key) === undefined) await parts.ownLogs.append([signed.line])
  } catch (error) {
    if (error instanceof NotReconciledError) return undefined
    if (!(error instanceof RecordRefusedError)) throw error
    if (error.faultCode !== 'record/repeated') {
      await store.commit({ remove })
      return error.message
    }
  }
  await store.commit({ remove, put: [saidDocument(key, signed.bodySha256)] })
  return undefined
}
