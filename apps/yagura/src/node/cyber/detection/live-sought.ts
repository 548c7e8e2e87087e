import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RuleFile, StixStore } from '@yagura/cyber'
import type { LiveSought } from './detection-engine.ts'
import { filesBelow } from './files-below.ts'
import type { WarningListFolder } from './warning-list-folder.ts'

/** What a node looks for, gathered of its store of STIX objects and of files in its data folder. */
export type SoughtSource = {
  /** Changes when what is looked for may have. */
  readonly mark: () => Promise<string>
  /** @returns With it what could not be read. */
  readonly read: (nowMs: number) => Promise<LiveSought & { readonly problems: readonly string[] }>
}

const page = 1000

/** What of a store is asked for indicators. */
type IndicatorStore = Pick<StixStore, 'list' | 'countByType'>

/**
 * Sigma rules are the files below `<folder>/sigma`, which is made.
 *
 * @param folder - Of the watch in the data folder.
 */
export async function openSoughtSource(
  store: IndicatorStore,
  folder: string,
  lists: Pick<WarningListFolder, 'files' | 'readAll'>,
): Promise<SoughtSource> {
  const sigma = join(folder, 'sigma')
  await mkdir(sigma, { recursive: true, mode: 0o700 })
  return {
    mark: async () => {
      const files = [...(await filesBelow(sigma, /\.ya?ml$/)), ...(await lists.files())]
      const facts = await Promise.all(files.map(async (file) => `${file} ${(await stat(file)).mtimeMs}`))
      return [await indicatorsMark(store), ...facts].join('\n')
    },
    read: async (nowMs) => {
      const ruleFiles = await Promise.all(
        (await filesBelow(sigma, /\.ya?ml$/)).map(
          async (file): Promise<RuleFile> => ({
            name: file.slice(sigma.length + 1),
            text: await readFile(file, 'utf8'),
          }),
        ),
      )
      const { lists: warningLists, problems } = await lists.readAll()
      return { objects: indicatorsIn(store), ruleFiles, warningLists, problems, nowMs }
    },
  }
}

const indicators = { types: ['indicator'] } as const
const byAdded = { ...indicators, sort: 'added' } as const

/** Of other objects a node takes in many; they change nothing that is looked for. */
async function indicatorsMark(store: IndicatorStore): Promise<string> {
  const [counted] = await store.countByType(indicators)
  const { versions } = await store.list({ ...byAdded, descending: true, limit: 1 })
  return `${counted?.count ?? 0} ${versions[0]?.seq ?? 0}`
}

/** Page by page: all of them at once would take a kilobyte or two each. */
async function* indicatorsIn(store: IndicatorStore): AsyncGenerator<readonly unknown[]> {
  let cursor: string | undefined
  do {
    const question = { ...byAdded, descending: false, limit: page, ...(cursor !== undefined && { cursor }) }
    const { versions, cursor: next } = await store.list(question)
    yield versions.map(({ object }) => object)
    cursor = next
  } while (cursor !== undefined)
}
