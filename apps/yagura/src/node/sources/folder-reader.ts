import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { YaguraError } from '@yagura/core'
import { UnreadableSourceError } from './content-errors.ts'
import { foldersFor, isAboutContent, type LocalReading, readWhole } from './file-reader.ts'
import { openLocalFile, resolveAllowedPath, told } from './local-file.ts'
import type { ReadOutcome, SourceReader } from './read-outcome.ts'
import type { SourceEntry } from './source-entry.ts'
import type { SourceProgress } from './stored-source.ts'

type Files = SourceProgress['files']
type Read = Extract<ReadOutcome, { kind: 'read' }>

const pollMs = 5000
const mostFiles = 10_000

/** Some files of a folder could not be used; those that could were. */
class FolderFilesError extends YaguraError {
  override readonly name = 'FolderFilesError'
  override readonly code = 'source/folder-files'
  override readonly remedy = 'correct-input'
  /** Names of the files. */
  readonly files: readonly string[]

  constructor(files: readonly string[], first: string) {
    super(`${files.length} of its files cannot be used, until they are changed or taken away. First: ${first}`)
    this.files = files
  }
}

/**
 * Reads each file of a folder once, when its size and time have not changed between two looks, and again when it has changed.
 * Files whose names start with a dot, links and subfolders are left alone.
 */
export function createFolderReader(local: LocalReading): SourceReader {
  const marksOf = new WeakMap<SourceEntry['definition'], ReadonlyMap<string, string>>()
  return {
    pollMs,
    read: async (entry, signal): Promise<ReadOutcome> => {
      const folder = await resolveAllowedPath(entry.definition.location, foldersFor(entry, local))
      const seen = marksOf.get(entry.definition)
      const marks = await markFiles(folder)
      marksOf.set(entry.definition, marks)
      const files = keepPresent(entry.progress.files, marks)
      const resting = [...marks].filter(([name, mark]) => files[name]?.mark !== mark && seen?.get(name) === mark)
      const done = await readFiles(local, entry, { folder, names: resting.map(([name]) => name), files, signal })
      entry.progress = { ...entry.progress, files: done.files }
      if (done.last !== undefined) return { ...done.last, progress: { files: done.files } }
      refuseBadFiles(done.files)
      const waits = [...marks].some(([name, mark]) => done.files[name]?.mark !== mark)
      return waits && seen !== undefined ? { kind: 'waiting' } : { kind: 'unchanged', progress: { files: done.files } }
    },
  }
}

async function markFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await told(folder, () => readdir(folder, { withFileTypes: true }))).filter(isPlainFile)
  if (names.length > mostFiles) {
    throw new UnreadableSourceError(folder, `it holds ${names.length} files, more than ${mostFiles}`)
  }
  const marks = new Map<string, string>()
  for (const { name } of names.sort((first, second) => (first.name < second.name ? -1 : 1))) {
    const facts = await lstat(join(folder, name)).catch(() => undefined)
    // Gone since it was listed: the next look will not see it.
    if (facts?.isFile()) marks.set(name, `${facts.ino}:${facts.size}:${facts.mtimeMs}`)
  }
  return marks
}

function isPlainFile(entry: Dirent): boolean {
  return entry.isFile() && !entry.name.startsWith('.')
}

function keepPresent(files: Files, marks: ReadonlyMap<string, string>): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => marks.has(name)))
}

async function readFiles(
  local: LocalReading,
  entry: SourceEntry,
  work: {
    readonly folder: string
    readonly names: readonly string[]
    readonly files: Files
    readonly signal: AbortSignal
  },
): Promise<{ readonly files: Files; readonly last: Read | undefined }> {
  let files = work.files
  let last: Read | undefined
  for (const name of work.names) {
    const path = join(work.folder, name)
    const file = await openLocalFile(path, foldersFor(entry, local), local.limitBytes)
    try {
      const outcome = await readWhole(local.ingest, entry, path, file, work.signal)
      last = addReports(last, outcome)
      files = { ...files, [name]: { mark: file.mark } }
    } catch (error) {
      if (!isAboutContent(error) || !(error instanceof YaguraError)) throw error
      files = { ...files, [name]: { mark: file.mark, error: { code: error.code, message: error.message } } }
    } finally {
      await file.close()
    }
  }
  return { files, last }
}

function addReports(sum: Read | undefined, next: Read): Read {
  if (sum === undefined) return next
  const { report } = sum
  return {
    kind: 'read',
    report: {
      ...next.report,
      records: report.records + next.report.records,
      added: report.added + next.report.added,
      known: report.known + next.report.known,
      problemCount: report.problemCount + next.report.problemCount,
      problems: [...report.problems, ...next.report.problems].slice(0, 100),
    },
  }
}

function refuseBadFiles(files: Files): void {
  const bad = Object.entries(files).filter(([, file]) => file.error !== undefined)
  const [first] = bad
  if (first === undefined) return
  throw new FolderFilesError(
    bad.map(([name]) => name),
    first[1].error?.message ?? first[0],
  )
}
