import { expect, test } from 'vitest'
import type { NamedObject, StixRow } from '../../src/cyber/models.ts'
import { marksOfRow } from '../../src/cyber/row-marks.ts'
import { createMarkingTools } from '../../src/partners/marking/marking-tools.ts'

const tools = createMarkingTools()
const green = { pol: 'TLP', lvl: 1, tlp: 'GREEN', mode: 'REAL' }
const red = { pol: 'TLP', lvl: 4, tlp: 'RED', mode: 'REAL' }
const own = { pol: 'US', lvl: 2, aud: { USA: 2 }, mode: 'REAL' }
const named = (mark: unknown): NamedObject => ({ id: 'tool--1', type: 'tool', title: 'Spade', isKnown: true, mark })

test('what rests on several marked things bears one mark where a policy has words for all, else one of each', () => {
  const words = (markings: readonly unknown[]) => tools.portionsOf(markings).map(({ en }) => en)
  expect(words([])).toEqual([])
  expect(words([green])).toEqual([tools.portionOf(green).en])
  expect(words([green, red])).toEqual([tools.portionOf(red).en])
  expect(words([red, own])).toEqual([tools.portionOf(red).en, tools.portionOf(own).en])
  expect(words([green, { pol: 'of nobody' }])).toEqual([tools.portionOf(green).en, 'MARKING NOT KNOWN HERE'])
})

test('a row is marked by its object, by whom its title names and by who made it; what is not held has no mark', () => {
  const row: Pick<StixRow, 'mark' | 'named' | 'createdBy'> = {
    mark: green,
    named: [named(green), named(null)],
    createdBy: named(red),
  }
  expect(marksOfRow(row)).toEqual([green, red])
  expect(marksOfRow({ ...row, createdBy: null })).toEqual([green])
})
