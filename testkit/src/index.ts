export { type RunningBrowser, startChromium } from './chromium.ts'
export { type Ed25519Vector, ed25519Vectors, publishedKeys } from './ed25519-vectors.ts'
export { freshFolder, type RunningNode, startNode } from './run-node.ts'
export {
  collect,
  runThroughShell,
  runYagura,
  startYagura,
  type YaguraRun,
  type YaguraRunOptions,
} from './run-yagura.ts'
export { type SeededRandom, seededRandom } from './seeded-random.ts'
export { sharedData } from './shared-data.ts'
