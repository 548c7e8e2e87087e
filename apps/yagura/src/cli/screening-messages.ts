import { performance } from 'node:perf_hooks'
import { SGP4_ERRORS } from '@yagura/kernels'
import type { ScreeningPlan } from '@yagura/space'

/** Lines that say what a screening leaves out, and why, and how much it screens. */
export function planLines({ request, leftOut, ids, sievedCount }: ScreeningPlan): readonly string[] {
  const lines: string[] = []
  const isByEpoch = ({ code }: { readonly code: string }): boolean => code.startsWith('epoch-')
  const tooOld = leftOut.filter(({ findings }) => findings.some(isByEpoch))
  if (tooOld.length > 0) {
    lines.push(`${tooOld.length} element sets left out: epoch more than ${request.maxAgeDays} days from the start`)
  }
  for (const { elementSet, findings } of leftOut) {
    const reasons = findings.filter((finding) => finding.verdict === 'exclude' && !isByEpoch(finding))
    if (reasons.length > 0) lines.push(`${elementSet.id} left out: ${reasons.map(({ reason }) => reason).join('; ')}`)
  }
  const among = request.primaries ? `, ${sievedCount} more can never come near a primary` : ''
  return [...lines, `screening ${ids.length} objects${among}`]
}

/**
 * One line for each error of SGP4 that was met, naming the objects.
 *
 * @param failures - Error by index of the object in the plan.
 */
export function failureLines({ ids }: ScreeningPlan, failures: ReadonlyMap<number, number>): readonly string[] {
  const idsOfError = new Map<number, number[]>()
  for (const [object, error] of [...failures].sort(([a], [b]) => a - b)) {
    const failed = idsOfError.get(error) ?? []
    failed.push(ids[object] ?? 0)
    idsOfError.set(error, failed)
  }
  return [...idsOfError].map(
    ([error, failed]) =>
      `SGP4 error ${error} (${SGP4_ERRORS.get(error)}); screened only while SGP4 gives a state: ${failed.join(', ')}`,
  )
}

/**
 * Words for the progress line of a screening: the share of its time that is done, and how long the rest will take.
 *
 * @param resumedCount - Slices that an earlier run has done: they say nothing about speed.
 */
export function createScreeningProgress(resumedCount: number): (doneCount: number, totalCount: number) => string {
  const begunMs = performance.now()
  return (done, total) => {
    const percent = `screening: ${Math.floor((100 * done) / total)} % of the time searched`
    const fresh = done - resumedCount
    if (fresh < 1) return percent
    const leftS = Math.ceil(((performance.now() - begunMs) / 1000 / fresh) * (total - done))
    return `${percent}, about ${leftS} s left`
  }
}
