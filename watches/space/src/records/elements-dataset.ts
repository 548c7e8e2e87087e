import { createElementSetWriter, type ElementSet, type RecordProblem } from '@yagura/formats'

/** How element sets travel: kind of the dataset, and OMM as CSV. */
export const elementsDataset = { what: 'space.elements', mediaType: 'text/csv' } as const

/**
 * Element sets as the text of a dataset, in the order handed in, a line each after the line of keywords; equal sets give equal
 * bytes. Yields each piece of the text.
 *
 * @param problem - Told why a set cannot be written; it is passed over.
 */
export function* elementsText(
  sets: Iterable<ElementSet>,
  problem: (problem: RecordProblem) => void,
): Generator<string, void> {
  const pieces: string[] = []
  const writer = createElementSetWriter('omm-csv', (text) => pieces.push(text))
  for (const set of sets) {
    const found = writer.write(set)
    if (found !== undefined) problem(found)
    yield* pieces.splice(0)
  }
  writer.end()
  yield* pieces
}
