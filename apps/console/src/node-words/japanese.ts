import { utcOfTable } from '../format/format.ts'
import { approachSentences, healthSentences } from './alert-sentences.ts'
import { caseSentences } from './case-sentences.ts'
import { cyberSentences } from './cyber-sentences.ts'
import { jobSentences, logSentences } from './log-sentences.ts'
import { markingSentences } from './marking-sentences.ts'
import { partnerSentences } from './partner-sentences.ts'
import { recordSentences } from './record-sentences.ts'
import { releaseSentences } from './release-sentences.ts'
import { createSayJapanese, type SayJapanese } from './sentence.ts'

/**
 * Says in Japanese what the node writes of alerts, its health, jobs, its log, releases, partners, cases and the cyber watch.
 *
 * @param presentYear - See `utcOfTable`.
 */
export function createJapanese(presentYear: number): SayJapanese {
  const sentences = [
    ...[...approachSentences, ...healthSentences, ...jobSentences, ...logSentences],
    ...[...markingSentences, ...releaseSentences, ...partnerSentences, ...recordSentences, ...caseSentences],
    ...cyberSentences,
  ]
  return createSayJapanese(sentences, (iso) => utcOfTable(iso, 'ja', presentYear))
}
