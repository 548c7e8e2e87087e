import { Worker } from 'node:worker_threads'
import { type BlockScan, type DetectorCounts, type LogFormat, noDetectorCounts } from '@yagura/cyber'
import type { ScanRequest } from './scan-part.ts'
import type { SoughtFiles } from './sought.ts'

/** What a scanning thread is started with. */
export type ScanThreadStart = { readonly files: SoughtFiles; readonly format: LogFormat; readonly nowMs: number }

/** What a scanning thread answers. */
export type ScanThreadAnswer = { readonly scan: BlockScan; readonly counts: DetectorCounts }

/** Threads that scan blocks, each with all that is looked for. */
export type ScanPool = {
  /** Blocks are dealt out in turn; answers come in any order. */
  readonly scan: (request: ScanRequest) => Promise<BlockScan>
  readonly counts: () => DetectorCounts
  readonly close: () => Promise<void>
}

type Waiting = { readonly resolve: (scan: BlockScan) => void; readonly reject: (error: Error) => void }
type Thread = { readonly worker: Worker; readonly waiting: Waiting[]; counts: DetectorCounts }

/** Starts threads, which read by themselves what is looked for. */
export function startScanPool(start: ScanThreadStart, threadCount: number): ScanPool {
  let turn = 0
  const threads = Array.from({ length: threadCount }, () => startThread(start))
  return {
    scan: (request) =>
      new Promise((resolve, reject) => {
        const thread = threads[turn++ % threads.length]
        thread?.waiting.push({ resolve, reject })
        // A copy of its own: the rest of the buffer may be somebody else's.
        const bytes = new Uint8Array(request.bytes)
        thread?.worker.postMessage({ ...request, bytes }, [bytes.buffer])
      }),
    counts: () => threads.reduce((sum, { counts }) => added(sum, counts), noDetectorCounts),
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }
}

function added(one: DetectorCounts, other: DetectorCounts): DetectorCounts {
  return {
    harmlessHits: one.harmlessHits + other.harmlessHits,
    withoutRules: one.withoutRules + other.withoutRules,
    uncounted: one.uncounted + other.uncounted,
    late: one.late + other.late,
  }
}

function startThread(start: ScanThreadStart): Thread {
  const worker = new Worker(new URL('./scan-thread.js', import.meta.url), { workerData: start })
  const thread: Thread = { worker, waiting: [], counts: noDetectorCounts }
  worker.on('message', ({ scan, counts }: ScanThreadAnswer) => {
    thread.counts = counts
    thread.waiting.shift()?.resolve(scan)
  })
  worker.on('error', (error) => {
    for (const { reject } of thread.waiting.splice(0)) reject(error)
  })
  return thread
}
