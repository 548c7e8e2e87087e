import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startIso } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { atLeast, type BenchRow, digits } from './bench-row.ts'
import { factOf, type Sample } from './engine-messages.ts'
import { interleave, type Series, seriesFor } from './interleave.ts'
import { type Engine, startEngine } from './start-engine.ts'

type Name = 'oneCore' | 'twoWorkers' | 'typeScript' | 'bulk' | 'threads' | 'loop' | 'loopByTime' | 'ootk'

/** Mean radii of engines that did the same differ by what a single-double Julian date costs, km. */
const sameRadiusKm = 1e-3
const minuteS = 60

/** P1, P2 and P3: all objects at one-minute times, positions and velocities, every contestant in its own process. */
export async function measurePropagationSpeed(context: BenchContext): Promise<readonly BenchRow[]> {
  const { scale, say } = context
  const words = [context.catalogueFile, startIso, String(scale.timeCount)]
  const yagura = startEngine(context.script('propagation-engine'), ...words)
  const satellite = (way: string): Engine => startEngine(context.script('satellite-engine'), way, ...words)
  const [bulk, threads] = [satellite('bulk'), satellite('threads')]
  const [loop, loopByTime] = [satellite('loop'), satellite('loop-by-time')]
  const ootk = startOotk(context, words)
  const grid = [0, minuteS, scale.timeCount]
  const contestants = new Map<Name, () => Promise<Sample>>([
    ['oneCore', () => yagura.ask('oneCore', ...grid)],
    ['bulk', () => bulk.ask('propagate', ...grid)],
    ['twoWorkers', () => yagura.ask('twoWorkers', ...grid)],
    ['threads', () => threads.ask('propagate', ...grid)],
    ['typeScript', () => yagura.ask('typeScript', ...grid)],
    ['loop', () => loop.ask('propagate', ...grid)],
    ['loopByTime', () => loopByTime.ask('propagate', ...grid)],
  ])
  if (ootk !== undefined) contestants.set('ootk', () => ootk.ask('propagate', ...grid))
  try {
    const all = await interleave(contestants, scale.rounds)
    for (const [name, series] of all)
      say(`${name}: ${rate(series)} M/s; ${agreement(series, seriesFor(all, 'oneCore'))}`)
    return rows(all)
  } finally {
    for (const engine of [yagura, bulk, threads, loop, loopByTime, ootk]) engine?.stop()
  }
}

function startOotk(context: BenchContext, words: readonly string[]): Engine | undefined {
  const peers = join(context.benchFolder, 'peers')
  if (existsSync(join(peers, 'node_modules/ootk'))) return startEngine(join(peers, 'ootk-engine.js'), ...words)
  context.say('ootk is skipped: it is not installed (npm ci --prefix bench/peers --ignore-scripts)')
  return undefined
}

function rows(all: ReadonlyMap<Name, Series>): readonly BenchRow[] {
  const of = (name: Name): Series => seriesFor(all, name)
  const faster = (fast: Name, slow: Name): number => of(slow).medianMs / of(fast).medianMs
  const [overBulk, overLoop] = [faster('oneCore', 'bulk'), faster('oneCore', 'loopByTime')]
  const [overThreads, overOneCore] = [faster('twoWorkers', 'threads'), faster('twoWorkers', 'oneCore')]
  const ootk = all.has('ootk')
    ? `${rate(of('ootk'))} (1/${digits(faster('oneCore', 'ootk'))} of ours)`
    : 'not installed'
  return [
    {
      claim: 'P1 one core, WebAssembly',
      bar: '≥ 5× satellite.js bulk, ≥ 18× its loop',
      floor: '4×, 15×',
      measured: `${digits(overBulk)}×, ${digits(overLoop)}× (M states/s: ours ${rate(of('oneCore'))}; bulk ${rate(of('bulk'))}; loop, time by time, ${rate(of('loopByTime'))}; object by object ${rate(of('loop'))}, of which ours is ${digits(faster('oneCore', 'loop'))}×; ootk ${ootk}; ${codes(all)})`,
      verdict: atLeast({ value: overBulk, bar: 5, floor: 4 }, { value: overLoop, bar: 18, floor: 15 }),
    },
    {
      claim: 'P2 two workers',
      bar: '≥ 4.5× satellite.js with 2 threads, ≥ 1.9× own one core',
      floor: '3×, 1.7×',
      measured: `${digits(overThreads)}×, ${digits(overOneCore)}× (M states/s: ours ${rate(of('twoWorkers'))}; satellite.js ${rate(of('threads'))})`,
      verdict: atLeast({ value: overThreads, bar: 4.5, floor: 3 }, { value: overOneCore, bar: 1.9, floor: 1.7 }),
    },
    {
      claim: 'P3 TypeScript without WebAssembly, one core',
      bar: '≥ 1.5× satellite.js bulk',
      floor: '1×',
      measured: `${digits(faster('typeScript', 'bulk'))}× (M states/s: ours ${rate(of('typeScript'))})`,
      verdict: atLeast({ value: faster('typeScript', 'bulk'), bar: 1.5, floor: 1 }),
    },
  ]
}

/** Millions of states a second: median, and the range over the rounds. */
function rate(series: Series): string {
  const millions = (ms: number): string => digits(factOf(series.last, 'rows') / ms / 1000)
  return `${millions(series.medianMs)} [${millions(series.mostMs)}–${millions(series.leastMs)}]`
}

/** How many states of the grid every contestant refused, or that they disagree about it. */
function codes(all: ReadonlyMap<Name, Series>): string {
  const counts = new Set([...all.values()].map((series) => factOf(series.last, 'failures')))
  return `${[...counts].join(' or ')} states with an error code${counts.size === 1 ? ' in each' : ', by contestant'}`
}

/** Says in how many states two contestants disagree to fail; throws where they cannot have propagated the same. */
function agreement(series: Series, own: Series): string {
  const apartKm = Math.abs(factOf(series.last, 'meanRadiusKm') - factOf(own.last, 'meanRadiusKm'))
  const failures = factOf(series.last, 'failures')
  if (failures === factOf(own.last, 'failures') && !(apartKm < sameRadiusKm)) {
    throw new Error(`contestants did not propagate the same: their mean radii differ by ${apartKm} km`)
  }
  return `${failures} states with an error code, mean radius of the others within ${apartKm.toExponential(1)} km of ours`
}
