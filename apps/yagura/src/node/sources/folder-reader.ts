import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { YaguraError } from '@yagura/core'
import { TooLargeError, UnreadableSourceError } from './content-errors.ts'
import { foldersFor, isAboutContent, type LocalReading, readWhole } from './file-reader.ts'
import { type LocalFile, openLocalFile, resolveAllowedPath, told } from './local-file.ts'
import type { ReadOutcome, SourceReader } from './read-outcome.ts'
import type { SourceEntry } from './source-entry.ts'
import type { SourceProgress } from './stored-source.ts'

type Files = SourceProgress['files']
type Read = Extract<ReadOutcome, { kind: 'read' }>

const pollMs = 5000
const mostFiles = 10_000
/** The mark of no file. */
const neverRead = ''

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
    const read = await readFile(local, entry, join(work.folder, name), work.signal)
    if (read.outcome !== undefined) last = addReports(last, read.outcome)
    files = { ...files, [name]: read.file }
  }
  return { files, last }
}

/** Reads one file; what is wrong with it stays its own, so that those after it are read. */
async function readFile(
  local: LocalReading,
  entry: SourceEntry,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly file: Files[string]; readonly outcome?: Read }> {
  let file: LocalFile | undefined
  try {
    file = await openLocalFile(path, foldersFor(entry, local), local.limitBytes)
    const outcome = await readWhole(local.ingest, entry, path, file, signal)
    return { file: { mark: file.mark }, outcome }
  } catch (error) {
    if (!(error instanceof YaguraError)) throw error
    const told = { code: error.code, message: error.message }
    if (file !== undefined && isAboutContent(error)) return { file: { mark: file.mark, error: told } }
    // A right that is missing leaves no mark on a file: it is tried again at each look.
    if (error instanceof UnreadableSourceError || error instanceof TooLargeError) {
      return { file: { mark: neverRead, error: told } }
    }
    throw error
  } finally {
    await file?.close()
  }
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
