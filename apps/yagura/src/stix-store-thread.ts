import { parentPort, workerData } from 'node:worker_threads'
import { runStixThread, type StixThreadStart } from './node/cyber/store/stix-thread.ts'

// Entry of the thread that has the store of STIX objects.
const start: StixThreadStart = workerData
if (parentPort !== null) await runStixThread(start, parentPort)
