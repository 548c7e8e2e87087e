import { parentPort, workerData } from 'node:worker_threads'
import { runScreeningThread } from './screening/screening-thread.ts'
import type { ThreadStart } from './screening/thread-messages.ts'

// Entry of the thread that plans a node's screening and hands its slices to further threads.
const start: ThreadStart = workerData
await runScreeningThread(start, (message, transfer) => parentPort?.postMessage(message, transfer))
