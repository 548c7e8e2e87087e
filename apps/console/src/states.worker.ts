import kernelsPath from '@yagura/kernels/kernels.wasm'
import type { StatesRequest } from './space/states/messages.ts'
import { serveStates } from './space/states/serve-states.ts'

// The whole worker: it propagates the catalogue beside the page's own thread.
const serve = serveStates({
  post: (answer, transfer) => globalThis.postMessage(answer, { transfer: [...transfer] }),
  nowMs: () => Date.now(),
  wasmUrl: globalThis.crossOriginIsolated ? new URL(kernelsPath, import.meta.url) : undefined,
})
globalThis.addEventListener('message', (message: MessageEvent<StatesRequest>) => {
  void serve(message.data)
})
