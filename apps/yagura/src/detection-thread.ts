import { parentPort } from 'node:worker_threads'
import {
  createDetectionEngine,
  type EngineAnswer,
  type EngineRequest,
} from './node/cyber/detection/detection-engine.ts'

// Entry of the thread that looks at logs as they come in. Requests are answered in their order.
const engine = createDetectionEngine()
let last: Promise<unknown> = Promise.resolve()
parentPort?.on('message', (asked: EngineRequest) => {
  const answer = (reply: EngineAnswer): void => parentPort?.postMessage(reply)
  last = last
    .then(() => answerOf(asked))
    .then(
      (result) => answer({ result }),
      (error: unknown) => answer({ failure: error instanceof Error ? error.message : String(error) }),
    )
})

function answerOf(asked: EngineRequest): Promise<unknown> {
  switch (asked.kind) {
    case 'begin':
      return engine.begin()
    case 'take':
      return engine.take(asked.objects)
    case 'finish':
      return engine.finish(asked.rest, asked.remembered)
    case 'scan':
      return engine.scan(asked.format, asked.request)
  }
}
