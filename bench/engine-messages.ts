import { performance } from 'node:perf_hooks'

/** What an engine is asked to do: a task by its name, and its numbers. */
export type Ask = { readonly task: string; readonly numbers: readonly number[] }

/** One measurement: how long it took, and facts about what was done. */
export type Sample = { readonly ms: number; readonly facts: Readonly<Record<string, number>> }

/** What an engine answers. */
export type Answer = { readonly sample: Sample } | { readonly failure: string }

/** A task measures itself: what it prepares before and what it counts after is not timed. */
export type Task = (numbers: readonly number[]) => Promise<Sample>

/** Times an action by the clock of this process, ms. */
export async function timed(action: () => unknown): Promise<number> {
  const begun = performance.now()
  await action()
  return performance.now() - begun
}

/** Makes this process an engine: it serves tasks to the process that forked it until that lets go of it. */
export function serveTasks(tasks: Readonly<Record<string, Task>>): void {
  const answer = (reply: Answer): void => void process.send?.(reply)
  process.on('message', (message: unknown) => {
    if (!isAsk(message)) throw new Error('the bench asked what no engine understands')
    const task = tasks[message.task]
    if (task === undefined) throw new Error(`this engine has no task ${message.task}`)
    task(message.numbers).then(
      (sample) => answer({ sample }),
      (error) => answer({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  // satellite.js throws from the exit handlers of its runtimes, so that no engine ends by exiting.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
}

/** A fact of a sample; that it lacks one is an error of the bench. */
export function factOf(sample: Sample, name: string): number {
  const value = sample.facts[name]
  if (value === undefined) throw new Error(`the engine told nothing of ${name}`)
  return value
}

/** Facts by which engines can be seen to have done the same: how many states failed, and the mean radius of the others. */
export function summarise(
  rows: number,
  isFailed: (row: number) => boolean,
  radiusKm: (row: number) => number,
): Readonly<Record<string, number>> {
  let failures = 0
  let sumKm = 0
  for (let row = 0; row < rows; row++) {
    if (isFailed(row)) failures += 1
    else sumKm += radiusKm(row)
  }
  return { rows, failures, meanRadiusKm: sumKm / (rows - failures) }
}

function isAsk(message: unknown): message is Ask {
  return typeof message === 'object' && message !== null && 'task' in message && 'numbers' in message
}
