import { parentPort } from 'node:worker_threads'
import { createPatternRows } from './match/match-rows.ts'
import type { MatchRequest } from './match/match-thread.ts'

// Entry of the thread that asks patterns of observations: each request is answered before the next one comes.
const patternRows = createPatternRows()
parentPort?.on('message', (asked: MatchRequest) => {
  parentPort?.postMessage(asked.kind === 'observe' ? patternRows.observe(asked.text) : patternRows.ask(asked.lines))
})
