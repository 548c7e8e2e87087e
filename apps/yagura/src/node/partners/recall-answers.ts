import { parseOrigin, RecallAck, RecallAsk, type RecordBody, readRecord, utf8Bytes } from '@yagura/record'
import { Check } from 'typebox/value'
import type { RecallAnswer, SharedRecord } from '../../api/contract/partners.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import { NotHeldError } from './errors.ts'
import type { JoinedParts } from './join-parts.ts'
import { answerHeard } from './statements/heard.ts'

/** What telling of answers needs. */
type AnswerParts = Pick<JoinedParts, 'context' | 'identity' | 'partners' | 'kinds'>

/**
 * What the partners of its log answered to a recall of this node. An answer counts where it stands in the answering node’s own log, is
 * believed now, and names the recall and the record that it takes back.
 *
 * @param ask - The recall, by the SHA-256 of its body.
 * @param find - Gives a record that is held here.
 * @throws NotHeldError where it is no recall of this node.
 */
export function recallAnswers(
  parts: AnswerParts,
  ask: string,
  find: (id: string) => SharedRecord | undefined,
): RecallAnswer[] {
  const asked = find(ask)
  const origin = asked && parseOrigin(asked.origin)
  const data = asked && bodyOf(parts, asked)?.data
  if (origin?.ok !== true || origin.node !== parts.identity.card.node || !Check(RecallAsk, data)) {
    throw new NotHeldError(`the recall ${ask}`)
  }
  const nations = origin.log.audience.split('-')
  return parts.partners
    .list()
    .filter(({ card }) => nations.includes(card.party))
    .map(({ card: { node, party } }) => {
      const heard = answerHeard(parts.context.store, ask, node)
      const answer = heard && find(heard.record)
      const said = answer && bodyOf(parts, answer)?.data
      const isAnswer = Check(RecallAck, said) && said.ask === ask && said.record === data.record
      if (heard === undefined || !isAnswer) return { node, party, done: null, atUtc: null }
      return { node, party, done: said.done, atUtc: isoOfUnixMs(heard.atMs) }
    })
}

function bodyOf({ kinds }: AnswerParts, { line, state }: SharedRecord): RecordBody | undefined {
  const read = line === null || state !== 'believed' ? undefined : readRecord(utf8Bytes(line), kinds)
  return read?.ok === true ? read.record.body : undefined
}
