import { createHash } from 'node:crypto'
import { formatUtc } from '@yagura/formats'
import { DEFAULT_SCREENING_GRID, INTERVALS_PER_SLICE } from '@yagura/kernels'
import type { ScreeningPlan } from '@yagura/space'

/** Everything that the result of a screening depends on, as one hash: slices of equal plans may be put together. */
export function planIdentity({ request, ids, batch, minutesAtStart, primaryMarks, radiiKm }: ScreeningPlan): string {
  const hash = createHash('sha256')
  const { startUtc, durationS, thresholdKm } = request
  const { nodeSpacingS } = DEFAULT_SCREENING_GRID
  hash.update(`${formatUtc(startUtc)} ${durationS} ${thresholdKm} ${nodeSpacingS * INTERVALS_PER_SLICE} ${ids.join()}`)
  for (const column of [batch.records, minutesAtStart, primaryMarks, radiiKm]) hash.update(column)
  return `yagura-screening-1 ${hash.digest('hex')}`
}
