import { type PopulationRun, runPopulation } from './population-run.ts'

declare global {
  var yaguraRun: () => Promise<PopulationRun>
  var crossOriginIsolated: boolean
}

// The whole page: the browser test calls this once it has loaded.
globalThis.yaguraRun = async () => {
  const answer = await fetch('/kernels.wasm')
  return runPopulation(new Uint8Array(await answer.arrayBuffer()))
}
