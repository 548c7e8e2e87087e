import { createElementSetWriter, type ElementSet } from '@yagura/formats'
import { generatePopulation } from '@yagura/space'

/** Start of the screenings of simulated files, which is their epoch. */
export const simulatedStart = '2026-01-01T00:00:00Z'

/** An evenly spaced sample of the SIMULATED population. */
export function simulatedSets(objectCount: number): readonly ElementSet[] {
  return [...generatePopulation({ seed: 5, epochUtc: { mjd: 61_041, secondOfDay: 0 }, objectCount })]
}

/** Element sets as the text of an OMM file. */
export function ommCsv(sets: Iterable<ElementSet>): string {
  let text = ''
  const writer = createElementSetWriter('omm-csv', (piece) => {
    text += piece
  })
  for (const set of sets) {
    const problem = writer.write(set)
    if (problem) throw new Error(`${problem.line}: ${problem.field}: ${problem.reason}`)
  }
  writer.end()
  return text
}
