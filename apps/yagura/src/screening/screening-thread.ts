import { DEFAULT_SCREENING_GRID, sliceCount } from '@yagura/kernels'
import {
  APPROACH_LENGTH,
  createCatalogue,
  createStillRows,
  planScreening,
  type ScreeningPlan,
  UnknownPrimaryError,
} from '@yagura/space'
import { defaultRadiusM } from './default-radius.ts'
import { PACKED_LENGTH, unpackSet } from './packed-sets.ts'
import { planIdentity } from './plan-identity.ts'
import { ROW_LENGTH, type ThreadMessage, type ThreadStart } from './thread-messages.ts'
import { withWorkerPool } from './worker-pool.ts'

const MINUTES_PER_DAY = 1440
const SECONDS_PER_DAY = 86_400

/**
 * Plans and runs a screening away from the thread that serves people: planning alone takes a second.
 *
 * @param post - Told of everything; the block of a slice may be transferred.
 */
export async function runScreeningThread(
  start: ThreadStart,
  post: (message: ThreadMessage, transfer: readonly ArrayBuffer[]) => void,
): Promise<void> {
  const plan = planned(start)
  if (plan instanceof UnknownPrimaryError) {
    post({ kind: 'unknown-primaries', ids: plan.ids }, [])
    return
  }
  const total = sliceCount(plan.request.durationS, DEFAULT_SCREENING_GRID)
  const identity = planIdentity(plan)
  const goesOn = start.identity === identity
  const counts = { objectCount: plan.ids.length, leftOutCount: plan.leftOut.length, sliceCount: total }
  post({ kind: 'planned', identity, ...counts, goesOn }, [])
  const finished = new Set(goesOn ? start.finished : [])
  const slices = Array.from({ length: total }, (_, slice) => slice).filter((slice) => !finished.has(slice))
  const withStill = createStillRows(plan)
  const failedIds = new Set<number>()
  await withWorkerPool(plan, start.threadCount, async ({ screenSlice, failures }) => {
    const next = slices.values()
    const work = async (): Promise<void> => {
      for (const slice of next) {
        const block = rowsOf(plan, withStill(slice, await screenSlice(slice)))
        post({ kind: 'slice', slice, block }, [block.buffer])
      }
    }
    await Promise.all(Array.from({ length: start.threadCount }, work))
    for (const object of failures.keys()) failedIds.add(plan.ids[object] ?? 0)
  })
  post({ kind: 'done', failedIds: [...failedIds].sort((a, b) => a - b) }, [])
}

function planned({ sets, request }: ThreadStart): ScreeningPlan | UnknownPrimaryError {
  const count = sets.values.length / PACKED_LENGTH
  const catalogue = createCatalogue(Array.from({ length: count }, (_, index) => unpackSet(sets, index)))
  const primaries = request.primaries === undefined ? undefined : new Set(request.primaries)
  try {
    return planScreening(catalogue, { ...request, primaries, radiusM: (_id, name) => defaultRadiusM(name) })
  } catch (error) {
    if (error instanceof UnknownPrimaryError) return error
    throw error
  }
}

/** A block of a slice with ids for indices, and with the ages of both element sets at the closest approach, days. */
function rowsOf(plan: ScreeningPlan, block: Float64Array): Float64Array<ArrayBuffer> {
  const count = block.length / APPROACH_LENGTH
  const rows = new Float64Array(count * ROW_LENGTH)
  for (let i = 0; i < count; i++) {
    const row = block.subarray(i * APPROACH_LENGTH, (i + 1) * APPROACH_LENGTH)
    const [first = 0, second = 0, tcaS = 0] = row
    const at = i * ROW_LENGTH
    rows.set(row, at)
    rows[at] = plan.ids[first] ?? 0
    rows[at + 1] = plan.ids[second] ?? 0
    rows[at + 7] = (plan.minutesAtStart[first] ?? 0) / MINUTES_PER_DAY + tcaS / SECONDS_PER_DAY
    rows[at + 8] = (plan.minutesAtStart[second] ?? 0) / MINUTES_PER_DAY + tcaS / SECONDS_PER_DAY
  }
  return rows
}
