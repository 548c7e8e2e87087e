// ootk 7 as a contestant. It is under the AGPL, so it and this file stay apart from everything else: a process of its
// own, started only by the bench and only where it was installed. Arguments: file of TLE, start (ISO), most times.
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { Sgp4 } from 'ootk'

const [file = '', start = '', mostTimes = '1'] = process.argv.slice(2)
const unixEpochJulianDate = 2440587.5
const lines = readFileSync(file, 'utf8').split('\n')
const records = []
for (let i = 0; i + 1 < lines.length; i += 2) records.push(Sgp4.createSatrec(lines[i].trim(), lines[i + 1].trim()))
const startJulianDate = Date.parse(start) / 86_400_000 + unixEpochJulianDate
const minutesAtStart = records.map(({ jdsatepoch }) => (startJulianDate - jdsatepoch) * 1440)
const states = new Float64Array(records.length * Number(mostTimes) * 6)
const status = new Uint8Array(records.length * Number(mostTimes))

/** Propagates all objects to all times into columns, as the other contestants do. */
function propagateAll(firstS, stepS, times) {
  let row = 0
  for (let i = 0; i < records.length; i++) {
    for (let j = 0; j < times; j++, row++) {
      const { position, velocity } = Sgp4.propagate(records[i], minutesAtStart[i] + (firstS + j * stepS) / 60)
      status[row] = position && velocity ? 0 : 1
      if (!position || !velocity) continue
      const at = row * 6
      states[at] = position.x
      states[at + 1] = position.y
      states[at + 2] = position.z
      states[at + 3] = velocity.x
      states[at + 4] = velocity.y
      states[at + 5] = velocity.z
    }
  }
}

function summarise(rows) {
  let failures = 0
  let sumKm = 0
  for (let row = 0; row < rows; row++) {
    if (status[row]) failures += 1
    else sumKm += Math.hypot(states[row * 6], states[row * 6 + 1], states[row * 6 + 2])
  }
  return { rows, failures, meanRadiusKm: sumKm / (rows - failures) }
}

process.on('message', ({ numbers: [firstS, stepS, times] }) => {
  const begun = performance.now()
  propagateAll(firstS, stepS, times)
  const ms = performance.now() - begun
  process.send({ sample: { ms, facts: summarise(records.length * times) } })
})
process.on('disconnect', () => process.exit(0))
