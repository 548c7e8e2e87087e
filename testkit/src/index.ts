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
