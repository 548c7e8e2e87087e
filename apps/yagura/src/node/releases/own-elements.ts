import { createHash } from 'node:crypto'
import type { ElementSet, RecordProblem } from '@yagura/formats'
import { elementsDataset, elementsText } from '@yagura/space'
import { largestBlobBytes } from '../blobs/blob-store.ts'
import { createBreather } from '../in-slices.ts'
import { ReleaseRefusedError } from './errors.ts'
import type { CatalogueEntry, ReleaseSubject, SharedSubject, SubjectSources } from './shared-subject.ts'

/** What of the catalogue is asked for. */
type ElementsSubject = Extract<ReleaseSubject, { readonly kind: 'elements' }>

/** The keywords and a few sets: enough to see what it is. */
const headLines = 6
const headBytes = 4096

/**
 * Writes element sets of the catalogue down as a dataset for partners.
 *
 * @param entries - The whole catalogue, in ascending order of id.
 * @throws ReleaseRefusedError (rejects) where none fits, one that was named is not there, or one cannot be written.
 */
export async function shareElements(
  { sources, objects }: ElementsSubject,
  entries: Iterable<CatalogueEntry>,
  { sourceName, keepBlob }: Pick<SubjectSources, 'sourceName' | 'keepBlob'>,
): Promise<SharedSubject> {
  const wanted = objects === undefined ? undefined : new Set(objects)
  const chosen = [...entries].filter(
    ({ id, sourceId }) => (wanted?.has(id) ?? true) && (sources?.includes(sourceId) ?? true),
  )
  const found = new Set(chosen.map(({ id }) => id))
  const missing = objects?.find((id) => !found.has(id))
  if (missing !== undefined) throw refused(`there is no element set of object ${missing} from these sources`)
  if (chosen.length === 0) throw refused('there is no element set of these sources')
  const bytes = await bytesOf(chosen.map(({ set }) => set))
  const restsOn = [...new Set(chosen.flatMap(({ provenance }) => provenance?.recordId ?? []))]
  const from = [...new Set(chosen.map(({ sourceId }) => sourceName(sourceId)))].sort().join(', ')
  const { what, mediaType } = elementsDataset
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('utf8').split('\n').slice(0, headLines).join('\n')
  return {
    kind: 'dataset.add',
    title: `${chosen.length === 1 ? `Element set of ${chosen[0]?.id}` : `${chosen.length} element sets`} (${from})`,
    restsOn,
    data: { blob: sha256, mediaType, sizeBytes: bytes.length, what },
    attached: {
      view: { sha256, sizeBytes: bytes.length, mediaType, rows: chosen.length, head },
      keep: () => keepBlob(bytes),
    },
  }
}

async function bytesOf(sets: readonly ElementSet[]): Promise<Uint8Array> {
  const problems: RecordProblem[] = []
  const breathe = createBreather()
  const pieces: Uint8Array[] = []
  let total = 0
  for (const piece of elementsText(sets, (problem) => problems.push(problem))) {
    const bytes = Buffer.from(piece, 'utf8')
    pieces.push(bytes)
    total += bytes.length
    if (total > largestBlobBytes) throw refused(`they are more than the ${largestBlobBytes} bytes that one dataset has`)
    await breathe()
  }
  const [first] = problems
  if (first !== undefined) throw refused(`${first.file}:${first.line}: ${first.field}: ${first.reason}`)
  return Buffer.concat(pieces)
}

function refused(reason: string): ReleaseRefusedError {
  return new ReleaseRefusedError({ code: 'release/no-elements', reason })
}
