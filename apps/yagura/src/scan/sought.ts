import { createHash } from 'node:crypto'
import {
  createDetector,
  createIndicatorTable,
  createSigmaEngine,
  createWarningLists,
  type Detector,
  type Indicator,
  isMembers,
  type Placeholders,
  type ReadIndicatorRow,
  type RuleFile,
  type RuleSource,
  readSigmaRules,
  readWarningList,
  ruleMatcher,
  standardWarningLists,
  stixIndicators,
  type WarningList,
} from '@yagura/cyber'
import { createCsvReader } from '@yagura/formats'
import { UnreadableFileError } from '../cli/errors.ts'
import { listRuleFiles } from './list-rule-files.ts'
import { readPlaceholders } from './read-placeholders.ts'
import { demandUtf8, readSoughtFile, textOf } from './read-sought-file.ts'

/** Files that say what is looked for. */
export type SoughtFiles = {
  readonly bundles: readonly string[]
  readonly tables: readonly string[]
  readonly sigmaFolders: readonly string[]
  /** Values for placeholders of Sigma rules. */
  readonly placeholders: string | undefined
  /** Of which log all events are, for Sigma rules, as a person says. */
  readonly logSource: RuleSource | undefined
  readonly warningLists: readonly string[]
  /** Whether the warning lists that come with Yagura count. */
  readonly usesStandardLists: boolean
}

/** What is looked for, as it was read. */
export type Sought = {
  readonly detector: Detector
  readonly sigmaRules: number
  /** What could not be used, one line each. */
  readonly problems: readonly string[]
  /** Changes with the content of the files. SHA-256, hex. */
  readonly fingerprint: string
}

/**
 * Reads what is looked for.
 *
 * @param nowMs - Unix time, ms: judges which indicators are valid.
 * @throws UnreadableFileError where a file cannot be opened, is not UTF-8, or is no bundle, table or warning list at all.
 *   A file of rules that is not UTF-8 is a problem, as a rule that cannot be asked is.
 */
export async function readSought(files: SoughtFiles, nowMs: number): Promise<Sought> {
  const hash = createHash('sha256')
  const problems: string[] = []
  const read = async (file: string): Promise<Uint8Array> => {
    const bytes = await readSoughtFile(file)
    hash.update(`${bytes.length}\n`).update(bytes)
    return bytes
  }
  const indicators: Indicator[] = []
  const objects: unknown[] = []
  // A call takes no more than some hundred thousand arguments: lists of any length are gone through.
  for (const file of files.bundles) for (const object of objectsOf(file, await read(file))) objects.push(object)
  const ofBundles = stixIndicators(objects)
  for (const each of ofBundles.indicators) indicators.push(each)
  for (const each of ofBundles.problems) problems.push(each)
  for (const file of files.tables) {
    for (const each of readTable(file, await read(file), problems)) indicators.push(each)
  }
  const lists: WarningList[] = files.usesStandardLists ? [...standardWarningLists] : []
  for (const file of files.warningLists) lists.push(listOf(file, jsonOf(file, await read(file))))
  const ruleTexts = await readRules(files.sigmaFolders, problems)
  for (const { name, text } of ruleTexts) hash.update(`${name}\n${text.length}\n`).update(text)
  hash.update(JSON.stringify(files.logSource ?? null))
  const placeholders = files.placeholders && placeholdersOf(files.placeholders, await read(files.placeholders))
  const { rules, refused } = readSigmaRules(ruleTexts, placeholders ? { placeholders } : {})
  const told = files.logSource ? { told: files.logSource } : {}
  for (const { file, title, reason } of refused) problems.push(`${file}: ${title ?? 'no title'}: ${reason}`)
  const detector = createDetector({
    indicators,
    matchRules: rules.length === 0 ? undefined : ruleMatcher(createSigmaEngine(rules, told)),
    isHarmless: createWarningLists(lists),
    nowMs,
  })
  return { detector, sigmaRules: rules.length, problems, fingerprint: hash.digest('hex') }
}

async function readRules(names: readonly string[], problems: string[]): Promise<readonly RuleFile[]> {
  const listed = await listRuleFiles(names)
  problems.push(...listed.problems)
  const read = await Promise.all(listed.files.map(async (name) => ({ name, bytes: await readSoughtFile(name) })))
  return read.flatMap(({ name, bytes }) => {
    try {
      return [{ name, text: textOf(name, bytes) }]
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error
      problems.push(error.message)
      return []
    }
  })
}

function placeholdersOf(file: string, bytes: Uint8Array): Placeholders {
  const placeholders = readPlaceholders(textOf(file, bytes))
  if (placeholders === undefined) throw new UnreadableFileError(file, new Error('no object of lists of texts in JSON'))
  return placeholders
}

function jsonOf(file: string, bytes: Uint8Array): unknown {
  const text = textOf(file, bytes)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw error instanceof Error ? new UnreadableFileError(file, error) : error
  }
}

function objectsOf(file: string, bytes: Uint8Array): readonly unknown[] {
  const value = jsonOf(file, bytes)
  const objects = isMembers(value) && value['type'] === 'bundle' ? (value['objects'] ?? []) : value
  if (Array.isArray(objects)) return objects
  if (isMembers(objects)) return [objects]
  throw new UnreadableFileError(file, new Error('no bundle of STIX objects'))
}

function listOf(file: string, value: unknown): WarningList {
  const list = readWarningList(value)
  if (typeof list === 'string') throw new UnreadableFileError(file, new Error(`no warning list: ${list}`))
  return list
}

function readTable(file: string, bytes: Uint8Array, problems: string[]): readonly Indicator[] {
  demandUtf8(file, bytes)
  const indicators: Indicator[] = []
  let readRow: ReadIndicatorRow | undefined
  const reader = createCsvReader({
    header: (columns) => {
      readRow = createIndicatorTable(columns)
      return readRow !== undefined
    },
    row: (row) => {
      const read = readRow?.(row) ?? []
      if (typeof read === 'string') problems.push(`${file}:${row.line}: ${read}`)
      else indicators.push(...read)
    },
    problem: (line, reason) => problems.push(`${file}:${line}: ${reason}`),
  })
  reader.write(bytes)
  reader.end()
  if (readRow === undefined) {
    throw new UnreadableFileError(
      file,
      new Error('no column named value, or for a kind of indicator (SHA256, FQDN, IP, …)'),
    )
  }
  return indicators
}
