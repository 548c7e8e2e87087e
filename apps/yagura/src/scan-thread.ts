import { parentPort, workerData } from 'node:worker_threads'
import { createScanPart, type ScanRequest } from './scan/scan-part.ts'
import type { ScanThreadAnswer, ScanThreadStart } from './scan/scan-pool.ts'
import { readSought } from './scan/sought.ts'

// Entry of a thread that scans blocks of lines: it reads what is looked for once, then answers each block in order.
const { files, format, nowMs }: ScanThreadStart = workerData
const { detector } = await readSought(files, nowMs)
const scan = createScanPart(detector, format, nowMs)
parentPort?.on('message', (request: ScanRequest) => {
  const answer: ScanThreadAnswer = { scan: scan(request), counts: detector.counts() }
  parentPort?.postMessage(answer)
})
