// satellite.js 7 as a contestant. Arguments: loop, loop-by-time, bulk or threads; file of TLE, start (ISO), most times of a call.
import { readFileSync } from 'node:fs'
import {
  BulkPropagator,
  createMultiThreadRuntime,
  createSingleThreadRuntime,
  EciBaseCalculator,
  propagate,
  type SatRec,
  twoline2satrec,
} from 'satellite.js'
import { type Sample, serveTasks, summarise, timed } from './engine-messages.ts'

const [way = '', file = '', startText = '', mostTimesText = '1'] = process.argv.slice(2)
const mostTimes = Number(mostTimesText)
const threadCount = 2
const lines = readFileSync(file, 'utf8').split('\n')
const records: SatRec[] = []
for (let i = 0; i + 1 < lines.length; i += 2) {
  records.push(twoline2satrec((lines[i] ?? '').trim(), (lines[i + 1] ?? '').trim()))
}

function dates(numbers: readonly number[]): Date[] {
  const [firstS = 0, stepS = 60, times = 1] = numbers
  return Array.from({ length: times }, (_, j) => new Date(Date.parse(startText) + (firstS + j * stepS) * 1000))
}

function sampleOf(
  ms: number,
  rows: number,
  positionsKm: Float64Array,
  stride: number,
  errors: Int8Array | Uint8Array,
): Sample {
  const radiusKm = (row: number): number => {
    const [x = 0, y = 0, z = 0] = positionsKm.subarray(row * stride, row * stride + 3)
    return Math.sqrt(x * x + y * y + z * z)
  }
  return { ms, facts: summarise(rows, (row) => errors[row] !== 0, radiusKm) }
}

/**
 * The `propagate()` loop, its states kept in columns as the other contestants keep them: object by object as its manual
 * shows it, or time by time as a moving picture needs it, which reaches for another object's record at every call.
 */
function loop(isByTime: boolean): (numbers: readonly number[]) => Promise<Sample> {
  const out = new Float64Array(records.length * mostTimes * 6)
  const errors = new Uint8Array(records.length * mostTimes)
  const propagateOne = (record: SatRec, date: Date, row: number): void => {
    const state = propagate(record, date)
    errors[row] = state === null ? record.error : 0
    if (state === null) return
    const { position, velocity } = state
    const i = row * 6
    out[i] = position.x
    out[i + 1] = position.y
    out[i + 2] = position.z
    out[i + 3] = velocity.x
    out[i + 4] = velocity.y
    out[i + 5] = velocity.z
  }
  const byObject = (at: readonly Date[]): void => {
    let row = 0
    for (const record of records) for (const date of at) propagateOne(record, date, row++)
  }
  const byTime = (at: readonly Date[]): void => {
    let first = 0
    for (const date of at) {
      let row = first++
      for (const record of records) {
        propagateOne(record, date, row)
        row += at.length
      }
    }
  }
  return async (numbers) => {
    const at = dates(numbers)
    const ms = await timed(() => (isByTime ? byTime(at) : byObject(at)))
    return sampleOf(ms, records.length * at.length, out, 6, errors)
  }
}

/** BulkPropagator with positions, velocities and errors; records are handed over before, dates within the time taken. */
async function bulk(): Promise<(numbers: readonly number[]) => Promise<Sample>> {
  const runtime =
    way === 'threads'
      ? await createMultiThreadRuntime({ threadsCount: threadCount })
      : await createSingleThreadRuntime()
  const propagator = new BulkPropagator({
    runtime,
    calculators: [new EciBaseCalculator()],
    satRecsCount: records.length,
    datesCount: mostTimes,
  })
  propagator.setSatRecs(records)
  return async (numbers) => {
    const at = dates(numbers)
    const ms = await timed(() => {
      propagator.setDates(at)
      return propagator.run()
    })
    const { position, error } = propagator.getRawOutput().eci
    return sampleOf(ms, records.length * at.length, position, 3, error)
  }
}

serveTasks({ propagate: way.startsWith('loop') ? loop(way === 'loop-by-time') : await bulk() })
