import { distinctMarks } from '../partners/marking/distinct-marks.ts'
import type { NamedObject, StixRow } from './models.ts'

/** Markings of objects as they are named; what the node does not have has none. */
export function marksOfNamed(named: readonly NamedObject[]): readonly unknown[] {
  return named.map(({ mark }) => mark).filter((mark) => mark !== null)
}

/** Markings of what a row tells: of its object, of whom its title names and of who made it, each once. */
export function marksOfRow({
  mark,
  named,
  createdBy,
}: Pick<StixRow, 'mark' | 'named' | 'createdBy'>): readonly unknown[] {
  return distinctMarks([mark, ...marksOfNamed(createdBy === null ? named : [...named, createdBy])])
}
