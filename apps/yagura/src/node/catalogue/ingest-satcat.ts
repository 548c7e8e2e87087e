import { createSatcatReader, type SatcatEntry } from '@yagura/space'
import type { IngestReport } from '../../api/contract/sources.ts'
import type { IngestFile } from '../context.ts'
import { createBreather } from '../in-slices.ts'
import { piecesOf } from './pieces.ts'
import { createProblemList } from './problem-list.ts'
import { sameEntry } from './satcat-store.ts'

/** What came of reading a SATCAT: nothing is kept yet. */
export type ReadSatcat = {
  readonly report: IngestReport
  /** What was known with what is new; the same map where nothing is. */
  readonly satcat: ReadonlyMap<number, SatcatEntry>
}

/**
 * Reads a SATCAT; bad rows are reported and passed over. A file that breaks off changes nothing.
 *
 * @param known - The SATCAT so far: entries that the file does not have stay.
 */
export async function readSatcatFile(file: IngestFile, known: ReadonlyMap<number, SatcatEntry>): Promise<ReadSatcat> {
  const problems = createProblemList()
  const breathe = createBreather(file.signal)
  const satcat = new Map(known)
  let records = 0
  let added = 0
  const reader = createSatcatReader(file.name, {
    entry: (entry) => {
      records += 1
      if (sameEntry(known.get(entry.id), entry)) return
      added += 1
      satcat.set(entry.id, entry)
    },
    problem: problems.add,
  })
  for await (const piece of piecesOf(file.bytes)) {
    file.signal.throwIfAborted()
    reader.write(piece)
    await breathe()
  }
  reader.end()
  if (records === 0 && problems.count() === 0) {
    problems.add({ file: file.name, line: 1, field: 'record', reason: 'the file holds no row of a SATCAT' })
  }
  const counts = { records, added, known: records - added, problemCount: problems.count(), problems: problems.first() }
  const report = { sourceId: file.sourceId, file: file.name, ...counts }
  return { report, satcat: added === 0 ? known : satcat }
}
