import { setTimeout } from 'node:timers/promises'
import type { Change } from '@yagura/core'
import type { Hit } from '@yagura/cyber'
import { CannotWriteError } from '../../store/store-errors.ts'
import type { LiveScan } from './detection-engine.ts'
import type { RememberedGroups } from './remembered-groups.ts'

/** A block of lines on its way into the store. */
type TakenBlock = {
  readonly scan: () => Promise<LiveScan>
  /** What goes into the same commit: how far the log was read. Asked once the block was scanned. */
  readonly change: () => Change
  /** Told why the store refuses what was found; undefined when it no longer does. */
  readonly onRefused: (error: unknown) => void
}

/** Takes blocks of lines in, whatever log they are of. */
export type Intake = {
  /**
   * Scans a block, and resolves when all that it came to is on stable storage. One block comes after the other, so that what rules about
   * several events hold is kept in the order in which it came about; while the store cannot be written, all wait.
   *
   * @throws what the scan says, or the store about anything but writing; an `AbortError` where the node ends.
   */
  readonly take: (block: TakenBlock) => Promise<LiveScan>
}

/** What an intake needs of detection. */
export type IntakeDependencies = {
  readonly remembered: Pick<RememberedGroups, 'changeFor'>
  /** Keeps hits in one commit with a change. */
  readonly keep: (hits: readonly Hit[], change: Change) => Promise<void>
  /** Ends what waits for the store. */
  readonly signal: AbortSignal
  /** Waits until the store is tried again. */
  readonly pause?: (signal: AbortSignal) => Promise<unknown>
}

const tryAgainMs = 1000

/** Makes an intake. */
export function createIntake({ remembered, keep, signal, pause = aSecond }: IntakeDependencies): Intake {
  let turn: Promise<unknown> = Promise.resolve()
  const keepAll = async (hits: readonly Hit[], change: Change, onRefused: TakenBlock['onRefused']): Promise<void> => {
    let wasRefused = false
    for (;;) {
      try {
        await keep(hits, change)
        if (wasRefused) onRefused(undefined)
        return
      } catch (error) {
        if (!(error instanceof CannotWriteError)) throw error
        wasRefused = true
        onRefused(error)
        await pause(signal)
      }
    }
  }
  const takeNow = async ({ scan, change, onRefused }: TakenBlock): Promise<LiveScan> => {
    signal.throwIfAborted()
    const found = await scan()
    const memory = remembered.changeFor(found.remembered)
    const own = change()
    const whole = {
      ...own,
      put: [...(own.put ?? []), ...memory.put],
      remove: [...(own.remove ?? []), ...memory.remove],
    }
    const isSomething = [whole.put, whole.remove, whole.append ?? [], found.hits].some((list) => list.length > 0)
    if (isSomething) await keepAll(found.hits, whole, onRefused)
    return found
  }
  return {
    take: (block) => {
      const taken = turn.then(() => takeNow(block))
      turn = taken.catch(() => undefined)
      return taken
    },
  }
}

function aSecond(signal: AbortSignal): Promise<unknown> {
  return setTimeout(tryAgainMs, undefined, { signal, ref: false })
}
