import type { SourceFacts } from '@yagura/core'
import type { Source } from '../../api/contract/sources.ts'
import { unixMsOfIso } from '../unix-time.ts'

/** What the health of the node is judged by, of a source as the API shows it. */
export function sourceFacts({ id, name, enabled, state, lastSuccessUtc, lastError }: Source): SourceFacts {
  return {
    ...{ id, name, enabled, link: '/sources' },
    stale: state === 'stale',
    lastSuccessMs: lastSuccessUtc === null ? undefined : unixMsOfIso(lastSuccessUtc),
    lastError: lastError === null ? undefined : { message: lastError.message, atMs: unixMsOfIso(lastError.atUtc) ?? 0 },
  }
}
